import Foundation
import Grading

/// How pages are run.
public struct NotebookOptions: Sendable {
    /// Whether the learner's layers take the place of the kit's.
    public var isMine = false
    /// How long one page may take, in seconds.
    public var seconds = 120
    /// Whether to run what has not changed, too.
    public var again = false

    public init() {}
}

/// Pages whose cells are run.
public struct Notebook: Sendable {
    let tree: Tree
    let runner: PageRunner
    private let options: NotebookOptions

    /// - Throws: `MarkerError` or `GraderError` if the kit cannot be read.
    public init(_ tree: Tree, _ options: NotebookOptions) throws {
        (self.tree, self.options) = (tree, options)
        runner = try PageRunner(tree, options)
    }

    /// Runs a page and puts what its cells print and draw into it.
    /// - Parameter file: the page.
    /// - Returns: what was done, in a sentence.
    /// - Throws: `PageFailure`, and then the page is as it was; `UsageError` if it has no cells;
    ///   `GraderError` if the tools fail.
    public func run(_ file: URL) throws -> String {
        let (page, data) = try readCells(file)
        let clock = ContinuousClock()
        let begin = clock.now
        let outputs = try runner.outputs(of: page)
        return try finish(page, data, outputs, file, took: clock.now - begin)
    }

    /// The page, which must have cells, and what its file holds.
    /// - Throws: `PageFailure`; `UsageError` if it has no cells.
    func readCells(_ file: URL) throws -> (page: Page, data: Data) {
        let (page, data) = try tree.page(file)
        if page.cells.isEmpty {
            throw UsageError(
                "\(page.path) has no cells: begin a block with ```swift run to have it run.")
        }
        return (page, data)
    }

    /// Puts outputs into a page, unless it has been saved since it was read.
    /// - Returns: what was done, in a sentence.
    /// - Throws: `PageFailure` if something cannot be written.
    func finish(
        _ page: Page, _ data: Data, _ outputs: [CellOutput], _ file: URL, took time: Duration
    ) throws -> String {
        guard (try? Data(contentsOf: file)) == data else {
            throw PageFailure(page.path, nil, "it was saved while it ran: run it again.")
        }
        let changed = try write(outputs, page, to: file)
        let count = page.cells.count == 1 ? "1 cell" : "\(page.cells.count) cells"
        let seconds = String(format: "%.1f s", time / .seconds(1))
        return "\(page.path): \(count), \(seconds); \(changed ? "written" : "nothing is new")."
    }

    /// - Returns: whether anything changed.
    private func write(_ outputs: [CellOutput], _ page: Page, to file: URL) throws -> Bool {
        let folder = FigureFolder(page, file)
        let figures = outputs.flatMap(\.figures)
        let drawn = try folder.write(figures)
        let shown = page.showing(outputs)
        if shown.lines != page.lines {
            do {
                try shown.data.write(to: file, options: .atomic)
            } catch {
                throw PageFailure(page.path, nil, "it cannot be written: \(describe(error)).")
            }
        }
        folder.removeUnused(figures)
        return drawn > 0 || shown.lines != page.lines
    }

    /// Runs a page and compares.
    /// - Parameter file: the page.
    /// - Returns: what was found, and whether that is as it should be.
    /// - Throws: `PageFailure` if it cannot be run; `GraderError` if the tools fail.
    public func check(_ file: URL) throws -> PageCheck {
        let (page, _) = try tree.page(file)
        if page.cells.isEmpty { return PageCheck(page.path, faults: [], note: "has no cells") }
        let kept = options.again ? nil : try runner.keptOutputs(of: page)
        let outputs = try kept ?? runner.outputs(of: page)
        if runner.isToy {
            return PageCheck(page.path, faults: [], note: "runs, with the kit's stand-ins")
        }
        let faults =
            page.stale(outputs) + FigureFolder(page, file).stale(outputs.flatMap(\.figures))
        let note = kept == nil ? "is what its cells give" : "is what its cells gave; not run again"
        return PageCheck(page.path, faults: faults, note: note)
    }

    /// The pages of the tree that have cells; malformed ones are among them.
    public func pagesWithCells() -> [URL] {
        tree.files(in: "Notebooks-md", ending: ".md").map(tree.url).filter { file in
            do {
                return try !tree.page(file).page.cells.isEmpty
            } catch {
                return true
            }
        }
    }
}

/// What was found when a page was compared with what its cells give.
public struct PageCheck: Sendable {
    /// The page's name.
    let page: String
    /// A sentence for everything that is stale.
    public let faults: [String]
    private let note: String

    init(_ page: String, faults: [String], note: String) {
        (self.page, self.faults, self.note) = (page, faults, note)
    }

    /// What to print.
    public var text: String {
        if faults.isEmpty { return "\(page) \(note)." }
        return (faults + ["To renew it: swift run notebook run \(page)"]).joined(separator: "\n")
    }
}

extension Notebook {
    /// Checks pages, as many at a time as there are processors.
    /// - Returns: what was found, or why a page cannot be run, in the pages' order.
    /// - Throws: `GraderError` if the tools fail.
    public func checkAll(_ files: [URL]) throws -> [Result<PageCheck, PageFailure>] {
        try concurrently(files) { file in
            do {
                return .success(try check(file))
            } catch let failure as PageFailure {
                return .failure(failure)
            }
        }
    }
}

extension Tree {
    /// A page, and what its file holds.
    /// - Throws: `PageFailure` if it cannot be read, or is malformed.
    func page(_ file: URL) throws -> (page: Page, data: Data) {
        let name = name(of: file)
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: file.path, isDirectory: &isFolder) else {
            throw PageFailure(name, nil, "there is no such page.")
        }
        if isFolder.boolValue {
            throw PageFailure(name, nil, "this is a folder: name a page in it.")
        }
        guard let data = try? Data(contentsOf: file) else {
            throw PageFailure(name, nil, "it cannot be read.")
        }
        return (try Page(data, path: name), data)
    }

    /// A file's name in messages: from the tree's root, if it is in the tree.
    func name(of file: URL) -> String {
        let path = file.standardizedFileURL.path
        let prefix = "\(root.path)/"
        return path.hasPrefix(prefix) ? String(path.dropFirst(prefix.count)) : path
    }
}
