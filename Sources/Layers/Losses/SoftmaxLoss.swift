import Foundation

// N = examples, C = classes.

/// Softmax with cross-entropy: the mean over the batch of -log(probability of the right class).
///
/// Concretely, for the example in row n with label y:
///
///     p[c] = e^s[c] / (e^s[0] + ... + e^s[C-1])
///     loss = -log(p[y])
///
/// | name    | shape  | meaning                            |
/// |---------|--------|------------------------------------|
/// | scores  | (N, C) | any numbers; not probabilities yet |
/// | labels  | N      | the right class, 0 ..< C           |
/// | dscores | (N, C) | what `backward` returns            |
///
/// Source: CS231n notes, "Linear classification", softmax classifier.
public struct SoftmaxLoss: ClassificationLoss {
    public init() {}

    public struct Cache: Sendable {
        public let scores: Matrix
        public let labels: [Int]
        public let probabilities: Matrix  // (N, C), every row adds up to 1
    }

    public func forward(_ scores: Matrix, labels: [Int]) -> (loss: Double, cache: Cache) {
        requireLabels(labels, for: scores, classes: scores.columns)
        // BEGIN SOLUTION softmax-loss.forward
        // p[c] = e^s[c] / sum, and log(sum), row by row
        let (probabilities, logSums) = scores.softmaxOfRowsWithLogSums()
        var loss = 0.0
        for (n, label) in labels.enumerated() {
            // -log(e^s / sum) = log(sum) - s, which is finite even where e^s is rounded to 0.
            loss += logSums[n, 0] - scores[n, label]
        }
        let cache = Cache(scores: scores, labels: labels, probabilities: probabilities)
        return (loss / Double(labels.count), cache)
        // END SOLUTION softmax-loss.forward
    }

    public func backward(_ dloss: Double, cache: Cache) -> Matrix {
        // BEGIN SOLUTION softmax-loss.backward
        // forward: loss = mean of log(sum of e^s) - s[label]. The mean divides by N:
        let share = dloss / Double(cache.labels.count)
        // The slope of log(sum of e^s) is p,
        var dscores = share * cache.probabilities
        // and that of s[label] is 1, in the column of the label alone.
        for (n, label) in cache.labels.enumerated() {
            dscores[n, label] -= share
        }
        return dscores
        // STUB
        // numericGradient(dloss, at: cache.scores, labels: cache.labels)
        // END SOLUTION softmax-loss.backward
    }
}
