import Foundation

/// A file that is not what it should be: which one, where, and what was expected there.
public struct DataError: Error, Equatable, CustomStringConvertible {
    public let file: String

    /// The place in the file, counted from 0; nil if the file cannot be read at all.
    public let byte: Int?

    /// What should be there, and what is.
    public let sentence: String

    public init(file: String, byte: Int? = nil, _ sentence: String) {
        self.file = file
        self.byte = byte
        self.sentence = sentence
    }

    public var description: String {
        "\(file)\(byte.map { ", byte \($0)" } ?? ""): \(sentence)"
    }
}

/// The bytes of a file, read one after the other; every mistake says where it is.
struct DataFile {
    let name: String
    let bytes: [UInt8]
    private(set) var position = 0

    init(name: String, bytes: [UInt8]) {
        self.name = name
        self.bytes = bytes
    }

    /// Reads a whole file.
    /// - Throws: `DataError` if it cannot be read.
    init(path: String) throws {
        guard let data = FileManager.default.contents(atPath: path) else {
            let exists = FileManager.default.fileExists(atPath: path)
            throw DataError(
                file: path, exists ? "this cannot be read as a file." : "there is no such file.")
        }
        self.init(name: path, bytes: [UInt8](data))
    }

    var left: Int { bytes.count - position }

    /// The next `count` bytes; `what` they are is said if they are not there.
    mutating func next(_ count: Int, _ what: String) throws -> ArraySlice<UInt8> {
        guard count >= 0, count <= left else {
            throw fault(
                "the file ends here, and \(what) should take \(count) bytes; \(left) are left.")
        }
        defer { position += count }
        return bytes[position..<position + count]
    }

    /// The next four bytes as a whole number, the largest part first.
    mutating func bigEndian32(_ what: String) throws -> Int {
        try next(4, what).reduce(0) { $0 << 8 | Int($1) }
    }

    /// An error at the place that is read next.
    func fault(_ sentence: String, back: Int = 0) -> DataError {
        DataError(file: name, byte: position - back, sentence)
    }
}
