import Foundation
import Testing

@testable import Grading

@Suite("Checking a result in JSON")
struct ValidationTests {
    /// A result of two exercises: one failed, with a stage and a diagnosis, and one passed.
    private func document() throws -> String {
        var check = try comparedCheck("dx", wrong: 1)
        check.diagnosis = Diagnosis(code: "constant-factor", message: "It is twice too large.")
        var failed = outcome(
            synthetic("plum.backward", .backward(of: ["x", "y"])), .failed,
            checks: [check, try comparedCheck("dy")])
        failed.stages = try stageTable(3)
        let passed = outcome(
            synthetic("pear.backward", points: 6), .passed, checks: [try comparedCheck("dx")])
        return try jsonReport(GradeResult(seed: 3, results: [failed, passed]))
    }

    private func faults(_ text: String) -> [String] { Validation(of: Data(text.utf8)).faults }

    @Test("what the grader writes is valid")
    func valid() throws {
        #expect(faults(try document()) == [])
        let every = try jsonReport(everyStatus())
        #expect(faults(every) == [])
        let summary = Validation(of: Data(try document().utf8)).summary
        #expect(summary == "a valid chainrule/1 result: 2 exercises, 8 of 10 points")
    }

    /// Gradescope's document of two exercises, worth other points than usual, and one that is dropped.
    private func gradescope() throws -> String {
        let failed = synthetic("plum.backward", points: 4, .backward(of: ["x", "y"]))
        let checks = [try comparedCheck("dx", wrong: 1), try comparedCheck("dy")]
        let results = [
            outcome(failed, .failed, checks: checks),
            outcome(synthetic("pear.backward", points: 6), .passed),
            outcome(synthetic("fig.backward", points: 2), .passed),
        ]
        var course = CourseFile()
        course.points = ["plum.backward": 10]
        course.dropped = ["fig.backward"]
        return try gradescopeReport(
            GradeResult(seed: 3, results: results), course: course, notes: ["It was \"late\"."])
    }

    @Test("for Gradescope, points and drops of the course count, and notes are shown")
    func course() throws {
        let text = try gradescope()
        let validation = Validation(of: Data(text.utf8))
        #expect(validation.faults == [])
        #expect(
            validation.summary
                == "a valid results.json of Gradescope: 2 tests, 11 of 16 points")
        #expect(text.contains(#""output" : "11 of 16 points, seed 3\nIt was \"late\".""#))
        #expect(text.contains(#""max_score" : 10"#) && !text.contains("fig.backward"))
    }

    @Test(
        "what is wrong with a document for Gradescope is named",
        arguments: [
            Change(#""score" : 5,"#, #""score" : 11,"#, "tests[0].score: 11 is not from 0 to 10."),
            Change(
                #""score" : 11"#, #""score" : 12"#, "score: it is 12, and the tests' add up to 11."),
            Change(#""visible""#, #""hidden""#, "visibility: \"hidden\" is not \"visible\"."),
            Change(#""max_score" : 6"#, #""most" : 6"#, "tests[1].max_score: it is missing."),
        ])
    func gradescopeFaults(_ change: Change) throws {
        let text = try gradescope()
        try #require(text.contains(change.old), "\(text)")
        #expect(faults(text.replacing(change.old, with: change.new)).contains(change.fault))
    }

    @Test("the example in the page on formats is valid")
    func example() throws {
        let page = try thisTree.text("Notebooks-md/Formats.md")
        let match = try #require(page.firstMatch(of: /```json\n([^`]*)```/))
        #expect(faults(String(match.1)) == [])
    }

    struct Change: Sendable, CustomTestStringConvertible {
        let old: String
        let new: String
        let fault: String

        init(_ old: String, _ new: String, _ fault: String) {
            (self.old, self.new, self.fault) = (old, new, fault)
        }

        var testDescription: String { "\(old) -> \(new)" }
    }

    private static let changes = [
        Change("chainrule/1", "chainrule/2", "schema: \"chainrule/2\" is not \"chainrule/1\"."),
        Change("\"seed\" : 3", "\"seed\" : 3.5", "seed: 3.5 is not a whole number from 0 up."),
        Change("\"seed\" : 3", "\"seed\" : \"3\"", "seed: \"3\" is not a whole number from 0 up."),
        Change("\"seed\" : 3", "\"seed\" : true", "seed: true is not a whole number from 0 up."),
        Change("\"seed\" :", "\"sede\" :", "seed: it is missing."),
        Change("\"seed\" :", "\"sede\" :", "sede: there is no such field; did you mean seed?"),
        Change(
            "\"status\" : \"inconclusive\"", "\"status\" : \"ok\"",
            "exercises[0].checks[0].status: \"ok\" is not one of passed, failed, inconclusive."),
        Change(
            "\"status\" : \"not_told\"", "\"status\" : 1",
            "exercises[0].stages[1].status: 1 is not one of passed, failed, inconclusive, not_told."
        ),
        Change(
            "\"printed\" : \"\"", "\"printed\" : null", "exercises[0].printed: null is not a text."),
        Change(
            "\"row\" : 0", "\"row\" : -1",
            "exercises[0].checks[0].worst.row: -1 is not a whole number from 0 up."),
        Change(
            "\"yours\" : 4", "\"yours\" : \"nan\"",
            "exercises[0].checks[0].worst.yours: \"nan\" is not a number."),
        Change(
            "constant-factor\"", "constant-factor\", \"nothing_like_it\" : 1",
            "exercises[0].checks[0].diagnosis.nothing_like_it: there is no such field."),
        Change(
            "pear.backward", "plum.backward",
            "exercises[1].id: \"plum.backward\" is that of exercises[0], too."),
        Change(
            "\"points\" : 2,", "\"points\" : 5,",
            "exercises[0].points: 5 is more than max_points, 4."),
        Change("\"points\" : 2,", "\"points\" : -2,", "exercises[0].points: -2 is less than 0."),
        Change(
            "\"points\" : 2,", "\"points\" : 3,", "points: it is 8, and the exercises' add up to 9."
        ),
        Change(
            "\"points\" : 6,", "\"points\" : 5,",
            "exercises[1].points: it is 5 of 6, and the status is passed."),
        Change(
            "\"max_points\" : 10,", "\"max_points\" : 400,",
            "max_points: it is 400, and the exercises' add up to 10."),
        Change(
            "\"points\" : 8,", "\"points\" : 1e300,", "points: 1e+300 is more than max_points, 10."),
    ]

    @Test("a wrong field is named with its path", arguments: changes)
    private func wrong(change: Change) throws {
        // The first check's status is made one of a kind, so that it can be found.
        var text = try document()
        if let place = text.range(of: "\"status\" : \"failed\",\n          \"worst\"") {
            text.replaceSubrange(
                place, with: "\"status\" : \"inconclusive\",\n          \"worst\"")
        }
        let changed = text.replacing(change.old, with: change.new, maxReplacements: 1)
        #expect(changed != text, "\(text)")
        #expect(faults(changed).contains(change.fault), "\(faults(changed))")
    }

    @Test(
        "what is no JSON, or another kind of it, is one fault",
        arguments: [
            "", "# Chainrule", "{\"schema\": ", "[1, 2", String(repeating: "[", count: 100_000),
            "[]", "3", "null", "\"chainrule/1\"", "\u{0}\u{FFFF}",
        ])
    func noResult(text: String) {
        let found = faults(text)
        #expect(found.count == 1)
        #expect(found.first?.unicodeScalars.allSatisfy { $0.value >= 32 } == true)
    }

    @Test(
        "any bytes are only faults",
        arguments: [[0xff, 0xfe], [0x7b, 0x22, 0xc0, 0x22, 0x3a, 0x31, 0x7d]] as [[UInt8]])
    func bytes(bytes: [UInt8]) {
        #expect(!Validation(of: Data(bytes)).faults.isEmpty)
    }

    @Test(
        "names and values that are hostile or endless are shown safely",
        arguments: hostileWords)
    func hostile(of it: Words) throws {
        let words = it.text
        let quoted = String(decoding: try JSONEncoder().encode([words]), as: UTF8.self)
            .dropFirst().dropLast()
        let text = try document().replacing("\"seed\"", with: quoted, maxReplacements: 1)
            .replacing("\"chainrule/1\"", with: quoted, maxReplacements: 1)
        for fault in faults(text) {
            #expect(fault.unicodeScalars.count < 300)
            #expect(fault == printable(fault))
        }
    }
}
