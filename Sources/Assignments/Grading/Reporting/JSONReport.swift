import Foundation
import Layers

/// A run in the format `chainrule/1`: keys as in Notebooks-md/Formats.md, sorted; numbers that
/// are not finite become null.
public func jsonReport(_ result: GradeResult) throws -> String {
    let report = Report(
        schema: "chainrule/1", seed: result.seed, points: result.points,
        maxPoints: result.maxPoints, exercises: result.results.map(exercise))
    return try encoded(report, isPretty: true)
}

private struct Report: Encodable {
    let schema: String
    let seed: Int
    let points: Double
    let maxPoints: Double
    let exercises: [ExerciseReport]
}

private struct ExerciseReport: Encodable {
    let id: String
    let assignment: String
    let points: Double
    let maxPoints: Double
    let status: Status
    let file: String
    let line: Int?
    let checks: [CheckReport]
    let diagnosis: [Diagnosis]
    let stages: [StageReport]
    let printed: String
    let message: String?

    enum CodingKeys: CodingKey {
        case id, assignment, points, maxPoints, status, file, line, checks, diagnosis, stages
        case printed, message
    }

    // Written out, because a missing line or message is null and not an absent key.
    func encode(to encoder: Encoder) throws {
        var keys = encoder.container(keyedBy: CodingKeys.self)
        try keys.encode(id, forKey: .id)
        try keys.encode(assignment, forKey: .assignment)
        try keys.encode(points, forKey: .points)
        try keys.encode(maxPoints, forKey: .maxPoints)
        try keys.encode(status, forKey: .status)
        try keys.encode(file, forKey: .file)
        try keys.encode(line, forKey: .line)
        try keys.encode(checks, forKey: .checks)
        try keys.encode(diagnosis, forKey: .diagnosis)
        try keys.encode(stages, forKey: .stages)
        try keys.encode(printed, forKey: .printed)
        try keys.encode(message, forKey: .message)
    }
}

private struct CheckReport: Encodable {
    let name: String
    let status: CheckStatus
    let maxRelativeError: Double?
    let allowed: Double?
    let worst: WorstReport?
    let message: String?
    let diagnosis: Diagnosis?

    enum CodingKeys: CodingKey {
        case name, status, maxRelativeError, allowed, worst, message, diagnosis
    }

    func encode(to encoder: Encoder) throws {
        var keys = encoder.container(keyedBy: CodingKeys.self)
        try keys.encode(name, forKey: .name)
        try keys.encode(status, forKey: .status)
        try keys.encode(maxRelativeError, forKey: .maxRelativeError)
        try keys.encode(allowed, forKey: .allowed)
        try keys.encode(worst, forKey: .worst)
        try keys.encode(message, forKey: .message)
        try keys.encode(diagnosis, forKey: .diagnosis)
    }
}

private struct StageReport: Encodable {
    let name: String
    let status: String
    let shape: [Int]
    let worst: WorstReport?

    enum CodingKeys: CodingKey {
        case name, status, shape, worst
    }

    func encode(to encoder: Encoder) throws {
        var keys = encoder.container(keyedBy: CodingKeys.self)
        try keys.encode(name, forKey: .name)
        try keys.encode(status, forKey: .status)
        try keys.encode(shape, forKey: .shape)
        try keys.encode(worst, forKey: .worst)
    }
}

private struct WorstReport: Encodable {
    let row: Int
    let column: Int
    let yours: Double?
    let numeric: Double?

    enum CodingKeys: CodingKey {
        case row, column, yours, numeric
    }

    func encode(to encoder: Encoder) throws {
        var keys = encoder.container(keyedBy: CodingKeys.self)
        try keys.encode(row, forKey: .row)
        try keys.encode(column, forKey: .column)
        try keys.encode(yours, forKey: .yours)
        try keys.encode(numeric, forKey: .numeric)
    }
}

private func exercise(_ result: ExerciseResult) -> ExerciseReport {
    return ExerciseReport(
        id: result.exercise.id, assignment: result.exercise.assignment, points: result.points,
        maxPoints: result.exercise.points, status: result.status, file: result.exercise.path,
        line: result.line, checks: result.checks.map(check),
        diagnosis: result.checks.compactMap(\.diagnosis), stages: result.stages.stages.map(stage),
        printed: result.printed, message: result.message)
}

private func check(_ result: CheckResult) -> CheckReport {
    let comparison = result.comparison
    return CheckReport(
        name: result.name, status: result.status,
        maxRelativeError: comparison.flatMap { finite($0.largestRelativeError) },
        allowed: comparison.flatMap { finite($0.allowedRelativeError) },
        worst: comparison.flatMap(worst), message: result.sentence, diagnosis: result.diagnosis)
}

private func stage(_ stage: Stage) -> StageReport {
    StageReport(
        name: stage.name, status: stage.check?.status.rawValue ?? "not_told",
        shape: [stage.numeric.rows, stage.numeric.columns],
        worst: stage.check?.comparison.flatMap(worst))
}

private func worst(_ comparison: GradientComparison) -> WorstReport? {
    comparison.wrongEntries.first.map { index in
        let (row, column) = comparison.place(of: index)
        return WorstReport(
            row: row, column: column, yours: finite(comparison.yours.elements[index]),
            numeric: finite(comparison.numeric.elements[index]))
    }
}

private func finite(_ x: Double) -> Double? { x.isFinite ? x : nil }
