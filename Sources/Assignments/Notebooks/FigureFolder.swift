import Foundation
import Grading

/// The figures beside a page.
struct FigureFolder {
    private let page: Page
    private let folder: URL

    /// - Parameters:
    ///   - page: the page.
    ///   - file: where it is.
    init(_ page: Page, _ file: URL) {
        self.page = page
        folder = file.deletingLastPathComponent().appendingPathComponent("figures")
    }

    /// The names of the page's files; those of a page whose name goes on are not among them.
    private var names: [String] {
        func list(_ folder: URL) -> [String] {
            (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        }
        let longer = list(folder.deletingLastPathComponent())
            .filter { $0.hasSuffix(".md") && $0.hasPrefix("\(page.stem)-") }
            .map { "\($0.dropLast(3))-" }
        return list(folder).sorted().filter { name in
            name.hasPrefix("\(page.stem)-") && name.hasSuffix(".svg")
                && !longer.contains(where: name.hasPrefix)
        }
    }

    /// What is missing, is another, or is not made any more: a sentence each.
    func stale(_ figures: [Figure]) -> [String] {
        let other = figures.compactMap { figure -> String? in
            let file = folder.appendingPathComponent(figure.file)
            guard let data = try? Data(contentsOf: file) else {
                return "\(page.path): stale: figures/\(figure.file) is not there."
            }
            return data == Data(figure.svg.utf8)
                ? nil : "\(page.path): stale: figures/\(figure.file) is not what its cell draws."
        }
        let unused = unused(figures).map {
            "\(page.path): stale: figures/\($0) is drawn by no cell any more."
        }
        return other + unused
    }

    private func unused(_ figures: [Figure]) -> [String] {
        names.filter { name in !figures.contains { $0.file == name } }
    }

    /// Writes the figures that have changed.
    /// - Returns: how many that were.
    /// - Throws: `PageFailure` if one cannot be written.
    func write(_ figures: [Figure]) throws -> Int {
        var count = 0
        for figure in figures {
            let file = folder.appendingPathComponent(figure.file)
            let data = Data(figure.svg.utf8)
            if (try? Data(contentsOf: file)) == data { continue }
            do {
                try FileManager.default.createDirectory(
                    at: folder, withIntermediateDirectories: true)
                try data.write(to: file, options: .atomic)
            } catch {
                throw PageFailure(
                    page.path, nil,
                    "figures/\(figure.file) cannot be written: \(describe(error)).")
            }
            count += 1
        }
        return count
    }

    /// Removes what no cell draws any more, and the folder if nothing is left in it.
    func removeUnused(_ figures: [Figure]) {
        for name in unused(figures) {
            try? FileManager.default.removeItem(at: folder.appendingPathComponent(name))
        }
        rmdir(folder.path)
    }
}
