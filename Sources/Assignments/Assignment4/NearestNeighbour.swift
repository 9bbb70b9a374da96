// Yours to fill in: replace each `yourCodeHere(...)` line with code.
// Written by `swift run course stubs`; `swift run grade reset` brings a hole back.
import Layers

// N = training examples, M = examples to classify, D = features.

/// A classifier that learns nothing: a new example gets the label that most of its k nearest training
/// examples have.
///
/// Source: CS231n notes, "Image classification", nearest neighbor classifier; CS231n, assignment 1.
public struct NearestNeighbour: Sendable {
    public let examples: Matrix  // (N, D)
    public let labels: [Int]  // N

    public init(examples: Matrix, labels: [Int]) {
        require(
            labels.count == examples.rows && examples.rows > 0,
            "NearestNeighbour: there are \(labels.count) labels for examples of shape \(examples.shape): one per row is needed."
        )
        self.examples = examples
        self.labels = labels
    }

    /// The distances sqrt(sum of (x - example)^2) of every row of x to every training example.
    ///
    /// Without a loop over examples: |x - e|^2 = |x|^2 + |e|^2 - 2 x·e, and all products x·e are one
    /// matrix product.
    /// - Parameter x: (M, D).
    /// - Returns: (M, N).
    public func distances(_ x: Matrix) -> Matrix {
        yourCodeHere("nearest-neighbour.distances")
    }

    /// The label that is most frequent among the k nearest examples of every row of x.
    ///
    /// Where two labels are equally frequent the smaller one wins; where two examples are equally
    /// near, the one that comes first in the training set counts as nearer.
    public func predict(_ x: Matrix, k: Int) -> [Int] {
        require(
            k > 0 && k <= labels.count,
            "NearestNeighbour: k is \(k), and must be in 1 ... \(labels.count).")
        yourCodeHere("nearest-neighbour.predict")
    }
}
