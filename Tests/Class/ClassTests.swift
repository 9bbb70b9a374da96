import Foundation
import Testing

@testable import Grading

extension MadeClass {
    /// A class of eight in folders and archives.
    static func small(in folder: URL) throws -> MadeClass {
        var made = MadeClass(folder: folder)
        let solved = try thisTree.solvedFiles()
        try made.add("Ada Lovelace", solved, 400)
        try made.add("Jörg Müller", solved, 400, packedAs: "zip")
        try made.add("stubs", pristineStubs, 0, packedAs: "tar.gz")
        let first = solved.filter { $0.key.contains("/Assignment1/") }
        try made.add("only the first", first, 100, packedAs: "tar.gz")
        try made.add("empty", [:], 0)
        let maxout = "Sources/Assignments/Assignment1/Maxout.swift"
        try made.add("no compiler", solved.merging([maxout: "func ("]) { $1 }, 394)
        // Nothing is made of these two, so nothing else is lost.
        try made.add("crash", answering: ["circuit.backward": ["fatalError()"]], 396)
        let mutant = try #require(
            try thisTree.mutants().first { $0.exercise == "tanh.backward" && !$0.keepsPoints })
        try made.add("mutant", answering: [mutant.exercise: mutant.code], 396, packedAs: "zip")
        return made
    }
}

/// The two files that must not depend on how the class was cut or interrupted.
private func reports(_ folder: URL) throws -> [String] {
    try ["grades.csv", "summary.html"].map {
        try String(contentsOf: folder.appendingPathComponent($0), encoding: .utf8)
    }
}

@Suite("A class", .serialized)
struct ClassTests {
    private static let course = """
        student Ada Lovelace
        student nobody
        due 2026-11-20T12:00:00Z
        late 10
        submitted Ada Lovelace 2026-11-21T11:00:00Z
        submitted Jörg Müller 2026-11-20T11:59:59Z
        """

    @Test("grades are as expected; killed and resumed, or cut and merged, they are the same")
    func whole() throws {
        try withFolder { folder in
            let place = { folder.appendingPathComponent($0) }
            let small = try MadeClass.small(in: place("in"))
            try Data(Self.course.utf8).write(to: place("course.txt"))
            let words = [
                "grade", place("in").path, "--seed", "5", "--course", place("course.txt").path,
                "--output",
            ]
            let run = try CourseRun(words + [place("whole").path])
            #expect(run.status == 0, "\(run.output)")
            try expectGrades(small, in: place("whole"))
            try expectResume(words, whole: place("whole"), cut: place("cut"))
            try expectMerged(words, whole: place("whole"), in: folder)
        }
    }

    private func expectGrades(_ small: MadeClass, in folder: URL) throws {
        let rows = csvRows(try reports(folder)[0])
        let head = try #require(rows.first)
        #expect(rows.allSatisfy { $0.count == head.count })
        #expect(head.prefix(3) == ["name", "total", "maximum"])
        #expect(rows.dropFirst().map { $0[0] } == (small.totals.keys + ["nobody"]).sorted())
        for row in rows.dropFirst() {
            // A day late costs her ten per cent.
            let total = row[0] == "Ada Lovelace" ? 360 : small.totals[row[0]] ?? 0
            #expect(Double(row[1]) == total, "\(row)")
            #expect(row[2] == "400")
        }
        func note(_ name: String) -> String { rows.first { $0[0] == name }?.last ?? "" }
        #expect(note("Ada Lovelace") == "late: 10 % less")
        #expect(note("nobody") == "nothing was handed in")
        #expect(note("empty").hasPrefix("no file of an assignment was found in it"))
        #expect(note("no compiler").contains("Assignment1/Maxout.swift does not compile"))
        #expect(note("only the first").contains("Assignment2 was not handed in"))
        for name in small.totals.keys {
            let page = folder.appendingPathComponent(ClassFolder.feedbackPath(name))
            let text = try String(contentsOf: page, encoding: .utf8)
            #expect(text.contains("swift run grade --seed 5") && text.contains("Swift version"))
            let result = folder.appendingPathComponent(ClassFolder.resultPath(name))
            #expect(Validation(of: try Data(contentsOf: result)).faults.isEmpty)
        }
    }

    private func expectResume(_ words: [String], whole: URL, cut: URL) throws {
        let results = cut.appendingPathComponent("results")
        func finished() -> [String] {
            ((try? FileManager.default.contentsOfDirectory(atPath: results.path)) ?? [])
                .filter { $0.hasSuffix(".json") }
        }
        let killed = try CourseRun(words + [cut.path, "--jobs", "1"]) { finished().count >= 3 }
        #expect(killed.status == -1)
        let before = finished()
        let first = results.appendingPathComponent(try #require(before.first))
        // Kept, and not made anew: a mark in it stays.
        try Data((try String(contentsOf: first, encoding: .utf8) + "\n").utf8).write(to: first)
        // The record of another was never written.
        let second = String(try #require(before.last).dropLast(5))
        let record = cut.appendingPathComponent(ClassFolder.recordPath(second))
        try FileManager.default.removeItem(at: record)
        let refused = try CourseRun(words + [cut.path])
        #expect(refused.status == 2 && refused.output.contains("add --resume"))
        let resumed = try CourseRun(words + [cut.path, "--resume"])
        #expect(resumed.status == 0, "\(resumed.output)")
        #expect(try reports(cut) == reports(whole))
        #expect(try String(contentsOf: first, encoding: .utf8).hasSuffix("\n\n"))
    }

    private func expectMerged(_ words: [String], whole: URL, in folder: URL) throws {
        let parts = (1...3).map { folder.appendingPathComponent("part \($0)").path }
        for (index, part) in parts.enumerated() {
            let run = try CourseRun(words + [part, "--shard", "\(index + 1)/3"])
            #expect(run.status == 0, "\(run.output)")
        }
        let merged = folder.appendingPathComponent("merged")
        let course = ["--course", folder.appendingPathComponent("course.txt").path]
        let run = try CourseRun(["merge"] + parts + ["--output", merged.path] + course)
        #expect(run.status == 0, "\(run.output)")
        #expect(try reports(merged) == reports(whole))
        let again = try CourseRun(["merge", parts[0], parts[0], "--output", merged.path + "2"])
        #expect(again.status == 2 && again.output.contains("and in a folder before it"))
    }

    @Test(
        "wrong calls are told what is wrong",
        arguments: [
            (["grade"], "grade takes one folder"),
            (["grade", "nowhere", "--output", "new"], "nowhere cannot be read as a folder"),
            (["grade", "Sources"], "--output DIR is missing"),
            (["grade", "Sources", "--output", "Sources"], "the folder is not empty"),
            (["grade", "Sources", "--output", "new", "--shard", "3/2"], "--shard 3/2: it takes"),
            (["grade", "Sources", "--output", "new", "--jobs", "0"], "--jobs 0: it takes"),
            (["grade", "Sources", "--output", "new", "--only", "Layer"], "did you mean Layers?"),
            (["grade", "Sources", "--output", "new", "--course", "no.txt"], "it cannot be read"),
            (["grad", "Sources"], "did you mean grade?"),
            (["merge", "--output", "new"], "merge takes folders"),
            (["merge", "Sources", "--output", "new"], "is not what a finished `course grade`"),
        ])
    func wrongCalls(words: [String], sentence: String) throws {
        let run = try CourseRun(words)
        #expect(run.status == 2, "\(run.output)")
        #expect(run.output.hasPrefix("course: ") && run.output.contains(sentence), "\(run.output)")
        #expect(!FileManager.default.fileExists(atPath: thisTree.url("new").path))
    }
}
