import Foundation

// N = images.

/// The 28 x 28 grey images of handwritten digits, in the IDX format in which they are distributed, as
/// they are or compressed with gzip.
///
/// An image file begins with four numbers of four bytes, the largest part first: 2051, N, the height
/// and the width; then come N images, one byte per pixel, row by row. A label file begins with 2049
/// and N; then come N bytes.
///
/// Pixels become numbers from -0.5 to 0.5.
///
/// Source: LeCun, Cortes, Burges, "The MNIST database of handwritten digits".
public enum MNIST {
    public static let classes = 10

    /// Images and labels of one set.
    /// - Parameters:
    ///   - images: the bytes of an image file.
    ///   - imageFile: its name, for messages.
    ///   - labels: the bytes of the label file that belongs to it.
    ///   - labelFile: its name, for messages.
    /// - Returns: the set, and the size of the images.
    /// - Throws: `DataError` if either is not in the format, or they do not belong together.
    public static func parse(
        images: [UInt8], imageFile: String, labels: [UInt8], labelFile: String
    ) throws -> (examples: LabelledExamples, image: ImageShape) {
        var reader = DataFile(name: imageFile, bytes: images)
        try requireMagic(2051, "an IDX file of images", &reader)
        let count = try reader.bigEndian32("the number of images")
        let (height, width) = (
            try reader.bigEndian32("the height"), try reader.bigEndian32("the width")
        )
        guard (1...4096).contains(height), (1...4096).contains(width) else {
            throw reader.fault("images of \(height) x \(width) pixels are not expected.", back: 8)
        }
        guard count > 0, reader.left == count * height * width else {
            throw reader.fault(
                "\(count) images of \(height) x \(width) should take \(count * height * width) bytes; \(reader.left) are left."
            )
        }
        let found = try parseLabels(labels, labelFile)
        if found.count != count {
            throw DataError(
                file: labelFile, byte: 4,
                "\(imageFile) holds \(count) images, and this is for \(found.count) labels.")
        }
        let pixels = try reader.next(reader.left, "the images").map { Double($0) / 255 - 0.5 }
        let x = Matrix(rows: count, columns: height * width, elements: pixels)
        return (
            LabelledExamples(x: x, labels: found),
            ImageShape(channels: 1, height: height, width: width)
        )
    }

    private static func parseLabels(_ bytes: [UInt8], _ file: String) throws -> [Int] {
        var reader = DataFile(name: file, bytes: bytes)
        try requireMagic(2049, "an IDX file of labels", &reader)
        let count = try reader.bigEndian32("the number of labels")
        guard reader.left == count else {
            throw reader.fault("\(count) labels should follow; \(reader.left) bytes are left.")
        }
        return try (0..<count).map { _ in
            let label = Int(try reader.next(1, "a label")[reader.position - 1])
            if label >= classes {
                throw reader.fault(
                    "a label from 0 to 9 is expected, and this is \(label).", back: 1)
            }
            return label
        }
    }

    private static func requireMagic(
        _ magic: Int, _ what: String, _ reader: inout DataFile
    ) throws {
        let found = try reader.bigEndian32("the first number")
        if found != magic {
            throw reader.fault("\(what) begins with \(magic), and this with \(found).", back: 4)
        }
    }

    /// The training set and the test set, from the four files with their usual names.
    /// - Parameter folder: where the files are, each with or without ".gz".
    /// - Returns: both sets, and the size of the images.
    /// - Throws: `DataError` for the first file that is missing or wrong.
    public static func load(folder: String) throws -> (
        training: LabelledExamples, test: LabelledExamples, image: ImageShape
    ) {
        func set(_ name: String) throws -> (examples: LabelledExamples, image: ImageShape) {
            let images = try plainBytes("\(folder)/\(name)-images-idx3-ubyte")
            let labels = try plainBytes("\(folder)/\(name)-labels-idx1-ubyte")
            return try parse(
                images: images.bytes, imageFile: images.name, labels: labels.bytes,
                labelFile: labels.name)
        }
        let (training, test) = (try set("train"), try set("t10k"))
        if training.image != test.image {
            throw DataError(
                file: "\(folder)/t10k-images-idx3-ubyte", byte: 8,
                "its images are \(test.image), and those of the training set \(training.image).")
        }
        return (training.examples, test.examples, training.image)
    }

    /// A file as it is, or what the installed `gzip` makes of the same name with ".gz".
    private static func plainBytes(_ path: String) throws -> DataFile {
        let packed = "\(path).gz"
        if FileManager.default.fileExists(atPath: path)
            || !FileManager.default.fileExists(atPath: packed)
        {
            return try DataFile(path: path)
        }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["gzip", "--decompress", "--stdout", packed]
        let (output, errors) = (Pipe(), Pipe())
        process.standardOutput = output
        process.standardError = errors
        do {
            try process.run()
        } catch {
            throw DataError(
                file: packed, "gzip cannot be started; install it, or unpack the file by hand.")
        }
        // gzip's complaints are a line or two, which the second pipe holds while this one is read.
        let bytes = output.fileHandleForReading.readDataToEndOfFile()
        let complaint = String(
            decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        if process.terminationStatus != 0 {
            throw DataError(
                file: packed, byte: bytes.count,
                "gzip cannot unpack it: \(complaint.trimmingCharacters(in: .whitespacesAndNewlines))"
            )
        }
        return DataFile(name: packed, bytes: [UInt8](bytes))
    }
}
