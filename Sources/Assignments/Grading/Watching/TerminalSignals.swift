import Foundation

// Signal handlers may only use plain memory and system calls.

/// What a byte of news stands for.
enum News {
    static let resized = UInt8(ascii: "r")
    static let stop = UInt8(ascii: "s")
    static let continued = UInt8(ascii: "c")
    static let event = UInt8(ascii: "e")
}

/// Signals of which a program dies by its own fault.
private let crashes = [SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGSEGV, SIGFPE]

/// Puts the terminal's settings back, if they are changed.
func restoreTerminal() {
    let memory = TerminalMemory.shared
    if !memory.pointee.isChanged { return }
    memory.pointee.isChanged = false
    tcsetattr(STDIN_FILENO, TCSANOW, &memory.pointee.settings)
}

/// From here on the terminal is set right whatever signal ends or stops this program.
func handleSignals() {
    // Setting the terminal right must be possible from the background, too.
    signal(SIGTTOU, SIG_IGN)
    for number in [SIGINT, SIGTERM, SIGHUP, SIGQUIT] { signal(number, endWatching) }
    for number in crashes { signal(number, crash) }
    handleStops()
    signal(SIGCONT) { _ in Terminal.wake(News.continued) }
    signal(SIGWINCH) { _ in Terminal.wake(News.resized) }
}

/// From here on Ctrl-Z is news, and does not stop the program before the terminal is set right.
func handleStops() {
    signal(SIGTSTP) { _ in Terminal.wake(News.stop) }
}

private func endWatching(_ number: Int32) {
    let memory = TerminalMemory.shared
    memory.pointee.isEnding = true
    if memory.pointee.isChanged { _ = write(STDOUT_FILENO, "\n", 1) }
    restoreTerminal()
    kill(memory.pointee.guardian, SIGKILL)
    RunningGroups.endProgram()
}

private func crash(_ number: Int32) {
    TerminalMemory.shared.pointee.isEnding = true
    restoreTerminal()
    RunningGroups.signalAll(SIGKILL)
    // The runtime's own handler would ask on the terminal whether to show a backtrace.
    signal(number, SIG_DFL)
    // It arrives when this handler has returned.
    raise(number)
}
