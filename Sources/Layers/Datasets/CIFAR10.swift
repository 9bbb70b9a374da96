import Foundation

// N = images.

/// The 32 x 32 colour images of CIFAR-10, in the binary format in which they are distributed.
///
/// A file is a row of records of 3073 bytes: the label, 0 to 9, and then 1024 bytes each of red, green
/// and blue, row by row. So a record without its label is one image of an `ImageShape` of 3 x 32 x 32.
///
/// Pixels become numbers from -0.5 to 0.5.
///
/// Source: Krizhevsky, "Learning multiple layers of features from tiny images", 2009; "CIFAR-10 binary
/// version" at www.cs.toronto.edu/~kriz/cifar.html.
public enum CIFAR10 {
    public static let image = ImageShape(channels: 3, height: 32, width: 32)
    public static let classes = 10

    /// The images of some records.
    /// - Parameters:
    ///   - bytes: whole records, one after the other.
    ///   - file: the name for messages.
    /// - Returns: the images and their labels.
    /// - Throws: `DataError` if a record is cut short, a label is above 9, or there is none.
    public static func parse(_ bytes: [UInt8], file: String) throws -> LabelledExamples {
        var reader = DataFile(name: file, bytes: bytes)
        if bytes.isEmpty {
            throw reader.fault("the file is empty; records of 3073 bytes are expected.")
        }
        var labels: [Int] = []
        var pixels: [Double] = []
        pixels.reserveCapacity(bytes.count)
        while reader.left > 0 {
            let label = Int(try reader.next(1, "a label")[reader.position - 1])
            if label >= classes {
                throw reader.fault(
                    "a label from 0 to 9 is expected, and this is \(label).", back: 1)
            }
            labels.append(label)
            for byte in try reader.next(image.count, "an image") {
                pixels.append(Double(byte) / 255 - 0.5)
            }
        }
        let x = Matrix(rows: labels.count, columns: image.count, elements: pixels)
        return LabelledExamples(x: x, labels: labels)
    }

    /// The training set, data_batch_1.bin to data_batch_5.bin, and the test set, test_batch.bin.
    /// - Parameter folder: where the files are.
    /// - Returns: both sets.
    /// - Throws: `DataError` for the first file that is missing or wrong.
    public static func load(folder: String) throws -> (
        training: LabelledExamples, test: LabelledExamples
    ) {
        var records: [LabelledExamples] = []
        for name in (1...5).map({ "data_batch_\($0).bin" }) + ["test_batch.bin"] {
            let file = try DataFile(path: "\(folder)/\(name)")
            records.append(try parse(file.bytes, file: file.name))
        }
        let training = records.dropLast()
        return (
            LabelledExamples(
                x: .joiningRows(training.map(\.x)), labels: training.flatMap(\.labels)), records[5]
        )
    }
}
