import Foundation

/// A run as Gradescope's `results.json`: a test for each exercise, with what the text report says.
/// - Parameter result: the run.
/// - Returns: the document.
/// - Throws: what encoding throws.
public func gradescopeReport(_ result: GradeResult) throws -> String {
    let tests = result.results.map { result in
        let isPassed = result.status == .passed
        return GradescopeTest(
            name: result.exercise.id, score: result.points, maxScore: result.exercise.points,
            status: isPassed ? "passed" : "failed", tags: [result.exercise.assignment],
            output: isPassed
                ? result.message ?? "" : TextReport.plainDetails(result).joined(separator: "\n"),
            outputFormat: "text")
    }
    let points = "\(number(result.points)) of \(number(result.maxPoints)) points"
    let report = GradescopeResults(
        output: "\(points), seed \(result.seed)", outputFormat: "text", visibility: "visible",
        stdoutVisibility: "hidden", tests: tests)
    return try encoded(report, isPretty: true)
}

private struct GradescopeResults: Encodable {
    let output: String
    let outputFormat: String
    let visibility: String
    let stdoutVisibility: String
    let tests: [GradescopeTest]
}

private struct GradescopeTest: Encodable {
    let name: String
    let score: Double
    let maxScore: Double
    let status: String
    let tags: [String]
    let output: String
    let outputFormat: String
}

/// JSON as all formats here have it: keys in snake case and in order, and a line feed at the end.
func encoded(_ report: some Encodable, isPretty: Bool) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    if isPretty { encoder.outputFormatting.insert(.prettyPrinted) }
    encoder.keyEncodingStrategy = .convertToSnakeCase
    return String(decoding: try encoder.encode(report), as: UTF8.self) + "\n"
}
