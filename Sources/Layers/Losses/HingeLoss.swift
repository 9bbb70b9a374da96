// N = examples, C = classes.

/// The multiclass support vector machine loss: the right class should win by a margin.
///
/// Concretely, for the example in row n with label y, over all classes c other than y:
///
///     margin[c] = s[c] - s[y] + 1
///     loss = sum of max(0, margin[c])
///
/// and the mean of that over the batch. At a margin of exactly 0 the slope is taken to be 0.
///
/// | name    | shape  | meaning                  |
/// |---------|--------|--------------------------|
/// | scores  | (N, C) | one example per row      |
/// | labels  | N      | the right class, 0 ..< C |
/// | dscores | (N, C) | what `backward` returns  |
///
/// Source: CS231n notes, "Linear classification", multiclass support vector machine loss.
public struct HingeLoss: ClassificationLoss {
    /// By how much the right score should be above every other.
    public let margin: Double

    public init(margin: Double = 1) { self.margin = margin }

    public struct Cache: Sendable {
        public let scores: Matrix
        public let labels: [Int]
        public let margins: Matrix  // (N, C): max(0, margin[c]), and 0 in the label's column
    }

    public func forward(_ scores: Matrix, labels: [Int]) -> (loss: Double, cache: Cache) {
        requireLabels(labels, for: scores, classes: scores.columns)
        // BEGIN SOLUTION hinge-loss.forward
        var margins = scores
        for (n, label) in labels.enumerated() {
            for c in 0..<scores.columns {
                margins[n, c] = max(scores[n, c] - scores[n, label] + margin, 0)
            }
            // The right class does not compete with itself.
            margins[n, label] = 0
        }
        let cache = Cache(scores: scores, labels: labels, margins: margins)
        return (margins.sum() / Double(labels.count), cache)
        // END SOLUTION hinge-loss.forward
    }

    public func backward(_ dloss: Double, cache: Cache) -> Matrix {
        // BEGIN SOLUTION hinge-loss.backward
        // forward: loss = mean of the sums of max(0, s[c] - s[y] + margin).
        // Every margin above 0 pushes its own score up by 1 ...
        var dscores = cache.margins.mapped { $0 > 0 ? 1 : 0 }
        let violations = dscores.rowSums()
        for (n, label) in cache.labels.enumerated() {
            // ... and the right class's score down by 1, once for each of them.
            dscores[n, label] = -violations[n, 0]
        }
        return dscores * (dloss / Double(cache.labels.count))
        // STUB
        // numericGradient(dloss, at: cache.scores, labels: cache.labels)
        // END SOLUTION hinge-loss.backward
    }
}
