// Yours to fill in: replace each `yourCodeHere(...)` line with code.
// Written by `swift run course stubs`; `swift run grade reset` brings a hole back.
import Layers

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
        let right = scores.entries(at: labels)
        // max(0, s[c] - s[y] + margin) for every class ...
        var margins = scores.zipMapped(eachColumn: right) { s, y in max(s - y + margin, 0) }
        // ... but the right one does not compete with itself.
        for (n, label) in labels.enumerated() { margins[n, label] = 0 }
        let cache = Cache(scores: scores, labels: labels, margins: margins)
        return (margins.sum() / Double(labels.count), cache)
    }

    public func backward(_ dloss: Double, cache: Cache) -> Matrix {
        yourCodeHere("hinge-loss.backward")
    }
}
