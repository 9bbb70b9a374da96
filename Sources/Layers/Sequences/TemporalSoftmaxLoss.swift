import Foundation

// N = sequences, T = steps, V = words in the vocabulary.

/// Softmax with cross-entropy at every step of a sequence, for those steps that count.
///
/// Concretely, over all N T rows whose label is not the ignored one:
///
///     loss = sum of -log(probability of the label) / N
///
/// It is the mean over sequences of their sums over steps, as in CS231n: not divided by T.
///
/// | name    | shape    | meaning                             |
/// |---------|----------|-------------------------------------|
/// | scores  | (N T, V) | in the order of `SequenceShape`     |
/// | labels  | N T      | the right word of each row, 0 ..< V |
/// | dscores | (N T, V) | what `backward` returns             |
///
/// Source: CS231n, assignment 3, temporal softmax loss; its mask is "the label is not <NULL>".
public struct TemporalSoftmaxLoss: ClassificationLoss {
    /// T.
    public let steps: Int

    /// Rows with this label do not count: the padding after the end of a sentence.
    public let ignoredLabel: Int?

    public init(steps: Int, ignoredLabel: Int? = nil) {
        self.steps = steps
        self.ignoredLabel = ignoredLabel
    }

    public struct Cache: Sendable {
        public let scores: Matrix
        public let labels: [Int]
        public let probabilities: Matrix  // (N T, V), every row adds up to 1
    }

    public func forward(_ scores: Matrix, labels: [Int]) -> (loss: Double, cache: Cache) {
        requireLabels(labels, for: scores, classes: scores.columns)
        // BEGIN SOLUTION temporal-softmax-loss.forward
        let shape = SequenceShape(rows: scores.rows, steps: steps)
        let shifted = scores.addingToEachColumn(-scores.rowMaxima())
        let sums = shifted.mapped(exp).rowSums()
        var loss = 0.0
        for (row, label) in labels.enumerated() where label != ignoredLabel {
            loss += log(sums[row, 0]) - shifted[row, label]
        }
        let probabilities = shifted.mapped(exp).multiplyingEachColumn(by: 1 / sums)
        let cache = Cache(scores: scores, labels: labels, probabilities: probabilities)
        return (loss / Double(shape.examples), cache)
        // END SOLUTION temporal-softmax-loss.forward
    }

    public func backward(_ dloss: Double, cache: Cache) -> Matrix {
        // BEGIN SOLUTION temporal-softmax-loss.backward
        let shape = SequenceShape(rows: cache.scores.rows, steps: steps)
        // forward: loss = sum of log(sum of e^s) - s[label], over the rows that count, / N
        var dscores = cache.probabilities
        for (row, label) in cache.labels.enumerated() {
            dscores[row, label] -= 1
        }
        let counts = cache.labels.map { $0 == ignoredLabel ? 0.0 : dloss / Double(shape.examples) }
        let column = Matrix(rows: counts.count, columns: 1, elements: counts)
        return dscores.multiplyingEachColumn(by: column)
        // STUB
        // numericGradient(dloss, at: cache.scores, labels: cache.labels)
        // END SOLUTION temporal-softmax-loss.backward
    }
}
