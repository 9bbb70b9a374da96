import Foundation
import Grading
import Testing

@testable import Notebooks

@Suite("Running pages")
struct RunningTests {
    /// A page that fails, and how.
    struct Failing: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let text: String
        let sentence: String
        var seconds = 60
    }

    private static let failing = [
        Failing(
            testDescription: "does not compile, and numpy readers are told why",
            text: page("let a = 1", "let m: Matrix = [[1]]\nlet n = 2\nprint(m / n)"),
            sentence: "plums.md:7: this cell does not compile:\n  plums.md:10:9: error: "),
        Failing(
            testDescription: "a bracket is left open", text: page("print("),
            sentence: "plums.md:3: this cell does not compile:\n  plums.md:"),
        Failing(
            testDescription: "a brace is left open", text: page("if true {"),
            sentence: "plums.md:3: this cell does not compile:\n  at the page's end: error: "),
        Failing(
            testDescription: "a brace is closed in another cell", text: page("func f() {", "}"),
            sentence: "plums.md:7: this cell is begun by another: close every brace"),
        Failing(
            testDescription: "an index",
            text: page("let xs = [1]\nlet i = CommandLine.arguments.count", "print(xs[i])"),
            sentence: "plums.md:9: this crashes: Index out of range"),
        Failing(
            testDescription: "a shape, in a function",
            text: page("func f() {\n    print(Matrix(1) + [[1, 2]])\n}", "f()"),
            sentence: "plums.md:5: this crashes: +: the left side is (1, 1), the right side (1, 2)"),
        Failing(
            testDescription: "no end", text: page("print(1)", "while true {}"),
            sentence: "plums.md:7: this cell was still running after 1 s", seconds: 1),
        Failing(
            testDescription: "prints without end",
            text: page("print(1)", "while true { print(1) }"),
            sentence: "plums.md:7: here the page has printed more than 1 MiB"),
        Failing(
            testDescription: "prints too much",
            text: page("print(String(repeating: \"1\", count: 1 << 20))", "print(1)"),
            sentence: "plums.md:3: here the page has printed more than 1 MiB"),
        Failing(
            testDescription: "takes all memory",
            text: page(
                "var a = [[Double]]()\nwhile true { a.append(.init(repeating: 1, count: 1 << 24)) }"
            ),
            sentence: "plums.md:3: this crashes: it asked for more than 4 GiB of memory."),
        Failing(
            testDescription: "ends the program", text: page("print(1)", "exit(0)", "print(1)"),
            sentence: "plums.md:7: this cell ends the program, with exit status 0, before"),
        Failing(
            testDescription: "ends the program in the last cell", text: page("exit(4)"),
            sentence: "plums.md:3: this cell ends the program, with exit status 4, before"),
        Failing(
            testDescription: "two figures of one name",
            text: page("\(dot)\nplot(Dot(), \"a\")\nplot(Dot(), \"A\")"),
            sentence: "plums.md:3: a second figure is called plums-a.svg"),
    ]

    private static let dot = """
        struct Dot: Picture {
            var title = "A dot"
            var svg = "<svg/>"
        }
        """

    @Test("what fails is told with its line, and the page stays", arguments: failing)
    func failures(failing: Failing) throws {
        try TemporaryPage.with(failing.text) { page in
            let failure = try page.failure(seconds: failing.seconds)
            #expect(failure.hasPrefix(failing.sentence), "\(failure)")
            #expect(!failure.contains("main.swift"))
            #expect(page.figures == [])
        }
    }

    @Test("a numpy reader is told what to write instead")
    func advice() throws {
        try TemporaryPage.with(page("let m: Matrix = [[1]]\nlet n = 2\nprint(m / n)")) { page in
            let failure = try page.failure()
            #expect(failure.hasSuffix("Swift does not mix Matrix and Int: write Double(n)."))
        }
    }

    @Test("cells share variables, functions, types and extensions")
    func program() throws {
        let text = page(
            "var total = 1.0\nlet add = { (x: Double) in total += x }",
            "struct Cube: Layer {\n    typealias Gradients = InputGradient\n"
                + "    func forward(_ x: Matrix) -> (out: Matrix, cache: Matrix) { (x * x * x, x) }\n"
                + "    func backward(_ dout: Matrix, cache: Matrix) -> InputGradient {\n"
                + "        InputGradient(dx: 3 * cache * cache * dout)\n    }\n}",
            "extension Cube { var name: String { \"cube \\(total)\" } }\n"
                + "func twice() { add(1); add(1) }\ntwice()",
            "for _ in 0..<100_000_000 { total += 1e-8 }\nprint(Cube().name.prefix(8))",
            "print(Cube().backward([[1]], cache: [[2]]).dx, terminator: \"\")")
        try TemporaryPage.with(text) { page in
            try page.run()
            let written = try page.text
            #expect(written.contains("```text\ncube 3.9\n```") || written.contains("\ncube 4.0\n"))
            #expect(written.hasSuffix("\n```text\n[12]\n```\n"))
        }
    }

    @Test("figures are written, renewed and removed; others' stay")
    func figures() throws {
        try TemporaryPage.with(page("\(Self.dot)\nprint(1)\nplot(Dot())\nplot(Dot(), \"b\")")) {
            page in
            try page.run()
            let shown =
                "```text\n1\n```\n\n![A dot](figures/plums-a-dot.svg)\n\n![A dot](figures/plums-b.svg)\n"
            #expect(try page.text.hasSuffix("\n\n\(shown)"))
            #expect(page.figures == ["plums-a-dot.svg", "plums-b.svg"])
            let folder = page.folder.appendingPathComponent("figures")
            // Another page's, whose name goes on where this one's ends.
            try Data().write(to: page.folder.appendingPathComponent("plums-2.md"))
            for name in ["fig-a.svg", "plums-2-a.svg", "plums-b.png"] {
                try Data().write(to: folder.appendingPathComponent(name))
            }
            try page.replace("\nplot(Dot(), \"b\")", "")
            try page.run()
            #expect(try page.text.hasSuffix("```\n\n![A dot](figures/plums-a-dot.svg)\n"))
            #expect(
                page.figures == ["fig-a.svg", "plums-2-a.svg", "plums-a-dot.svg", "plums-b.png"])
        }
    }

    @Test("a figure that cannot be written is told, and the page stays")
    func unwritable() throws {
        try TemporaryPage.with(page("\(Self.dot)\nplot(Dot())")) { page in
            try Data().write(to: page.folder.appendingPathComponent("figures"))
            let failure = try page.failure()
            #expect(failure.hasPrefix("plums.md: figures/plums-a-dot.svg cannot be written: "))
        }
    }

    @Test("a page without cells cannot be run, and one that is not there neither")
    func nothing() throws {
        try TemporaryPage.with("# Plums\n") { page in
            #expect(throws: UsageError.self) { try page.run() }
            #expect(try page.check().text.hasSuffix("plums.md has no cells."))
            try FileManager.default.removeItem(at: page.file)
            #expect(throws: PageFailure.self) { try page.check() }
        }
    }

    @Test("the kit is a toy where its backward passes are stand-ins, and not with one's own layers")
    func toy() throws {
        #expect(try PageRunner(thisTree, NotebookOptions()).isToy == !hasAnswers)
        var mine = NotebookOptions()
        mine.isMine = true
        #expect(try !PageRunner(thisTree, mine).isToy)
        try TemporaryPage.with(page("print(isToy)")) { page in
            try page.run()
            #expect(try page.text.hasSuffix("```text\n\(!hasAnswers)\n```\n"))
        }
    }
}
