import Foundation
import Testing

@testable import Grading
@testable import Notebooks

@Suite("Checking and watching pages")
struct CheckingTests {
    @Test(
        "a number that was edited is stale, and so are figures; a run renews them",
        .enabled(if: hasAnswers, "A copy without answers compares nothing."))
    func stale() throws {
        let code = """
            struct Dot: Picture { var title = "A dot"; var svg = "<svg/>" }
            print(0.25)
            plot(Dot())
            """
        try TemporaryPage.with(page(code)) { page in
            try page.run()
            #expect(try page.check().faults == [])
            try page.replace("\n0.25\n", "\n0.20\n")
            let figure = page.folder.appendingPathComponent("figures/plums-a-dot.svg")
            try Data("<svg>".utf8).write(to: figure)
            try Data().write(
                to: page.folder.appendingPathComponent("figures/plums-old.svg"))
            let before = try page.text
            let check = try page.check()
            let faults = check.faults.map { $0.replacing(page.file.path, with: "plums.md") }
            #expect(
                faults == [
                    "plums.md:10: stale: the page has \"0.20\", and it gives \"0.25\".",
                    "plums.md: stale: figures/plums-a-dot.svg is not what its cell draws.",
                    "plums.md: stale: figures/plums-old.svg is drawn by no cell any more.",
                ])
            #expect(check.text.hasSuffix("\nTo renew it: swift run notebook run \(page.file.path)"))
            #expect(try page.text == before)
            try page.run()
            #expect(try page.check().faults == [])
        }
    }

    @Test("what has not changed is not run again, unless that is asked for")
    func kept() throws {
        let code = "let now = DispatchTime.now().uptimeNanoseconds\nprint(now)"
        try TemporaryPage.with(page(code)) { page in
            try page.run()
            let file = page.file
            let runner = try PageRunner(thisTree, NotebookOptions())
            func kept() throws -> [CellOutput]? {
                try runner.keptOutputs(of: Page(try Data(contentsOf: file), path: file.path))
            }
            let first = try #require(try kept())
            // Prose above moves the cells, and changes nothing.
            try page.replace("# Plums\n", "# Plums\n\nThey are blue.\n")
            #expect(try kept() == first)
            try page.replace("print(now)", "print(now, 1)")
            #expect(try kept() == nil)
            try page.run()
            #expect(try kept() != first)
            try page.replace("```text\n", "```text\n1\n")
            var again = NotebookOptions()
            again.again = true
            _ = try Notebook(thisTree, again).check(file)
            #expect(try kept()?.first?.text.hasSuffix(" 1\n") == true)
        }
    }

    @Test("this tree's pages with cells are found")
    func pages() throws {
        let notebook = try Notebook(thisTree, NotebookOptions())
        let names = notebook.pagesWithCells().map(thisTree.name(of:))
        #expect(names.contains("Notebooks-md/LeakyAbstractions/1-chain-rule.md"))
        #expect(!names.contains("Notebooks-md/Formats.md"))
    }

    @Test("a page is run again when it is saved, and Ctrl-C ends even an endless cell")
    func watch() throws {
        // The kit for pages is compiled by then.
        try TemporaryPage.with(page("print(0)")) { page in
            _ = try Notebook(thisTree, NotebookOptions()).run(page.file)
        }
        try TemporaryPage.with(page("print(1)")) { page in
            let output = try OutputFile(in: thisTree.scratch)
            defer { output.remove() }
            let child = try ChildProcess(
                try program("notebook").path, ["run", "--watch", page.file.path],
                descriptors: [1: output.descriptor, 2: output.descriptor])
            defer { child.kill() }
            func wait(for text: String) throws {
                for _ in 0..<400 where try !page.text.contains(text) { usleep(100_000) }
                #expect(try page.text.contains(text))
            }
            try wait(for: "```text\n1\n```")
            try page.replace("print(1)", "while true {}")
            usleep(500_000)
            try page.replace("while true {}", "print(2)")
            try wait(for: "```text\n2\n```")
            try page.replace("print(2)", "while true {}")
            usleep(500_000)
            kill(child.pid, SIGINT)
            #expect(child.wait(until: Date(timeIntervalSinceNow: 20)) == .exited(130))
        }
    }

    /// A wrong call, and what must be said about it.
    private static let wrong = [
        (["rum"], "notebook: there is no command \"rum\"; did you mean run?\n"),
        (["run"], "notebook: run takes pages, such as: run FILE.md\n"),
        (["html", "--output", "a"], "notebook: html takes pages, such as: html FILE.md\n"),
        (["run", "--wacth", "a"], "notebook: there is no option --wacth; did you mean --watch?\n"),
        (["run", "--watch", "a", "b"], "notebook: --watch takes one page.\n"),
        (
            ["check", "--timeout", "0"],
            "notebook: --timeout 0: it takes a whole number from 1 to 3600.\n"
        ),
    ]

    @Test("a wrong call says what would be right, and ends with 2", arguments: wrong)
    func usage(words: [String], sentence: String) throws {
        let process = Process()
        process.executableURL = try program("notebook")
        process.arguments = words
        process.currentDirectoryURL = thisTree.root
        let errors = Pipe()
        process.standardError = errors
        try process.run()
        let said = try errors.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        #expect(String(decoding: said, as: UTF8.self) == sentence)
        #expect(process.terminationStatus == 2)
    }
}
