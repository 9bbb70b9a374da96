// Yours to fill in: replace each `yourCodeHere(...)` line with code.
// Written by `swift run course stubs`; `swift run grade reset` brings a hole back.
import Layers

// N = examples, H = units.

/// How many ReLU units never fire on a data set.
///
/// A unit that is 0 for one example may be open for the next. One that is 0 for all of them receives
/// no gradient from any, so its weights never change again: it is dead.
///
/// Source: CS231n notes, "Neural Networks Part 1", commonly used activation functions; Karpathy, "Yes
/// you should understand backprop", 2016.
public struct DeadUnits: Sendable {
    public init() {}

    /// The share of units that are 0 for every example.
    /// - Parameter out: what the ReLU gave for the whole data set, (N, H).
    /// - Returns: the share; stops if there are no units.
    public func fraction(_ out: Matrix) -> Double {
        yourCodeHere("dead-units.fraction")
    }
}
