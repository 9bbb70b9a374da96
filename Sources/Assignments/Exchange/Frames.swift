import Layers

// Messages as bytes: a length, then the parts, each number in eight bytes.

/// What the worker is told before anything else.
public struct Greeting: Equatable, Sendable {
    /// Random numbers that every message of this run carries.
    public var token: UInt64
    /// The name of the subject to run.
    public var subject: String
    /// The kit's types whose stand-ins may be used.
    public var helpers: [String]
    /// Limits that the worker sets for itself.
    public var seconds: Int
    public var memoryBytes: Int
    public var outputBytes: Int
    /// How many processes and threads there may be, where the system counts them for it alone.
    public var processes: Int
    /// What the worker gives up first.
    public var confinement: Confinement

    public init(
        token: UInt64, subject: String, helpers: [String], seconds: Int, memoryBytes: Int,
        outputBytes: Int, processes: Int, confinement: Confinement
    ) {
        self.token = token
        self.subject = subject
        self.helpers = helpers
        self.seconds = seconds
        self.memoryBytes = memoryBytes
        self.outputBytes = outputBytes
        self.processes = processes
        self.confinement = confinement
    }
}

/// One call for the worker to make.
public struct Request: Equatable, Sendable {
    public var token: UInt64
    public var action: Action
    public var problem: Problem

    public init(token: UInt64, action: Action, problem: Problem) {
        self.token = token
        self.action = action
        self.problem = problem
    }
}

/// What came of a call.
public enum Reply: Equatable, Sendable {
    case values(Values)
    /// The code reached a hole: the id of an exercise that is not written yet.
    case hole(String)
    /// The code called something that may not be used for this exercise.
    case refused(String)
}

/// A message that is cut short or is not one of ours.
public struct GarbledMessage: Error {
    public init() {}
}

extension Greeting {
    public var bytes: [UInt8] {
        var writer = ByteWriter()
        writer.number(token)
        writer.text(subject)
        writer.count(helpers.count)
        for helper in helpers { writer.text(helper) }
        for limit in [seconds, memoryBytes, outputBytes, processes] { writer.count(limit) }
        writer.number(UInt64(confinement.rawValue))
        return writer.bytes
    }

    public init(bytes: [UInt8]) throws {
        var reader = ByteReader(bytes)
        token = try reader.number()
        subject = try reader.text()
        helpers = try reader.list { try $0.text() }
        seconds = try reader.count()
        memoryBytes = try reader.count()
        outputBytes = try reader.count()
        processes = try reader.count()
        guard let wanted = UInt8(exactly: try reader.number()).flatMap(Confinement.init) else {
            throw GarbledMessage()
        }
        confinement = wanted
    }
}

extension Request {
    public var bytes: [UInt8] {
        var writer = ByteWriter()
        writer.number(token)
        writer.number(UInt64(action.rawValue))
        writer.count(problem.matrices.count)
        for (name, matrix) in problem.matrices.sorted(by: { $0.key < $1.key }) {
            writer.text(name)
            writer.matrix(matrix)
        }
        writer.count(problem.labels.count)
        for label in problem.labels { writer.number(UInt64(bitPattern: Int64(label))) }
        writer.count(problem.numbers.count)
        for (name, number) in problem.numbers.sorted(by: { $0.key < $1.key }) {
            writer.text(name)
            writer.number(number.bitPattern)
        }
        return writer.bytes
    }

    public init(bytes: [UInt8]) throws {
        var reader = ByteReader(bytes)
        token = try reader.number()
        guard let action = UInt8(exactly: try reader.number()).flatMap(Action.init) else {
            throw GarbledMessage()
        }
        self.action = action
        problem = Problem()
        for (name, matrix) in try reader.list({ (try $0.text(), try $0.matrix()) }) {
            problem.matrices[name] = matrix
        }
        problem.labels = try reader.list { Int(Int64(bitPattern: try $0.number())) }
        for (name, bits) in try reader.list({ (try $0.text(), try $0.number()) }) {
            problem.numbers[name] = Double(bitPattern: bits)
        }
    }
}

extension Reply {
    /// The reply as the bytes of a message.
    /// - Parameter token: the run's own.
    /// - Returns: the bytes.
    public func bytes(token: UInt64) -> [UInt8] {
        var writer = ByteWriter()
        writer.number(token)
        switch self {
        case .values(let values):
            writer.number(0)
            writer.count(values.items.count)
            for item in values.items {
                writer.text(item.name)
                writer.matrix(item.matrix)
            }
        case .hole(let id):
            writer.number(1)
            writer.text(id)
        case .refused(let sentence):
            writer.number(2)
            writer.text(sentence)
        }
        return writer.bytes
    }

    /// The reply that these bytes say.
    /// - Throws: `GarbledMessage` if the bytes are no reply, or not one of the run with this token.
    public init(bytes: [UInt8], token: UInt64) throws {
        var reader = ByteReader(bytes)
        if try reader.number() != token { throw GarbledMessage() }
        switch try reader.number() {
        case 0: self = .values(Values(try reader.list { (try $0.text(), try $0.matrix()) }))
        case 1: self = .hole(try reader.text())
        case 2: self = .refused(try reader.text())
        default: throw GarbledMessage()
        }
    }
}

struct ByteWriter {
    private(set) var bytes: [UInt8] = []

    mutating func number(_ value: UInt64) {
        for shift in stride(from: 0, to: 64, by: 8) {
            bytes.append(UInt8(truncatingIfNeeded: value >> UInt64(shift)))
        }
    }

    mutating func count(_ value: Int) { number(UInt64(value)) }

    mutating func text(_ value: String) {
        count(value.utf8.count)
        bytes.append(contentsOf: value.utf8)
    }

    mutating func matrix(_ value: Matrix) {
        count(value.rows)
        count(value.columns)
        for element in value.elements { number(element.bitPattern) }
    }
}

struct ByteReader {
    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    mutating func number() throws -> UInt64 {
        guard position + 8 <= bytes.count else { throw GarbledMessage() }
        defer { position += 8 }
        return (0..<8).reduce(0) { $0 | UInt64(bytes[position + $1]) << UInt64(8 * $1) }
    }

    /// A count, which can never be larger than what is left to read allows.
    mutating func count() throws -> Int {
        let value = try number()
        guard value <= UInt64(Int32.max) else { throw GarbledMessage() }
        return Int(value)
    }

    mutating func text() throws -> String {
        let length = try count()
        guard position + length <= bytes.count else { throw GarbledMessage() }
        defer { position += length }
        return String(decoding: bytes[position..<position + length], as: UTF8.self)
    }

    mutating func matrix() throws -> Matrix {
        let (rows, columns) = (try count(), try count())
        let (entries, overflow) = rows.multipliedReportingOverflow(by: columns)
        guard !overflow, entries <= (bytes.count - position) / 8 else { throw GarbledMessage() }
        let elements = try (0..<entries).map { _ in Double(bitPattern: try number()) }
        return Matrix(rows: rows, columns: columns, elements: elements)
    }

    mutating func list<Element>(
        _ element: (inout ByteReader) throws -> Element
    ) throws -> [Element] {
        let length = try count()
        guard length <= bytes.count else { throw GarbledMessage() }
        return try (0..<length).map { _ in try element(&self) }
    }
}
