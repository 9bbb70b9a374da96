#if !LEARNER
    import Foundation
    import Grading
    import Notebooks

    /// Runs the code in pages, and writes pages as HTML.
    ///
    /// It links no code of the learner's, so it starts whatever that looks like.
    @main struct NotebookCommand {
        static func main() {
            runCommand("notebook") {
                var words = Array(CommandLine.arguments.dropFirst())
                let command = words.isEmpty ? "--help" : words.removeFirst()
                let isHelpWanted = !Set(words).isDisjoint(with: ["--help", "-h"])
                switch isHelpWanted ? "--help" : command {
                case "run": return try run(words)
                case "check": return try check(words)
                case "html": return try html(words)
                case "--help", "-h", "help":
                    print(help)
                    return 0
                default:
                    throw UsageError(
                        "there is no command \"\(command)\"\(suggestion(command, among: ["run", "check", "html", "help"]))"
                    )
                }
            }
        }

        static let help = """
            Runs the Swift in pages, and puts what it prints and draws below it. Usage:

              swift run notebook run FILE.md ...    run the pages' cells, and write their outputs
              swift run notebook check [FILE.md ...]
                                                    only say which outputs are stale; without files,
                                                    of every page in Notebooks-md that has cells
              swift run notebook html FILE.md ...   write each page as one HTML file, to read and print

            A cell is a block that begins with ```swift run. A page's cells are one program, in their
            order; the kit is imported. plot(figure) shows a figure, plot(figure, "name") names its file.

            Options:
              --mine                your own layers in place of the kit's, as far as they are written
              --timeout SECONDS     how long one page may take (120 by default)
              --watch               of run, for one page: run it again whenever it is saved
              --again               of check: run what has not changed since its last run, too
              --output PATH         of html: FILE.html for one page, or a folder
                                    (.build/chainrule/pages by default)

            Exit status: 0 all is well, 1 an output is stale, a cell fails or a page is malformed,
            2 wrong usage, 3 the tool itself failed, 130 interrupted.
            """

        private static func notebook(_ arguments: Arguments) throws -> Notebook {
            var options = NotebookOptions()
            options.isMine = arguments.flags.contains("--mine")
            options.again = arguments.flags.contains("--again")
            options.seconds = try arguments.integer("--timeout", in: 1...3600, default: 120)
            return try Notebook(try Tree.current(), options)
        }

        private static func files(_ arguments: Arguments) -> [URL] {
            arguments.words.map { URL(fileURLWithPath: $0) }
        }

        static func run(_ words: [String]) throws -> Int32 {
            let arguments = try Arguments(
                words, flags: ["--mine", "--watch"], options: ["--timeout"])
            let files = files(arguments)
            let isWatching = arguments.flags.contains("--watch")
            if files.isEmpty { throw UsageError("run takes pages, such as: run FILE.md") }
            let notebook = try notebook(arguments)
            if isWatching {
                if files.count > 1 { throw UsageError("--watch takes one page.") }
                var watch = NotebookWatch(notebook, files[0]) { sentence in
                    print(sentence)
                    fflush(nil)
                }
                watch.untilInterrupted()
            }
            return try each(of: files, notebook.run)
        }

        /// Does something with each page, and prints what came of it, or what is wrong with it.
        private static func each(
            of files: [URL], _ work: (URL) throws -> some CustomStringConvertible
        ) throws -> Int32 {
            var status: Int32 = 0
            for file in files {
                do {
                    print(try work(file))
                } catch let failure as PageFailure {
                    print(failure)
                    status = 1
                }
                fflush(nil)
            }
            return status
        }

        static func check(_ words: [String]) throws -> Int32 {
            let arguments = try Arguments(
                words, flags: ["--mine", "--again"], options: ["--timeout"])
            let notebook = try notebook(arguments)
            let files =
                arguments.words.isEmpty ? notebook.pagesWithCells() : files(arguments)
            if files.isEmpty { print("No page in Notebooks-md has cells.") }
            var status: Int32 = 0
            for result in try notebook.checkAll(files) {
                switch result {
                case .success(let check):
                    print(check.text)
                    if !check.faults.isEmpty { status = 1 }
                case .failure(let failure):
                    print(failure)
                    status = 1
                }
            }
            return status
        }

        static func html(_ words: [String]) throws -> Int32 {
            let arguments = try Arguments(words, flags: [], options: ["--output"])
            let files = files(arguments)
            let output = arguments.value("--output").map { URL(fileURLWithPath: $0) }
            let pages = try HTMLPages(try Tree.current(), files, output: output)
            return try each(of: files, pages.write)
        }
    }
#endif
