import Foundation
import Layers
import Testing

@Suite("Checkpoints")
struct CheckpointTests {
    private typealias SmallTrainer = Trainer<TwoLayerNet, Adam>

    /// A net of five numbers, after one step.
    private func trained() -> SmallTrainer {
        var generator = SeededGenerator(seed: 1)
        let net = TwoLayerNet(
            inputs: 1, hidden: 1, classes: 2, weightScale: 1, using: &generator)
        var trainer = Trainer(net, Adam(learningRate: 0.1))
        _ = trainer.run(on: LabelledExamples(x: [[1], [2]], labels: [0, 1])) { _ in false }
        return trainer
    }

    private func fresh() -> SmallTrainer {
        var generator = SeededGenerator(seed: 2)
        return Trainer(
            TwoLayerNet(inputs: 1, hidden: 1, classes: 2, weightScale: 1, using: &generator),
            Adam(learningRate: 0.1))
    }

    /// A file in the folder for temporary ones, which is taken away again.
    private func withFile<Result>(_ body: (String) throws -> Result) rethrows -> Result {
        let path = FileManager.default.temporaryDirectory
            .appendingPathComponent("checkpoint-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        return try body(path)
    }

    private func saved(_ trainer: SmallTrainer) throws -> [UInt8] {
        try withFile { path in
            try trainer.save(to: path, kind: "test")
            return [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
        }
    }

    /// What `restore` says to these bytes; nil if it takes them. If not, nothing may be changed.
    private func complaint(_ bytes: [UInt8], kind: String = "test") throws -> DataError? {
        try withFile { path in
            try Data(bytes).write(to: URL(fileURLWithPath: path))
            var trainer = fresh()
            do {
                try trainer.restore(from: path, kind: kind)
                return nil
            } catch let error as DataError {
                #expect(error.file == path)
                #expect(trainer.epoch == 0 && trainer.step == 0)
                #expect(trainer.optimizer.states.isEmpty)
                let original = fresh().model
                for parameter in original.parameters {
                    #expect(
                        trainer.model[keyPath: parameter.value]
                            == original[keyPath: parameter.value])
                }
                return error
            }
        }
    }

    @Test("what is restored is what was saved, and is saved as the same bytes again")
    func roundTrip() throws {
        let bytes = try saved(trained())
        #expect(try complaint(bytes) == nil)
        try withFile { path in
            try trained().save(to: path, kind: "test")
            var trainer = fresh()
            try trainer.restore(from: path, kind: "test")
            #expect(trainer.epoch == 1 && trainer.step == 0)
            #expect(try saved(trainer) == bytes)
            // A trainer that has gone further takes a beginning back too.
            try fresh().save(to: path, kind: "test")
            try trainer.restore(from: path, kind: "test")
            #expect(trainer.epoch == 0 && trainer.optimizer.states.isEmpty)
        }
    }

    @Test("a file that was cut off, anywhere, is refused")
    func truncated() throws {
        let bytes = try saved(trained())
        for count in bytes.indices {
            let error = try #require(try complaint(Array(bytes.prefix(count))))
            #expect(error.byte != nil, "\(count) bytes")
        }
        #expect(try complaint(bytes + [0]) != nil)
    }

    @Test(
        "a file with one changed byte, anywhere, is refused",
        arguments: [0x01, 0x20, 0xFF] as [UInt8])
    func flipped(bits: UInt8) throws {
        let bytes = try saved(trained())
        for place in bytes.indices {
            var damaged = bytes
            damaged[place] ^= bits
            #expect(try complaint(damaged) != nil, "byte \(place)")
        }
    }

    @Test("random bytes are refused", arguments: 1...20)
    func random(seed: Int) throws {
        var generator = SeededGenerator(seed: seed)
        let noise = (0..<generator.index(below: 300)).map { _ in
            UInt8(generator.index(below: 256))
        }
        #expect(try complaint(noise) != nil)
        #expect(try complaint(Array("chainrule checkpoint 1\n".utf8) + noise) != nil)
    }

    /// FNV-1a, with which a file ends.
    private func withChecksum(_ bytes: [UInt8]) -> [UInt8] {
        let sum = bytes.reduce(UInt64(0xcbf2_9ce4_8422_2325)) {
            ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01b3
        }
        return bytes + (0..<8).map { UInt8(truncatingIfNeeded: sum >> (8 * UInt64($0))) }
    }

    @Test(
        "numbers that cannot be are refused, even with the right checksum",
        arguments: [
            ("\"epoch\":1", "\"epoch\":-1"), ("\"step\":0", "\"step\":-4"),
            ("\"step\":0", "\"step\":1e99"), ("\"epoch\":1", "\"epoch\":null"),
            ("\"rows\":1", "\"rows\":9223372036854775807"),
        ])
    func impossible(old: String, new: String) throws {
        let bytes = try saved(trained()).dropLast(8)
        let text = Data(bytes)
        let place = try #require(text.range(of: Data(old.utf8)))
        var forged = text
        forged.replaceSubrange(place, with: Data(new.utf8))
        #expect(try complaint(withChecksum([UInt8](forged))) != nil)
        // The same without a change is taken.
        #expect(try complaint(withChecksum([UInt8](text))) == nil)
    }

    @Test("a number of steps that is none is refused, even with the right checksum")
    func steps() throws {
        var bytes = Array(try saved(trained()).dropLast(8))
        // The last number is how many steps Adam has done with the last parameter.
        for (i, byte) in bytes.indices.suffix(8).enumerated() {
            bytes[byte] = UInt8(truncatingIfNeeded: Double.nan.bitPattern >> (8 * UInt64(i)))
        }
        #expect(
            try complaint(withChecksum(bytes))?.sentence
                == "what the optimizer remembers cannot be.")
    }

    @Test("an epoch and a step that add up to too much are no trap")
    func overflow() throws {
        let bytes = Data(try saved(trained()).dropLast(8))
        var text = bytes
        for (old, new) in [
            ("\"epoch\":1", "\"epoch\":9223372036854775807"), ("\"step\":0", "\"step\":1"),
        ] {
            let place = try #require(text.range(of: Data(old.utf8)))
            text.replaceSubrange(place, with: Data(new.utf8))
        }
        #expect(try complaint(withChecksum([UInt8](text))) == nil)
    }

    @Test("a file of another kind, or of a net of another size, is refused")
    func others() throws {
        let bytes = try saved(trained())
        #expect(
            try complaint(bytes, kind: "other")?.sentence
                == "it is of \"test\", and not of \"other\".")
        try withFile { path in
            try trained().save(to: path, kind: "test")
            var generator = SeededGenerator(seed: 1)
            let wide = TwoLayerNet(
                inputs: 1, hidden: 2, classes: 2, weightScale: 1, using: &generator)
            var trainer = Trainer(wide, Adam(learningRate: 0.1))
            let sentence = "affine1.w (1, 1) is there, and affine1.w (1, 2) is expected."
            #expect(throws: DataError(file: path, byte: 23, sentence)) {
                try trainer.restore(from: path, kind: "test")
            }
            var other = Trainer(fresh().model, SGD(learningRate: 0.1))
            #expect(throws: DataError.self) { try other.restore(from: path, kind: "test") }
        }
    }

    @Test(
        "a path that cannot be written or read is an error",
        arguments: ["/no/such/folder/checkpoint", "/"])
    func path(path: String) {
        var trainer = fresh()
        #expect(throws: DataError.self) { try trainer.save(to: path, kind: "test") }
        #expect(throws: DataError.self) { try trainer.restore(from: path, kind: "test") }
    }
}
