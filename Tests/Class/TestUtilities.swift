import Foundation
import Testing

@testable import Grading

/// The tree that these tests are in.
let thisTree = Tree(
    root: URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent())

/// A new folder for one test.
func withFolder(_ body: (URL) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory
        .appendingPathComponent("class-tests-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder)
}

/// Runs `course`, as it was built together with these tests.
struct CourseRun {
    let status: Int32
    let output: String

    // `isEnough` is asked often; when it says so, the program is killed and its status is -1.
    init(_ words: [String], killed isEnough: (() -> Bool)? = nil) throws {
        let tests = Bundle.allBundles.map(\.bundleURL).filter { $0.pathExtension == "xctest" }
        let places = tests + [URL(fileURLWithPath: CommandLine.arguments[0])]
        let programs = places.map {
            $0.deletingLastPathComponent().appendingPathComponent("course").path
        }
        let program = try #require(
            programs.first(where: FileManager.default.isExecutableFile), "\(programs)")
        let scratch = thisTree.scratch.appendingPathComponent("scratch")
        let file = try OutputFile(in: scratch)
        defer { file.remove() }
        let child = try ChildProcess(
            program, words, descriptors: [1: file.descriptor, 2: file.descriptor])
        defer { child.kill() }
        while child.poll() == nil, isEnough?() != true { usleep(5000) }
        child.kill()
        guard case .exited(let status) = child.poll() else {
            (self.status, output) = (-1, "")
            return
        }
        (self.status, output) = (status, file.text(mostBytes: 1 << 20))
    }
}

/// Packs a folder's files as a learner would.
func archive(_ folder: URL, as name: String) throws {
    let script = """
        import shutil, sys
        shutil.make_archive(sys.argv[1], sys.argv[2], sys.argv[3])
        """
    let kind = name.hasSuffix(".zip") ? "zip" : "gztar"
    let base = name.replacing(".zip", with: "").replacing(".tar.gz", with: "")
    let target = folder.deletingLastPathComponent().appendingPathComponent(base).path
    let outcome = try runTool(
        "python3", ["-c", script, target, kind, folder.path],
        scratch: thisTree.scratch.appendingPathComponent("scratch"))
    #expect(outcome.succeeded, "\(outcome.output)")
}

/// A CSV file's fields, by RFC 4180.
func csvRows(_ text: String) -> [[String]] {
    var rows: [[String]] = []
    var (row, field, isQuoted, before) = ([String](), "", false, Character(" "))
    for character in text {
        switch character {
        case "\"":
            // Two of them within quotes are one.
            if !isQuoted && before == "\"" { field.append(character) }
            isQuoted.toggle()
        case "," where !isQuoted:
            row.append(field)
            field = ""
        case "\r\n" where !isQuoted:
            rows.append(row + [field])
            (row, field) = ([], "")
        default: field.append(character)
        }
        before = character
    }
    return rows
}
