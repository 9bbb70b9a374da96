import Foundation
import Grading
import Layers

/// Pages as HTML files that need nothing else: no network, no script, no other file.
public struct HTMLPages {
    private let tree: Tree
    /// The pages, and their files in HTML.
    private let made: [URL: URL]

    /// - Parameters:
    ///   - tree: the tree, which is where they are written by default.
    ///   - files: the pages.
    ///   - output: a file for one page, if its name ends in .html, or else a folder.
    /// - Throws: `UsageError` if the output cannot be meant.
    public init(_ tree: Tree, _ files: [URL], output: URL?) throws {
        self.tree = tree
        let files = files.map(Self.plain)
        if files.isEmpty { throw UsageError("html takes pages, such as: html FILE.md") }
        let folder = output ?? tree.scratch.appendingPathComponent("pages")
        let isFile = folder.pathExtension.lowercased() == "html"
        if isFile && Set(files).count > 1 {
            throw UsageError("--output \(folder.lastPathComponent): several pages need a folder.")
        }
        let shared = Self.sharedFolder(of: files)
        made = Dictionary(
            files.map { file in
                let path = file.deletingPathExtension().pathComponents.dropFirst(shared.count)
                let place = folder.appendingPathComponent("\(path.joined(separator: "/")).html")
                return (
                    file, Self.plain(isFile ? folder : place)
                )
            }, uniquingKeysWith: { first, _ in first })
        for file in files where made.values.contains(file) {
            throw UsageError("\(tree.name(of: file)) is a page, and would be overwritten.")
        }
        let twice = Dictionary(grouping: made.values) { $0 }.first { $0.value.count > 1 }
        if let twice {
            throw UsageError("two of these pages would be \(twice.key.lastPathComponent).")
        }
    }

    /// The folders that all files are in.
    private static func sharedFolder(of files: [URL]) -> [String] {
        let folders = files.map { $0.deletingLastPathComponent().pathComponents }
        guard var shared = folders.first else { return [] }
        for folder in folders.dropFirst() {
            shared = zip(shared, folder).prefix { $0 == $1 }.map(\.0)
        }
        return shared
    }

    /// The same file, always under one name.
    private static func plain(_ file: URL) -> URL {
        URL(fileURLWithPath: file.standardizedFileURL.path)
    }

    /// Where a page is written.
    func target(of file: URL) -> URL {
        made[Self.plain(file)] ?? file.deletingPathExtension().appendingPathExtension("html")
    }

    /// Writes one of the pages.
    /// - Parameter file: the page.
    /// - Returns: where it is now, in a sentence.
    /// - Throws: `PageFailure` with the line of what is malformed, not known or not there.
    public func write(_ file: URL) throws -> String {
        let (page, target) = (try tree.page(file).page, target(of: file))
        let html = try html(page, file)
        do {
            try FileManager.default.createDirectory(
                at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(html.utf8).write(to: target, options: .atomic)
        } catch {
            throw PageFailure(
                page.path, nil, "\(tree.name(of: target)) cannot be written: \(describe(error)).")
        }
        return "\(page.path): written to \(tree.name(of: target))."
    }

    /// A page in HTML.
    func html(_ page: Page, _ file: URL) throws -> String {
        var blocks = try BlockReader.blocks(of: page)
        let ids = headingIDs(blocks)
        let links = PageLinks(
            path: page.path, source: Self.plain(file), target: target(of: file), made: made,
            ids: Set(ids.values))
        var writer = PageWriter(links, ids: ids)
        // The page's first heading is its title.
        guard case .heading(1, let text) = blocks.first?.kind, let line = blocks.first?.line else {
            return Self.document(title: escaped(page.stem), heading: nil, try writer.html(blocks))
        }
        blocks.removeFirst()
        let heading = try writer.heading(1, text, line: line)
        let title = escaped(text.map(\.plain).joined().trimmingCharacters(in: .whitespaces))
        return Self.document(title: title, heading: heading, try writer.html(blocks))
    }

    private static func document(title: String, heading: String?, _ main: String) -> String {
        let page = htmlPage(title: title, header: "", main: main, by: "swift run notebook html")
        let plain = "<h1>\(title)</h1>"
        return page.replacing(plain, with: heading ?? plain, maxReplacements: 1)
            .replacing("</style>", with: "\(NotebookStyle.text)\n</style>", maxReplacements: 1)
    }
}
