import Authoring
import Foundation
import Testing

@testable import Grading

/// A repository in a temporary folder: an instructor's, or a student's clone.
struct TemporaryCourse {
    let folder: URL
    let tree: Tree

    init(_ folder: URL) { (self.folder, tree) = (folder, Tree(root: folder)) }

    /// What git says here; a failure is the test's.
    @discardableResult
    func git(_ words: String...) throws -> String {
        try Git(folder: folder, scratch: tree.scratch).text(words)
    }

    func publish(_ branch: PublishedBranch) throws -> [String] {
        try publish(PublishOptions(branch))
    }

    func publish(_ options: PublishOptions) throws -> [String] {
        try Publication(of: tree, options).run()
    }

    /// Everything that a publication must not touch.
    func state() throws -> [String] {
        let index = try Data(contentsOf: folder.appendingPathComponent(".git/index"))
        return [
            try git("--no-optional-locks", "status", "--porcelain"), try git("rev-parse", "HEAD"),
            try git("symbolic-ref", "HEAD"), index.base64EncodedString(),
        ]
    }

    /// Replaces one place in a file, and commits it together with the stubs.
    func edit(_ path: String, _ old: String, _ new: String) throws {
        let text = try tree.text(path)
        try #require(text.contains(old), "\(path) does not hold \(old)")
        try tree.write(text.replacing(old, with: new), to: path)
        if try tree.holdsAnswers() { _ = try tree.writeGeneratedFiles() }
        try commitAll("An edit")
    }

    func commitAll(_ message: String) throws {
        try git("add", "--all")
        try git("commit", "--quiet", "--allow-empty", "-m", message)
    }

    /// Makes a bare repository beside this one, and a remote of that name.
    func addRemote(_ name: String) throws {
        let bare = folder.deletingLastPathComponent().appendingPathComponent("\(name).git")
        try git("init", "--quiet", "--bare", bare.path)
        try git("remote", "add", name, bare.path)
    }

    /// A clone of one branch of a remote.
    func clone(_ remote: String, branch: String) throws -> TemporaryCourse {
        let beside = folder.deletingLastPathComponent()
        let other = beside.appendingPathComponent("student")
        try git(
            "clone", "--quiet", "--branch", branch,
            beside.appendingPathComponent("\(remote).git").path, other.path)
        let clone = TemporaryCourse(other)
        try clone.identify()
        return clone
    }

    func identify() throws {
        try git("config", "user.name", "Somebody")
        try git("config", "user.email", "somebody@localhost")
    }

    /// Every line of every region.
    func solutionLines() throws -> Set<String> {
        var found: Set<String> = []
        for (path, text) in try tree.kitSources().merging(tree.pages(), uniquingKeysWith: { $1 }) {
            for region in try parseRegions(text, file: path).regions {
                found.formUnion(region.solution)
            }
        }
        return found
    }
}

/// A copy of this project with a history of one commit, for one test.
func withCourse(_ body: (TemporaryCourse) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory
        .appendingPathComponent("publishing-tests-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
    let course = TemporaryCourse(folder.appendingPathComponent("main"))
    try FileManager.default.createDirectory(at: course.folder, withIntermediateDirectories: true)
    try Git(folder: root, scratch: folder).text([
        "checkout-index", "--all", "--quiet", "--prefix=\(course.folder.path)/",
    ])
    try course.git("init", "--quiet", "-b", "main")
    // What this project has committed need not be written again, some 700 files a test.
    let objects = try Git(folder: root, scratch: folder).text([
        "rev-parse", "--path-format=absolute", "--git-path", "objects",
    ])
    try course.tree.write("\(objects)\n", to: ".git/objects/info/alternates")
    try course.identify()
    try course.commitAll("Everything")
    try body(course)
}
