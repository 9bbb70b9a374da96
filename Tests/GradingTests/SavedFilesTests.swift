import Foundation
import Testing

@testable import Grading

@Suite("Noticing saved files")
struct SavedFilesTests {
    private let affine = "Sources/Assignments/Assignment1/Affine.swift"
    private let relu = "Sources/Assignments/Assignment1/ReLU.swift"

    /// A tree with two files, and what watches them.
    private func withTree(_ body: (Tree, inout SavedFiles) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("saved-files-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let tree = Tree(root: folder)
        try tree.write("one", to: affine)
        try tree.write("two", to: relu)
        var files = SavedFiles([affine, relu], in: tree)
        #expect(files.changed() == [])
        try body(tree, &files)
    }

    private func setDate(_ date: Date, _ path: String, _ tree: Tree) throws {
        try FileManager.default.setAttributes(
            [.modificationDate: date], ofItemAtPath: tree.url(path).path)
    }

    @Test("another content is noticed once")
    func content() throws {
        try withTree { tree, files in
            try tree.write("one and a half", to: affine)
            #expect(files.changed() == [affine])
            #expect(files.changed() == [])
        }
    }

    @Test("another content of the same length within the same moment is noticed")
    func sameStamp() throws {
        try withTree { tree, files in
            let handle = try FileHandle(forWritingTo: tree.url(affine))
            let date = try FileManager.default.attributesOfItem(atPath: tree.url(affine).path)
            try handle.write(contentsOf: Data("eno".utf8))
            try handle.close()
            try setDate(date[.modificationDate] as? Date ?? Date(), affine, tree)
            #expect(files.changed() == [affine])
        }
    }

    @Test("a touched file and one that is saved as it was are no change")
    func touched() throws {
        try withTree { tree, files in
            try setDate(Date(timeIntervalSinceNow: 5), affine, tree)
            #expect(files.changed() == [])
            try tree.write("one", to: affine)
            #expect(files.changed() == [])
        }
    }

    @Test("an editor that saves by renaming is understood, and its own files are ignored")
    func renamed() throws {
        try withTree { tree, files in
            let path = tree.url(affine).path
            try tree.write("three", to: affine + "~new")
            #expect(files.changed() == [])
            try FileManager.default.removeItem(atPath: path)
            // For this moment it is missing.
            #expect(files.changed() == [affine] || files.changed() == [])
            try FileManager.default.moveItem(atPath: tree.url(affine + "~new").path, toPath: path)
            #expect(files.changed().contains(affine))
            #expect(files.changed() == [])
        }
    }

    @Test("a file that was missing for a moment, and is the same, is no change")
    func missingForAMoment() throws {
        try withTree { tree, files in
            let (path, aside) = (tree.url(affine).path, tree.url(affine).path + "~")
            try FileManager.default.moveItem(atPath: path, toPath: aside)
            for _ in 0..<3 { #expect(files.changed() == []) }
            try FileManager.default.moveItem(atPath: aside, toPath: path)
            #expect(files.changed() == [])
        }
    }

    @Test("a file that stays away is noticed once, and again when it is back")
    func removed() throws {
        try withTree { tree, files in
            try FileManager.default.removeItem(at: tree.url(affine))
            let found = (0..<8).map { _ in files.changed() }
            #expect(found.filter { $0 == [affine] }.count == 1)
            #expect(found.filter { $0 == [] }.count == 7)
            try tree.write("one", to: affine)
            #expect(files.changed() == [affine])
        }
    }

    @Test("new Swift files beside them are noticed, and other files are not")
    func new() throws {
        try withTree { tree, files in
            let mine = "Sources/Assignments/Assignment1/Mine.swift"
            try tree.write("mine", to: mine)
            try tree.write("mine", to: mine + ".swp")
            #expect(files.changed() == [mine])
            #expect(files.changed() == [])
            try FileManager.default.removeItem(at: tree.url(mine))
            #expect(files.changed() == [mine])
        }
    }
}
