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
        // BEGIN SOLUTION dead-units.fraction
        // The outputs of a ReLU are never negative, so a column's sum is 0 only if all of it is.
        out.columnSums().mapped { $0 == 0 ? 1 : 0 }.mean()
        // STUB
        // stop("there is no stand-in for a measure, and this tree holds no answers.")
        // END SOLUTION dead-units.fraction
    }
}
