import Foundation

/// How much of the system a worker gives up before any code of a learner runs.
///
/// Linux only, and only what the system at hand permits: a container may forbid even the first step.
/// Whatever is chosen, files are closed to the worker where the system has Landlock: see
/// `closeFiles`. Together this is a strong fence against accidents and school-yard cheating, and no
/// sandbox for code that attacks the kernel.
public enum Confinement: UInt8, CaseIterable, Sendable {
    /// Its own processes (it sees and can end no others, and they all end with it), and no network;
    /// root becomes nobody.
    case processesAndNetwork
    /// No network.
    case network
    /// Nothing but the limits.
    case none

    /// Gives up what this confinement says; it returns in the process that goes on as the worker.
    /// - Returns: false if the system does not permit it.
    public func enter() -> Bool {
        #if os(Linux)
            switch self {
            case .processesAndNetwork: return ownProcesses()
            case .network:
                let isAlone =
                    unshare(Namespace.user | Namespace.network) || unshare(Namespace.network)
                return isAlone && dropCapabilities()
            case .none: return true
            }
        #else
            return self == .none
        #endif
    }
}

#if os(Linux)
    // The C library's header shows these to C alone, or takes a variable number of arguments, which
    // Swift cannot call: so they are looked up by name.

    func function<Kind>(_ name: String, as kind: Kind.Type) -> Kind? {
        dlsym(nil, name).map { unsafeBitCast($0, to: kind) }
    }

    private typealias OfNothing = @convention(c) () -> Int32
    private typealias OfOne = @convention(c) (Int32) -> Int32
    private typealias OfIdentities = @convention(c) (UInt32, UInt32, UInt32) -> Int32
    private typealias OfTwoBlocks =
        @convention(c) (UnsafeMutableRawPointer, UnsafeMutableRawPointer) -> Int32
    private typealias OfFive = @convention(c) (Int32, UInt, UInt, UInt, UInt) -> Int32

    /// What `unshare` can make anew for a process, from linux/sched.h.
    private enum Namespace {
        static let mounts: Int32 = 0x0002_0000
        static let messages: Int32 = 0x0800_0000
        static let user: Int32 = 0x1000_0000
        static let processes: Int32 = 0x2000_0000
        static let network: Int32 = 0x4000_0000
    }

    private func unshare(_ what: Int32) -> Bool {
        function("unshare", as: OfOne.self)?(what) == 0
    }

    func control(_ option: Int32, _ value: UInt) -> Bool {
        function("prctl", as: OfFive.self)?(option, value, 0, 0, 0) == 0
    }

    /// From linux/prctl.h.
    enum Control {
        static let signalWhenParentEnds: Int32 = 1
        static let mayBeLookedInto: Int32 = 4
        static let gainsNothingByStarting: Int32 = 38
    }

    /// Three processes come of one: this one waits, and ends as the worker ends; the second is the
    /// first of the new world, and everything in it ends with it; the third goes on as the worker.
    private func ownProcesses() -> Bool {
        becomeNobody()
        let (user, group) = (getuid(), getgid())
        let world =
            Namespace.user | Namespace.mounts | Namespace.messages | Namespace.processes
            | Namespace.network
        guard unshare(world), write("deny", to: "/proc/self/setgroups"),
            write("\(user) \(user) 1", to: "/proc/self/uid_map"),
            write("\(group) \(group) 1", to: "/proc/self/gid_map"),
            let fork = function("fork", as: OfNothing.self), startFirst(fork)
        else { return false }
        let worker = fork()
        if worker == 0 { return dropCapabilities() }
        if worker > 0 { endAs(worker) }
        return false
    }

    /// Gives up root's rights, which a learner has no business with.
    ///
    /// Without the right to read the program, a crash could not name a line: then root stays root.
    private func becomeNobody() {
        guard getuid() == 0, othersMayRead(CommandLine.arguments[0]),
            let groups = function("setresgid", as: OfIdentities.self),
            let users = function("setresuid", as: OfIdentities.self)
        else { return }
        let nobody: UInt32 = 65534
        _ = setgroups(0, nil)
        _ = groups(nobody, nobody, nobody)
        _ = users(nobody, nobody, nobody)
        // Whoever changes identity is closed even to itself, and could not say where it crashed.
        _ = control(Control.mayBeLookedInto, 1)
    }

    private func othersMayRead(_ path: String) -> Bool {
        var status = stat()
        var folder = URL(fileURLWithPath: path)
        guard stat(folder.path, &status) == 0, status.st_mode & 0o005 == 0o005 else { return false }
        while folder.path != "/" {
            folder.deleteLastPathComponent()
            guard stat(folder.path, &status) == 0, status.st_mode & 0o001 != 0 else { return false }
        }
        return true
    }

    /// Starts the process that keeps the new world, in which `/proc` shows its own processes: what
    /// tells where a crash was looks there.
    private func startFirst(_ fork: OfNothing) -> Bool {
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else { return false }
        let first = fork()
        if first == 0 {
            // Killed with the process that waits, and with it all others.
            _ = control(Control.signalWhenParentEnds, UInt(SIGKILL))
            let isPrivate = mount(nil, "/", nil, UInt(MS_REC | MS_PRIVATE), nil)
            let hasProc = mount("proc", "/proc", "proc", 0, nil)
            var said: UInt8 = isPrivate == 0 && hasProc == 0 ? 1 : 0
            _ = Foundation.write(ends[1], &said, 1)
            for descriptor in 0..<64 { close(Int32(descriptor)) }
            while true { pause() }
        }
        close(ends[1])
        defer { close(ends[0]) }
        var said: UInt8 = 0
        return first > 0 && read(ends[0], &said, 1) == 1 && said == 1
    }

    /// Waits for the worker, and ends the same way.
    private func endAs(_ worker: pid_t) -> Never {
        for descriptor in 0..<64 { close(Int32(descriptor)) }
        var status: Int32 = 0
        while waitpid(worker, &status, 0) != worker { if errno != EINTR { _exit(1) } }
        let number = status & 0x7f
        if number == 0 { _exit((status >> 8) & 0xff) }
        var none = rlimit(rlim_cur: 0, rlim_max: 0)
        setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &none)
        signal(number, SIG_DFL)
        kill(getpid(), number)
        _exit(1)
    }

    /// In its new world a process could do anything that root can; a worker needs nothing of it, and
    /// what explains a crash may only look into a process that can do no more than itself.
    private func dropCapabilities() -> Bool {
        // From linux/capability.h: version 3 and this process; effective, permitted and inheritable
        // ones, in two words each.
        var head: [UInt32] = [0x2008_0522, 0]
        var none = [UInt32](repeating: 0, count: 6)
        return function("capset", as: OfTwoBlocks.self)?(&head, &none) == 0
    }

    private func write(_ text: String, to path: String) -> Bool {
        let file = open(path, O_WRONLY)
        if file < 0 { return false }
        defer { close(file) }
        return Foundation.write(file, text, text.utf8.count) == text.utf8.count
    }
#endif
