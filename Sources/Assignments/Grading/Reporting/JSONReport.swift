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

/// A field that is null, and not an absent key, where there is no value.
@propertyWrapper struct OrNull<Value: Encodable>: Encodable {
    var wrappedValue: Value?

    init(wrappedValue: Value?) { self.wrappedValue = wrappedValue }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        if let wrappedValue {
            try container.encode(wrappedValue)
        } else {
            try container.encodeNil()
        }
    }
}

private struct ExerciseReport: Encodable {
    let id: String
    let assignment: String
    let points: Double
    let maxPoints: Double
    let status: Status
    let file: String
    @OrNull var line: Int?
    let checks: [CheckReport]
    let diagnosis: [Diagnosis]
    let stages: [StageReport]
    let printed: String
    @OrNull var message: String?
}

private struct CheckReport: Encodable {
    let name: String
    let status: CheckStatus
    @OrNull var maxRelativeError: Double?
    @OrNull var allowed: Double?
    @OrNull var worst: WorstReport?
    @OrNull var message: String?
    @OrNull var diagnosis: Diagnosis?
}

private struct StageReport: Encodable {
    let name: String
    let status: String
    let shape: [Int]
    @OrNull var worst: WorstReport?
}

private struct WorstReport: Encodable {
    let row: Int
    let column: Int
    @OrNull var yours: Double?
    @OrNull var numeric: Double?
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
