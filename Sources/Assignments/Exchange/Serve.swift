import Foundation
import Layers

/// Where requests come in and replies go out: descriptors of their own, so that nothing a learner
/// prints can be taken for a reply.
public enum Descriptor {
    public static let requests: Int32 = 3
    public static let replies: Int32 = 4
}

/// How a worker ends where the reason would not be plain.
public enum ExitStatus {
    /// The descriptor for replies is gone: the learner's code closed it.
    public static let cannotReply: Int32 = 173
    /// The system does not permit the confinement that was asked for.
    public static let cannotConfine: Int32 = 174
}

/// The worker: answers requests for one subject until there are no more.
/// - Parameter subjects: everything this worker can run.
/// - Returns: never; the process ends with 0 when the requests end.
public func serve(_ subjects: [Subject]) -> Never {
    do {
        guard let first = try readFrame(Descriptor.requests) else { throw GarbledMessage() }
        let greeting = try Greeting(bytes: first)
        guard let subject = subjects.first(where: { $0.name == greeting.subject }) else {
            complain("this worker has no subject \(greeting.subject).")
        }
        guard greeting.confinement.enter() else { _exit(ExitStatus.cannotConfine) }
        limitThisProcess(greeting)
        closeFiles()
        let token = greeting.token
        GradedRun.begin(helpers: Set(greeting.helpers)) { ending in
            switch ending {
            case .hole(let id): send(.hole(id), token)
            case .refused(let sentence): send(.refused(sentence), token)
            }
            _exit(0)
        }
        while let frame = try readFrame(Descriptor.requests) {
            let request = try Request(bytes: frame)
            send(.values(subject.call(request.action, request.problem)), token)
        }
        _exit(0)
    } catch {
        complain("the worker is started by `swift run grade`, which tells it what to do.")
    }
}

private func send(_ reply: Reply, _ token: UInt64) {
    fflush(nil)
    if !writeFrame(reply.bytes(token: token), to: Descriptor.replies) {
        _exit(ExitStatus.cannotReply)
    }
}

private func complain(_ sentence: String) -> Never {
    FileHandle.standardError.write(Data("worker: \(sentence)\n".utf8))
    exit(2)
}

/// Sets the limits here, before any code of the learner: low ones set by the parent would already
/// break the start of the process.
private func limitThisProcess(_ greeting: Greeting) {
    #if os(Linux)
        limit(RLIMIT_AS, greeting.memoryBytes)
        limit(RLIMIT_CPU, greeting.seconds)
        limit(RLIMIT_FSIZE, greeting.outputBytes)
        limit(RLIMIT_CORE, 0)
        if greeting.confinement == .processesAndNetwork {
            limit(__rlimit_resource(6), greeting.processes)  // RLIMIT_NPROC
        }
        // If memory runs out all the same, this is what the system ends first.
        try? Data("1000".utf8).write(to: URL(fileURLWithPath: "/proc/self/oom_score_adj"))
    #else
        limit(RLIMIT_CPU, greeting.seconds)
        limit(RLIMIT_FSIZE, rlim_t(greeting.outputBytes))
        limit(RLIMIT_CORE, 0)
    #endif
}

#if os(Linux)
    private func limit(_ resource: __rlimit_resource, _ value: Int) {
        var limits = rlimit(rlim_cur: rlim_t(value), rlim_max: rlim_t(value))
        setrlimit(__rlimit_resource_t(resource.rawValue), &limits)
    }
#else
    private func limit(_ resource: Int32, _ value: Int) {
        var limits = rlimit(rlim_cur: rlim_t(value), rlim_max: rlim_t(value))
        setrlimit(resource, &limits)
    }
#endif

/// Writes a length and the bytes; false if the other end is gone.
public func writeFrame(_ payload: [UInt8], to descriptor: Int32) -> Bool {
    var writer = ByteWriter()
    writer.count(payload.count)
    let bytes = writer.bytes + payload
    var sent = 0
    while sent < bytes.count {
        let count = bytes[sent...].withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
        if count < 0 && errno == EINTR { continue }
        if count <= 0 { return false }
        sent += count
    }
    return true
}

/// Reads one frame; nil at the end of the stream.
/// - Throws: `GarbledMessage` if the stream ends within a frame.
public func readFrame(_ descriptor: Int32) throws -> [UInt8]? {
    guard let head = try readBytes(8, descriptor) else { return nil }
    var reader = ByteReader(head)
    let length = try reader.count()
    guard let payload = try readBytes(length, descriptor) else { throw GarbledMessage() }
    return payload
}

private func readBytes(_ count: Int, _ descriptor: Int32) throws -> [UInt8]? {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: min(max(count, 1), 1 << 16))
    while bytes.count < count {
        let got = read(descriptor, &buffer, min(buffer.count, count - bytes.count))
        if got < 0 && errno == EINTR { continue }
        if got <= 0 {
            if bytes.isEmpty { return nil }
            throw GarbledMessage()
        }
        bytes.append(contentsOf: buffer[0..<got])
    }
    return bytes
}
