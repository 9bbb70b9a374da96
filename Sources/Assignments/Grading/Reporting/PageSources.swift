import Foundation

/// What a page shows besides the result.
public struct PageSources: Sendable {
    /// The learner's files as they were graded, by path.
    let files: [String: String]

    /// The first hint of every exercise that is not finished, by id.
    let hints: [String: String]

    /// The command that gives the same result again.
    let command: String

    /// The compiler's version, if the page says it.
    let toolchain: String?

    init(
        files: [String: String], hints: [String: String], command: String, toolchain: String? = nil
    ) {
        (self.files, self.hints, self.command) = (files, hints, command)
        self.toolchain = toolchain
    }

    /// Reads what belongs to a result.
    /// - Parameters:
    ///   - result: a run.
    ///   - overlay: the worker that it was made with.
    ///   - tree: where the pages and the files that do not compile are.
    ///   - command: the command that gives the same result again.
    ///   - texts: the learner's files by path, if they are not those of the tree.
    ///   - toolchain: the compiler's version, where the page is to say it.
    public init(
        _ result: GradeResult, of overlay: Overlay, in tree: Tree, command: String,
        texts: [String: String]? = nil, toolchain: String? = nil
    ) {
        var files = texts ?? overlay.files
        for path in overlay.faults.keys where texts == nil {
            // A file that is not UTF-8 is shown with replacement characters.
            guard let data = try? Data(contentsOf: tree.url(path)) else { continue }
            files[path] = String(decoding: data, as: UTF8.self)
        }
        var hints: [String: String] = [:]
        for exercise in result.results.filter({ $0.status != .passed }).map(\.exercise) {
            // A copy whose page was deleted has no hints, and still a report.
            hints[exercise.id] = (try? tree.hints(for: exercise))?.first
        }
        self.init(files: files, hints: hints, command: command, toolchain: toolchain)
    }
}

/// How much of everything a page shows.
struct PageLimits {
    /// How many cells a heat map has.
    let mapCells: Int
    /// How many steps a graph has.
    let stages: Int
    /// How many lines of a function are shown.
    let codeLines: Int
    /// How many lines of a message, and of what the code printed.
    let textLines: Int
    /// How many characters of a line.
    let lineLength: Int

    /// - Parameter share: 1 for a page as it should be; less if that was too large.
    init(share: Double) {
        func part(_ most: Int) -> Int { max(1, Int(Double(most) * share)) }
        mapCells = part(600)
        stages = part(60)
        codeLines = part(300)
        textLines = part(20)
        lineLength = part(400)
    }
}
