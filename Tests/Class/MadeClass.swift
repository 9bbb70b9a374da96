import Foundation
import Testing

@testable import Grading

/// A class whose grades are known.
struct MadeClass {
    let folder: URL
    /// Totals by name, of 400.
    private(set) var totals: [String: Double] = [:]

    init(folder: URL) { self.folder = folder }

    /// Adds a student.
    /// - Parameters:
    ///   - name: whose submission it is.
    ///   - files: what is handed in, by path from the root of a tree.
    ///   - total: the points it is worth; -1 for a total that is looked at exercise by exercise.
    ///   - kind: "zip", "tar.gz" or "bundle", or nil for a folder.
    /// - Throws: what kept it from being written.
    mutating func add(
        _ name: String, _ files: [String: String], _ total: Double, packedAs kind: String? = nil
    ) throws {
        let own = folder.appendingPathComponent(name)
        try FileManager.default.createDirectory(at: own, withIntermediateDirectories: true)
        for (path, text) in files { try Tree(root: own).write(text, to: "handed in/\(path)") }
        totals[name] = total
        guard let kind else { return }
        if kind == "bundle" {
            try bundle(own)
        } else {
            try archive(own, as: "\(name).\(kind)")
        }
        try FileManager.default.removeItem(at: own)
    }

    /// Adds a student whose answers are right but for these lines.
    mutating func add(
        _ name: String, answering lines: [String: [String]], _ total: Double,
        packedAs kind: String? = nil
    ) throws {
        let files = try thisTree.learnerFiles(blank: nil, answers: lines).mapValues {
            $0.replacing(
                "import Layers\n", with: "import Foundation\nimport Layers\n", maxReplacements: 1)
        }
        try add(name, files, total, packedAs: kind)
    }

    /// Adds a student whose submission is an archive made by a few lines of Python, which add to an
    /// open zip file `z`; the right answers to assignment 1 are in it before.
    mutating func add(_ name: String, python lines: String, _ total: Double) throws {
        let first = try thisTree.solvedFiles().filter { $0.key.contains("/Assignment1/") }
        try add(name, first, total, packedAs: "zip")
        let code = "import sys, zipfile\nwith zipfile.ZipFile(sys.argv[1], 'a') as z:\n    \(lines)"
        let file = folder.appendingPathComponent("\(name).zip").path
        let made = try runTool(
            "python3", ["-c", code, file],
            scratch: thisTree.scratch.appendingPathComponent("scratch"))
        #expect(made.succeeded, "\(made.output)")
    }

    /// Says what a student is worth whose submission was put there in another way.
    mutating func note(_ name: String, _ total: Double) { totals[name] = total }

    /// Makes a bundle of a folder beside it.
    private func bundle(_ own: URL) throws {
        let script = """
            cd "$1" && git init -q . && git add -A && git -c user.name=a -c user.email=a@example.org \
            commit -q -m all && git bundle create -q "$1.bundle" HEAD
            """
        let made = try runTool(
            "/bin/sh", ["-c", script, "sh", own.path],
            scratch: thisTree.scratch.appendingPathComponent("scratch"))
        #expect(made.succeeded, "\(made.output)")
    }
}
