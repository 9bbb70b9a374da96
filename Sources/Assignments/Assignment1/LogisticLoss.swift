// Yours to fill in: replace each `yourCodeHere(...)` line with code.
// Written by `swift run course stubs`; `swift run grade reset` brings a hole back.
import Layers

// N = examples.

/// Binary cross-entropy of a score: the mean of -log(probability of the right answer), where the
/// probability of "1" is sigmoid(score).
///
/// Concretely, for a score s and a label y of 0 or 1:
///
///     loss = log(1 + e^s) - y s
///
/// which is -log(sigmoid(s)) for y = 1 and -log(1 - sigmoid(s)) for y = 0, but never overflows.
///
/// | name    | shape  | meaning                             |
/// |---------|--------|-------------------------------------|
/// | scores  | (N, 1) | any numbers; above 0 stands for "1" |
/// | labels  | N      | 0 or 1                              |
/// | dscores | (N, 1) | what `backward` returns             |
///
/// Source: CS231n notes, "Neural Networks Part 2", attribute classification.
public struct LogisticLoss: ClassificationLoss {
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
            loss += softplus(scores[n, 0]) - Double(label) * scores[n, 0]
        }
        return (loss / Double(labels.count), Cache(scores: scores, labels: labels))
    }

    public func backward(_ dloss: Double, cache: Cache) -> Matrix {
        yourCodeHere("logistic-loss.backward")
    }
}

/// Stops with a sentence unless there is one score per example.
public func requireOneColumn(_ scores: Matrix) {
    require(
        scores.columns == 1,
        "a binary loss takes one score per example, (N, 1), not \(scores.shape).")
}
