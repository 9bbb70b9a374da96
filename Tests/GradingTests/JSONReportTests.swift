import Foundation
import Testing

@testable import Grading
@testable import Layers

@Suite("The report in JSON")
struct JSONReportTests {
    private func parsed(_ results: [ExerciseResult], seed: Int = 3) throws -> [String: Any] {
        let text = try jsonReport(GradeResult(seed: seed, results: results))
        #expect(text.hasSuffix("}\n"))
        let value = try JSONSerialization.jsonObject(with: Data(text.utf8))
        return try #require(value as? [String: Any])
    }

    private func exercise(_ result: ExerciseResult) throws -> [String: Any] {
        let all = try #require(try parsed([result])["exercises"] as? [[String: Any]])
        return try #require(all.first)
    }

    private func check(_ check: CheckResult) throws -> [String: Any] {
        let found = try exercise(outcome(.failed, checks: [check]))
        let checks = try #require(found["checks"] as? [[String: Any]])
        return try #require(checks.first)
    }

    @Test("a run has its schema, seed and points")
    func run() throws {
        let report = try parsed([
            outcome(synthetic("plum.backward"), .passed),
            outcome(synthetic("pear.backward", points: 6), .crashed),
        ])
        #expect(report.keys.sorted() == ["exercises", "max_points", "points", "schema", "seed"])
        #expect(report["schema"] as? String == "chainrule/1")
        #expect(report["seed"] as? Int == 3)
        #expect(report["points"] as? Double == 4)
        #expect(report["max_points"] as? Double == 10)
        let all = try #require(report["exercises"] as? [[String: Any]])
        #expect(all.map { $0["id"] as? String } == ["plum.backward", "pear.backward"])
    }

    @Test("an exercise has all its keys, even where there is nothing to say")
    func keys() throws {
        let found = try exercise(outcome(.notWritten))
        #expect(
            found.keys.sorted() == [
                "assignment", "checks", "diagnosis", "file", "id", "line", "max_points", "message",
                "points", "printed", "stages", "status",
            ])
        #expect(found["line"] is NSNull)
        #expect(found["message"] is NSNull)
        #expect(found["id"] as? String == "plum.backward")
        #expect(found["assignment"] as? String == "Assignment1")
        #expect(found["file"] as? String == "Sources/Assignments/Assignment1/Plum.swift")
        #expect(found["points"] as? Double == 0)
        #expect(found["max_points"] as? Double == 4)
        #expect(found["printed"] as? String == "")
        for list in ["checks", "diagnosis", "stages"] {
            #expect((found[list] as? [Any])?.isEmpty == true)
        }
    }

    @Test(
        "a status has one word",
        arguments: [
            (Status.passed, "passed"), (.failed, "failed"), (.notWritten, "not_written"),
            (.doesNotCompile, "does_not_compile"), (.crashed, "crashed"), (.timedOut, "timed_out"),
            (.blocked, "blocked"), (.graderError, "grader_error"),
        ])
    func status(status: Status, word: String) throws {
        #expect(try exercise(outcome(status, checks: []))["status"] as? String == word)
    }

    @Test(
        "the line is that of the exercise's own file",
        arguments: [
            ("Sources/Assignments/Assignment1/Plum.swift:42", 42),
            ("Sources/Assignments/Assignment1/Pear.swift:42", nil),
            ("Sources/Assignments/Assignment1/Plum.swift", nil),
        ] as [(String, Int?)])
    func line(place: String, line: Int?) throws {
        #expect(try exercise(outcome(.crashed, place: place))["line"] as? Int == line)
    }

    @Test("a wrong check has its worst entry")
    func wrong() throws {
        let found = try check(try comparedCheck("dx", wrong: 2))
        #expect(
            found.keys.sorted() == [
                "allowed", "diagnosis", "max_relative_error", "message", "name", "status", "worst",
            ])
        #expect(found["name"] as? String == "dx")
        #expect(found["status"] as? String == "failed")
        let error = try #require(found["max_relative_error"] as? Double)
        let allowed = try #require(found["allowed"] as? Double)
        #expect(abs(error - 1.0 / 12) < 1e-6)
        #expect(allowed > 0 && allowed < 1e-5)
        let worst = try #require(found["worst"] as? [String: Any])
        #expect(worst.keys.sorted() == ["column", "numeric", "row", "yours"])
        let (row, column) = (worst["row"] as? Int, worst["column"] as? Int)
        #expect(row == 0 && (column == 0 || column == 1))
        let (yours, numeric) = (worst["yours"] as? Double, worst["numeric"] as? Double)
        #expect(yours == (column == 0 ? 4 : 13))
        #expect(abs((numeric ?? 0) - (column == 0 ? 3 : 12)) < 1e-6)
    }

    @Test("a right check has no worst entry and no message, but the keys")
    func right() throws {
        let found = try check(try comparedCheck("dx"))
        #expect(found["status"] as? String == "passed")
        #expect(found["worst"] is NSNull)
        #expect(found["message"] is NSNull)
    }

    @Test("a check without a comparison has its sentence")
    func sentence() throws {
        let found = try check(
            CheckResult(
                name: "losses", status: .failed, comparison: nil, setting: "at recorded values",
                sentence: "losses[0, 1] is 2, and should be \"3\""))
        #expect(found["message"] as? String == "losses[0, 1] is 2, and should be \"3\"")
        #expect(found["max_relative_error"] is NSNull)
        #expect(found["allowed"] is NSNull)
        #expect(found["worst"] is NSNull)
    }

    @Test("numbers that are not finite are null", arguments: [Double.nan, .infinity])
    func notFinite(x: Double) throws {
        let matrix = Matrix(x)
        let comparison = GradientComparison(
            verdict: .wrong, yours: matrix, numeric: matrix, errorBars: matrix, wrongEntries: [0],
            kinks: 0, unresolved: 0, scale: x, largestRelativeError: x, allowedRelativeError: x,
            power: x, evaluations: 1, functionMoved: true)
        let found = try check(
            CheckResult(
                name: "dx", status: .failed, comparison: comparison, setting: "", sentence: nil))
        #expect(found["max_relative_error"] is NSNull)
        #expect(found["allowed"] is NSNull)
        let worst = try #require(found["worst"] as? [String: Any])
        #expect(worst["yours"] is NSNull)
        #expect(worst["numeric"] is NSNull)
        #expect(worst["row"] as? Int == 0)
    }

    @Test(
        "any text comes through",
        arguments: ["\u{1B}[2J\u{0}\u{7F}\r\n", "\"quoted\" \\ /slash/", "👩‍👩‍👧 é \u{2028}"])
    func text(words: String) throws {
        let found = try exercise(outcome(.crashed, message: words, printed: words))
        #expect(found["printed"] as? String == words)
        #expect(found["message"] as? String == words)
    }
}
