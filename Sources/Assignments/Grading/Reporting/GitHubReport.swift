/// A run as GitHub Classroom's reporter of grades wants it, on one line of JSON; an action hands it on
/// in base64.
/// - Parameter result: the run.
/// - Returns: the line.
/// - Throws: what encoding throws.
public func githubReport(_ result: GradeResult) throws -> String {
    let tests = result.results.map { result in
        GitHubTest(
            name: result.exercise.id, status: status(of: result), message: message(of: result),
            testCode: "swift run grade \(result.exercise.id)", filename: result.exercise.path,
            lineNo: result.line ?? 0, executionTime: "0s", score: result.points)
    }
    let isBroken = result.results.contains { $0.status == .graderError }
    let report = GitHubResults(
        version: 1, status: isBroken ? "error" : result.isFull ? "pass" : "fail",
        maxScore: result.maxPoints, tests: tests)
    return try encoded(report, isPretty: false)
}

private struct GitHubResults: Encodable {
    let version: Int
    let status: String
    let maxScore: Double
    let tests: [GitHubTest]
}

private struct GitHubTest: Encodable {
    let name: String
    let status: String
    @OrNull var message: String?
    let testCode: String
    let filename: String
    let lineNo: Int
    let executionTime: String
    let score: Double
}

private func status(of result: ExerciseResult) -> String {
    switch result.status {
    case .passed: return "pass"
    case .failed, .notWritten, .blocked: return "fail"
    case .doesNotCompile, .crashed, .timedOut, .graderError: return "error"
    }
}

private func message(of result: ExerciseResult) -> String? {
    result.status == .passed
        ? result.message : TextReport.plainDetails(result).joined(separator: "\n")
}
