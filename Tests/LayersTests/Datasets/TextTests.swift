import Foundation
import Layers
import Testing

@Suite("A text as numbers")
struct TextTests {
    /// A new folder for the files of one test, which is taken away again.
    private func withFolder(_ body: (String) throws -> Void) throws {
        let url = FileManager.default.temporaryDirectory
            .appendingPathComponent("text-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: url) }
        try body(url.path)
    }

    @Test("every different character is a number, in the order of the alphabet")
    func byHand() throws {
        let text = try Text("ba\nab", file: "a")
        #expect(text.alphabet == ["\n", "a", "b"])
        #expect(text.ids == [2, 1, 0, 1, 2])
        #expect(text.string(text.ids) == "ba\nab")
        #expect(text.string([]) == "")
    }

    @Test(
        "the entropy of the characters",
        arguments: [
            ("aa", 0), ("ab", 0.6931471805599453), ("abcd", 1.3862943611198906),
            ("aab", 0.6365141682948128),
        ])
    func entropy(text: String, entropy: Double) throws {
        let found = try Text(text, file: "a").unigramEntropy
        #expect(abs(found - entropy) < 1e-15)
    }

    @Test("fewer than two characters are too few", arguments: ["", "a", "é"])
    func short(text: String) {
        let sentence = "a text of two characters at least is expected; it has \(text.count)."
        #expect(throws: DataError(file: "a", byte: 0, sentence)) { try Text(text, file: "a") }
    }

    @Test("a file is read as UTF-8")
    func file() throws {
        try withFolder { folder in
            let path = "\(folder)/a.txt"
            try Data("née 日本".utf8).write(to: URL(fileURLWithPath: path))
            let text = try Text(path: path)
            #expect(text.string(text.ids) == "née 日本")
            #expect(throws: DataError(file: folder, "this cannot be read as a file.")) {
                try Text(path: folder)
            }
        }
    }

    @Test(
        "where a file is not UTF-8 is told",
        arguments: [
            ([0xFF], 0), ([0x61, 0xFF], 1), ([0x61, 0x62, 0xFF, 0x63, 0x64, 0x65, 0x66], 2),
            // A character that is cut off by the end, and one by another.
            ([0x61, 0xC3], 1), ([0xE6, 0x97], 0), ([0x61, 0xE6, 0x97, 0x61, 0x61, 0x61, 0x61], 1),
            ([0xC3, 0xA9, 0x80], 2), ([0xF0, 0x9F, 0x98, 0x80, 0xF0, 0x9F], 4),
        ] as [([UInt8], Int)])
    func invalid(bytes: [UInt8], byte: Int) throws {
        try withFolder { folder in
            let path = "\(folder)/a.txt"
            try Data(bytes).write(to: URL(fileURLWithPath: path))
            #expect(throws: DataError(file: path, byte: byte, "this is not UTF-8 text.")) {
                try Text(path: path)
            }
        }
    }

    @Test("random bytes are read or refused, and never a trap", arguments: 1...30)
    func random(seed: Int) throws {
        var generator = SeededGenerator(seed: seed)
        let bytes = (0..<generator.index(below: 40)).map { _ in
            UInt8(generator.index(below: seed % 2 == 0 ? 256 : 128))
        }
        try withFolder { folder in
            let path = "\(folder)/a.txt"
            try Data(bytes).write(to: URL(fileURLWithPath: path))
            do {
                let text = try Text(path: path)
                #expect(Array(text.string(text.ids).utf8) == bytes)
            } catch let error as DataError {
                #expect(error.file == path && error.byte != nil)
            }
        }
    }

    @Test("the poems are there")
    func poems() {
        #expect(Text.poems.string(Array(Text.poems.ids.prefix(12))) == "'Twas brilli")
        #expect(Text.poems.ids.count > 1500)
    }
}
