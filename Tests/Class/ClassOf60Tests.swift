import Foundation
import Testing

@testable import Grading

extension MadeClass {
    /// A class of 60: right ones in every kind of archive, unfinished ones, wrong answers of the
    /// catalogue, and hostile ones.
    static func sixty(in folder: URL) throws -> MadeClass {
        var made = MadeClass(folder: folder)
        let solved = try thisTree.solvedFiles()
        let kinds = [nil, "zip", "tar.gz", "bundle"]
        let names = [
            "Ada Lovelace", "Jörg Müller", "李 明", "O'Neil, \"Bo\"", "Zoë-Ann", "x; rm -rf ~",
        ]
        for index in 0..<18 {
            let name = index < names.count ? names[index] : "right \(index)"
            try made.add(name, solved, 400, packedAs: kinds[index % kinds.count])
        }
        for index in 0..<4 {
            try made.add("stubs \(index)", pristineStubs, 0, packedAs: kinds[index])
        }
        for number in 1...3 {
            let part = solved.filter { $0.key.contains("/Assignment\(number)/") }
            try made.add("only \(number)", part, number == 1 ? 100 : -1, packedAs: "zip")
        }
        try made.add("nothing", [:], 0)
        try made.addWrongAnswers(18)
        try made.addHostile(solved)
        #expect(made.totals.count == 60)
        return made
    }

    /// Wrong answers to exercises of which no other is made, each of another exercise.
    private mutating func addWrongAnswers(_ count: Int) throws {
        let used = Set(allExercises.flatMap(\.uses))
        var seen: Set<String> = []
        let mutants = try thisTree.mutants().filter { mutant in
            !mutant.keepsPoints && !used.contains(mutant.exercise)
                && countedExercises.contains { $0.id == mutant.exercise }
                && seen.insert(mutant.exercise).inserted
        }
        for (index, mutant) in mutants.prefix(count).enumerated() {
            try add(
                "wrong \(mutant.exercise)", answering: [mutant.exercise: mutant.code], -1,
                packedAs: index % 2 == 0 ? "zip" : nil)
        }
    }

    private mutating func addHostile(_ solved: [String: String]) throws {
        let tanh = "Sources/Assignments/Assignment1/Tanh.swift"
        let behaviours: [(String, [String])] = [
            ("loops", ["while true {}"]),
            ("prints", ["while true { print(\"0\") }"]),
            (
                "allocates",
                [
                    "var all: [[Double]] = []",
                    "while true { all.append(Array(repeating: 1, count: 1 << 20)) }",
                ]
            ),
            ("exits", ["exit(0)"]),
            ("recurses", ["return backward(dout + 1, cache: cache)"]),
            (
                "forks",
                [
                    "while true {", "var pid: pid_t = 0",
                    "var words = [strdup(\"sleep\"), strdup(\"1000\"), nil]",
                    "_ = posix_spawn(&pid, \"/bin/sleep\", nil, nil, &words, environ)", "}",
                ]
            ),
            (
                "forges",
                ["print(\"{\\\"points\\\": 400}\")", "_ = write(4, \"passed\", 6)", "_exit(0)"]
            ),
            ("sleeps", ["sleep(100000)"]),
        ]
        for (name, code) in behaviours {
            try add("hostile \(name)", answering: ["tanh.backward": code], 396)
        }
        let bomb =
            (1..<40).map { "typealias T\($0) = (T\($0 - 1), T\($0 - 1))\n" }.joined()
            + "typealias T0 = (Int, Int)\nnonisolated(unsafe) var big: T30? = nil\n"
        try add("hostile compiler", solved.merging([tanh: (solved[tanh] ?? "") + bomb]) { $1 }, 396)
        try add(
            "hostile size",
            solved.merging([tanh: String(repeating: "// x\n", count: 2 << 20)]) { $1 }, 396,
            packedAs: "tar.gz")
        try add(
            "hostile package",
            solved.merging([
                "Package.swift": "fatalError()", "Plugins/Cheat/plugin.swift": "fatalError()",
                "Sources/Assignments/Grading/Grader.swift": "fatalError()",
                "Sources/Assignments/Assignment1/More.swift": "#error(\"a macro\")",
            ]) { $1 }, 400, packedAs: "zip")
        try add(
            "hostile bomb",
            python:
                "z.writestr('b/Assignment2/BatchNorm.swift', b'0' * (200 << 20), zipfile.ZIP_DEFLATED)",
            100)
        try add(
            "hostile paths",
            python:
                "z.writestr('../../Assignment2/BatchNorm.swift', 'x'); z.writestr('a\\nb/Assignment2/Dropout.swift', 'func (')",
            100)
        try add(
            "hostile link",
            python:
                "i = zipfile.ZipInfo('Assignment2/BatchNorm.swift'); i.external_attr = 0o120777 << 16; z.writestr(i, '/etc/passwd')",
            100)
        try Data([0x50, 0x4b, 3, 4] + (0..<5000).map { UInt8(truncatingIfNeeded: $0 * 7) })
            .write(to: folder.appendingPathComponent("hostile noise.zip"))
        note("hostile noise", 0)
        try FileManager.default.createSymbolicLink(
            atPath: folder.appendingPathComponent("hostile way out").path,
            withDestinationPath: "/etc")
        note("hostile way out", 0)
    }
}

@Suite(
    "A class of 60: CHAINRULE_THOROUGH=1 swift test --filter ClassOf60", .serialized,
    .enabled(if: ProcessInfo.processInfo.environment["CHAINRULE_THOROUGH"] != nil))
struct ClassOf60Tests {
    @Test("every grade is as expected; killed five times, or in four parts, they are the same")
    func sixty() throws {
        try withFolder { folder in
            let place = { folder.appendingPathComponent($0) }
            let made = try MadeClass.sixty(in: place("in"))
            let words = ["grade", place("in").path, "--seed", "5", "--output"]
            let memory = MemoryWatch()
            let start = Date()
            let run = try CourseRun(words + [place("whole").path]) { memory.look() }
            print(
                "60 submissions: \(Int(-start.timeIntervalSinceNow)) s, \(memory.mostMegabytes) MB at most together"
            )
            #expect(run.status == 0, "\(run.output)")
            try expectGrades(made, in: place("whole"))
            try expectResumed(words, in: place("cut"), whole: place("whole"))
            let parts = (1...4).map { place("part\($0)").path }
            for (index, part) in parts.enumerated() {
                let run = try CourseRun(words + [part, "--shard", "\(index + 1)/4"])
                #expect(run.status == 0, "\(run.output)")
            }
            let merged = try CourseRun(["merge"] + parts + ["--output", place("merged").path])
            #expect(merged.status == 0, "\(merged.output)")
            #expect(try grades(place("merged")) == grades(place("whole")))
        }
    }

    private func grades(_ folder: URL) throws -> String {
        try String(contentsOf: folder.appendingPathComponent("grades.csv"), encoding: .utf8)
    }

    private func expectGrades(_ made: MadeClass, in folder: URL) throws {
        let rows = csvRows(try grades(folder))
        let head = try #require(rows.first)
        #expect(rows.dropFirst().map { $0[0] } == made.totals.keys.sorted())
        for row in rows.dropFirst() {
            let name = row[0]
            guard let total = made.totals[name], total < 0 else {
                #expect(Double(row[1]) == made.totals[name], "\(row)")
                continue
            }
            // A wrong answer costs its own exercise something, and no other anything.
            for (index, exercise) in countedExercises.enumerated() {
                #expect(head[index + 3] == exercise.id)
                let points = try #require(Double(row[index + 3]))
                if name == "wrong \(exercise.id)" {
                    #expect(points < exercise.points, "\(name)")
                } else if name.hasPrefix("wrong ") {
                    #expect(points == exercise.points, "\(name): \(exercise.id)")
                }
            }
        }
    }

    /// Kills the run five times, whatever it is doing, and goes on each time.
    private func expectResumed(_ words: [String], in cut: URL, whole: URL) throws {
        for (round, seconds) in [7.0, 31, 12, 23, 17].enumerated() {
            let moment = Date(timeIntervalSinceNow: seconds)
            let more = round == 0 ? [] : ["--resume"]
            let killed = try CourseRun(words + [cut.path] + more) { Date() > moment }
            #expect(killed.status == -1 || killed.status == 0, "\(killed.output)")
        }
        let last = try CourseRun(words + [cut.path, "--resume"])
        #expect(last.status == 0, "\(last.output)")
        #expect(try grades(cut) == grades(whole))
    }
}

/// How much memory this program's children have together, looked at now and then.
private final class MemoryWatch {
    private(set) var mostMegabytes = 0
    private var next = Date()

    /// Always false, so that it can be asked where one asks whether to kill.
    func look() -> Bool {
        if Date() < next { return false }
        next = Date(timeIntervalSinceNow: 0.5)
        guard
            let outcome = try? runTool(
                "ps", ["-eo", "pid=,ppid=,rss="],
                scratch: thisTree.scratch.appendingPathComponent("scratch"))
        else { return false }
        let all = outcome.output.split(separator: "\n").map { line in
            line.split(separator: " ").compactMap { Int($0) }
        }
        .filter { $0.count == 3 }
        var family: Set<Int> = [Int(getpid())]
        // Parents are listed before their children nearly always; three rounds find the others.
        for _ in 0..<3 { for row in all where family.contains(row[1]) { family.insert(row[0]) } }
        family.remove(Int(getpid()))
        let kilobytes = all.filter { family.contains($0[0]) }.reduce(0) { $0 + $1[2] }
        mostMegabytes = max(mostMegabytes, kilobytes / 1024)
        return false
    }
}
