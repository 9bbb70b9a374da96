import Foundation
import Testing

@testable import Grading

/// An archive that someone made by hand, in Python, and what must be noted of it.
struct OddArchive: Sendable, CustomTestStringConvertible {
    let testDescription: String
    /// Adds to an open zip file `z`.
    let code: String
    let note: String?
    /// The names of the files that are taken.
    let taken: [String]
}

@Suite("Submissions")
struct SubmissionTests {
    private let scratch = thisTree.scratch.appendingPathComponent("scratch")

    private func read(_ folder: URL) throws -> [String: SubmittedFiles] {
        let all = try submissions(in: folder)
        return Dictionary(
            uniqueKeysWithValues: try all.map {
                ($0.name, try SubmittedFiles($0, scratch: scratch))
            })
    }

    private func write(_ text: String, _ path: String, in folder: URL) throws {
        try Tree(root: folder).write(text, to: path)
    }

    @Test("every entry is one, whatever it is; what macOS leaves behind is none")
    func entries() throws {
        try withFolder { folder in
            for name in ["anna", "Jörg Müller", "__MACOSX"] {
                try write("// mine", "\(name)/a/b/Assignment1/Affine.swift", in: folder)
            }
            for name in ["anna.zip", ".DS_Store", "._anna", "essay.pdf", metadataName] {
                try write("{}", name, in: folder)
            }
            let found = try read(folder)
            #expect(found.keys.sorted() == ["Jörg Müller", "anna", "anna.zip", "essay.pdf"])
            #expect(
                found["anna"]?.texts == ["Sources/Assignments/Assignment1/Affine.swift": "// mine"])
            #expect(found["essay.pdf"]?.notes.first?.hasPrefix("it is neither a folder") == true)
            #expect(
                found["anna.zip"]?.notes
                    == ["the archive cannot be read: it is neither a zip nor a tar file"])
        }
    }

    @Test("folders and archives give the same", arguments: ["x y.zip", "x y.tar.gz"])
    func kinds(name: String) throws {
        try withFolder { folder in
            for assignment in ["Assignment1/Affine.swift", "Assignment2/BatchNorm.swift"] {
                try write("// \(assignment)", "x y/w ü/\(assignment)", in: folder)
                try write("no", "x y/__MACOSX/\(assignment)", in: folder)
            }
            let plain = try #require(try read(folder)["x y"])
            #expect(plain.texts.count == 2)
            try archive(folder.appendingPathComponent("x y"), as: name)
            try FileManager.default.removeItem(at: folder.appendingPathComponent("x y"))
            let packed = try #require(try read(folder)["x y"])
            #expect(packed.texts == plain.texts)
            #expect(packed.fingerprint == plain.fingerprint)
        }
    }

    @Test("what cannot be used counts as missing, with a note")
    func unusable() throws {
        try withFolder { folder in
            let affine = "x/Assignment1/Affine.swift"
            try write("// deep", "x/deeper/Assignment1/Affine.swift", in: folder)
            try write("// top", affine, in: folder)
            try write("let y = 1", "x/Assignment1/Mine.swift", in: folder)
            try Tree(root: folder).write(Data([0xff, 0xfe]), to: "x/Assignment1/Tanh.swift")
            try write("a\0b", "x/Assignment1/ReLU.swift", in: folder)
            try write(
                String(repeating: "a", count: 1 << 20 + 1), "x/Assignment1/MLP.swift", in: folder)
            try FileManager.default.createSymbolicLink(
                atPath: folder.appendingPathComponent("x/Assignment1/Maxout.swift").path,
                withDestinationPath: "Affine.swift")
            let files = try #require(try read(folder)["x"])
            #expect(files.texts == ["Sources/Assignments/Assignment1/Affine.swift": "// top"])
            let all = files.notes.joined(separator: "\n")
            for sentence in [
                "x/Assignment1/Mine.swift", "Tanh.swift counts as missing: it is not UTF-8",
                "ReLU.swift counts as missing: it is not UTF-8",
                "MLP.swift counts as missing: it is",
                "Maxout.swift counts as missing: it is a symbolic link", "is a second one",
                "missing in Assignment1: Circuit.swift,", "Assignment2 was not handed in",
            ] { #expect(all.contains(sentence.replacing("x/", with: "")), "\(sentence): \(all)") }
        }
    }

    static let oddArchives = [
        OddArchive(
            testDescription: "a path out of it",
            code: "z.writestr('../Assignment1/ReLU.swift', '')",
            note: "../Assignment1/ReLU.swift was refused", taken: []),
        OddArchive(
            testDescription: "an absolute path", code: "z.writestr('/Assignment1/ReLU.swift', '')",
            note: "/Assignment1/ReLU.swift was refused", taken: []),
        OddArchive(
            testDescription: "a bomb",
            code: "z.writestr('Assignment1/ReLU.swift', b'0' * (80 << 20), zipfile.ZIP_DEFLATED)",
            note: "it is larger than 1 MiB", taken: []),
        OddArchive(
            testDescription: "a link",
            code:
                "i = zipfile.ZipInfo('Assignment1/ReLU.swift'); i.external_attr = 0o120777 << 16; z.writestr(i, '/etc/passwd')",
            note: "it is a symbolic link", taken: []),
        OddArchive(
            testDescription: "more than 20 MiB",
            code: """
                for i in range(30): z.writestr(f'{i}/Assignment1/ReLU.swift', str(i % 10) * (1 << 20))
                """,
            note: "is a second one", taken: ["ReLU.swift"]),
        OddArchive(
            testDescription: "backslashes",
            code: "z.writestr('a\\\\Assignment1\\\\ReLU.swift', '')",
            note: nil, taken: ["ReLU.swift"]),
    ]

    @Test("archives made to do harm", arguments: oddArchives)
    func odd(_ odd: OddArchive) throws {
        try withFolder { folder in
            let code =
                "import sys, zipfile\nwith zipfile.ZipFile(sys.argv[1], 'w') as z:\n    \(odd.code)"
            let file = folder.appendingPathComponent("x.zip").path
            let made = try runTool("python3", ["-c", code, file], scratch: scratch)
            #expect(made.succeeded, "\(made.output)")
            let files = try #require(try read(folder)["x"])
            #expect(files.texts.keys.map(fileName) == odd.taken)
            if let note = odd.note {
                #expect(files.notes.contains { $0.contains(note) }, "\(files.notes)")
            }
        }
    }
}
