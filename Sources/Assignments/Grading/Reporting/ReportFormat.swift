import Foundation

/// The formats for other programs.
public enum ReportFormat: String, CaseIterable, Sendable {
    case json
    case junit
    case gradescope
    case github

    /// What `--format` takes.
    public static let names = ["text"] + allCases.map(\.rawValue)

    /// A run in this format.
    /// - Parameters:
    ///   - result: the run.
    ///   - time: when it was, for the format that wants to know.
    /// - Returns: the document, with a line feed at its end.
    /// - Throws: what encoding throws.
    public func report(_ result: GradeResult, at time: Date) throws -> String {
        switch self {
        case .json: return try jsonReport(result)
        case .junit: return junitReport(result, at: time)
        case .gradescope: return try gradescopeReport(result)
        case .github: return try githubReport(result)
        }
    }
}

extension GradeResult {
    /// The results by assignment, in order.
    var byAssignment: [(name: String, results: [ExerciseResult])] {
        var names: [String] = []
        for result in results where !names.contains(result.exercise.assignment) {
            names.append(result.exercise.assignment)
        }
        return names.map { name in
            (name, results.filter { $0.exercise.assignment == name })
        }
    }
}

extension TextReport {
    /// The lines on one exercise as they would be printed, without colours.
    static func plainDetails(_ result: ExerciseResult) -> [String] {
        plain.details(result).map(plain.cut)
    }

    /// The lines on one failed check.
    static func plainDetails(_ check: CheckResult) -> [String] {
        plain.details(check).map(plain.cut)
    }

    private static var plain: TextReport {
        TextReport(
            GradeResult(seed: 0, results: []), palette: Palette(isOn: false), showsAll: true)
    }
}
