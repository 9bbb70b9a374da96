import Foundation
import Layers

/// What is wrong with a result in the format `chainrule/1`, or in Gradescope's.
public struct Validation: Sendable {
    /// One sentence for each fault, with the path of its field; none if the result is valid.
    public let faults: [String]

    /// What the result is and says, in a few words; nil if it is not valid.
    public let summary: String?

    /// Looks at a document.
    /// - Parameter data: what should be a result.
    public init(of data: Data) {
        let document: JSONValue
        do {
            document = try JSONDecoder().decode(JSONValue.self, from: data)
        } catch {
            (faults, summary) = ([syntaxFault(in: data)], nil)
            return
        }
        if document["tests"] != .null {
            faults = gradescopeFaults(in: document)
            summary = faults.isEmpty ? gradescopeSummary(of: document) : nil
            return
        }
        var found = resultShape.faults(of: document, at: JSONShape.top)
        // Only of numbers that are numbers can it be asked whether they agree.
        if found.isEmpty { found = disagreements(in: document) }
        faults = found
        let count = document["exercises"].entries.count
        let points = "\(document["points"].words) of \(document["max_points"].words) points"
        summary =
            found.isEmpty
            ? "a valid chainrule/1 result: \(count) exercise\(count == 1 ? "" : "s"), \(points)"
            : nil
    }
}

/// What is wrong with data that is not JSON; the decoder does not say where, this older reader does.
private func syntaxFault(in data: Data) -> String {
    do {
        _ = try JSONSerialization.jsonObject(with: data, options: .fragmentsAllowed)
        return "This is not JSON."
    } catch {
        let reason = (error as NSError).userInfo[NSDebugDescriptionErrorKey].map { ": \($0)" }
        return "This is not JSON\(printable(reason ?? "."))"
    }
}

private let worstShape = JSONShape.orNull(
    .record([
        ("row", .count), ("column", .count), ("yours", .orNull(.number)),
        ("numeric", .orNull(.number)),
    ]))

private let diagnosisShape = JSONShape.record([("code", .text), ("message", .text)])

private let checkShape = JSONShape.record([
    ("name", .text), ("status", .word(["passed", "failed", "inconclusive"])),
    ("max_relative_error", .orNull(.number)), ("allowed", .orNull(.number)),
    ("worst", worstShape), ("message", .orNull(.text)), ("diagnosis", .orNull(diagnosisShape)),
])

private let stageShape = JSONShape.record([
    ("name", .text), ("status", .word(["passed", "failed", "inconclusive", "not_told"])),
    ("shape", .list(.count)), ("worst", worstShape),
])

private let exerciseShape = JSONShape.record([
    ("id", .text), ("assignment", .text), ("points", .number), ("max_points", .number),
    ("status", .word(Status.allCases.map(\.rawValue))), ("file", .text),
    ("line", .orNull(.count)), ("checks", .list(checkShape)),
    ("diagnosis", .list(diagnosisShape)), ("stages", .list(stageShape)), ("printed", .text),
    ("message", .orNull(.text)),
])

private let resultShape = JSONShape.record([
    ("schema", .word(["chainrule/1"])), ("seed", .count), ("points", .number),
    ("max_points", .number), ("exercises", .list(exerciseShape)),
])

/// What cannot all be true.
private func disagreements(in document: JSONValue) -> [String] {
    let exercises = document["exercises"].entries
    var faults = pointFaults(document, at: "")
    var seen: [String: Int] = [:]
    for (index, exercise) in exercises.enumerated() {
        let path = "exercises[\(index)]."
        let id = exercise["id"].words
        if let first = seen[id] {
            faults.append("\(path)id: \(id) is that of exercises[\(first)], too.")
        }
        seen[id] = seen[id] ?? index
        faults += pointFaults(exercise, at: path) + statusFaults(exercise, at: path)
        for (number, stage) in exercise["stages"].entries.enumerated()
        where stage["shape"].entries.count != 2 {
            faults.append("\(path)stages[\(number)].shape: it must be rows and columns.")
        }
    }
    for name in ["points", "max_points"] {
        let sum = exercises.reduce(0) { $0 + $1[name].amount }
        // Both are rounded to hundredths.
        if abs(sum - document[name].amount) > 0.011 {
            faults.append(
                "\(name): it is \(document[name].words), and the exercises' add up to \(shortNumber(sum))."
            )
        }
    }
    return faults
}

private func pointFaults(_ value: JSONValue, at path: String) -> [String] {
    let (points, most) = (value["points"], value["max_points"])
    if points.amount < 0 { return ["\(path)points: \(points.words) is less than 0."] }
    if points.amount > most.amount + 1e-9 {
        return ["\(path)points: \(points.words) is more than max_points, \(most.words)."]
    }
    return []
}

/// A passed exercise has all its points, and one whose checks did not run has none.
private func statusFaults(_ exercise: JSONValue, at path: String) -> [String] {
    guard case .text(let status) = exercise["status"] else { return [] }
    let (points, most) = (exercise["points"], exercise["max_points"])
    if status == Status.failed.rawValue { return [] }
    if status != Status.passed.rawValue {
        return points.amount == 0
            ? [] : ["\(path)points: it is \(points.words), and the status is \(status)."]
    }
    var faults: [String] = []
    if points.amount != most.amount {
        faults.append(
            "\(path)points: it is \(points.words) of \(most.words), and the status is passed.")
    }
    for (index, check) in exercise["checks"].entries.enumerated()
    where check["status"] != .text("passed") {
        faults.append(
            "\(path)checks[\(index)].status: it is \(check["status"].words) in an exercise that is passed."
        )
    }
    return faults
}
