import Foundation
import Testing

@testable import Grading

/// What is in a student's folder, and the attempts that it holds.
struct StudentFolder: Sendable, CustomTestStringConvertible {
    /// Paths of files in the folder "Ada".
    let files: [String]
    let names: [String]
    var strays: [String] = []
    var testDescription: String { files.joined(separator: ", ") }
}

@Suite("Attempts", .serialized)
struct AttemptTests {
    static let folders = [
        StudentFolder(files: ["work.zip"], names: ["Ada"]),
        StudentFolder(files: ["work.zip", ".DS_Store", "__MACOSX/x"], names: ["Ada"]),
        StudentFolder(files: ["work.zip", "a.pdf"], names: ["Ada"], strays: ["a.pdf"]),
        StudentFolder(
            files: ["1.zip", "2.tar.gz", "3.bundle"],
            names: ["Ada/1.zip", "Ada/2.tar.gz", "Ada/3.bundle"]),
        StudentFolder(
            files: ["attempt-1/x", "attempt-2.zip", "a.pdf"],
            names: ["Ada/attempt-1", "Ada/attempt-2.zip"], strays: ["a.pdf"]),
        StudentFolder(files: ["attempt-1/x"], names: ["Ada"]),
        StudentFolder(files: ["attempt-1/x", "final/x"], names: ["Ada"]),
        StudentFolder(files: ["Sources/x", "submission.zip"], names: ["Ada"]),
        StudentFolder(files: ["essay.pdf"], names: ["Ada"]),
    ]

    @Test("what is an attempt", arguments: folders)
    func recognized(_ student: StudentFolder) throws {
        try withFolder { folder in
            for file in student.files { try Tree(root: folder).write("x", to: "Ada/\(file)") }
            let found = try submissions(in: folder)
            #expect(found.map(\.name) == student.names)
            #expect(found.allSatisfy { $0.student == "Ada" && $0.strays == student.strays })
        }
    }

    @Test(
        "a time is found by the attempt's name, with its ending or without, or by the student's",
        arguments: [
            ("Ada/attempt-1.zip", 1.0), ("Ada/attempt-1", 1), ("Ada", 2), ("Ada/attempt-10", nil),
        ])
    func times(key: String, seconds: Double?) throws {
        try withFolder { folder in
            for name in ["attempt-1.zip", "attempt-2.zip"] {
                try Tree(root: folder).write("x", to: "Ada/\(name)")
            }
            let first = try #require(try submissions(in: folder).first)
            let time = seconds.map { Date(timeIntervalSince1970: $0) }
            let other = Date(timeIntervalSince1970: 7)
            #expect(first.time(in: [key: time ?? other, "Ada/attempt-2": other]) == time)
        }
    }

    /// An attempt that came in so many hours after the start, and is worth so much.
    private func attempt(_ name: String, _ hours: Double?, _ total: Double?) -> Attempt {
        var row = GradeRow(name: "Ada")
        row.total = total ?? 0
        row.submitted = hours.map { Date(timeIntervalSince1970: $0 * 3600) }
        let fault = total == nil ? "no memory" : nil
        return Attempt(name: name, row: total == nil ? nil : row, fault: fault)
    }

    @Test(
        "which of them counts",
        arguments: [
            ([("a", 2.0, 5.0), ("b", 1, 9)], "a", "b"),
            ([("2", nil, 5), ("10", nil, 4)], "10", "2"),
            ([("a", 1, 5), ("b", 1, 5)], "b", "b"), ([("a", 1, 5), ("b", nil, 4)], "a", "a"),
            ([("a", 1, 5), ("b", 2, nil)], "a", "a"),
        ] as [([(String, Double?, Double?)], String, String)])
    func counted(attempts: [(String, Double?, Double?)], latest: String, best: String) {
        for (rule, name) in [(CountedAttempt.latest, latest), (.best, best)] {
            let all = attempts.map { attempt("Ada/\($0)", $1, $2) }
            let row = countedRow(of: "Ada", all.reversed(), rule)
            #expect(row.notes.first == "\(name) of 2 counts: the \(rule.rawValue)")
            #expect(row.total == all.first { $0.shortName == name }?.row?.total)
            let isBroken = attempts.contains { $0.2 == nil }
            #expect(row.notes.contains("b not graded: no memory") == isBroken)
        }
    }

    @Test("a time in the course file comes before one beside the submissions")
    func recorded() throws {
        let course = try CourseFile(
            "due 2026-11-20T12:00:00Z\nsubmitted Ada 2026-11-21T12:00:00Z", name: "a.txt")
        for (recorded, seconds) in [(course.due, 86400), (nil, 86400)] {
            var row = GradeRow(name: "Ada")
            row.applyLateness(course, recorded: recorded)
            #expect(row.lateSeconds == seconds)
        }
    }

    /// Two students, one with a right first attempt and an empty late one.
    private func makeClass(in folder: URL) throws {
        let tree = Tree(root: folder)
        let path = "Sources/Assignments/Assignment1/Circuit.swift"
        let right = try #require(try thisTree.solvedFiles()[path])
        try tree.write(right, to: "in/Ada/attempt-1/\(path)")
        try tree.write(try #require(pristineStubs[path]), to: "in/Ada/attempt-2/\(path)")
        try tree.write(right, to: "in/Ben/\(path)")
        try tree.write(
            """
            {"Ada/attempt-1": "2026-11-20T13:00:00Z", "Ada/attempt-2": "2026-11-20T14:00:00Z",
             "Ben": "2026-11-20T11:00:00Z"}
            """, to: "in/\(metadataName)")
        try tree.write(
            "due 2026-11-20T12:00:00Z\nlate 50\nattempts best\nstudent Ada\nstudent Ben",
            to: "best.txt")
    }

    private func rows(_ folder: URL) throws -> [[String]] {
        csvRows(try Tree(root: folder).text("grades.csv"))
    }

    @Test("one row a student, through resume, shards and --only")
    func whole() throws {
        try withFolder { folder in
            try makeClass(in: folder)
            let words = ["grade", folder.appendingPathComponent("in").path, "--seed", "5"]
            let best = ["--course", folder.appendingPathComponent("best.txt").path]
            func place(_ name: String) -> URL { folder.appendingPathComponent(name) }
            func run(_ more: [String]) throws {
                let run = try CourseRun(more)
                #expect(run.status == 0, "\(run.output)")
            }
            for part in ["1", "2"] {
                try run(words + ["--shard", "\(part)/2", "--output", place(part).path])
            }
            try run(["merge", place("1").path, place("2").path, "--output", place("all").path])
            let latest = try rows(place("all"))
            #expect(latest.dropFirst().map { Array($0[0...1]) } == [["Ada", "0"], ["Ben", "4"]])
            #expect(latest[1].last?.hasPrefix("attempt-2 of 2 counts: the latest; ") == true)
            #expect(try rows(place("1")) == Array(latest[0...1]))
            let resumed = words + best + ["--resume", "--output", place("all").path]
            try run(resumed)
            let counted = try rows(place("all"))
            #expect(counted.dropFirst().map { Array($0[0...1]) } == [["Ada", "2"], ["Ben", "4"]])
            #expect(counted[1].last?.hasPrefix("attempt-1 of 2 counts: the best; ") == true)
            try expectOnly(resumed, place("in"), place("all"))
        }
    }

    /// A third attempt, graded alone, joins the others.
    private func expectOnly(_ words: [String], _ submissions: URL, _ output: URL) throws {
        let before = try rows(output)
        try Tree(root: submissions).write("x", to: "Ada/attempt-3/x")
        let run = try CourseRun(words + ["--only", "Ada/attempt-3"])
        #expect(run.status == 0 && run.output.contains("1 of 1: Ada/attempt-3"), "\(run.output)")
        let after = try rows(output)
        #expect(after.map { Array($0.dropLast()) } == before.map { Array($0.dropLast()) })
        #expect(after[1].last?.hasPrefix("attempt-1 of 3 counts: the best; ") == true)
        for name in ["attempt-1", "attempt-2", "attempt-3"] {
            for path in [ClassFolder.resultPath, ClassFolder.feedbackPath, ClassFolder.recordPath] {
                let file = output.appendingPathComponent(path("Ada/\(name)"))
                #expect(FileManager.default.fileExists(atPath: file.path))
            }
        }
        let wrong = try CourseRun(words + ["--only", "Ada/atempt-3"])
        #expect(wrong.status == 2 && wrong.output.contains("did you mean Ada/attempt-"))
    }
}
