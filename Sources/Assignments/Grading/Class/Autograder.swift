import Foundation

/// A zip file for Gradescope: it grades there as this tree does.
///
/// It holds the committed sources, and no program: `setup.sh` builds them where they will run, with
/// a toolchain that is installed there, because another Ubuntu has other libraries.
public struct Autograder {
    let tree: Tree
    private let git: Git
    private let seed: Int
    private let course: String
    private let toolchain: URL?
    /// The name that swift.org gives to the toolchain of this tree.
    private let release: String

    /// The folder of the scripts that stand at the zip's root.
    static let scriptFolder = "Sources/Assignments/Autograder"

    /// Prepares a zip file.
    /// - Parameters:
    ///   - tree: the instructor's tree.
    ///   - seed: of the random cases.
    ///   - course: the text of a course file.
    ///   - toolchain: an archive of a Swift toolchain for Ubuntu; nil downloads it there.
    /// - Throws: `PublishRefusal` if something is not committed; `UsageError` if swift.org has no
    ///   toolchain like the one in use; `GraderError` with git's own words.
    public init(of tree: Tree, seed: Int, course: String, toolchain: URL?) throws {
        (self.tree, self.seed, self.course, self.toolchain) = (tree, seed, course, toolchain)
        git = Git(folder: tree.root, scratch: tree.scratch)
        try git.checkAllIsCommitted()
        let version = try OverlayBuilder(tree: tree, stubs: [:]).toolchain()
        let found = releaseName(ofToolchain: version)
        if found == nil, toolchain == nil {
            throw UsageError(
                "this Swift is not a release that swift.org has: give an archive with --toolchain.")
        }
        release = found ?? "unknown"
    }

    /// Writes the file, all of it or nothing.
    /// - Parameter file: where to.
    /// - Throws: `GraderError` if it cannot be written.
    public func write(to file: URL) throws {
        let work = tree.scratch.appendingPathComponent("autograder-\(UUID().uuidString)")
        let part = URL(fileURLWithPath: "\(file.path).part-\(getpid())")
        defer { for url in [work, part] { try? FileManager.default.removeItem(at: url) } }
        let added = try addedFiles(in: Tree(root: work)).map { "--add-file=\($0.path)" }
        // Some programs unpack a link as a file with its target's name in it: files go in its place.
        let links = try links()
        let linked = links.flatMap { path in
            let folder = path.split(separator: "/").dropLast().joined(separator: "/")
            return ["--prefix=\(folder)/", "--add-file=\(tree.url(path).path)"]
        }
        try git.text(
            ["-c", "core.autocrlf=false", "archive", "--format=zip", "--output=\(part.path)"]
                + linked + ["--prefix="] + added + ["HEAD", "Package.swift", "Sources"]
                + (links + [Self.scriptFolder]).map { ":(exclude)\($0)" })
        if rename(part.path, file.path) != 0 {
            throw GraderError("cannot write \(file.path): \(String(cString: strerror(errno)))")
        }
    }

    /// Makes the files that stand at the zip's root, beside `Package.swift`.
    private func addedFiles(in work: Tree) throws -> [URL] {
        var names = ["settings", "course.txt", "setup.sh", "run_autograder"]
        try work.write("seed=\(seed)\ntoolchain=\(release)\n", to: "settings")
        try work.write(course, to: "course.txt")
        for name in names.suffix(2) {
            try work.write(try tree.text("\(Self.scriptFolder)/\(name)"), to: name)
            try FileManager.default.setAttributes(
                [.posixPermissions: 0o755], ofItemAtPath: work.url(name).path)
        }
        if let toolchain {
            names.append("toolchain.tar.gz")
            try FileManager.default.createSymbolicLink(
                at: work.url("toolchain.tar.gz"), withDestinationURL: toolchain)
        }
        return names.map(work.url)
    }

    /// The paths of the symbolic links among the sources.
    private func links() throws -> [String] {
        // "mode type object<tab>path"
        try git.text(["ls-tree", "-r", "-z", "HEAD", "Sources"]).split(separator: "\0")
            .filter { $0.hasPrefix("120000 ") }
            .compactMap { $0.split(separator: "\t", maxSplits: 1).last.map(String.init) }
    }
}

/// "swift-6.3.1-RELEASE" of what `swiftc --version` says; nil for anything but a release.
func releaseName(ofToolchain version: String) -> String? {
    guard let match = version.firstMatch(of: /Swift version (\d+(?:\.\d+)+)\s/) else { return nil }
    return "swift-\(match.1)-RELEASE"
}
