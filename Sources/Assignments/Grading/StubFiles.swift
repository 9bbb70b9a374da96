import Authoring
import Foundation

// The generated files of a tree: the learners' stubs, and the copy of them inside the grader.

/// The learners' stubs as text inside the grader, for `reset` and for overlays.
private let embeddedPath = "Sources/Assignments/Grading/PristineStubs.swift"

extension Tree {
    /// Every generated file by path, as it should be.
    public func generatedFiles(blank: Blank = .backward) throws -> [String: String] {
        var files = try learnerFiles(blank: blank)
        files[embeddedPath] = embedded(files)
        return files
    }

    /// What differs between the generated files and those that are there, one sentence each.
    public func staleFiles() throws -> [String] {
        let expected = try generatedFiles()
        var sentences: [String] = []
        for (path, text) in expected.sorted(by: { $0.key < $1.key }) {
            guard let there = try? self.text(path) else {
                sentences.append("\(path) is missing.")
                continue
            }
            if there == text { continue }
            let pairs = zip(there.components(separatedBy: "\n"), text.components(separatedBy: "\n"))
            let same = pairs.prefix { $0 == $1 }.count
            sentences.append("\(path):\(same + 1) differs from what Sources/Layers gives.")
        }
        return sentences
            + strayFiles(expected).map { "\($0) belongs to no file of Sources/Layers." }
    }

    /// Writes the generated files, and removes those that no source stands behind any more.
    /// - Returns: the paths that changed.
    public func writeGeneratedFiles() throws -> [String] {
        let files = try generatedFiles()
        var changed: [String] = []
        for (path, text) in files.sorted(by: { $0.key < $1.key })
        where (try? self.text(path)) != text {
            try write(text, to: path)
            changed.append(path)
        }
        for path in strayFiles(files) {
            try FileManager.default.removeItem(at: url(path))
            changed.append(path)
        }
        return changed
    }

    /// A line for every file in the learner's folders that is not graded, and for every missing one.
    public func notesOnFiles() -> [String] {
        let missing = pristineStubs.keys.sorted().filter {
            !FileManager.default.fileExists(atPath: url($0).path)
        }
        return strayFiles(pristineStubs).map {
            "\($0) is neither graded nor handed in: move its code into an exercise's file."
        } + missing.map { "\($0) is missing, and counts as not written." }
    }

    private func strayFiles(_ expected: [String: String]) -> [String] {
        let folders = Set(allExercises.map { "Sources/Assignments/\($0.assignment)" })
        return folders.sorted().flatMap { files(in: $0, ending: ".swift") }
            .filter { expected[$0] == nil }
    }

    /// Writes a file, and the folders it needs.
    /// - Throws: `GraderError` with the path and the reason.
    public func write(_ text: String, to path: String) throws {
        try write(Data(text.utf8), to: path)
    }

    /// Writes a file, and the folders it needs.
    /// - Throws: `GraderError` with the path and the reason.
    public func write(_ data: Data, to path: String) throws {
        do {
            try FileManager.default.createDirectory(
                at: url(path).deletingLastPathComponent(), withIntermediateDirectories: true)
            try data.write(to: url(path), options: .atomic)
        } catch {
            throw GraderError("cannot write \(path): \(describe(error))")
        }
    }
}

private func embedded(_ stubs: [String: String]) -> String {
    var text = """
        // swift-format-ignore-file
        // Written by `swift run course stubs`; not to be edited.

        /// The untouched learner files by path.
        public let pristineStubs: [String: String] = [

        """
    for (path, stub) in stubs.sorted(by: { $0.key < $1.key }) {
        let body = stub.components(separatedBy: "\n")
            .map { $0.isEmpty ? "" : "        " + $0 }.joined(separator: "\n")
        // The closing quotes' indentation is taken off every line.
        text += "    \"\(path)\": #\"\"\"\n\(body)\n        \"\"\"#,\n"
    }
    return text + "]\n"
}
