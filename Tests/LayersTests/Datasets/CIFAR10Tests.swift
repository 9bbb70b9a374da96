import Foundation
import Layers
import Testing

@Suite("The reader of CIFAR-10")
struct CIFAR10Tests {
    /// A new folder for the files of one test, which is taken away again.
    private func withFolder(_ body: (String) throws -> Void) throws {
        let url = FileManager.default.temporaryDirectory
            .appendingPathComponent("cifar-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: url) }
        try body(url.path)
    }

    /// One record: its label, and its pixels all alike.
    private func record(_ label: UInt8, _ pixel: UInt8) -> [UInt8] {
        [label] + Array(repeating: pixel, count: 3072)
    }

    @Test("two records by hand")
    func byHand() throws {
        var bytes = record(3, 0) + record(9, 255)
        bytes[1 + 1024] = 51
        let set = try CIFAR10.parse(bytes, file: "a")
        #expect(set.labels == [3, 9])
        #expect(set.x.shape == Shape(rows: 2, columns: 3072))
        // The first green pixel is a fifth of the way up.
        #expect(set.x[0, 0] == -0.5 && set.x[1, 3071] == 0.5)
        #expect(abs(set.x[0, 1024] + 0.3) < 1e-15)
    }

    @Test(
        "a record that is cut short is told with its place",
        arguments: [(0, 0), (1, 1), (3072, 1), (3074, 3074), (6145, 3074)])
    func truncated(count: Int, byte: Int) throws {
        let bytes = (record(1, 7) + record(2, 8)).prefix(count)
        let error = #expect(throws: DataError.self) {
            try CIFAR10.parse(Array(bytes), file: "a")
        }
        #expect(error?.file == "a" && error?.byte == byte)
    }

    @Test("a label above 9 is told with its place", arguments: [10, 255] as [UInt8])
    func labels(label: UInt8) {
        let sentence = "a label from 0 to 9 is expected, and this is \(label)."
        #expect(throws: DataError(file: "a", byte: 3073, sentence)) {
            try CIFAR10.parse(record(0, 0) + record(label, 0), file: "a")
        }
    }

    @Test("random bytes are read or refused, and never a trap", arguments: 1...50)
    func random(seed: Int) {
        var generator = SeededGenerator(seed: seed)
        let count = seed % 2 == 0 ? 3073 * generator.index(below: 3) : generator.index(below: 7000)
        let bytes = (0..<count).map { _ in UInt8(generator.index(below: 256)) }
        do {
            let set = try CIFAR10.parse(bytes, file: "a")
            #expect(set.count * 3073 == count)
        } catch let error as DataError {
            #expect(error.file == "a" && error.byte != nil)
        } catch {
            Issue.record("\(error)")
        }
    }

    @Test("six files make two sets, and the first one that is missing or wrong is named")
    func load() throws {
        try withFolder { folder in
            let names = (1...5).map { "data_batch_\($0).bin" } + ["test_batch.bin"]
            for (n, name) in names.enumerated() {
                #expect(throws: DataError(file: "\(folder)/\(name)", "there is no such file.")) {
                    _ = try CIFAR10.load(folder: folder)
                }
                let bytes = Data(record(UInt8(n), 0) + record(UInt8(n), 1))
                try bytes.write(to: URL(fileURLWithPath: "\(folder)/\(name)"))
            }
            let (training, test) = try CIFAR10.load(folder: folder)
            #expect(training.labels == [0, 0, 1, 1, 2, 2, 3, 3, 4, 4])
            #expect(test.labels == [5, 5])
            try Data([7]).write(to: URL(fileURLWithPath: "\(folder)/data_batch_3.bin"))
            let error = #expect(throws: DataError.self) { _ = try CIFAR10.load(folder: folder) }
            #expect(error?.file == "\(folder)/data_batch_3.bin" && error?.byte == 1)
        }
    }
}
