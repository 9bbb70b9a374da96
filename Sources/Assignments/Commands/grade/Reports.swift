import Foundation
import Grading

extension Grade {
    /// Where the result and the page go, as far as they are asked for; found out before any work is
    /// done.
    /// - Throws: `UsageError` if one of them cannot be written.
    static func outputFiles(_ arguments: Arguments) throws -> (output: URL?, page: URL?) {
        let (output, page) = (arguments.value("--output"), arguments.value("--report"))
        if let page, !page.hasSuffix(".html") {
            throw UsageError("--report \(page): the name must end in .html.")
        }
        // Before `writableFile` makes one of them, to see whether it can.
        func place(_ path: String) -> URL { URL(fileURLWithPath: path).standardizedFileURL }
        if let output, let page, place(output) == place(page) {
            throw UsageError("--report and --output are the same file.")
        }
        return (
            try output.map { try writableFile($0, after: "--output") },
            try page.map { try writableFile($0, after: "--report") }
        )
    }

    /// What a learner reads in the terminal.
    static func textReport(
        _ result: GradeResult, _ arguments: Arguments, _ tree: Tree
    ) throws -> String {
        let isPrinted = arguments.value("--output") == nil
        let palette = isPrinted ? Palette.forStandardOutput : Palette(isOn: false)
        let text = TextReport(result, palette: palette, showsAll: !arguments.words.isEmpty).text()
        let notes = tree.notesOnFiles().map { "\n\($0)\n" }.joined()
        let page = arguments.value("--report").map { "\nThe page is \($0)\n" } ?? ""
        return text + "\n" + notes + (try farewell(arguments, tree, result)) + page
    }

    /// The command that gives the same result again.
    static func sameCommand(_ arguments: Arguments) -> String {
        var words = ["swift", "run", "grade"] + arguments.words
        if arguments.flags.contains("--solutions") { words.append("--solutions") }
        words += ["--seed", arguments.value("--seed") ?? "1"]
        for option in ["--cases", "--timeout"] {
            if let value = arguments.value(option) { words += [option, value] }
        }
        return words.joined(separator: " ")
    }

    /// An instructor who sees 0 points is told where the answers are.
    static func farewell(_ arguments: Arguments, _ tree: Tree, _ result: GradeResult) throws
        -> String
    {
        guard result.points == 0, try tree.holdsAnswers() else { return "" }
        return """

            This tree holds the answers, in Sources/Layers: it is the instructor's. For a copy without
            them:  swift run grade start DIR

            """
    }

    /// Says whether a file holds a result, or what is wrong with it.
    static func validate(_ words: [String]) throws -> Int32 {
        let arguments = try Arguments(words, flags: [], options: [])
        guard let path = arguments.words.first, arguments.words.count == 1 else {
            throw UsageError("validate takes one file, such as: validate result.json")
        }
        let validation = Validation(of: try readableFile(path, after: "validate"))
        if let summary = validation.summary {
            print("\(path) is \(summary).")
            return 0
        }
        let most = 20
        for fault in validation.faults.prefix(most) { print(fault) }
        let left = validation.faults.count - most
        if left > 0 { print("... and \(left) more faults") }
        return 1
    }
}
