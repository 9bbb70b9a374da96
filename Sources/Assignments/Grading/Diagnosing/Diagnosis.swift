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

/// Tests of the numbers alone, and a few more calls of the learner's code.
private let plainTests: [Test] = [
    wrongShape, notFinite, allZero, ignoresDout, constantFactor, anotherGradient, rearranged,
    oppositePlaces, functionOfRight,
]

/// Tests that ask for many other gradients, in the order in which their statements are most worth
/// saying.
private let furtherTests: [Test] = [
    rightForAnotherProblem, onlySomeOfDout, offByTerm, pathMissing, stopsShort, stepMissing,
    slopeOfAnother, firstUpdate, factorByPlace, onlyWhere, jacobianTransposed, sumsNotZero,
    couplingWrong,
    dependsOnOthers, growsOtherwise, onlySomeRowsOrColumns, firstWrongStep, rightOnlyIf, nearMiss,
]

/// How thoroughly to look.
enum Effort {
    case plain
    case all
}

/// The first statement that is true of all these problems.
/// - Parameters:
///   - all: the problem that is shown, and fresh ones.
///   - effort: which tests to make.
/// - Returns: nil if nothing could be verified.
/// - Throws: whatever calling the learner's code throws.
func diagnose(_ all: [Evidence], _ effort: Effort = .all) throws -> Diagnosis? {
    // On a problem where it is right, nothing is true of the wrong one.
    if all.isEmpty || !all.allSatisfy(\.isWrong) { return nil }
    if let found = try firstAgreed(plainTests, all) { return found }
    if effort == .plain { return nil }
    if let found = try firstAgreed(furtherTests, all) { return found }
    return try besidesAFactor(all)
}

private func firstAgreed(_ tests: [Test], _ all: [Evidence]) throws -> Diagnosis? {
    for test in tests {
        if let found = try agreed(on: test, all) { return found }
    }
    return nil
}

/// Two faults at once: a factor of the whole, and something else besides.
private func besidesAFactor(_ all: [Evidence]) throws -> Diagnosis? {
    if all[0].yours.shape != all[0].right.shape { return nil }
    for candidate in ["-1", "one over the number of rows", "the number of rows"] {
        func factor(_ e: Evidence) -> Double {
            let rows = Double(e.outputs.items.first.map { max($0.matrix.rows, 1) } ?? 1)
            let batch = e.isLoss ? Double(e.atHand.first?.matrix.rows ?? 1) : rows
            switch candidate {
            case "-1": return -1
            case "the number of rows": return batch
            default: return 1 / batch
            }
        }
        let undone = try all.map { try $0.undoing(factor($0)) }
        if !undone.allSatisfy(\.isWrong) { continue }
        let tests: [Test] = [pathMissing, offByTerm, onlyWhere, onlySomeRowsOrColumns, sumsNotZero]
        if let found = try firstAgreed(tests, undone) {
            let words =
                candidate == "-1" ? "the opposite sign" : "a factor of \(candidate) of the batch"
            return Diagnosis(
                code: found.code, message: "besides \(words): \(found.message)")
        }
    }
    return nil
}
