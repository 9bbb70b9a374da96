import Foundation
import Testing

@testable import Grading

@Suite("The command grade")
struct CommandTests {
    /// The learner's files, and the names at the root.
    private func state() throws -> [String: String] {
        var state: [String: String] = [:]
        for path in pristineStubs.keys { state[path] = try? thisTree.text(path) }
        for name in try FileManager.default.contentsOfDirectory(atPath: thisTree.root.path)
        where name != ".build" {
            state["/\(name)"] = ""
        }
        return state
    }

    /// One sentence on standard error, exit status 2, and nothing else.
    private func expectComplaint(_ sentence: String, _ run: Run) {
        #expect(run.status == 2, "\(run)")
        #expect(run.output == "")
        #expect(run.errors.hasPrefix("grade: "), "\(run)")
        #expect(run.errors.hasSuffix("\n"))
        #expect(run.errors.filter { $0 == "\n" }.count == 1, "\(run)")
        #expect(run.errors.contains(sentence), "\(run)")
    }

    private static let wrongCalls = [
        WrongCall("affin", sentence: "did you mean affine."),
        WrongCall("afine", sentence: "did you mean affine."),
        WrongCall("affine.backwrad", sentence: "did you mean affine.backward?"),
        WrongCall("affine.backward", "rleu", sentence: "did you mean relu."),
        WrongCall("lits", sentence: "did you mean list?"),
        WrongCall("rest", "affine.backward", sentence: "did you mean reset?"),
        WrongCall("--sed", "3", sentence: "there is no option --sed; did you mean --seed?"),
        WrongCall("--sed=3", sentence: "did you mean --seed?"),
        WrongCall("--format", "xml", sentence: "choose text, json, junit, gradescope or github"),
        WrongCall("--format", "jsn", sentence: "did you mean json?"),
        WrongCall("--report", sentence: "--report needs a value."),
        WrongCall("--report", "page.htm", sentence: "the name must end in .html"),
        WrongCall(
            "--report", "no/page.html", sentence: "--report no/page.html: there is no folder"),
        WrongCall("--report", "a.html", "--output", "./a.html", sentence: "are the same file"),
        WrongCall("--seed", "x", sentence: "it takes a whole number"),
        WrongCall("--seed", "-1", sentence: "it takes a whole number from 0"),
        WrongCall("--seed", sentence: "--seed needs a value."),
        WrongCall("--cases", "0", sentence: "it takes a whole number from 1 to 100"),
        WrongCall("--timeout", "601", sentence: "it takes a whole number from 1 to 600"),
        WrongCall("reset", sentence: "reset takes one exercise"),
        WrongCall("reset", "afine.backward", sentence: "did you mean affine."),
        WrongCall("reset", "two-layer-net", sentence: "give one of them"),
        WrongCall("show", "afine", sentence: "did you mean affine."),
        WrongCall("start", sentence: "start takes one new or empty folder"),
        WrongCall("start", ".", sentence: "the folder is not empty"),
        WrongCall("start", "Package.swift", sentence: "this is a file, not a folder"),
        WrongCall("start", "new", "--blank", "al", sentence: "did you mean all?"),
        WrongCall("pack", "mine.tar", sentence: "the name must end in .zip"),
        WrongCall("pack", "nowhere/mine.zip", sentence: "there is no folder"),
        WrongCall("--watch", "--format", "json", sentence: "leave out --format."),
        WrongCall("--watch", "affine", "--output", "x", sentence: "leave out --output."),
        WrongCall("--watch", "--report", "x.html", sentence: "leave out --report."),
        WrongCall("--watch", "--solutions", sentence: "leave out --solutions."),
        WrongCall("--watch", "--seed", "x", sentence: "it takes a whole number"),
        WrongCall("--wacth", sentence: "did you mean --watch?"),
        WrongCall("--watch", "afine", sentence: "did you mean affine."),
        WrongCall("--watch", "list", sentence: "list is a command of its own"),
        WrongCall("validate", sentence: "validate takes one file"),
        WrongCall("validate", "nowhere.json", sentence: "there is no such file"),
        WrongCall("validate", "Sources", sentence: "this is a folder"),
        WrongCall("validte", "x.json", sentence: "did you mean validate?"),
        WrongCall("list", "afine", sentence: "did you mean affine."),
    ]

    @Test("a wrong call gets one sentence and changes nothing", arguments: wrongCalls)
    private func wrong(call: WrongCall) throws {
        let before = try state()
        expectComplaint(call.sentence, try Run(call.words))
        #expect(try state() == before)
    }

    @Test("a folder that is in use is not started in")
    func start() throws {
        try withFolder { folder in
            expectComplaint("the folder is not empty", try Run(["start", folder.path]))
            let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
            #expect(names == ["mine.txt"])
        }
    }

    @Test(
        "output goes nowhere that cannot be written, and this is found out at once",
        arguments: [
            ("missing/report.json", "there is no folder"), ("", "this is a folder"),
            ("mine.txt/report.json", "Not a directory"),
        ])
    func output(path: String, sentence: String) throws {
        try withFolder { folder in
            let output = path.isEmpty ? folder.path : "\(folder.path)/\(path)"
            let run = try Run(["affine.backward", "--format", "json", "--output", output])
            expectComplaint(sentence, run)
            let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
            #expect(names == ["mine.txt"])
        }
    }

    @Test("a page is written whole, beside a result that is the same as without one")
    func page() throws {
        try withFolder { folder in
            let words = ["batch-norm.backward", "--format", "json"]
            let page = folder.appendingPathComponent("page.html")
            let run = try Run(words + ["--report", page.path])
            #expect(try run.output == Run(words).output)
            let text = try String(contentsOf: page, encoding: .utf8)
            #expect(text.hasPrefix("<!DOCTYPE html>") && text.hasSuffix("</html>\n"))
            #expect(text.contains("swift run grade batch-norm.backward --seed 1"))
            let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
            #expect(names.sorted() == ["mine.txt", "page.html"])
        }
    }

    @Test("a result of this tree is valid, and a changed one is not")
    func validate() throws {
        try withFolder { folder in
            let file = folder.appendingPathComponent("result.json")
            let words = ["affine.backward", "--format", "json", "--output", file.path]
            #expect(try Run(words).output == "")
            let valid = try Run(["validate", file.path])
            #expect(valid.status == 0)
            #expect(valid.output.contains("is a valid chainrule/1 result: 1 exercise, "))
            let text = try String(contentsOf: file, encoding: .utf8)
            try Data(text.replacing("\"seed\"", with: "\"sead\"").utf8).write(to: file)
            let wrong = try Run(["validate", file.path])
            #expect(wrong.status == 1)
            #expect(
                wrong.output
                    == "seed: it is missing.\nsead: there is no such field; did you mean seed?\n")
        }
    }

    @Test("output into a folder without permission is refused", .enabled(if: getuid() != 0))
    func permission() throws {
        try withFolder { folder in
            chmod(folder.path, 0o500)
            defer { chmod(folder.path, 0o700) }
            let run = try Run(["affine.backward", "--output", "\(folder.path)/report.json"])
            expectComplaint("Permission denied", run)
        }
    }

    @Test("list names every exercise, with its file and page")
    func list() throws {
        let run = try Run(["list"])
        #expect(run.status == 0)
        #expect(run.errors == "")
        let lines = run.output.components(separatedBy: "\n")
        let exercises = Grader(tree: thisTree, options: GradeOptions()).exercises
        #expect(lines.count == 3 * exercises.count + 1)
        for exercise in exercises {
            let index = try #require(lines.firstIndex(of: exercise.id))
            #expect(lines[index + 1].contains("\(Int(exercise.points)) points, \(exercise.path)"))
            #expect(lines[index + 2].contains("\(exercise.pagePath)#"))
        }
    }

    @Test("list takes words like grade")
    func listSome() throws {
        let run = try Run(["list", "affine.backward"])
        #expect(run.status == 0)
        #expect(run.output.hasPrefix("affine.backward\n    8 points, "))
        #expect(run.output.components(separatedBy: "\n").count == 4)
    }

    @Test("help is no mistake", arguments: [["--help"], ["-h"], ["help"], ["affine", "--help"]])
    func help(words: [String]) throws {
        let run = try Run(words)
        #expect(run.status == 0)
        #expect(run.errors == "")
        #expect(run.output.contains("Usage:"))
        #expect(run.output.components(separatedBy: "\n").allSatisfy { $0.count <= 110 })
    }

    @Test("this tree's own files, whatever they hold, are graded into JSON that parses")
    func json() throws {
        let before = try state()
        let run = try Run(["--format", "json", "--seed", "2"])
        #expect(run.status == 0 || run.status == 1, "\(run)")
        let value = try JSONSerialization.jsonObject(with: Data(run.output.utf8))
        let report = try #require(value as? [String: Any])
        #expect(report["schema"] as? String == "chainrule/1")
        #expect(report["seed"] as? Int == 2)
        let found = try #require(report["exercises"] as? [[String: Any]])
        let exercises = Grader(tree: thisTree, options: GradeOptions()).exercises
        #expect(found.map { $0["id"] as? String } == exercises.map(\.id))
        #expect(!found.contains { $0["status"] as? String == "grader_error" })
        let full = report["points"] as? Double == report["max_points"] as? Double
        #expect(full == (run.status == 0))
        #expect(try state() == before)
    }
}
