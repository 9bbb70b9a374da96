import Foundation
import Testing

@testable import Exchange
@testable import Grading

@Suite("How a worker came down, in words")
struct CrashTests {
    private static let fatal = """
        still here
        Plum/Basket.swift:12: Fatal error: index [0, 9] is outside a (1, 2) matrix

        *** Signal 4: Backtracing from 0x7f00... done ***
        """

    @Test(
        "a signal has a sentence",
        arguments: [
            (SIGXFSZ, "", "more than 1 MiB"), (SIGXCPU, "", "endless loop"),
            (SIGSEGV, "", "call itself without end"), (SIGBUS, "", "call itself without end"),
            (SIGKILL, "", "killed from outside"), (SIGILL, "", "arithmetic overflow"),
            (SIGTRAP, "", "arithmetic overflow"), (SIGTRAP, fatal, "index [0, 9] is outside"),
            (SIGABRT, "terminate called: std::bad_alloc", "1 GiB of memory"),
            (SIGABRT, "Cannot allocate memory", "1 GiB of memory"), (SIGFPE, "", "signal 8"),
            (SIGSEGV, fatal, "call itself without end"),
        ])
    func signals(number: Int32, words: String, sentence: String) {
        let found = crashSentence(.signaled(number), words: words)
        #expect(found.contains(sentence), "\(found)")
        #expect(!found.contains("\n"))
    }

    @Test("the first fatal error counts, without its file")
    func first() {
        let words = "A.swift:1: Fatal error: one\nB.swift:2: Fatal error: two\n"
        #expect(crashSentence(.signaled(SIGILL), words: words) == "one")
    }

    @Test("an exit has its status", arguments: [0, 1, 42] as [Int32])
    func exits(status: Int32) {
        let found = crashSentence(.exited(status), words: Self.fatal)
        #expect(found.contains("with exit status \(status) before"))
    }

    private static let closings: [ChildProcess.End?] = [.exited(ExitStatus.cannotReply), nil]

    @Test("a closed descriptor is told apart", arguments: closings)
    private func closed(end: ChildProcess.End?) {
        #expect(crashSentence(end, words: "") == "it closed the grader's own descriptors.")
    }

    private static let files = ["Fig", "Plum"].map { "Sources/Assignments/Assignment1/\($0).swift" }

    private static let backtrace = """
        Thread 0 "worker" crashed:

        0 0x0001 stop(_:) in worker at /tree/Sources/Layers/Stop.swift:21:5
        1 0x0002 pick() in worker at /tree/Sources/Assignments/Assignment1/Plum.swift:34:9

            32 │     public func pick() -> Int {
            34 │         basket[9]

        2 0x0003 eat() in worker at /tree/Sources/Assignments/Assignment1/Fig.swift:7:1
        3 0x0004 main in worker at /tree/Sources/Assignments/Commands/worker/Worker.swift:5:1
        """

    @Test("the place is the innermost line of the learner's own")
    func place() {
        let found = crashPlace(in: Self.backtrace, learnerFiles: Self.files)
        #expect(found == "Sources/Assignments/Assignment1/Plum.swift:34")
    }

    @Test("the learner's files may have been anywhere", arguments: ["", "/tree/", "/a b/tree/x/"])
    func anywhere(root: String) {
        let words = "0 x in worker at \(root)Sources/Assignments/Assignment1/Fig.swift:2:3"
        let found = crashPlace(in: words, learnerFiles: Self.files)
        #expect(found == "Sources/Assignments/Assignment1/Fig.swift:2")
    }

    @Test(
        "without a line of the learner's there is no place",
        arguments: [
            "", "nothing at all", "0 x in worker at /tree/Sources/Layers/Stop.swift:21:5",
            "0 x in worker at /tree/Sources/Assignments/Assignment11/Plum.swift:21:5",
            "0 x in worker at /tree/Sources/Assignments/Assignment1/Plums.swift:21:5",
            "I am at /tree/Sources/Assignments/Assignment1/Plum.swift:34:9",
        ])
    func nowhere(words: String) {
        #expect(crashPlace(in: words, learnerFiles: Self.files) == nil)
    }

    private static let path = "Sources/Assignments/Assignment1/Plum.swift"

    private static let compiler = """
        \(path):3:5: warning: variable 'a' was never used
          a = 1
          ^
        \(path):7:9: error: cannot find 'aple' in scope
          return aple
                 ^~~~
        Sources/Layers/Fruit.swift:1:2: note: did you mean 'apple'?
        Sources/Assignments/Assignment1/Fig.swift:2:1: error: expected '}'
        """

    @Test("of a compiler's words the errors in the file at fault are kept")
    func compile() {
        let fault = compileFault(Self.compiler, path: Self.path)
        #expect(fault.place == "\(Self.path):7")
        #expect(
            fault.text == """
                \(Self.path):7:9: error: cannot find 'aple' in scope
                  return aple
                         ^~~~
                """)
    }

    @Test("errors that are all elsewhere are kept, without a place")
    func elsewhere() {
        let fault = compileFault(Self.compiler, path: "Sources/Assignments/Assignment1/Pear.swift")
        #expect(fault.place == nil)
        #expect(fault.text.contains("Plum.swift:7:9: error"))
        #expect(fault.text.contains("Fig.swift:2:1: error"))
        #expect(!fault.text.contains("warning"))
    }

    @Test("three errors are enough")
    func three() {
        let output = (1...9).map { "\(Self.path):\($0):1: error: no \($0)" }
            .joined(separator: "\n")
        let fault = compileFault(output, path: Self.path)
        #expect(fault.text.components(separatedBy: "\n").count == 3)
        #expect(fault.place == "\(Self.path):1")
    }

    @Test("what is no diagnostic is kept as it is", arguments: ["<unknown>: killed\n", "Killed"])
    func other(output: String) {
        let fault = compileFault(output, path: Self.path)
        #expect(fault.text == output.trimmingCharacters(in: .newlines))
        #expect(fault.place == nil)
    }

    @Test("a linker's error has no place")
    func linker() {
        let fault = compileFault("error: link command failed\n", path: Self.path)
        #expect(fault == CompileFault(text: "error: link command failed", place: nil))
    }
}
