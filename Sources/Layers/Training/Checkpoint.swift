import Foundation

// A training run in one file, from which it goes on exactly as if it had not been interrupted.
//
// The file is a line that says what it is, a line of JSON that lists the matrices by name and shape,
// all their numbers in eight bytes each (the bits of the Double, the smallest part first), and eight
// bytes that depend on all the others, so that a damaged file is not taken for a good one.

private let firstLine = "chainrule checkpoint 1\n"

/// What comes before the numbers.
private struct CheckpointHeader: Codable {
    struct Entry: Codable, Equatable {
        let name: String
        let rows: Int
        let columns: Int
    }

    var kind: String
    var epoch: Int
    var step: Int
    var epochsWithoutBetter: Int
    /// The order of the examples depends on these two.
    var batchSize: Int
    var seed: Int
    var entries: [Entry]
}

extension Trainer {
    /// Writes everything to one file; an older file of that name stays whole until it is done.
    /// - Parameters:
    ///   - path: the file.
    ///   - kind: what is trained, "two-layer on spirals"; `restore` has to be told the same.
    /// - Throws: `DataError` if the file cannot be written.
    public func save(to path: String, kind: String) throws {
        let named = namedMatrices
        let header = CheckpointHeader(
            kind: kind, epoch: epoch, step: step, epochsWithoutBetter: epochsWithoutBetter,
            batchSize: options.batchSize, seed: options.seed,
            entries: named.map {
                .init(name: $0.name, rows: $0.matrix.rows, columns: $0.matrix.columns)
            })
        var bytes = [UInt8](firstLine.utf8)
        do {
            let encoder = JSONEncoder()
            encoder.outputFormatting = .sortedKeys
            bytes += try encoder.encode(header) + [UInt8(ascii: "\n")]
            for (_, matrix) in named {
                for element in matrix.elements { append(element.bitPattern, to: &bytes) }
            }
            append(checksum(bytes[...]), to: &bytes)
            try Data(bytes).write(to: URL(fileURLWithPath: path), options: .atomic)
        } catch {
            throw DataError(
                file: path, "the checkpoint cannot be written: \(error.localizedDescription)")
        }
    }

    /// Takes everything back from a file; this trainer's model, optimizer and options must be of the
    /// same kind as the one that was saved.
    /// - Parameters:
    ///   - path: the file.
    ///   - kind: what was said to `save`.
    /// - Throws: `DataError`, without changing anything, if the file is damaged or is not this kind's.
    public mutating func restore(from path: String, kind: String) throws {
        var file = try DataFile(path: path)
        let start = try file.next(firstLine.utf8.count, "the first line")
        if !start.elementsEqual(firstLine.utf8) {
            throw DataError(file: path, byte: 0, "this is not a checkpoint.")
        }
        guard let end = file.bytes[file.position...].firstIndex(of: UInt8(ascii: "\n")) else {
            throw file.fault("a line of JSON should follow.")
        }
        let json = Data(try file.next(end - file.position, "the list of matrices"))
        guard let header = try? JSONDecoder().decode(CheckpointHeader.self, from: json) else {
            throw DataError(
                file: path, byte: firstLine.utf8.count, "the list of matrices is damaged.")
        }
        _ = try file.next(1, "the end of the line")
        if header.kind != kind {
            throw DataError(
                file: path, byte: firstLine.utf8.count,
                "it is of \"\(header.kind)\", and not of \"\(kind)\".")
        }
        guard header.epoch >= 0, header.step >= 0, header.epochsWithoutBetter >= 0 else {
            throw DataError(
                file: path, byte: firstLine.utf8.count,
                "epoch \(header.epoch) and step \(header.step) cannot be.")
        }
        if header.batchSize != options.batchSize || header.seed != options.seed {
            throw DataError(
                file: path, byte: firstLine.utf8.count,
                "it is of batches of \(header.batchSize) with seed \(header.seed), and not of \(options.batchSize) with seed \(options.seed): the losses would be others."
            )
        }
        var restored = self
        // The optimizer remembers something of every parameter from the first step on.
        restored.optimizer.states = [:]
        for parameter in model.parameters where header.epoch > 0 || header.step > 0 {
            let value = model[keyPath: parameter.value]
            restored.optimizer.states[parameter.name] = optimizer.initialState(for: value)
        }
        let expected = restored.namedMatrices
        let shapes = expected.map {
            CheckpointHeader.Entry(
                name: $0.name, rows: $0.matrix.rows, columns: $0.matrix.columns)
        }
        if let (found, needed) = zip(header.entries, shapes).first(where: { $0 != $1 }) {
            throw DataError(
                file: path, byte: firstLine.utf8.count,
                "\(found.name) (\(found.rows), \(found.columns)) is there, and \(needed.name) (\(needed.rows), \(needed.columns)) is expected."
            )
        }
        let numbers = shapes.reduce(0) { $0 + $1.rows * $1.columns }
        guard header.entries.count == shapes.count, file.left == 8 * numbers + 8 else {
            throw file.fault("\(numbers) numbers should follow; there are \(file.left) bytes.")
        }
        let matrices = try shapes.map { entry in
            Matrix(
                rows: entry.rows, columns: entry.columns,
                elements: try (0..<entry.rows * entry.columns).map { _ in
                    Double(bitPattern: try number(&file))
                })
        }
        let sum = checksum(file.bytes[..<file.position])
        if try number(&file) != sum {
            throw file.fault("the numbers before this are damaged.", back: 8)
        }
        guard restored.take(matrices) else {
            throw file.fault("what the optimizer remembers cannot be.")
        }
        (restored.epoch, restored.step) = (header.epoch, header.step)
        restored.epochsWithoutBetter = header.epochsWithoutBetter
        self = restored
    }

    /// Every matrix that a run depends on, in a fixed order.
    private var namedMatrices: [(name: String, matrix: Matrix)] {
        var named: [(String, Matrix)] = [("losses", Matrix([[lossSum, bestLoss]]))]
        for parameter in model.parameters {
            named.append((parameter.name, model[keyPath: parameter.value]))
        }
        for buffer in model.buffers { named.append((buffer.name, model[keyPath: buffer.value])) }
        for parameter in model.parameters {
            for (i, matrix) in (optimizer.states[parameter.name]?.matrices ?? []).enumerated() {
                named.append(("\(parameter.name), state \(i)", matrix))
            }
        }
        return named
    }

    /// The way back from `namedMatrices`; false if the optimizer cannot have remembered that.
    private mutating func take(_ matrices: [Matrix]) -> Bool {
        var rest = matrices[...]
        if let losses = rest.popFirst() { (lossSum, bestLoss) = (losses[0, 0], losses[0, 1]) }
        for parameter in model.parameters {
            if let value = rest.popFirst() { model[keyPath: parameter.value] = value }
        }
        for buffer in model.buffers {
            if let value = rest.popFirst() { model[keyPath: buffer.value] = value }
        }
        for parameter in model.parameters {
            let count = optimizer.states[parameter.name]?.matrices.count ?? 0
            if count == 0 { continue }
            guard let state = Rule.State(matrices: Array(rest.prefix(count))) else { return false }
            optimizer.states[parameter.name] = state
            rest = rest.dropFirst(count)
        }
        return true
    }
}

private func append(_ number: UInt64, to bytes: inout [UInt8]) {
    for shift in stride(from: 0, to: 64, by: 8) {
        bytes.append(UInt8(truncatingIfNeeded: number >> UInt64(shift)))
    }
}

private func number(_ file: inout DataFile) throws -> UInt64 {
    try file.next(8, "a number").reversed().reduce(0) { $0 << 8 | UInt64($1) }
}

/// FNV-1a: finds damage, not malice.
private func checksum(_ bytes: ArraySlice<UInt8>) -> UInt64 {
    bytes.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01b3 }
}
