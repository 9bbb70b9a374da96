import Foundation

/// A small shell that sets the terminal right and ends what still runs, if this program is killed
/// with no time to do it itself.
///
/// It waits for the end of a pipe that only this program holds open. If another shell has set the
/// terminal right by then, it leaves it alone.
final class Guardian {
    private let child: ChildProcess
    private let orders: Int32

    private static let script = """
        trap '' INT QUIT HUP TERM TSTP TTIN TTOU
        exec 2> /dev/null
        before=$(stty -g)
        echo >&4
        read -r running <&3 || exit 0
        watching=$(stty -g)
        while read -r line <&3; do running=$line; done
        [ "$(stty -g)" = "$watching" ] && stty "$before"
        for group in $running; do kill -INT "-$group"; done
        [ -n "$running" ] && sleep 1
        for group in $running; do kill -KILL "-$group"; done
        """

    /// Remembers how the terminal is now.
    /// - Throws: `ChildProcess.CannotStart` or `GraderError`, if there is no shell or no pipe.
    init() throws {
        let (theirOrders, orders) = try pipeDescriptors()
        let (replies, theirReplies) = try pipeDescriptors()
        let terminal = fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 10)
        self.orders = orders
        defer { [theirOrders, replies, theirReplies, terminal].forEach { close($0) } }
        child = try ChildProcess(
            "/bin/sh", ["-c", Self.script],
            descriptors: [0: terminal, 3: theirOrders, 4: theirReplies])
        // It outlives the runs that are stopped.
        RunningGroups.remove(child.pid)
        var ready = pollfd(fd: replies, events: Int16(POLLIN), revents: 0)
        poll(&ready, 1, 2000)
    }

    /// What to kill where `end` cannot be called, as in a signal handler.
    var pid: pid_t { child.pid }

    /// Tells that the terminal is now set as it is while watching.
    func begin() { RunningGroups.tell(orders) }

    /// Ends the guardian, which then has nothing to do.
    func end() {
        RunningGroups.tell(-1)
        child.kill()
        close(orders)
    }
}
