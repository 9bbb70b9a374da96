import Authoring
import Exchange
import Foundation
import Testing

@testable import Grading

/// Code that tries to get at something outside its process, and answers rightly only if it does.
struct Reach: Sendable, CustomTestStringConvertible {
    let testDescription: String
    /// Lines that set `reached`.
    let code: [String]

    init(_ name: String, _ code: String...) { (testDescription, self.code) = (name, code) }

    static let attempts = [
        Reach(
            "an answer in the tree",
            "let reached = open(\"\(tree.root.path)/Sources/Layers/Activations/ReLU.swift\", O_RDONLY) >= 0"
        ),
        Reach(
            "the recorded values",
            "let path = \"\(tree.root.path)/Sources/Assignments/Grading/Recorded1.swift\"",
            "let reached = (try? String(contentsOfFile: path, encoding: .utf8)) != nil"),
        Reach(
            "what others have handed in",
            "let reached = (try? FileManager.default.contentsOfDirectory(atPath: \"\(tree.root.path)/.build\")) != nil"
        ),
        Reach(
            "the grader's program, for its answers",
            "let reached = dlopen(\"\(tree.root.path)/.build/debug/course\", RTLD_NOW) != nil"),
        Reach(
            "starting the grader",
            "var pid: pid_t = 0",
            "let reached = posix_spawn(&pid, \"\(tree.root.path)/.build/debug/course\", nil, nil, [nil], [nil]) == 0"
        ),
        Reach(
            "a file in the tree, to be written",
            "let reached = open(\"\(tree.root.path)/.build/forged.json\", O_WRONLY | O_CREAT, 0o600) >= 0"
        ),
        Reach(
            "a temporary file",
            "let reached = FileManager.default.createFile(atPath: NSTemporaryDirectory() + \"forged\", contents: nil)"
        ),
        Reach(
            "removing a file of the tree",
            "let reached = rename(\"\(tree.root.path)/README.md\", \"\(tree.root.path)/gone.md\") == 0"
        ),
        Reach(
            "the memory and the environment of other processes",
            "let all = (try? FileManager.default.contentsOfDirectory(atPath: \"/proc\")) ?? []",
            "let others = all.compactMap { Int32($0) }.filter { $0 != getpid() }",
            "let reached = all.isEmpty || others.contains { open(\"/proc/\\($0)/mem\", O_RDONLY) >= 0 || open(\"/proc/\\($0)/environ\", O_RDONLY) >= 0 }"
        ),
        Reach(
            "the grader's secrets in the environment",
            "let reached = getenv(\"CHAINRULE_TEST_SECRET\") != nil"),
        Reach(
            "signals to everyone",
            "let reached = kill(-1, 0) == 0 || kill(\(getpid()), 0) == 0"),
        Reach("the grader's own name", "let reached = getppid() != 0 && kill(getppid(), 0) == 0"),
        Reach(
            "the network, by a connection",
            "let s = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)",
            address,
            "let reached = withUnsafePointer(to: &to) { $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(s, $0, 16) } } == 0"
        ),
        Reach(
            "the network, by a datagram", "let s = socket(AF_INET, Int32(SOCK_DGRAM.rawValue), 0)",
            address,
            "let reached = withUnsafePointer(to: &to) { $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { sendto(s, \"hello\", 5, 0, $0, 16) } } == 5"
        ),
    ]

    /// This machine, at the port where the test listens.
    private static let address = """
        var to = sockaddr_in(
            sin_family: UInt16(AF_INET), sin_port: UInt16(\(Listener.shared.port)).bigEndian,
            sin_addr: in_addr(s_addr: UInt32(0x7f000001).bigEndian), sin_zero: (0, 0, 0, 0, 0, 0, 0, 0))
        """

    /// The right answer to an exercise, behind the attempt.
    func answer(_ id: String) throws -> [String] {
        ["let hasReached = { () -> Bool in"] + code + [
            "return reached", "}()", "if !hasReached { fatalError(\"out of reach\") }",
        ] + (try solution(id))
    }
}

/// The lines of the kit's own answer.
func solution(_ id: String) throws -> [String] {
    for (path, text) in try tree.kitSources() {
        let regions = try parseRegions(text, file: path).regions
        if let region = regions.first(where: { $0.id == id }) { return region.solution }
    }
    throw GraderError("there is no answer to \(id).")
}

/// What comes on this machine with an exercise of its own each.
private let targets = Array(
    allExercises.filter {
        $0.assignment == "Assignment1" && $0.uses.isEmpty && $0.id.hasSuffix("backward")
    }.map(\.id))

/// What a worker can give up here.
private func confinement() throws -> Confinement {
    let overlay = try OverlayBuilder(tree: tree, stubs: pristineStubs).build([:])
    return try StrongestConfinement.of(overlay)
}

@Suite(
    "Code that reaches out of its process", .serialized,
    .enabled("this system does not let a process give its rights up") {
        try confinement() == .processesAndNetwork && filesCanBeClosed()
    })
struct ReachingTests {
    @Test("everything else is out of reach")
    func attempts() throws {
        setenv("CHAINRULE_TEST_SECRET", "a secret", 1)
        defer { unsetenv("CHAINRULE_TEST_SECRET") }
        #expect(Reach.attempts.count <= targets.count)
        let tried = zip(targets, Reach.attempts)
        let result = try graded(
            answers: Dictionary(uniqueKeysWithValues: tried.map { ($0, try $1.answer($0)) }))
        for (id, reach) in tried {
            let found = try #require(result.results.first { $0.exercise.id == id })
            #expect(found.status == .crashed, "\(reach): \(told(found))")
            #expect(found.message?.contains("out of reach") == true, "\(reach): \(told(found))")
        }
        #expect(FileManager.default.fileExists(atPath: tree.url("README.md").path))
        #expect(!FileManager.default.fileExists(atPath: tree.url(".build/forged.json").path))
    }

    /// What is started here is known by its argument.
    private static let sleeper = """
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        posix_spawnattr_setflags(&attributes, 0x80)  // POSIX_SPAWN_SETSID
        var words = [strdup("sleep"), strdup("98765"), nil]
        var pid: pid_t = 0
        let started = posix_spawn(&pid, "/usr/bin/sleep", nil, &attributes, &words, environ)
        """

    @Test("nothing outlives its worker, and what is right keeps its points")
    func leftovers() throws {
        let lines: [(id: String, code: [String], status: Status)] = [
            ("circuit.backward", [Self.sleeper, "if started != 0 { fatalError() }"], .passed),
            ("tanh.backward", [Self.sleeper, "while started == 0 {}"], .timedOut),
            ("sigmoid.backward", ["setsid()", "sleep(98765)"], .timedOut),
            ("max-gate.backward", ["Thread.detachNewThread { while true {} }"], .passed),
            (
                "leaky-relu.backward",
                ["for _ in 0..<20 { Thread.detachNewThread { sleep(98765) } }"], .passed
            ),
        ]
        let answers = try lines.map { ($0.id, $0.code + (try solution($0.id))) }
        let result = try graded(answers: Dictionary(uniqueKeysWithValues: answers))
        for line in lines {
            let found = try #require(result.results.first { $0.exercise.id == line.id })
            #expect(found.status == line.status, "\(told(found))")
        }
        for other in result.results where !lines.contains(where: { $0.id == other.exercise.id }) {
            if other.exercise.uses.isEmpty {
                #expect(other.status == .passed, "\(told(other))")
            }
        }
        try expectNoSleepers()
    }

    @Test("who starts others without an end is stopped by the system, and all of them end")
    func forkBomb() throws {
        let bomb = [
            "while true {", Self.sleeper,
            "if started != 0 { fatalError(\"no more processes\") }", "}",
        ]
        // Starting as many as one may takes a second, and many where a machine is busy.
        let result = try graded(
            answers: ["relu.backward": bomb + (try solution("relu.backward"))], timeout: 60)
        let found = try #require(result.results.first { $0.exercise.id == "relu.backward" })
        #expect(found.status == .crashed, "\(told(found))")
        #expect(found.message?.contains("no more processes") == true, "\(told(found))")
        try expectNoSleepers()
    }

    private func expectNoSleepers() throws {
        let outcome = try runTool(
            "/bin/sh", ["-c", "ps -eo stat,args | grep '[9]8765' | grep -v '^Z' | cat"],
            scratch: tree.scratch)
        #expect(outcome.output == "")
    }
}

/// A server on this machine that accepts whatever comes.
final class Listener: Sendable {
    static let shared = Listener()
    let port: UInt16

    private init() {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                _ = bind(listener, $0, length)
                _ = getsockname(listener, $0, &length)
            }
        }
        listen(listener, 8)
        port = UInt16(bigEndian: address.sin_port)
    }
}
