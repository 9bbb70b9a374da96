import Foundation
import Grading
import Testing

@testable import Notebooks

/// The tree that these tests are in.
let thisTree = Tree(
    root: URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent())

/// Whether it is the instructor's: in a student's copy outputs are not compared.
let hasAnswers = (try? thisTree.holdsAnswers()) ?? false

/// A page with these lines of code in cells of their own.
func page(_ cells: String...) -> String {
    "# Plums\n\n" + cells.map { "```swift run\n\($0)\n```\n" }.joined(separator: "\n")
}

/// A page in a folder of its own.
struct TemporaryPage {
    let file: URL

    var folder: URL { file.deletingLastPathComponent() }
    var text: String { get throws { String(decoding: try Data(contentsOf: file), as: UTF8.self) } }
    var figures: [String] {
        let path = folder.appendingPathComponent("figures").path
        return ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
    }

    /// Makes a page "plums.md", and removes it with its folder afterwards.
    static func with(_ text: String, _ body: (TemporaryPage) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("notebook-tests-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let page = TemporaryPage(file: folder.appendingPathComponent("plums.md"))
        try page.write(text)
        try body(page)
    }

    func write(_ text: String) throws { try Data(text.utf8).write(to: file) }

    func replace(_ old: String, _ new: String) throws {
        let text = try text
        try #require(text.contains(old))
        try write(text.replacing(old, with: new))
    }

    @discardableResult
    func run(seconds: Int = 60) throws -> String {
        var options = NotebookOptions()
        options.seconds = seconds
        return try Notebook(thisTree, options).run(file)
    }

    func check() throws -> PageCheck { try Notebook(thisTree, NotebookOptions()).check(file) }

    /// What the page's failure says, from the line on; the page stays as it was.
    func failure(seconds: Int = 60) throws -> String {
        let before = try Data(contentsOf: file)
        let failure = try #require(throws: PageFailure.self) { try run(seconds: seconds) }
        #expect(try Data(contentsOf: file) == before)
        return failure.description.replacing("\(file.path)", with: "plums.md")
    }
}

/// The program that was built together with these tests.
func program(_ name: String) throws -> URL {
    let tests = Bundle.allBundles.map(\.bundleURL).filter { $0.pathExtension == "xctest" }
    let places = tests + [URL(fileURLWithPath: CommandLine.arguments[0])]
    let programs = places.map { $0.deletingLastPathComponent().appendingPathComponent(name) }
    return try #require(
        programs.first { FileManager.default.isExecutableFile(atPath: $0.path) },
        "there is no program \(name) at \(programs)")
}
