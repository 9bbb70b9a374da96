import Foundation
import Testing

@testable import Grading

/// A line of a course file, and what must be said about it.
struct WrongLine: Sendable, CustomTestStringConvertible {
    let line: String
    let sentence: String
    var testDescription: String { line }

    init(_ line: String, _ sentence: String) { (self.line, self.sentence) = (line, sentence) }
}

@Suite("The course file")
struct CourseFileTests {
    @Test("every key")
    func keys() throws {
        let course = try CourseFile(
            """
            # a course
            points affine.backward 10   # more than usual
            drop max-gate.backward
            due 2026-11-20T23:59:00Z
            grace 600
            late 10
            cutoff 5
            attempts best
            student Ada Lovelace
            submitted Ada Lovelace 2026-11-21T00:59:00+01:00
            extension Jörg 2026-11-27T23:59:00Z
            override Jörg: total 80 damaged by us: see mail
            """, name: "course.txt")
        #expect(course.points == ["affine.backward": 10])
        #expect(course.dropped == ["max-gate.backward"])
        #expect(course.grace == 600 && course.percentPerDay == 10 && course.cutoffDays == 5)
        #expect(course.attempts == .best)
        #expect(course.submitted["Ada Lovelace"] == course.due)
        #expect(course.extensions.keys.sorted() == ["Jörg"])
        #expect(
            course.overrides == [
                .init(name: "Jörg", what: "total", points: 80, reason: "damaged by us: see mail")
            ])
        #expect(course.names == ["Ada Lovelace", "Jörg"])
    }

    static let wrongLines = [
        WrongLine("point affine.backward 10", "there is no key point; did you mean points?"),
        WrongLine("points afine.backward 10", "did you mean affine.backward?"),
        WrongLine("points affine.backward", "write: points affine.backward 10"),
        WrongLine("points affine.backward ten", "\"ten\" is not a number from 0 up."),
        WrongLine("late -1", "\"-1\" is not a number from 0 up."),
        WrongLine("drop relu.forward", "there is no exercise \"relu.forward\""),
        WrongLine("due tomorrow", "\"tomorrow\" is not a time such as"),
        WrongLine("student", "student needs a name."),
        WrongLine("submitted 2026-11-20T23:59:00Z", "write: submitted NAME"),
        WrongLine("attempts first", "write: attempts latest, or: attempts best"),
        WrongLine("override Ada total 80", "write: override NAME: total 80 REASON"),
        WrongLine("override Ada: total 80", "points, and a reason."),
    ]

    @Test("a mistake is named with its line", arguments: wrongLines)
    func mistakes(_ wrong: WrongLine) throws {
        let text = "\n# fine\n\(wrong.line)\nlate 1\nlate 2\n"
        let error = #expect(throws: UsageError.self) { try CourseFile(text, name: "a.txt") }
        let lines = try #require(error).description.components(separatedBy: "\n")
        #expect(lines.first?.hasPrefix("a.txt:3: ") == true)
        #expect(lines.first?.contains(wrong.sentence) == true, "\(lines)")
        #expect(lines.last == "a.txt:5: late is there twice." || wrong.line.hasPrefix("late"))
    }

    /// The total of somebody with 100 points, so many hours after the due date.
    private func total(after hours: Double, _ lines: String) throws -> Double {
        let course = try CourseFile(
            "due 2026-11-20T12:00:00Z\nlate 10\ngrace 600\n\(lines)", name: "a.txt")
        var row = GradeRow(name: "Ada")
        row.total = 100
        row.applyLateness(course, recorded: course.due?.addingTimeInterval(hours * 3600))
        #expect(row.lateSeconds == Int(max(0, hours * 3600)))
        return row.total
    }

    @Test("being late costs what the file says")
    func lateness() throws {
        #expect(try total(after: -5, "") == 100)
        #expect(try total(after: 0.1, "") == 100)
        #expect(try total(after: 1, "") == 90)
        #expect(try total(after: 24, "") == 90)
        #expect(try total(after: 25, "") == 80)
        #expect(try total(after: 25, "cutoff 1") == 0)
        #expect(try total(after: 24 * 20, "") == 0)
    }

    @Test("an extension moves one student's due date")
    func extensions() throws {
        let course = try CourseFile(
            "due 2026-11-20T12:00:00Z\nlate 10\nextension Ada 2026-11-22T12:00:00Z", name: "a.txt")
        for (name, total) in [("Ada", 100.0), ("Ben", 90)] {
            var row = GradeRow(name: name)
            row.total = 100
            row.applyLateness(course, recorded: course.due?.addingTimeInterval(3600))
            #expect(row.total == total)
        }
    }

    @Test("points given by hand come last, with their reason")
    func overrides() throws {
        let course = try CourseFile(
            "override Ada: affine.backward 5 a fault of ours\noverride Ada: relu.backward 1 copied",
            name: "a.txt")
        var row = GradeRow(name: "Ada")
        row.points = ["affine.backward": 2, "relu.backward": 4]
        row.total = 6
        row.apply(course.overrides)
        #expect(row.total == 6)
        #expect(row.points == ["affine.backward": 5, "relu.backward": 1])
        #expect(row.notes.first == "affine.backward set to 5: a fault of ours")
    }
}
