import Foundation
import Grading

/// Runs a page's cells as one program.
struct PageRunner: Sendable {
    let tree: Tree
    let options: NotebookOptions
    /// Whether the kit's backward passes are stand-ins, so that pages run a small size.
    let isToy: Bool

    /// How much a page may print.
    static let mostBytes = 1 << 20

    /// - Throws: `MarkerError` if the kit's markers are malformed.
    init(_ tree: Tree, _ options: NotebookOptions) throws {
        (self.tree, self.options) = (tree, options)
        isToy = try !tree.holdsAnswers() && !options.isMine
    }

    private var builder: OverlayBuilder { OverlayBuilder(tree: tree, stubs: pristineStubs) }

    private func program(_ page: Page) -> PageProgram {
        PageProgram(page: page.path, main: page.program, isMine: options.isMine)
    }

    /// What the cells print and draw.
    /// - Throws: `PageFailure` if a cell fails; `GraderError` if the tools do.
    func outputs(of page: Page) throws -> [CellOutput] {
        let built: URL
        do {
            built = try builder.built(program(page))
        } catch let fault as PageFault {
            let line = fault.line.map(page.cellLine) ?? page.cells.last?.line
            let text = fault.text.split(separator: "\n", omittingEmptySubsequences: false)
                .map { "\n  \($0)" }.joined()
            throw PageFailure(page.path, line, "this cell does not compile:\(text)")
        }
        let run = try builder.run(
            built, page: page.path, seconds: Double(options.seconds),
            environment: ["CHAINRULE_TOY": isToy ? "1" : "0"])
        let outputs = try PageReading(page, run, options).outputs()
        try keep(outputs, of: page)
        return outputs
    }

    // MARK: - Kept runs

    private func keptFile(_ page: Page) throws -> URL {
        // Without line numbers: prose and outputs may grow.
        let code = page.cells.map { page.texts($0.code.inside).joined(separator: "\n") }
        let key = try builder.pageKey(
            PageProgram(page: page.path, main: code.joined(separator: "\0"), isMine: options.isMine)
        )
        return tree.scratch.appendingPathComponent("pages")
            .appendingPathComponent("\(key)\(isToy ? "-toy" : "").json")
    }

    /// What the same cells printed and drew when they last ran, if that is known.
    /// - Throws: `GraderError` if the kit cannot be read.
    func keptOutputs(of page: Page) throws -> [CellOutput]? {
        guard let data = try? Data(contentsOf: keptFile(page)) else { return nil }
        return try? JSONDecoder().decode([CellOutput].self, from: data)
    }

    private func keep(_ outputs: [CellOutput], of page: Page) throws {
        let file = try keptFile(page)
        let folder = file.deletingLastPathComponent()
        try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        // Without it the page is only run again.
        try? JSONEncoder().encode(outputs).write(to: file, options: .atomic)
        removeOld(in: folder)
    }

    private func removeOld(in folder: URL) {
        let keys: Set<URLResourceKey> = [.contentModificationDateKey]
        let files =
            (try? FileManager.default.contentsOfDirectory(
                at: folder, includingPropertiesForKeys: Array(keys))) ?? []
        let month = Date(timeIntervalSinceNow: -30 * 86400)
        for file in files where file.pathExtension == "json" {
            let date = (try? file.resourceValues(forKeys: keys))?.contentModificationDate
            if let date, date < month { try? FileManager.default.removeItem(at: file) }
        }
    }
}
