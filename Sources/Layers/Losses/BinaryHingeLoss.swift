// N = examples.

/// The support vector machine loss of two classes: the mean of max(0, 1 - t s), where t is 1 for
/// label 1 and -1 for label 0.
///
/// Shapes: scores and dscores (N, 1), N labels of 0 or 1. At t s = 1 the slope is taken to be 0.
///
/// Source: CS231n notes, "Neural Networks Part 2", attribute classification.
public struct BinaryHingeLoss: ClassificationLoss {
    public init() {}

    public struct Cache: Sendable {
        public let scores: Matrix
        public let labels: [Int]
    }

    public func forward(_ scores: Matrix, labels: [Int]) -> (loss: Double, cache: Cache) {
        requireOneColumn(scores)
        requireLabels(labels, for: scores, classes: 2)
        var loss = 0.0
        for (n, label) in labels.enumerated() {
            let t = label == 1 ? 1.0 : -1.0
            loss += max(1 - t * scores[n, 0], 0)
        }
        return (loss / Double(labels.count), Cache(scores: scores, labels: labels))
    }

    public func backward(_ dloss: Double, cache: Cache) -> Matrix {
        // BEGIN SOLUTION binary-hinge-loss.backward
        // forward: loss = mean of max(0, 1 - t s). Where it is not 0, its slope is -t:
        var dscores = cache.scores
        for (n, label) in cache.labels.enumerated() {
            let t = label == 1 ? 1.0 : -1.0
            dscores[n, 0] = 1 - t * cache.scores[n, 0] > 0 ? -t : 0
        }
        return dscores * (dloss / Double(cache.labels.count))
        // STUB
        // numericGradient(dloss, at: cache.scores, labels: cache.labels)
        // END SOLUTION binary-hinge-loss.backward
    }
}
