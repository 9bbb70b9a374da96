import Foundation

/// The terminal while watching: keys come at once and are not shown, until `leave`.
///
/// However this program ends, the terminal is as it was before: signal handlers see to it, and a
/// guardian where there is no signal.
final class Terminal {
    private let guardian: Guardian
    /// Bytes from signal handlers and from the thread that grades: something has happened.
    let news: Int32

    /// Whether standard input and output are a terminal.
    static var isThere: Bool { isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1 }

    /// Whether the cursor can be moved.
    static var isDumb: Bool {
        let name = ProcessInfo.processInfo.environment["TERM"] ?? ""
        return name.isEmpty || name == "dumb"
    }

    /// Whether this program, and not a shell that has sent it to the background, may use it.
    static var isInForeground: Bool { tcgetpgrp(STDIN_FILENO) == getpgrp() }

    /// - Throws: `GraderError` if the terminal's settings cannot be read.
    init() throws {
        let memory = TerminalMemory.shared
        guard tcgetattr(STDIN_FILENO, &memory.pointee.settings) == 0 else {
            throw GraderError("the terminal's settings: \(String(cString: strerror(errno)))")
        }
        let (news, wake) = try pipeDescriptors()
        for end in [news, wake] { _ = fcntl(end, F_SETFL, O_NONBLOCK) }
        self.news = news
        memory.pointee.wake = wake
        guardian = try Guardian()
        memory.pointee.guardian = guardian.pid
        handleSignals()
        if Self.isInForeground { enter() }
    }

    /// Makes keys come at once; Ctrl-C and Ctrl-Z keep their meaning.
    func enter() {
        let memory = TerminalMemory.shared
        // Another thread may be ending the program, in a signal handler.
        if memory.pointee.isEnding { return }
        var settings = memory.pointee.settings
        settings.c_lflag &= ~tcflag_t(ICANON | ECHO)
        if tcsetattr(STDIN_FILENO, TCSANOW, &settings) != 0 { return }
        memory.pointee.isChanged = true
        guardian.begin()
    }

    /// Whether `enter` is still, or again, to be called.
    var isLeft: Bool { !TerminalMemory.shared.pointee.isChanged }

    /// Stops this program, as Ctrl-Z asks for, until it is continued; `enter` is then to be called.
    func pause() {
        restoreTerminal()
        signal(SIGTSTP, SIG_DFL)
        raise(SIGTSTP)
        handleStops()
    }

    /// Sets the terminal right.
    func leave() {
        restoreTerminal()
        guardian.end()
    }

    /// The columns and rows; 80 and 24 where the terminal does not say.
    var size: (width: Int, height: Int) {
        var size = winsize()
        let isKnown = ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0
        if !isKnown || size.ws_col == 0 || size.ws_row == 0 { return (80, 24) }
        return (Int(size.ws_col), Int(size.ws_row))
    }

    /// Wakes whoever waits for `news`.
    static func wake(_ byte: UInt8) {
        var byte = byte
        _ = Foundation.write(TerminalMemory.shared.pointee.wake, &byte, 1)
    }

    /// Writes all of a text.
    func write(_ text: String) {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                Foundation.write(STDOUT_FILENO, $0.baseAddress, $0.count)
            }
            if count > 0 {
                rest = rest.dropFirst(count)
            } else if errno == EAGAIN {
                usleep(5000)
            } else if errno != EINTR {
                return
            }
        }
    }

    /// The bytes that have been typed; nil if the terminal is gone.
    func typed() -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: 256)
        let count = read(STDIN_FILENO, &bytes, bytes.count)
        if count > 0 { return Array(bytes.prefix(count)) }
        return count < 0 && (errno == EINTR || errno == EAGAIN) ? [] : nil
    }
}

/// What a signal handler needs: plain memory, made before.
struct TerminalMemory {
    var settings = termios()
    /// Whether the terminal is set otherwise now.
    var isChanged = false
    /// Whether it must not be set otherwise any more.
    var isEnding = false
    var guardian: pid_t = 0
    var wake: Int32 = -1

    nonisolated(unsafe) static let shared: UnsafeMutablePointer<TerminalMemory> = {
        let memory = UnsafeMutablePointer<TerminalMemory>.allocate(capacity: 1)
        memory.initialize(to: TerminalMemory())
        return memory
    }()
}
