import Authoring
import Foundation

/// A checkout of this project: the instructor's, or a learner's copy without answers.
public struct Tree: Sendable {
    public let root: URL

    /// The tree around the current directory, or around this program.
    /// - Throws: `GraderError` if there is none.
    public static func current() throws -> Tree {
        let here = URL(fileURLWithPath: FileManager.default.currentDirectoryPath)
        let program = URL(fileURLWithPath: CommandLine.arguments[0]).standardizedFileURL
        for start in [here, program] {
            var folder = start
            while folder.path != "/" {
                let layer = folder.appendingPathComponent("Sources/Layers/Layer.swift").path
                if FileManager.default.fileExists(atPath: layer) { return Tree(root: folder) }
                folder.deleteLastPathComponent()
            }
        }
        throw GraderError(
            "there is no Sources/Layers/Layer.swift here or above: run this inside the project.")
    }

    public init(root: URL) { self.root = root.standardizedFileURL }

    /// The file or folder at a path from the root.
    public func url(_ path: String) -> URL { root.appendingPathComponent(path) }

    /// The text of a file.
    /// - Throws: `GraderError` if it cannot be read as UTF-8.
    public func text(_ path: String) throws -> String {
        do {
            return try String(contentsOf: url(path), encoding: .utf8)
        } catch {
            throw GraderError("cannot read \(path): \(describe(error))")
        }
    }

    /// The paths of all files below a folder whose names end so, sorted.
    public func files(in folder: String, ending: String = "") -> [String] {
        let base = url(folder)
        guard let found = FileManager.default.enumerator(atPath: base.path) else { return [] }
        return found.compactMap { $0 as? String }.filter { $0.hasSuffix(ending) }
            .map { "\(folder)/\($0)" }
            .filter { path in
                var isFolder: ObjCBool = false
                return FileManager.default.fileExists(
                    atPath: url(path).path, isDirectory: &isFolder)
                    && !isFolder.boolValue
            }
            .sorted()
    }

    /// The kit's sources by path, as they are.
    public func kitSources() throws -> [String: String] {
        try texts(in: "Sources/Layers", ending: ".swift")
    }

    /// The pages to read by path, as they are.
    public func pages() throws -> [String: String] {
        try texts(in: "Notebooks-md", ending: ".md")
    }

    /// The files below a folder by path.
    public func texts(in folder: String, ending: String) throws -> [String: String] {
        var texts: [String: String] = [:]
        for path in files(in: folder, ending: ending) { texts[path] = try text(path) }
        return texts
    }

    /// Whether the kit holds its solutions: whether this is the instructor's tree.
    public func holdsAnswers() throws -> Bool {
        try kitSources().contains { try !parseRegions($0.value, file: $0.key).regions.isEmpty }
    }

    /// The learners' files with every region filled, by path; empty in a tree without answers.
    public func solvedFiles() throws -> [String: String] { try learnerFiles(blank: nil) }

    /// The learners' files made from the kit's sources, by path; empty in a tree without answers.
    /// - Parameters:
    ///   - blank: what is cut, or nil for nothing.
    ///   - answers: lines to put in place of some regions, by id.
    /// - Returns: the texts by path.
    /// - Throws: `MarkerError`, or `GraderError` if one file belongs to two assignments.
    public func learnerFiles(
        blank: Blank?, answers: [String: [String]] = [:]
    ) throws -> [String: String] {
        var files: [String: String] = [:]
        for (path, text) in try kitSources() {
            let regions = try parseRegions(text, file: path).regions
            let assignments = Set(regions.map(\.id).compactMap(assignment))
            if assignments.isEmpty { continue }
            // A file that learners get holds exercises only: another id in it is misspelt.
            let unknown = regions.filter { assignment(of: $0.id) == nil }.map { region in
                let near = nearest(region.id, among: allExercises.map(\.id))
                return
                    "\(path):\(region.line): no exercise is called \(region.id); did you mean \(near)?"
            }
            if !unknown.isEmpty { throw MarkerError(faults: unknown) }
            let name = URL(fileURLWithPath: path).lastPathComponent
            guard let only = assignments.first, assignments.count == 1 else {
                throw GraderError(
                    "\(path) holds exercises of \(assignments.sorted()): one file, one assignment.")
            }
            files["Sources/Assignments/\(only)/\(name)"] = try learnerText(
                text, file: path, blank: blank, answers: answers)
        }
        return files
    }

    /// The build folder's part that belongs to the grader.
    package var scratch: URL { url(".build/chainrule") }
}

/// An error in words, without the noise that Foundation puts around its own.
public func describe(_ error: Error) -> String {
    let known = error as NSError
    if known.domain == NSCocoaErrorDomain || known.domain == NSPOSIXErrorDomain {
        let cause = known.userInfo[NSUnderlyingErrorKey] as? NSError ?? known
        if cause.domain == NSPOSIXErrorDomain {
            return String(cString: strerror(Int32(cause.code)))
        }
        return known.localizedDescription
    }
    return "\(error)"
}
