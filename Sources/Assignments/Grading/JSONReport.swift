import Foundation
import Layers

/// A run in the format `chainrule/1`: keys as in the README's table of formats, sorted; numbers that
/// are not finite become null.
public func jsonReport(_ result: GradeResult) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    encoder.keyEncodingStrategy = .convertToSnakeCase
    let report = Report(
        schema: "chainrule/1", seed: result.seed, points: result.points,
        maxPoints: result.maxPoints, exercises: result.results.map(exercise))
    return String(decoding: try encoder.encode(report), as: UTF8.self) + "\n"
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
    let stages: [CheckReport]
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
    let worst: Worst?
    let message: String?

    enum CodingKeys: CodingKey {
        case name, status, maxRelativeError, allowed, worst, message
    }

    func encode(to encoder: Encoder) throws {
        var keys = encoder.container(keyedBy: CodingKeys.self)
        try keys.encode(name, forKey: .name)
        try keys.encode(status, forKey: .status)
        try keys.encode(maxRelativeError, forKey: .maxRelativeError)
        try keys.encode(allowed, forKey: .allowed)
        try keys.encode(worst, forKey: .worst)
        try keys.encode(message, forKey: .message)
    }

    struct Worst: Encodable {
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
}

private func exercise(_ result: ExerciseResult) -> ExerciseReport {
    // "Sources/.../Affine.swift:42"
    let line = result.place.flatMap { place in
        place.hasPrefix(result.exercise.path + ":")
            ? Int(place.split(separator: ":").last ?? "") : nil
    }
    return ExerciseReport(
        id: result.exercise.id, assignment: result.exercise.assignment, points: result.points,
        maxPoints: result.exercise.points, status: result.status, file: result.exercise.path,
        line: line, checks: result.checks.map(check),
        diagnosis: result.checks.compactMap(\.diagnosis), stages: result.stages.steps.map(check),
        printed: result.printed, message: result.message)
}

private func check(_ result: CheckResult) -> CheckReport {
    let comparison = result.comparison
    let worst = comparison.flatMap { comparison in
        comparison.wrongEntries.first.map { index in
            let (row, column) = comparison.place(of: index)
            return CheckReport.Worst(
                row: row, column: column, yours: finite(comparison.yours.elements[index]),
                numeric: finite(comparison.numeric.elements[index]))
        }
    }
    return CheckReport(
        name: result.name, status: result.status,
        maxRelativeError: comparison.flatMap { finite($0.largestRelativeError) },
        allowed: comparison.flatMap { finite($0.allowedRelativeError) }, worst: worst,
        message: result.sentence)
}

private func finite(_ x: Double) -> Double? { x.isFinite ? x : nil }
