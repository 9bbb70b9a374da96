import Foundation
import Layers
import Testing

@testable import Exchange

@Suite("Messages between grade and worker")
struct FrameTests {
    private static let greeting = Greeting(
        token: .max, subject: "plum", helpers: ["Plum", "Été🍐", ""], seconds: 4,
        memoryBytes: 1 << 30, outputBytes: 1 << 20,
        processes: 32, confinement: .network)

    private static let numbers: [Double] = [
        1.5, -0.0, 0, .infinity, -.infinity, .nan, -.nan, .leastNonzeroMagnitude,
        .greatestFiniteMagnitude, .pi,
    ]

    private static let request = Request(
        token: 7, action: .backward,
        problem: Problem(
            [
                "x": Matrix(rows: 2, columns: 5, elements: numbers),
                "nothing": Matrix(rows: 0, columns: 3), "ü🍐": Matrix(rows: 3, columns: 0),
                "": Matrix(1),
            ], labels: [0, -1, .max, .min], numbers: ["alpha": -0.0, "beta": .infinity]))

    private static let replies: [Reply] = [
        .values(
            Values([("dx", Matrix(rows: 2, columns: 5, elements: numbers)), ("dé", Matrix(-0.0))])),
        .values(Values([])), .hole("plum.backward"), .hole(""), .refused("No: é🍐\n\u{0}."),
    ]

    /// The bit patterns: NaN differs from itself, and -0.0 does not from 0.
    private func bits(_ matrix: Matrix) -> [UInt64] { matrix.elements.map(\.bitPattern) }

    @Test("a greeting comes through")
    func greetings() throws {
        #expect(try Greeting(bytes: Self.greeting.bytes) == Self.greeting)
    }

    @Test("a request comes through, bit for bit", arguments: [Action.forward, .backward])
    func requests(action: Action) throws {
        var sent = Self.request
        sent.action = action
        let found = try Request(bytes: sent.bytes)
        #expect(found.token == 7)
        #expect(found.action == action)
        #expect(found.problem.labels == sent.problem.labels)
        #expect(
            found.problem.numbers.mapValues(\.bitPattern)
                == sent.problem.numbers.mapValues(\.bitPattern))
        #expect(found.problem.matrices.keys == sent.problem.matrices.keys)
        for (name, matrix) in sent.problem.matrices {
            #expect(found.problem[name].shape == matrix.shape)
            #expect(bits(found.problem[name]) == bits(matrix))
        }
    }

    @Test("a reply comes through, bit for bit", arguments: replies)
    func reply(_ sent: Reply) throws {
        let found = try Reply(bytes: sent.bytes(token: 42), token: 42)
        guard case .values(let values) = sent else {
            #expect(found == sent)
            return
        }
        guard case .values(let others) = found else {
            Issue.record("\(found) are no values")
            return
        }
        #expect(others.items.map(\.name) == values.items.map(\.name))
        #expect(others.items.map(\.matrix.shape) == values.items.map(\.matrix.shape))
        #expect(others.items.map { bits($0.matrix) } == values.items.map { bits($0.matrix) })
    }

    @Test("a reply of another run is garbled", arguments: replies)
    func token(_ sent: Reply) {
        #expect(throws: GarbledMessage.self) { try Reply(bytes: sent.bytes(token: 1), token: 2) }
    }

    @Test("a message cut short anywhere is garbled")
    func cut() {
        let greeting = Self.greeting.bytes
        for length in greeting.indices {
            #expect(throws: GarbledMessage.self) {
                try Greeting(bytes: Array(greeting.prefix(length)))
            }
        }
        let request = Self.request.bytes
        for length in request.indices {
            #expect(throws: GarbledMessage.self) {
                try Request(bytes: Array(request.prefix(length)))
            }
        }
        for reply in Self.replies.map({ $0.bytes(token: 3) }) {
            for length in reply.indices {
                #expect(throws: GarbledMessage.self) {
                    try Reply(bytes: Array(reply.prefix(length)), token: 3)
                }
            }
        }
    }

    @Test("random bytes are garbled")
    func random() {
        var generator = SeededGenerator(seed: 1)
        for length in 0..<300 {
            let bytes = (0..<length).map { _ in UInt8.random(in: 0...255, using: &generator) }
            #expect(throws: GarbledMessage.self) { try Greeting(bytes: bytes) }
            #expect(throws: GarbledMessage.self) { try Request(bytes: bytes) }
            #expect(throws: GarbledMessage.self) { try Reply(bytes: bytes, token: 3) }
        }
    }

    @Test("one wrong byte gives another message or a garbled one, and never a crash")
    func flipped() {
        var generator = SeededGenerator(seed: 2)
        var garbled = 0
        for original in [Self.greeting.bytes, Self.request.bytes] {
            for position in original.indices {
                var bytes = original
                bytes[position] ^= UInt8.random(in: 1...255, using: &generator)
                if (try? Greeting(bytes: bytes)) == nil { garbled += 1 }
                if (try? Request(bytes: bytes)) == nil { garbled += 1 }
                if (try? Reply(bytes: bytes, token: 7)) == nil { garbled += 1 }
            }
        }
        #expect(garbled > 500)
    }

    @Test("an unknown action is garbled", arguments: [4, 255, 256, 258, UInt64.max])
    func action(code: UInt64) {
        var writer = ByteWriter()
        for number in [7, code, 0, 0, 0] { writer.number(number) }
        #expect(throws: GarbledMessage.self) { try Request(bytes: writer.bytes) }
    }

    @Test("an unknown kind of reply is garbled", arguments: [3, 256, UInt64.max])
    func kind(code: UInt64) {
        var writer = ByteWriter()
        for number in [7, code, 0, 0, 0] { writer.number(number) }
        #expect(throws: GarbledMessage.self) { try Reply(bytes: writer.bytes, token: 7) }
    }

    @Test("a matrix of impossible size is garbled, and no crash")
    func size() async {
        await #expect(processExitsWith: .success) {
            for (rows, columns) in [(1 << 31 - 1, 1 << 31 - 1), (1 << 30, 1 << 30), (1, 1 << 30)] {
                var writer = ByteWriter()
                for number in [7, 0, 1, 0, rows, columns, 0] { writer.number(UInt64(number)) }
                do {
                    _ = try Reply(bytes: writer.bytes, token: 7)
                    exit(1)
                } catch {}
            }
        }
    }

    @Test("frames go through a pipe one after the other, and then end")
    func frames() throws {
        var ends: [Int32] = [0, 0]
        try #require(pipe(&ends) == 0)
        let payloads: [[UInt8]] = [[], [1, 2, 3], Array(repeating: 9, count: 5000)]
        for payload in payloads { #expect(writeFrame(payload, to: ends[1])) }
        close(ends[1])
        for payload in payloads { #expect(try readFrame(ends[0]) == payload) }
        #expect(try readFrame(ends[0]) == nil)
        close(ends[0])
    }

    @Test("a stream that ends within a frame is garbled", arguments: [1, 7, 8, 10])
    func halfFrame(length: Int) throws {
        var ends: [Int32] = [0, 0]
        try #require(pipe(&ends) == 0)
        let bytes = Array(([3, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3] as [UInt8]).prefix(length))
        #expect(write(ends[1], bytes, bytes.count) == bytes.count)
        close(ends[1])
        #expect(throws: GarbledMessage.self) { try readFrame(ends[0]) }
        close(ends[0])
    }
}
