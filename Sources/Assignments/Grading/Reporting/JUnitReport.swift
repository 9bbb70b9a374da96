import Foundation
import Layers

/// A run as JUnit XML, valid under the schemas of both Ant and Jenkins: a suite for each assignment,
/// a case for each check.
/// - Parameters:
///   - result: the run.
///   - time: when it was.
/// - Returns: the document.
public func junitReport(_ result: GradeResult, at time: Date) -> String {
    let timestamp = time.formatted(
        Date.ISO8601FormatStyle(timeZone: .gmt).year().month().day()
            .dateSeparator(.dash).dateTimeSeparator(.standard)
            .time(includingFractionalSeconds: false).timeSeparator(.colon))
    let suites = result.byAssignment.enumerated().map { index, part in
        JUnitSuite(
            index: index, name: part.name, timestamp: timestamp,
            part: GradeResult(seed: result.seed, results: part.results)
        ).text()
    }
    return """
        <?xml version="1.0" encoding="UTF-8"?>
        <testsuites>
        \(suites.joined())</testsuites>

        """
}

/// What JUnit knows of a check that did not pass.
private enum JUnitKind: String {
    case failure
    case error
    case skipped
}

private struct JUnitSuite {
    let index: Int
    let name: String
    let timestamp: String
    let part: GradeResult

    func text() -> String {
        let kinds = part.results.flatMap { result in
            result.exercise.checks.map { kind(of: result, $0) }
        }
        func count(_ kind: JUnitKind) -> Int { kinds.count { $0 == kind } }
        // The children's order is Ant's; times are not measured check by check.
        return """
            <testsuite id="\(index)" package="chainrule" name="\(escaped(name))" \
            timestamp="\(timestamp)" hostname="localhost" tests="\(kinds.count)" \
            failures="\(count(.failure))" errors="\(count(.error))" skipped="\(count(.skipped))" \
            time="0">
            <properties>
            <property name="seed" value="\(part.seed)"/>
            <property name="score" value="\(number(part.points))"/>
            <property name="max_score" value="\(number(part.maxPoints))"/>
            </properties>
            \(part.results.flatMap(cases).joined())\
            <system-out>\(escaped(printed, keepsLines: true))</system-out>
            <system-err></system-err>
            </testsuite>

            """
    }

    private func cases(_ result: ExerciseResult) -> [String] {
        result.exercise.checks.map { name in
            let head =
                "<testcase classname=\"\(escaped(result.exercise.id))\" name=\"\(escaped(name))\" time=\"0\""
            guard let kind = kind(of: result, name) else { return head + "/>\n" }
            if kind == .skipped { return head + "><skipped/></testcase>\n" }
            let lines = lines(on: name, of: result)
            let message = lines.first { !$0.isEmpty } ?? result.status.words
            let body = escaped(lines.joined(separator: "\n"), keepsLines: true)
            return """
                \(head)><\(kind.rawValue) type="\(result.status.rawValue)" \
                message="\(escaped(message))">\(body)</\(kind.rawValue)></testcase>

                """
        }
    }

    private func kind(of result: ExerciseResult, _ check: String) -> JUnitKind? {
        switch result.status {
        case .passed: return nil
        case .notWritten, .blocked: return .skipped
        case .crashed, .timedOut, .doesNotCompile, .graderError: return .error
        case .failed:
            let passed = result.checks.contains { $0.name == check && $0.status == .passed }
            return passed ? nil : .failure
        }
    }

    /// What is said of one check; of an exercise without checks, what is said of all of it.
    private func lines(on name: String, of result: ExerciseResult) -> [String] {
        guard let check = result.checks.first(where: { $0.name == name }) else {
            // Its first line is the status, which the type says already.
            return (result.message?.components(separatedBy: "\n") ?? [])
                + (result.place.map { ["at \($0)"] } ?? [])
        }
        return TextReport.plainDetails(check).map { String($0.drop { $0 == " " }) }
    }

    private var printed: String {
        part.results.filter { !$0.printed.isEmpty }
            .map { "\($0.exercise.id):\n\($0.printed)\n" }.joined()
    }
}
