// Yours to fill in: replace each `yourCodeHere(...)` line with code.
// Written by `swift run course stubs`; `swift run grade reset` brings a hole back.
import Layers

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
        // p[c] = e^s[c] / sum, and log(sum), row by row
        let (probabilities, logSums) = scores.softmaxOfRowsWithLogSums()
        var loss = 0.0
        for (n, label) in labels.enumerated() {
            // -log(e^s / sum) = log(sum) - s, which is finite even where e^s is rounded to 0.
            loss += logSums[n, 0] - scores[n, label]
        }
        let cache = Cache(scores: scores, labels: labels, probabilities: probabilities)
        return (loss / Double(labels.count), cache)
    }

    public func backward(_ dloss: Double, cache: Cache) -> Matrix {
        yourCodeHere("softmax-loss.backward")
    }
}
