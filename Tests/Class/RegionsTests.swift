import Foundation
import Testing

@testable import Grading

/// A learner's file, and the lines that count as written.
struct LearnerFile: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let text: String
    let written: [String]
}

@Suite("What students wrote themselves")
struct RegionsTests {
    static let stub = """
        // Yours to fill in.
        import Layers

        struct A {
            func forward(_ x: Matrix) -> Matrix { x }

            func backward(_ dout: Matrix) -> Matrix {
                yourCodeHere("a.backward")
            }
        }
        """

    private static func changed(_ old: String, _ new: String) -> String {
        stub.replacing(old, with: new)
    }

    static let files = [
        LearnerFile(testDescription: "untouched", text: stub, written: []),
        LearnerFile(testDescription: "empty", text: "", written: []),
        LearnerFile(
            testDescription: "a filled hole",
            text: changed("yourCodeHere(\"a.backward\")", "let a = dout\n        return 2 * a"),
            written: ["        let a = dout", "        return 2 * a"]),
        LearnerFile(
            testDescription: "reformatted, with carriage returns",
            text: changed("    func", "\t\tfunc").replacing("\n", with: "\r\n"), written: []),
        LearnerFile(
            testDescription: "moved",
            text: changed("    func forward(_ x: Matrix) -> Matrix { x }\n\n", "")
                + "\n    func forward(_ x: Matrix) -> Matrix { x }\n",
            written: []),
        LearnerFile(
            testDescription: "renamed, and a helper outside the hole",
            text: changed("func backward(_ dout", "func backward(_ upstream")
                + "\nfunc twice(_ x: Double) -> Double { 2 * x }",
            written: [
                "    func backward(_ upstream: Matrix) -> Matrix {",
                "func twice(_ x: Double) -> Double { 2 * x }",
            ]),
        LearnerFile(
            testDescription: "a name in a comment, and a hole of another copy",
            text: "// Ada Lovelace\n" + stub + "\n    yourCodeHere(\"a.forward\")", written: []),
        LearnerFile(
            testDescription: "too long to be compared line by line",
            text: stub + String(repeating: "\n}", count: 3000) + "\nlet a = 1",
            written: ["let a = 1"]),
    ]

    @Test("the lines that are not in the stub", arguments: files)
    func lines(_ file: LearnerFile) {
        #expect(writtenLines(in: file.text, stub: Self.stub) == file.written)
    }

    @Test("a numbered folder for each student, and whose they are in info.csv")
    func folders() throws {
        try withFolder { folder in
            let path = "Sources/Assignments/Assignment1/Affine.swift"
            let stub = try #require(pristineStubs[path])
            let tree = Tree(root: folder)
            for (name, line) in [
                ("Ada \"A\", L", "let x = 1"), ("Ben", "// no"), ("a b", "let y = 2"),
            ] { try tree.write("\(stub)\(line)\n", to: "in/\(name)/\(path)") }
            for (attempt, line) in [("2", "let old = 1"), ("10", "let new = 2")] {
                try tree.write("\(stub)\(line)\n", to: "in/Cora/attempt-\(attempt)/\(path)")
            }
            try tree.write("x", to: "in/Dora.zip")
            let place = folder.appendingPathComponent("out").path
            let run = try CourseRun(
                ["regions", folder.appendingPathComponent("in").path, "--output", place])
            #expect(run.status == 0 && run.output.contains(": files: 3, students: 3."))
            #expect(run.output.contains("Ben: nothing is written in it"))
            #expect(run.output.contains("Dora: the archive cannot be read"), "\(run.output)")
            let found = try tree.texts(in: "out", ending: ".swift")
            #expect(
                found == [
                    "out/student-001/Assignment1-Affine.swift": "let x = 1\n",
                    "out/student-003/Assignment1-Affine.swift": "let new = 2\n",
                    "out/student-005/Assignment1-Affine.swift": "let y = 2\n",
                ])
            let names = csvRows(try tree.text("out/info.csv"))
            #expect(names.first == ["filename", "full_name"])
            #expect(names.last == ["student-005/Assignment1-Affine.swift", "a b"])
            #expect(try tree.text("out/info.csv").contains(",\"Ada \"\"A\"\", L\"\r\n"))
            let again = try CourseRun(["regions", place, "--output", place])
            #expect(again.status == 2 && again.output.contains("it is not an empty folder"))
        }
    }
}
