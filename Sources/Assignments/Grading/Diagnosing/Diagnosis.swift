import Exchange
import Layers

// What kind of wrong a gradient is, computed and never guessed: each test states something that can
// be verified on numbers, and it is said only if the case that is shown and three fresh problems agree.

/// One verified statement about a wrong gradient.
public struct Diagnosis: Codable, Equatable, Sendable {
    /// The kind of fault, such as "constant-factor".
    public let code: String
    /// One sentence; it never gives the answer away.
    public let message: String

    public init(code: String, message: String) { (self.code, self.message) = (code, message) }
}

/// The tests, in the order in which their statements are most worth saying.
private let tests: [Test] = [
    wrongShape, notFinite, allZero, ignoresDout, constantFactor, anotherGradient, rearranged,
    rightForAnotherProblem, onlySomeOfDout, pathMissing, stepMissing, offByTerm, slopeOfAnother,
    factorByPlace, onlyWhere, jacobianTransposed, sumsNotZero, couplingWrong, dependsOnOthers,
    growsOtherwise, onlySomeRowsOrColumns, firstWrongStep, rightOnlyIf, nearMiss,
]

/// The first statement that is true of all these problems.
/// - Parameter all: the problem that is shown, and fresh ones.
/// - Returns: nil if nothing could be verified.
/// - Throws: whatever calling the learner's code throws.
func diagnose(_ all: [Evidence]) throws -> Diagnosis? {
    // On a problem where it is right, nothing is true of the wrong one.
    if all.isEmpty || !all.allSatisfy(\.isWrong) { return nil }
    for test in tests {
        if let found = try agreed(on: test, all) { return found }
    }
    return nil
}
