// Yours to fill in: replace each `yourCodeHere(...)` line with code.
// Written by `swift run course stubs`; `swift run grade reset` brings a hole back.
import Layers

// N = examples, D = features.

/// Gives every feature mean 0 and standard deviation 1, as measured once on the training set.
///
/// The same two numbers per feature are used for the training set and for everything that comes
/// later: a test set must not have a say in what is done to it.
///
/// Inputs that are 1000 times too large make gradients of w 1000 times too large, and a learning rate
/// that was right then blows up.
///
/// Source: CS231n notes, "Neural Networks Part 2", data preprocessing.
public struct Standardizer: Sendable {
    public let mean: Matrix  // (1, D)
    public let deviation: Matrix  // (1, D), never 0

    public init(mean: Matrix, deviation: Matrix) {
        self.mean = mean
        self.deviation = deviation
    }

    /// Mean and standard deviation of every column of the training set, (N, D); the deviation is
    /// that of all N (not N - 1), and 1 for a column that is constant.
    public static func fit(_ training: Matrix) -> Standardizer {
        yourCodeHere("standardize.fit")
    }

    /// Any examples, (N, D), with the training set's mean and deviation taken out.
    public func apply(_ x: Matrix) -> Matrix {
        x.addingToEachRow(-mean).multiplyingEachRow(by: 1 / deviation)
    }
}
