import Foundation

/// A run as Gradescope's `results.json`: a test for each exercise, with what the text report says.
///
/// No test is hidden: with a hidden one, students would not see their total.
/// - Parameters:
///   - result: the run.
///   - course: says what counts, and how much; lateness is Gradescope's own matter.
///   - notes: sentences for the student, to stand above all tests.
/// - Returns: the document.
/// - Throws: what encoding throws.
public func gradescopeReport(
    _ result: GradeResult, course: CourseFile = CourseFile(), notes: [String] = []
) throws -> String {
    let tests = result.results.compactMap { result in
        course.points(of: result.exercise).map { gradescopeTest(result, worth: $0) }
    }
    let score = sum(tests.map(\.score))
    let points = "\(number(score)) of \(number(sum(tests.map(\.maxScore)))) points"
    let head = "\(points), seed \(result.seed)"
    let report = GradescopeResults(
        score: score, output: ([head] + notes).joined(separator: "\n"), outputFormat: "text",
        visibility: "visible", stdoutVisibility: "hidden", tests: tests)
    return try encoded(report, isPretty: true)
}

private func gradescopeTest(_ result: ExerciseResult, worth: Double) -> GradescopeTest {
    let isPassed = result.status == .passed
    return GradescopeTest(
        name: result.exercise.id,
        score: scaledPoints(result.points, of: result.exercise.points, worth: worth),
        maxScore: worth,
        status: isPassed ? "passed" : "failed", tags: [result.exercise.assignment],
        output: isPassed
            ? result.message ?? "" : TextReport.plainDetails(result).joined(separator: "\n"),
        outputFormat: "text")
}

/// The sum of points, which are hundredths.
private func sum(_ points: [Double]) -> Double { (points.reduce(0, +) * 100).rounded() / 100 }

private struct GradescopeResults: Encodable {
    let score: Double
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
