import Foundation

/// A process in a group of its own, started without a shell and killed with all its children.
///
/// Foundation's `Process` costs 50 ms and cannot do the group or extra descriptors.
final class ChildProcess {
    let pid: pid_t
    private(set) var end: End?

    /// How a process ended.
    enum End: Equatable {
        case exited(Int32)
        case signaled(Int32)
    }

    struct CannotStart: Error, CustomStringConvertible {
        let description: String
    }

    /// Starts a program.
    /// - Parameters:
    ///   - program: a path, or a name to look up in PATH.
    ///   - arguments: without the program's name.
    ///   - environment: additions to what it inherits.
    ///   - inheriting: the variables of this process's environment that it inherits; nil for all.
    ///   - descriptors: descriptors of this process, from 10 up, by the number they get in the new
    ///     one; what is not named is closed, and standard input is empty.
    /// - Throws: `CannotStart`, with the system's reason; `RunningGroups.Stopped` if nothing may be
    ///   started now.
    init(
        _ program: String, _ arguments: [String], environment: [String: String] = [:],
        inheriting: Set<String>? = nil, descriptors: [Int32: Int32]
    ) throws {
        if RunningGroups.areStopped { throw RunningGroups.Stopped() }
        #if os(Linux)
            var actions = posix_spawn_file_actions_t()
            var attributes = posix_spawnattr_t()
        #else
            var actions: posix_spawn_file_actions_t?
            var attributes: posix_spawnattr_t?
        #endif
        posix_spawn_file_actions_init(&actions)
        posix_spawnattr_init(&attributes)
        defer {
            posix_spawn_file_actions_destroy(&actions)
            posix_spawnattr_destroy(&attributes)
        }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        for (number, mine) in descriptors {
            posix_spawn_file_actions_adddup2(&actions, mine, number)
        }
        var defaults = sigset_t()
        // Whoever started this program may ignore some signals, and this thread may block some; both
        // would be inherited, and then the limits of a worker could not end it.
        sigfillset(&defaults)
        var blocked = sigset_t()
        sigemptyset(&blocked)
        posix_spawnattr_setsigmask(&attributes, &blocked)
        posix_spawnattr_setsigdefault(&attributes, &defaults)
        posix_spawnattr_setpgroup(&attributes, 0)
        let flags = POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK
        posix_spawnattr_setflags(&attributes, Int16(flags))
        let variables = ProcessInfo.processInfo.environment
            .filter { inheriting?.contains($0.key) ?? true }.merging(environment) { $1 }
        var argv = ([program] + arguments).map { strdup($0) } + [nil]
        var envp = variables.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { (argv + envp).forEach { free($0) } }
        var pid: pid_t = 0
        let status = posix_spawnp(&pid, program, &actions, &attributes, &argv, &envp)
        if status != 0 {
            throw CannotStart(description: "\(program): \(String(cString: strerror(status)))")
        }
        self.pid = pid
        if RunningGroups.add(pid) { return }
        // All were stopped while this one was being started.
        kill()
        throw RunningGroups.Stopped()
    }

    /// Waits until the process ends, but no longer than `deadline`; nil if it still runs then.
    func wait(until deadline: Date) -> End? {
        while true {
            if let end = poll() { return end }
            if Date() >= deadline { return nil }
            usleep(2000)
        }
    }

    /// How the process ended, if it has.
    func poll() -> End? {
        if let end { return end }
        var status: Int32 = 0
        guard waitpid(pid, &status, WNOHANG) == pid else { return nil }
        let signal = status & 0x7f
        end = signal == 0 ? .exited((status >> 8) & 0xff) : .signaled(signal)
        return end
    }

    /// Asks the process to end its own children and itself, and gives it a second for that.
    func interrupt() {
        Foundation.kill(-pid, SIGINT)
        _ = wait(until: Date(timeIntervalSinceNow: 1))
    }

    /// Kills the process and everything it has started in its group, and waits for it.
    func kill() {
        Foundation.kill(-pid, SIGKILL)
        while poll() == nil { usleep(1000) }
        RunningGroups.remove(pid)
    }
}

/// The process groups to kill when this program is interrupted.
public enum RunningGroups {
    // A signal handler may only read plain memory: a fixed block of numbers, 0 where free.
    nonisolated(unsafe) private static let groups: UnsafeMutablePointer<pid_t> = {
        let block = UnsafeMutablePointer<pid_t>.allocate(capacity: most)
        block.initialize(repeating: 0, count: most)
        return block
    }()
    // Set by a signal handler, for good: whoever starts a process now must end it again.
    nonisolated(unsafe) private static let ending: UnsafeMutablePointer<Bool> = {
        let flag = UnsafeMutablePointer<Bool>.allocate(capacity: 1)
        flag.initialize(to: false)
        return flag
    }()
    private static let most = 64
    private static let lock = NSLock()
    // Guarded by the lock, both.
    nonisolated(unsafe) private static var mayNotStart = false
    nonisolated(unsafe) private static var listener: Int32 = -1

    /// Nothing may be started, and what ran has been ended, because its result is not wanted any more.
    package struct Stopped: Error, CustomStringConvertible {
        package let description = "it was stopped."
    }

    /// Notes a group that has been started; false if all have been stopped meanwhile.
    static func add(_ pid: pid_t) -> Bool {
        lock.withLock {
            if let free = (0..<most).first(where: { groups[$0] == 0 }) { groups[free] = pid }
            tellListener()
            return !mayNotStart && !isEnding
        }
    }

    static func remove(_ pid: pid_t) {
        lock.withLock {
            for i in 0..<most where groups[i] == pid { groups[i] = 0 }
            tellListener()
        }
    }

    /// From here on every change is told: a line with all running groups.
    static func tell(_ descriptor: Int32) {
        lock.withLock {
            listener = descriptor
            tellListener()
        }
    }

    private static func tellListener() {
        if listener < 0 { return }
        let running = (0..<most).map { groups[$0] }.filter { $0 != 0 }
        let line = running.map(String.init).joined(separator: " ") + "\n"
        _ = write(listener, line, line.utf8.count)
    }

    /// Whether starting a process is refused.
    static var areStopped: Bool { isEnding || lock.withLock { mayNotStart } }

    /// Whether a signal is ending this program, on whatever thread.
    static var isEnding: Bool { ending.pointee }

    /// Ends every running group; until `allowStarts` no other can be started.
    package static func stopAll() {
        lock.withLock { mayNotStart = true }
        signalAll(SIGINT)
        // Whoever waits for a group removes it as soon as it has ended.
        for _ in 0..<50 where (0..<most).contains(where: { groups[$0] != 0 }) { usleep(2000) }
        signalAll(SIGKILL)
    }

    /// Takes `stopAll` back.
    package static func allowStarts() { lock.withLock { mayNotStart = false } }

    /// From here on Ctrl-C and SIGTERM kill every running group and end this program with 130.
    public static func killOnInterrupt() {
        _ = (groups, ending)  // made now, and not in the handler
        signal(SIGPIPE, SIG_IGN)
        for number in [SIGINT, SIGTERM, SIGHUP] {
            signal(number) { _ in RunningGroups.endProgram() }
        }
    }

    /// Kills every running group and ends this program with 130; a signal handler may call it.
    static func endProgram() -> Never {
        ending.pointee = true
        signalAll(SIGINT)
        usleep(100_000)
        signalAll(SIGKILL)
        _exit(130)
    }

    // The compiler's driver runs its parts in groups of their own, and ends them when it is
    // interrupted: so everyone gets a tenth of a second before being killed.
    static func signalAll(_ number: Int32) {
        for i in 0..<most where groups[i] != 0 { Foundation.kill(-groups[i], number) }
    }
}

/// What a tool such as the compiler printed, and whether it succeeded.
struct ToolOutcome {
    /// The exit status; nil if it was killed, or did not end in time.
    let status: Int32?
    var output: String
    /// What it printed on standard error; empty unless that was asked for apart.
    var errors = ""

    var succeeded: Bool { status == 0 }
}

/// Runs a tool to its end, with its output in a file, not in a pipe that could fill up.
/// - Parameters:
///   - program: a path, or a name to look up in PATH.
///   - arguments: without the program's name.
///   - scratch: a directory for the output's file.
///   - seconds: when to give up.
///   - environment: additions to this process's environment.
///   - input: what it reads on standard input.
///   - errorsApart: whether standard error is kept apart, and all of the output, however long.
/// - Returns: what it printed on either stream.
/// - Throws: `ChildProcess.CannotStart`, what kept the file from being made, or
///   `RunningGroups.Stopped`.
func runTool(
    _ program: String, _ arguments: [String], scratch: URL, seconds: Double = 600,
    environment: [String: String] = [:], input: Data? = nil, errorsApart: Bool = false
) throws -> ToolOutcome {
    let file = try OutputFile(in: scratch)
    let errors = try errorsApart ? OutputFile(in: scratch) : file
    let given = try input.map { try OutputFile(in: scratch, holding: $0) }
    defer {
        for each in [file, given] + (errorsApart ? [errors] : []) { each?.remove() }
    }
    var descriptors: [Int32: Int32] = [1: file.descriptor, 2: errors.descriptor]
    if let given { descriptors[0] = given.descriptor }
    let child = try ChildProcess(
        program, arguments, environment: environment, descriptors: descriptors)
    let end = child.wait(until: Date(timeIntervalSinceNow: seconds))
    if end == nil { child.interrupt() }
    child.kill()
    // Half of an output would be taken for a mistake of the learner's.
    if RunningGroups.areStopped { throw RunningGroups.Stopped() }
    let note = end == nil ? "\n\(program) did not end within \(Int(seconds)) s.\n" : ""
    var status: Int32?
    if case .exited(let number) = end { status = number }
    if errorsApart {
        return ToolOutcome(
            status: status, output: file.text(mostBytes: .max),
            errors: errors.text(mostBytes: 1 << 20) + note)
    }
    let output = file.text(mostBytes: 1 << 20)
    let silence =
        output.isEmpty && status != 0 ? "\(program) said nothing. Is the disk full?\n" : ""
    return ToolOutcome(status: status, output: output + silence + note)
}

/// The same open file under a number from 10 up, clear of the numbers that a child will use: there
/// the order in which descriptors are put into place must not matter.
func movedUp(_ descriptor: Int32) -> Int32 {
    if descriptor < 0 { return descriptor }
    let moved = fcntl(descriptor, F_DUPFD_CLOEXEC, 10)
    close(descriptor)
    return moved
}

/// A file that catches what a process prints, or holds what it reads.
final class OutputFile {
    let descriptor: Int32
    private let path: String

    init(in directory: URL) throws {
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        path = directory.appendingPathComponent("output-\(UUID().uuidString)").path
        descriptor = movedUp(open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_APPEND, 0o600))
        if descriptor < 0 {
            throw GraderError("cannot write \(path): \(String(cString: strerror(errno)))")
        }
    }

    /// A file for a process to read.
    convenience init(in directory: URL, holding data: Data) throws {
        try self.init(in: directory)
        do {
            try data.write(to: URL(fileURLWithPath: path))
        } catch {
            remove()
            throw GraderError("cannot write \(path): \(describe(error))")
        }
    }

    /// The first bytes of what was printed; what is not UTF-8 is shown as replacement characters.
    func text(mostBytes: Int) -> String { String(decoding: bytes(mostBytes), as: UTF8.self) }

    /// The first bytes of what was printed.
    func bytes(_ mostBytes: Int) -> [UInt8] {
        var status = stat()
        let size = fstat(descriptor, &status) == 0 ? Int(status.st_size) : 0
        var bytes = [UInt8](repeating: 0, count: min(size, mostBytes))
        let count = pread(descriptor, &bytes, bytes.count, 0)
        return Array(bytes.prefix(max(count, 0)))
    }

    func remove() {
        close(descriptor)
        unlink(path)
    }
}

/// Something went wrong with the grader itself, or with the machine: not with a learner's code.
public struct GraderError: Error, CustomStringConvertible {
    public let description: String

    public init(_ description: String) { self.description = description }
}
