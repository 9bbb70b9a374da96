import Testing

@testable import Layers

@Suite("Files and what is wrong with them")
struct DataFileTests {
    @Test("an error names the file, the byte if there is one, and what was expected")
    func description() {
        #expect("\(DataError(file: "a.bin", byte: 7, "no."))" == "a.bin, byte 7: no.")
        #expect("\(DataError(file: "a.bin", "no."))" == "a.bin: no.")
    }

    @Test("bytes are read one after the other, numbers with the largest part first")
    func reading() throws {
        var file = DataFile(name: "a", bytes: [1, 2, 0, 0, 1, 2, 255, 255, 255, 255])
        #expect(Array(try file.next(2, "two bytes")) == [1, 2])
        #expect(try file.bigEndian32("a number") == 258)
        #expect(try file.bigEndian32("a number") == 4_294_967_295)
        #expect(file.left == 0)
        #expect(Array(try file.next(0, "nothing")).isEmpty)
    }

    @Test(
        "what is not there is told with its place, and nothing is used up",
        arguments: [4, .max, -1])
    func ends(count: Int) {
        var file = DataFile(name: "a", bytes: [1, 2, 3])
        let sentence = "the file ends here, and numbers should take \(count) bytes; 3 are left."
        #expect(throws: DataError(file: "a", byte: 0, sentence)) {
            try file.next(count, "numbers")
        }
        #expect(file.left == 3)
    }

    @Test(
        "a file that is not there, and a folder, are told from each other",
        arguments: [
            ("/no/such/file", "there is no such file."), ("/", "this cannot be read as a file."),
        ])
    func missing(path: String, sentence: String) {
        #expect(throws: DataError(file: path, sentence)) { _ = try DataFile(path: path) }
    }
}
