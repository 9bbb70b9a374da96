import Authoring
import Foundation

/// What one commit holds, laid out as files in a folder of its own.
struct CommittedTree {
    let git: Git
    /// The folder for everything that is made on the way.
    let work: URL
    /// The files of the commit.
    let tree: Tree
    /// The mode and the object of every file, by path.
    private let entries: [String: (mode: String, object: String)]

    /// Lays out a commit.
    /// - Parameters:
    ///   - commit: which one.
    ///   - git: the repository.
    ///   - work: an empty folder.
    /// - Throws: `GraderError` with git's own words.
    init(_ commit: String, git: Git, work: URL) throws {
        self.git = git
        self.work = work
        tree = Tree(root: work.appendingPathComponent("committed"))
        try FileManager.default.createDirectory(at: work, withIntermediateDirectories: true)
        let index = work.appendingPathComponent("committed-index")
        try git.text(["read-tree", commit], index: index)
        try git.text(
            [
                "-c", "core.autocrlf=false", "checkout-index", "--all", "--quiet",
                "--prefix=\(tree.root.path)/",
            ], index: index)
        var entries: [String: (mode: String, object: String)] = [:]
        // "mode type object<tab>path"
        for line in try git.text(["ls-tree", "-r", "-z", "--full-tree", commit]).split(
            separator: "\0")
        {
            let parts = line.split(separator: "\t", maxSplits: 1).map(String.init)
            let words = parts[0].split(separator: " ").map(String.init)
            entries[parts[1]] = (mode: words[0], object: words[2])
        }
        self.entries = entries
    }

    /// Makes a tree of this one in the repository, with regions cut.
    /// - Parameters:
    ///   - blank: what is cut.
    ///   - filled: regions that hold these lines all the same, by id.
    /// - Returns: the tree's object.
    /// - Throws: `GraderError` if answers would be left, or with git's own words.
    func write(blank: Blank, filled: [String: [String]] = [:]) throws -> String {
        let files = try treeWithoutAnswers(
            tree, blank: blank, filled: filled, paths: entries.keys.sorted()
        ).sorted { $0.key < $1.key }
        let name = UUID().uuidString
        let folder = Tree(root: work.appendingPathComponent(name))
        // A link stays a link, to the same path.
        let written = files.filter { entries[$0.key]?.mode != "120000" }
        for (path, data) in written { try folder.write(data, to: path) }
        let objects = try git.text(
            ["hash-object", "-w", "--no-filters", "--stdin-paths"],
            input: written.map { folder.url($0.key).path + "\n" }.joined()
        ).split(separator: "\n").map(String.init)
        var made = Dictionary(uniqueKeysWithValues: zip(written.map(\.key), objects))
        for (path, _) in files where made[path] == nil { made[path] = entries[path]?.object }
        let index = work.appendingPathComponent("\(name)-index")
        let lines = made.map { "\(entries[$0.key]?.mode ?? "100644") \($0.value)\t\($0.key)\0" }
        try git.text(
            ["update-index", "-z", "--index-info"], index: index, input: lines.joined())
        return try git.text(["write-tree"], index: index)
    }

    /// The lines of every answer, by the id of its region.
    /// - Parameter last: the last assignment whose answers are wanted; nil takes all there are.
    /// - Returns: the lines, as they are in the file.
    /// - Throws: `MarkerError` if the markers are malformed.
    func solutions(through last: String?) throws -> [String: [String]] {
        var solutions: [String: [String]] = [:]
        for (path, text) in try tree.kitSources().merging(tree.pages(), uniquingKeysWith: { $1 }) {
            for region in try parseRegions(text, file: path).regions {
                let owner = assignment(of: region.id) ?? assignmentName(path)
                // What belongs to no assignment is filled in only with the last.
                let isWanted = last.map { owner.hasPrefix("Assignment") && owner <= $0 } ?? true
                if isWanted { solutions[region.id] = region.solution }
            }
        }
        return solutions
    }
}
