import Exchange
import Layers

/// What became of an exercise.
public enum Status: String, CaseIterable, Codable, Sendable {
    case passed
    case failed
    case notWritten = "not_written"
    case doesNotCompile = "does_not_compile"
    case crashed
    case timedOut = "timed_out"
    /// It needs another exercise that is not written, or its forward pass is wrong.
    case blocked
    /// The grader's own fault: the only status that means "tell the instructor".
    case graderError = "grader_error"

    /// The words for the table.
    public var words: String {
        switch self {
        case .graderError: return "grader error"
        default: return rawValue.replacing("_", with: " ")
        }
    }
}

/// One check of an exercise: one gradient, or one recorded value.
public struct CheckResult: Sendable {
    public let name: String
    public let status: CheckStatus
    /// The comparison to show: the first that failed, or else the one with the largest error.
    public let comparison: GradientComparison?
    /// Which problem it was, as in "case B, seed 1".
    public let setting: String
    /// What is wrong, where no comparison of entries says it.
    public let sentence: String?
    /// What kind of wrong it is, if that could be verified.
    public var diagnosis: Diagnosis?
    /// The problem of the comparison, with its upstream gradients.
    var problem: Problem?
}

public enum CheckStatus: String, Codable, Sendable {
    case passed
    case failed
    case inconclusive
}

/// One exercise, graded.
public struct ExerciseResult: Sendable {
    public let exercise: Exercise
    public let status: Status
    public let checks: [CheckResult]
    /// What to tell the learner, besides the checks.
    public let message: String?
    /// The learner's line that the message is about, or the hole, or the exercise's first line.
    public let place: String?
    /// What the learner's code printed.
    public let printed: String
    /// The steps of the backward pass, if it is wrong and names any.
    public var stages = StageTable.none

    /// The line of the place, if that is in the exercise's own file.
    var line: Int? {
        guard let place, place.hasPrefix(exercise.path + ":") else { return nil }
        return Int(place.split(separator: ":").last ?? "")
    }

    /// The exercise's points, shared evenly by its checks.
    public var points: Double {
        switch status {
        case .passed: return exercise.points
        case .failed:
            let passed = checks.filter { $0.status == .passed }.count
            let share = exercise.points * Double(passed) / Double(exercise.checks.count)
            return (share * 100).rounded() / 100
        default: return 0
        }
    }
}

/// A whole run.
public struct GradeResult: Sendable {
    public let seed: Int
    public let results: [ExerciseResult]

    public init(seed: Int, results: [ExerciseResult]) {
        self.seed = seed
        self.results = results
    }

    public var points: Double {
        (results.reduce(0) { $0 + $1.points } * 100).rounded() / 100
    }
    public var maxPoints: Double { results.reduce(0) { $0 + $1.exercise.points } }
    public var isFull: Bool { results.allSatisfy { $0.status == .passed } }
}

extension GradeResult {
    /// The result without the steps that only a page asked for: each table ends with the first wrong
    /// step, and there is none where nothing is wrong.
    public func withoutWholeTables() -> GradeResult {
        let shorter = results.map { result in
            var result = result
            let isWrong = result.checks.contains {
                $0.status == .failed && $0.comparison?.verdict == .wrong
            }
            result.stages = isWrong ? result.stages.toFirstWrong() : .none
            return result
        }
        return GradeResult(seed: seed, results: shorter)
    }
}
