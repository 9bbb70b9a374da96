import Foundation
import Layers
import Testing

@Suite("The reader of MNIST")
struct MNISTTests {
    /// A new folder for the files of one test, which is taken away again.
    private func withFolder(_ body: (String) throws -> Void) throws {
        let url = FileManager.default.temporaryDirectory
            .appendingPathComponent("mnist-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: url) }
        try body(url.path)
    }

    private func number(_ value: Int) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
    }

    /// Two images of 2 x 3.
    private var images: [UInt8] {
        [2051, 2, 2, 3].flatMap(number)
            + [0, 51, 102, 153, 204, 255, 255, 255, 0, 0, 255, 255]
    }

    private var labels: [UInt8] { [2049, 2].flatMap(number) + [7, 9] }

    private func parse(_ images: [UInt8], _ labels: [UInt8]) throws -> (
        examples: LabelledExamples, image: ImageShape
    ) {
        try MNIST.parse(images: images, imageFile: "images", labels: labels, labelFile: "labels")
    }

    @Test("two images by hand")
    func byHand() throws {
        let (set, image) = try parse(images, labels)
        #expect(image == ImageShape(channels: 1, height: 2, width: 3))
        #expect(set.labels == [7, 9])
        expectClose(
            set.x, [[-0.5, -0.3, -0.1, 0.1, 0.3, 0.5], [0.5, 0.5, -0.5, -0.5, 0.5, 0.5]])
    }

    @Test(
        "a wrong number is told with its place",
        arguments: [
            (0, 2049, 0), (4, 3, 16), (4, 0, 16), (4, 1, 16), (4, 0xFFFF_FFFF, 16), (8, 0, 8),
            (8, 4097, 8), (12, 0, 8), (12, 0xFFFF_FFFF, 8), (12, 4, 16),
        ])
    func imageHeader(place: Int, value: Int, byte: Int) {
        var damaged = images
        damaged.replaceSubrange(place..<place + 4, with: number(value))
        let error = #expect(throws: DataError.self) { _ = try parse(damaged, labels) }
        #expect(error?.file == "images" && error?.byte == byte)
    }

    @Test(
        "so it is in the file of labels",
        arguments: [(0, 2051, 0), (4, 3, 8), (4, 1, 8), (4, 0xFFFF_FFFF, 8), (8, 0x0A00_0000, 8)])
    func labelHeader(place: Int, value: Int, byte: Int) {
        var damaged = labels
        let end = min(place + 4, labels.count)
        damaged.replaceSubrange(place..<end, with: number(value).prefix(end - place))
        let error = #expect(throws: DataError.self) { _ = try parse(images, damaged) }
        #expect(error?.file == "labels" && error?.byte == byte)
    }

    @Test("images and labels must be equally many")
    func count() {
        let three = [2049, 3].flatMap(number) + [0, 1, 2]
        #expect(
            throws: DataError(
                file: "labels", byte: 4, "images holds 2 images, and this is for 3 labels.")
        ) {
            _ = try parse(images, three)
        }
    }

    @Test("a file that is cut off, or goes on, is refused")
    func truncated() {
        for count in images.indices {
            let error = #expect(throws: DataError.self) {
                _ = try parse(Array(images.prefix(count)), labels)
            }
            #expect(error?.file == "images" && error?.byte != nil, "\(count) bytes")
        }
        for count in labels.indices {
            let error = #expect(throws: DataError.self) {
                _ = try parse(images, Array(labels.prefix(count)))
            }
            #expect(error?.file == "labels" && error?.byte != nil, "\(count) bytes")
        }
        #expect(throws: DataError.self) { _ = try parse(images + [0], labels) }
        #expect(throws: DataError.self) { _ = try parse(images, labels + [0]) }
    }

    @Test("random bytes, with and without the first numbers, are refused", arguments: 1...100)
    func random(seed: Int) {
        var generator = SeededGenerator(seed: seed)
        let noise = (0..<generator.index(below: 100)).map { _ in
            UInt8(generator.index(below: 256))
        }
        for start in [0, 4, 8, 12].map({ images.prefix($0) }) {
            #expect(throws: DataError.self) { _ = try parse(start + noise, labels) }
        }
        for start in [0, 4].map({ labels.prefix($0) }) {
            #expect(throws: DataError.self) { _ = try parse(images, start + noise) }
        }
    }

    private func gzip(_ path: String) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["gzip", path]
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
    }

    @Test("four files make two sets, packed or not; what is missing or damaged is named")
    func load() throws {
        try withFolder { folder in
            let names = [
                "train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte",
                "t10k-labels-idx1-ubyte",
            ]
            for (n, name) in names.enumerated() {
                let path = "\(folder)/\(name)"
                #expect(throws: DataError(file: path, "there is no such file.")) {
                    _ = try MNIST.load(folder: folder)
                }
                let bytes = n % 2 == 0 ? images : labels
                try Data(bytes).write(to: URL(fileURLWithPath: path))
                if n > 0 { try gzip(path) }
            }
            let (training, test, image) = try MNIST.load(folder: folder)
            #expect(training.x == test.x && training.labels == [7, 9] && test.labels == [7, 9])
            #expect(image.count == 6)
            // The packed file of labels, cut off.
            let packed = "\(folder)/train-labels-idx1-ubyte.gz"
            let whole = try Data(contentsOf: URL(fileURLWithPath: packed))
            try whole.prefix(whole.count - 9).write(to: URL(fileURLWithPath: packed))
            let error = #expect(throws: DataError.self) { _ = try MNIST.load(folder: folder) }
            #expect(error?.file == packed)
            #expect(error?.sentence.hasPrefix("gzip cannot unpack it: ") == true)
        }
    }

    @Test("the test set's images must be of the training set's size")
    func sizes() throws {
        try withFolder { folder in
            let other = [2051, 2, 3, 2].flatMap(number) + images.suffix(12)
            for (name, bytes) in [
                ("train-images-idx3-ubyte", images), ("train-labels-idx1-ubyte", labels),
                ("t10k-images-idx3-ubyte", other), ("t10k-labels-idx1-ubyte", labels),
            ] {
                try Data(bytes).write(to: URL(fileURLWithPath: "\(folder)/\(name)"))
            }
            let error = #expect(throws: DataError.self) { _ = try MNIST.load(folder: folder) }
            #expect(error?.file == "\(folder)/t10k-images-idx3-ubyte" && error?.byte == 8)
        }
    }
}
