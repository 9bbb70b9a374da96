import Foundation
import Grading

/// Runs a page whenever it is saved, until the program is interrupted.
public struct NotebookWatch {
    private let notebook: Notebook
    private let file: URL
    private let report: (String) -> Void
    private var saved: SavedFiles
    /// What the page holds as far as it has been dealt with.
    private var known: Data?

    /// Microseconds between two looks at the page.
    private static let pause: UInt32 = 250_000

    /// - Parameters:
    ///   - notebook: what runs the page.
    ///   - file: the page.
    ///   - report: takes what is to be printed.
    public init(_ notebook: Notebook, _ file: URL, report: @escaping (String) -> Void) {
        (self.notebook, self.file, self.report) = (notebook, file, report)
        saved = SavedFiles(
            [file.lastPathComponent], in: Tree(root: file.deletingLastPathComponent()))
    }

    /// Runs the page now and after every save; a run that is no longer wanted is ended.
    public mutating func untilInterrupted() -> Never {
        while true {
            known = try? Data(contentsOf: file)
            do {
                guard let sentence = try runOnce() else { continue }
                report(sentence)
            } catch {
                report(describe(error))
            }
            while !isSaved() { usleep(Self.pause) }
        }
    }

    /// Whether the page holds something else than what was dealt with.
    private mutating func isSaved() -> Bool {
        if saved.changed().isEmpty { return false }
        // An editor that saves by renaming has it missing for a moment.
        guard let now = try? Data(contentsOf: file) else { return false }
        return now != known
    }

    /// Runs the page on another thread, so that a save can be noticed meanwhile.
    /// - Returns: what was done; nil if the page was saved before the end.
    private mutating func runOnce() throws -> String? {
        let (page, data) = try notebook.readCells(file)
        known = data
        let clock = ContinuousClock()
        let begin = clock.now
        let run = BackgroundRun(page, notebook.runner)
        while run.result == nil {
            if isSaved() {
                RunningGroups.stopAll()
                while run.result == nil { usleep(Self.pause / 10) }
                RunningGroups.allowStarts()
                return nil
            }
            usleep(Self.pause / 10)
        }
        let outputs = try run.result?.get() ?? []
        defer { known = try? Data(contentsOf: file) }
        return try notebook.finish(page, data, outputs, file, took: clock.now - begin)
    }
}

/// A page's run on a thread of its own.
private final class BackgroundRun: @unchecked Sendable {
    private let lock = NSLock()
    private var stored: Result<[CellOutput], Error>?

    init(_ page: Page, _ runner: PageRunner) {
        let thread = Thread { [self] in
            let result = Result { try runner.outputs(of: page) }
            lock.withLock { stored = result }
        }
        thread.stackSize = 8 << 20
        thread.start()
    }

    /// Nil until it has ended.
    var result: Result<[CellOutput], Error>? { lock.withLock { stored } }
}
