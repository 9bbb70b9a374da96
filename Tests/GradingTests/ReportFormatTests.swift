import Foundation
import Layers
import Testing

@testable import Grading

@Suite(
    "The formats for other programs", .enabled(if: hasPython, "There is no python3 in PATH."))
struct ReportFormatTests {
    private static let time = Date(timeIntervalSince1970: 1_800_000_000)

    private func report(_ format: ReportFormat, _ results: [ExerciseResult]) throws -> String {
        try format.report(GradeResult(seed: 3, results: results), at: Self.time)
    }

    /// Results with hostile words wherever a learner's words can be.
    private func hostile(_ words: String) -> [ExerciseResult] {
        let check = CheckResult(
            name: "dx", status: .failed, comparison: nil, setting: "case A, seed 1",
            sentence: words)
        return [
            outcome(synthetic("a.backward"), .crashed, message: words, printed: words),
            outcome(synthetic("b.backward"), .failed, checks: [check], place: words),
        ]
    }

    @Test("hostile words come back out of JSON", arguments: hostileWords)
    func json(of it: Words) throws {
        let words = it.text
        let found = try python(
            """
            run = json.load(open(path, encoding="utf-8"))
            a, b = run["exercises"]
            print(json.dumps([a["message"], a["printed"], b["checks"][0]["message"]]))
            """, on: try report(.json, hostile(words)))
        #expect(found == [words, words, words])
    }

    @Test(
        "hostile words come back out of JUnit, as question marks if need be",
        arguments: hostileWords)
    func junit(of it: Words) throws {
        let words = it.text
        let found = try python(
            """
            root = tree.parse(path).getroot()
            error = root.find(".//error")
            print(json.dumps([error.get("message"), error.text, root.find(".//system-out").text]))
            """, on: try report(.junit, hostile(words)))
        let safe = printable(words)
        #expect(found == [safe, safe, "a.backward:\n\(safe)\n"])
    }

    @Test("Gradescope's output is the text report's", arguments: hostileWords)
    func gradescope(of it: Words) throws {
        let words = it.text
        let found = try python(
            """
            run = json.load(open(path, encoding="utf-8"))
            print(json.dumps([test["output"] for test in run["tests"]]))
            """, on: try report(.gradescope, hostile(words)))
        let details = hostile(words).map { TextReport.plainDetails($0).joined(separator: "\n") }
        #expect(found == details)
        #expect(details.allSatisfy { $0.count < 10_000 })
    }

    @Test(
        "GitHub's JSON is one line, and its messages come back",
        arguments: hostileWords)
    func github(of it: Words) throws {
        let words = it.text
        let line = try report(.github, hostile(words))
        #expect(line.filter { $0 == "\n" }.count == 1)
        let found = try python(
            """
            run = json.load(open(path, encoding="utf-8"))
            print(json.dumps([test["message"] for test in run["tests"]]))
            """, on: line)
        let details = hostile(words).map { TextReport.plainDetails($0).joined(separator: "\n") }
        #expect(found == details)
    }

    @Test(
        "numbers that are not finite are no trouble to any format",
        arguments: ReportFormat.allCases, [Double.nan, .infinity, -.infinity])
    func notFinite(format: ReportFormat, entry: Double) throws {
        let check = wrongCheck("dx", rows: 2, columns: 2, entry)
        let document = try report(format, [outcome(.failed, checks: [check])])
        let parse =
            format == .junit
            ? "tree.parse(path)"
            : "json.load(open(path), parse_constant=lambda word: sys.exit(word))"
        #expect(try python("\(parse)\nprint(json.dumps(['parsed']))", on: document) == ["parsed"])
    }

    /// The rules of the schemas of Ant and of Jenkins that a document like ours could break.
    private static let rules = """
        import re
        faults = []
        def expect(holds, what):
            if not holds: faults.append(what)
        root = tree.parse(path).getroot()
        expect(root.tag == "testsuites" and not root.attrib, "testsuites has attributes")
        names = {"id", "package", "name", "timestamp", "hostname", "tests", "failures", "errors", "skipped", "time"}
        for index, suite in enumerate(root):
            expect(suite.tag == "testsuite", "only suites in testsuites")
            expect(set(suite.attrib) == names, "attributes of testsuite")
            expect(suite.get("id") == str(index), "ids count from 0")
            expect(re.fullmatch(r"\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d", suite.get("timestamp")), "timestamp")
            order = [child.tag for child in suite]
            cases = [child for child in suite if child.tag == "testcase"]
            expect(order == ["properties"] + ["testcase"] * len(cases) + ["system-out", "system-err"], "order")
            for item in suite.find("properties"):
                expect(item.tag == "property" and set(item.attrib) == {"name", "value"}, "property")
            for case in cases:
                expect(set(case.attrib) == {"classname", "name", "time"}, "attributes of testcase")
                float(case.get("time"))
                expect(len(case) <= 1, "one result for each case")
                for child in case:
                    expect(child.tag in ("skipped", "error", "failure"), "kind of result")
                    expect(child.tag == "skipped" or set(child.attrib) == {"type", "message"}, "attributes of result")
                    expect(len(child) == 0, "text only")
            for tag, name in [("failure", "failures"), ("error", "errors"), ("skipped", "skipped")]:
                expect(int(suite.get(name)) == len(suite.findall("testcase/" + tag)), name)
            expect(int(suite.get("tests")) == len(cases), "tests")
        print(json.dumps(faults))
        """

    @Test("JUnit keeps the rules of both schemas")
    func schemas() throws {
        #expect(try python(Self.rules, on: try report(.junit, everyStatus().results)) == [])
        let broken = try report(.junit, everyStatus().results)
            .replacing("<testsuites>", with: "<testsuites tests=\"1\">")
            .replacing("<system-err></system-err>", with: "")
        #expect(try python(Self.rules, on: broken).count >= 2)
    }

    @Test(
        "every status has its kind in JUnit",
        arguments: [
            (Status.passed, "passed"), (.failed, "failure"), (.notWritten, "skipped"),
            (.blocked, "skipped"), (.doesNotCompile, "error"), (.crashed, "error"),
            (.timedOut, "error"), (.graderError, "error"),
        ])
    func kinds(status: Status, kind: String) throws {
        let two = synthetic("two.backward", .backward(of: ["x", "y"]))
        let checks = status == .failed ? [try comparedCheck("dx", wrong: 1)] : []
        let found = try python(
            """
            cases = tree.parse(path).getroot().findall(".//testcase")
            kinds = [case[0].tag if len(case) else "passed" for case in cases]
            print(json.dumps(kinds + [case.get("name") for case in cases]))
            """, on: try report(.junit, [outcome(two, status, checks: checks)]))
        #expect(found == [kind, kind, "dx", "dy"])
    }

    @Test("the time in JUnit is the one that is given")
    func time() throws {
        let found = try report(.junit, [outcome(.passed)])
        #expect(found.contains("timestamp=\"2027-01-15T08:00:00\""))
    }

    @Test("scores are the exercise's points, in Gradescope's and GitHub's words")
    func scores() throws {
        let three = synthetic(points: 4, .backward(of: ["x", "y", "z"]))
        let checks = [
            try comparedCheck("dx"), try comparedCheck("dy", wrong: 1), try comparedCheck("dz"),
        ]
        let results = [outcome(three, .failed, checks: checks), outcome(synthetic(), .passed)]
        let script = """
            run = json.load(open(path))
            words = [[test["score"], test.get("max_score"), test["status"]] for test in run["tests"]]
            print(json.dumps([str(word) for word in words] + [str(run.get("max_score"))]))
            """
        let gradescope = try python(script, on: try report(.gradescope, results))
        #expect(gradescope == ["[2.67, 4, 'failed']", "[4, 4, 'passed']", "None"])
        let github = try python(script, on: try report(.github, results))
        #expect(github == ["[2.67, None, 'fail']", "[4, None, 'pass']", "8"])
    }

    @Test("a grader error is the whole run's in GitHub's words")
    func graderError() throws {
        #expect(try report(.github, [outcome(.graderError)]).contains("\"status\":\"error\""))
        #expect(!(try report(.github, [outcome(.passed)]).contains("\"status\":\"fail\"")))
    }

    @Test("a stage in JSON says whether it was told, its shape and its worst entry")
    func stages() throws {
        var result = outcome(.failed, checks: [try comparedCheck("dx", wrong: 1)])
        result.stages = try stageTable(3)
        let found = try python(
            """
            stages = json.load(open(path))["exercises"][0]["stages"]
            words = [[s["name"], s["status"], s["shape"], s["worst"] is None] for s in stages]
            print(json.dumps([json.dumps(word) for word in words]))
            """, on: try report(.json, [result]))
        #expect(
            found == [
                #"["dstep0", "passed", [1, 2], true]"#, #"["dstep1", "not_told", [1, 2], true]"#,
                #"["dstep2", "failed", [1, 2], false]"#,
            ])
    }
}
