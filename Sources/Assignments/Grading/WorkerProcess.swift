import Exchange
import Foundation
import Layers

/// What came instead of values.
enum WorkerFailure: Error {
    case hole(String)
    case refused(String)
    case timedOut
    case crashed(Crash)
}

/// How a learner's code came down.
struct Crash: Equatable {
    /// A sentence without a place.
    let sentence: String
    /// The learner's own innermost line, "Sources/Assignments/Assignment1/Affine.swift:42".
    let place: String?
}

/// A worker under way: one process, for one exercise of one learner.
final class WorkerProcess {
    private let child: ChildProcess
    private let output: OutputFile
    private let requests: Int32
    private let replies: Int32
    private let token = UInt64.random(in: .min ... .max)
    /// How long one call may take.
    private let secondsPerCall: Double
    /// What is left for all calls together; the grader's own work between them does not count.
    private var secondsLeft: Double
    private var deadline: Date
    private let learnerFiles: [String]

    static let outputBytes = 1 << 20
    /// All calls together may take as long as so many that take as long as one may.
    static let mostCalls = 5.0
    static let memoryBytes = 1 << 30
    static let mostProcesses = 32

    /// Starts a worker.
    /// - Parameters:
    ///   - overlay: the built worker.
    ///   - exercise: what to run.
    ///   - seconds: how long one call may take.
    /// - Throws: `GraderError` if the process cannot be started.
    convenience init(_ overlay: Overlay, _ exercise: Exercise, seconds: Double) throws {
        try self.init(
            overlay, exercise, seconds: seconds, confinement: StrongestConfinement.of(overlay))
    }

    /// Starts a worker that gives up so much first.
    /// - Throws: `GraderError` if the process cannot be started.
    init(
        _ overlay: Overlay, _ exercise: Exercise, seconds: Double, confinement: Confinement
    ) throws {
        let (theirRequests, requests) = try pipeDescriptors()
        let (replies, theirReplies) = try pipeDescriptors()
        self.requests = requests
        self.replies = replies
        output = try OutputFile(in: overlay.scratch)
        defer {
            close(theirRequests)
            close(theirReplies)
        }
        child = try ChildProcess(
            overlay.worker.path, [],
            // Or else every thread reserves 64 MB of the memory that a worker may have.
            environment: backtraceOnCrash.merging(["MALLOC_ARENA_MAX": "1"]) { $1 },
            inheriting: ["PATH", "LD_LIBRARY_PATH", "SWIFT_ROOT", "LANG", "TZ"],
            descriptors: [
                1: output.descriptor, 2: output.descriptor,
                Descriptor.requests: theirRequests, Descriptor.replies: theirReplies,
            ])
        secondsPerCall = seconds
        // Where the forward pass is the learner's too, it is called some thousands of times.
        secondsLeft = Self.mostCalls * seconds
        deadline = Date(timeIntervalSinceNow: seconds)
        learnerFiles = overlay.learnerFiles
        let greeting = Greeting(
            token: token, subject: exercise.subject, helpers: exercise.helpers,
            seconds: Int((Self.mostCalls * seconds).rounded(.up)) + 1,
            memoryBytes: Self.memoryBytes, outputBytes: Self.outputBytes,
            processes: Self.mostProcesses, confinement: confinement)
        _ = writeFrame(greeting.bytes, to: requests)
    }

    /// Makes one call.
    /// - Returns: the values that the learner's code gave.
    /// - Throws: `WorkerFailure` for anything else.
    func call(_ action: Action, _ problem: Problem) throws -> Values {
        let begin = Date()
        deadline = begin.addingTimeInterval(min(secondsPerCall, secondsLeft))
        defer { secondsLeft = max(0, secondsLeft + begin.timeIntervalSinceNow) }
        let request = Request(token: token, action: action, problem: problem)
        _ = writeFrame(request.bytes, to: requests)
        guard let payload = try readReply() else { throw WorkerFailure.crashed(crash()) }
        guard let reply = try? Reply(bytes: payload, token: token) else {
            throw WorkerFailure.crashed(
                Crash(sentence: "it wrote to the grader's own descriptor.", place: nil))
        }
        switch reply {
        case .values(let values): return values
        case .hole(let id): throw WorkerFailure.hole(id)
        case .refused(let sentence): throw WorkerFailure.refused(sentence)
        }
    }

    /// Ends the worker and everything it started.
    /// - Returns: what the learner's code printed.
    func finish() -> String {
        child.kill()
        close(requests)
        close(replies)
        let printed = output.text(mostBytes: 1 << 16)
        output.remove()
        return withoutReport(printed)
    }

    /// Asks nothing, and ends the worker.
    /// - Returns: whether it ended as a worker does that has nothing to do.
    func endsUnasked() -> Bool {
        close(requests)
        let end = child.wait(until: deadline)
        child.kill()
        close(replies)
        output.remove()
        return end == .exited(0)
    }

    /// One frame, or nil if the process ended without one; empty if it is not one of ours.
    private func readReply() throws -> [UInt8]? {
        var bytes: [UInt8] = []
        // A length, and then the payload, which begins with the token.
        var needed = 16
        var isHead = true
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            if bytes.count >= needed {
                if !isHead { return Array(bytes[8..<needed]) }
                func number(_ at: Int) -> UInt64 {
                    (0..<8).reduce(0) { $0 | UInt64(bytes[at + $1]) << UInt64(8 * $1) }
                }
                if number(8) != token { return [] }
                // No layer of an exercise gives more than a few thousand numbers.
                if number(0) > 1 << 26 {
                    throw WorkerFailure.crashed(
                        Crash(sentence: "it returned more than eight million numbers.", place: nil))
                }
                needed = 8 + Int(number(0))
                isHead = false
                continue
            }
            var ready = pollfd(fd: replies, events: Int16(POLLIN), revents: 0)
            let hasEnded = child.poll() != nil
            let count = poll(&ready, 1, hasEnded ? 0 : 20)
            if count > 0 {
                let got = read(replies, &buffer, min(buffer.count, needed - bytes.count))
                if got <= 0 { return nil }
                bytes.append(contentsOf: buffer[0..<got])
            } else if hasEnded {
                // A child of the learner's may still hold the pipe open: nothing will come.
                return nil
            }
            if Date() >= deadline { throw WorkerFailure.timedOut }
        }
    }

    /// What the end of the process and its last words say.
    private func crash() -> Crash {
        // Killing can wait for the backtrace, which the dying process writes itself.
        let end = child.wait(until: max(deadline, Date(timeIntervalSinceNow: 1)))
        let words = output.text(mostBytes: Self.outputBytes)
        return Crash(
            sentence: crashSentence(end, words: words),
            place: crashPlace(in: words, learnerFiles: learnerFiles))
    }
}

/// What makes a crashing process print where it crashed.
let backtraceOnCrash = [
    "SWIFT_BACKTRACE":
        "enable=yes,interactive=no,color=no,registers=none,images=none,limit=40,"
        + "sanitize=no,threads=crashed,timeout=5s,output-to=stderr"
]

/// One sentence for how a process with limits ended.
/// - Parameters:
///   - end: how, or nil if it did not.
///   - words: what it printed.
///   - memory: how much it might take, in words.
/// - Returns: the sentence, without a place.
func crashSentence(_ end: ChildProcess.End?, words: String, memory: String = "1 GiB") -> String {
    let fatal = words.components(separatedBy: "\n").first { $0.contains("Fatal error: ") }?
        .components(separatedBy: "Fatal error: ").last
    switch end {
    case .signaled(SIGXFSZ): return "it printed, or wrote to a file, more than 1 MiB."
    case .signaled(SIGXCPU): return "it did not end: is there an endless loop?"
    case .signaled(SIGSEGV), .signaled(SIGBUS):
        return "it ran out of stack: does a function call itself without end?"
    case .signaled(SIGKILL): return "it was killed from outside; is the machine out of memory?"
    case .signaled(let number):
        if words.contains("failed to allocate") || words.contains("bad_alloc")
            || words.contains("Cannot allocate memory") || words.contains("out of memory")
        {
            return "it asked for more than \(memory) of memory."
        }
        if let fatal { return fatal }
        if number == SIGILL || number == SIGTRAP {
            return
                "an integer became too large or too small (arithmetic overflow), or a value was nil."
        }
        return "it was ended by signal \(number) (\(String(cString: strsignal(number))))."
    case .exited(ExitStatus.cannotReply), nil: return "it closed the grader's own descriptors."
    case .exited(let status):
        return
            "it left the program with exit status \(status) before it returned anything; a backward pass must return."
    }
}

/// The innermost frame of a backtrace that lies in one of the learner's files.
func crashPlace(in words: String, learnerFiles: [String]) -> String? {
    for line in words.components(separatedBy: "\n") where line.contains(" in worker at ") {
        for file in learnerFiles {
            // The file may have been anywhere when it was compiled: "... at /home/Sources/X.swift:9:5"
            guard let found = line.range(of: "\(file):") else { continue }
            return "\(file):\(line[found.upperBound...].prefix { $0.isNumber })"
        }
    }
    return nil
}

/// What the learner printed, without the runtime's crash report.
private func withoutReport(_ printed: String) -> String {
    var lines = printed.components(separatedBy: "\n")
    if let start = lines.firstIndex(where: {
        $0.hasPrefix("*** Signal") || $0.hasPrefix("*** Program crashed")
            || $0.hasPrefix("💣 Program crashed")
    }) {
        lines.removeSubrange(start...)
    }
    lines.removeAll { $0.contains("Fatal error: ") }
    return lines.joined(separator: "\n").trimmingCharacters(in: .newlines)
}

/// A pipe whose ends no other child inherits.
func pipeDescriptors() throws -> (read: Int32, write: Int32) {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else {
        throw GraderError("no pipe to the worker: \(String(cString: strerror(errno)))")
    }
    return (movedUp(ends[0]), movedUp(ends[1]))
}
