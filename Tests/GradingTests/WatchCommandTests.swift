import Foundation
import Testing

@testable import Grading

@Suite("The command grade --watch")
struct WatchCommandTests {
    @Test(
        "keys do what they say, and the terminal is as before however it ends",
        .enabled(if: hasPython, "This needs python3, for a pseudo terminal."),
        arguments: ["keys", "interrupt", "terminate", "hang-up", "kill", "crash"])
    func terminal(scenario: String) throws {
        let script = thisTree.url("Tests/watch-keys").path
        let outcome = try runTool(
            "python3", [script, Run.program("grade").path, scenario], scratch: thisTree.scratch)
        #expect(outcome.succeeded, "\(outcome.output)")
    }

    @Test("without a terminal it says so, and grades once")
    func once() throws {
        let words = ["affine.backward", "--seed", "2"]
        let watched = try Run(["--watch"] + words)
        let plain = try Run(words)
        // In a fresh copy the kit is compiled for grading, and that is said after it.
        #expect(
            watched.errors.contains("--watch needs a terminal, and there is none: grading once.\n")
        )
        #expect(watched.output == plain.output)
        #expect(watched.status == plain.status)
    }
}
