// Yours to fill in: replace each `yourCodeHere(...)` line with code.
// Written by `swift run course stubs`; `swift run grade reset` brings a hole back.
import Layers

// B = bumps, N = points.

/// One hidden layer of sigmoid units that draws any function of one number as a row of bumps.
///
/// A steep sigmoid is nearly a step: sigmoid(k (x - a)) is 0 left of a and 1 right of it. A step up
/// at a minus a step up at b is a bump between them. Two hidden units make one bump, and the sum of
/// many bumps is as near to any function as one likes: neural nets are universal approximators. (It
/// says nothing about how to find the weights, and much about why it is a bad idea in practice.)
///
/// Concretely, with x of shape (N, 1):
///
///     hidden = sigmoid(x·w1 + b1)          (N, 2B)
///     out = hidden·w2                      (N, 1)
///
/// Source: CS231n notes, "Neural Networks Part 1", representational power.
public struct BumpApproximator: Sendable {
    public let w1: Matrix  // (1, 2B)
    public let b1: Matrix  // (1, 2B)
    public let w2: Matrix  // (2B, 1)

    public init(w1: Matrix, b1: Matrix, w2: Matrix) {
        self.w1 = w1
        self.b1 = b1
        self.w2 = w2
    }

    /// The weights whose bumps have these heights.
    /// - Parameters:
    ///   - edges: where the bumps begin and end, B + 1 ascending numbers; bump i is between edges i
    ///     and i + 1.
    ///   - heights: B numbers.
    ///   - steepness: k above, the same for all units.
    /// - Returns: a net whose out is the sum of all bumps.
    public static func weights(
        edges: [Double], heights: [Double], steepness: Double
    ) -> BumpApproximator {
        yourCodeHere("bump-approximator.weights")
    }

    /// The value at N points, (N, 1) gives (N, 1).
    public func callAsFunction(_ x: Matrix) -> Matrix {
        x.matmul(w1).addingToEachRow(b1).mapped(sigmoid).matmul(w2)
    }
}
