import Foundation
import Grading
import Layers

/// Times the kit, on workloads that other libraries are timed with, too.
@main struct Bench {
    static func main() {
        runCommand("bench") { try bench(Array(CommandLine.arguments.dropFirst())) }
    }

    static let help = """
        Times forward and backward passes, and whole steps of training, in milliseconds. Usage:

          swift run -c release bench [NAME ...]

        Options:
          --seconds S       how long each is repeated (1.5 by default), five times at least
          --format json     one object a line
          --threads N       how many threads may share the work (1 by default)
          --names           their names only
          --digests         no times, but a number for each that changes with any bit of its results

        Tests/bench-peers compares the times with those of numpy, PyTorch and JAX, and Tests/bench-bits
        the digests of different numbers of threads.

        Exit status: 0 done, 2 wrong usage.
        """

    static func bench(_ words: [String]) throws -> Int32 {
        let arguments = try Arguments(
            words, flags: ["--help", "-h", "--names", "--digests"],
            options: ["--seconds", "--format", "--threads"])
        if !arguments.flags.isDisjoint(with: ["--help", "-h"]) || arguments.words == ["help"] {
            print(help)
            return 0
        }
        let names = workloads.map(\.name)
        if arguments.flags.contains("--names") {
            print(names.joined(separator: "\n"))
            return 0
        }
        for word in arguments.words where !names.contains(word) {
            throw UsageError("there is no workload \"\(word)\"\(suggestion(word, among: names))")
        }
        let isJSON =
            try arguments.choice("--format", of: ["text", "json"], default: "text") == "json"
        let seconds = try duration(arguments)
        Threads.count = try arguments.integer("--threads", in: 1...64, default: 1)
        let chosen = workloads.filter {
            arguments.words.isEmpty || arguments.words.contains($0.name)
        }
        if arguments.flags.contains("--digests") {
            for workload in chosen {
                print("\(workload.name) \(digest(of: workload.prepared()()))")
                fflush(nil)
            }
            return 0
        }
        #if DEBUG
            complain("This is a debug build: for figures, swift run -c release bench")
        #endif
        for workload in chosen {
            let times = Times(of: workload, seconds: seconds)
            print(isJSON ? times.json(workload.name) : times.line(workload.name))
            fflush(nil)
        }
        return 0
    }

    /// FNV-1a over the bits of all numbers.
    private static func digest(of results: [Matrix]) -> String {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for number in results.flatMap(\.elements) {
            hash = (hash ^ number.bitPattern) &* 0x100_0000_01B3
        }
        return String(hash, radix: 16)
    }

    private static func duration(_ arguments: Arguments) throws -> Double {
        guard let text = arguments.value("--seconds") else { return 1.5 }
        guard let seconds = Double(text), seconds > 0, seconds <= 3600 else {
            throw UsageError("--seconds \(text): it takes a number above 0 and up to 3600.")
        }
        return seconds
    }
}

/// How long a workload took, again and again.
struct Times {
    /// In milliseconds, from the shortest to the longest.
    private let sorted: [Double]

    /// Runs it twice without looking, and then for so many seconds, five times at least.
    init(of workload: Workload, seconds: Double) {
        let compute = workload.prepared()
        let run = { _ = compute() }
        run()
        run()
        let clock = ContinuousClock()
        let end = clock.now + .seconds(seconds)
        var times: [Double] = []
        while clock.now < end || times.count < 5 {
            times.append(clock.measure { run() } / .milliseconds(1))
        }
        sorted = times.sorted()
    }

    private var median: Double { sorted[sorted.count / 2] }

    func line(_ name: String) -> String {
        name.padding(toLength: 18, withPad: " ", startingAt: 0)
            + String(
                format: "median %10.4f ms   minimum %10.4f ms   %d runs", median, sorted[0],
                sorted.count)
    }

    /// The fields by which libraries are compared.
    func json(_ name: String) -> String {
        String(
            format:
                "{\"peer\": \"chainrule\", \"threads\": %d, \"workload\": \"%@\", \"median_ms\": %.4f, \"min_ms\": %.4f, \"runs\": %d}",
            Threads.count, name, median, sorted[0], sorted.count)
    }
}
