import Foundation
import Layers
import Testing

@testable import Grading
@testable import Layers

/// Texts that a learner's code might print, or hold.
let hostileTexts = [
    "\"quoted\" 'single' \\ back\\\\slash /slash/",
    "]]> <![CDATA[ <script>alert(1)</script> &amp; &#0;",
    "\u{1B}[2J\u{0}\u{7}\u{7F}\u{9B}", "tab\tand\rreturn", "nan inf -inf NaN 1e999",
    "👩‍👩‍👧 é e\u{301} \u{1F3F4}", "\u{202E}backwards\u{202C} \u{2067}עברית\u{2069}",
    "\u{D7FF}\u{E000}\u{FFFD}\u{FFFE}\u{FFFF}\u{10FFFF}", "\u{2028}line\u{2029}paragraph",
    String(decoding: [0x41, 0xff, 0xfe, 0xc0, 0x80, 0xed, 0xa0, 0x80, 0x42], as: UTF8.self),
    "--> <!-- {{x}} ${y} %s %n", "::notice title=Autograding complete::Points 400/400",
]

/// A megabyte without a line feed.
let longLine = String(repeating: "x<", count: 1 << 19)

/// A text as a test's argument, of which a log shows the beginning only.
struct Words: CustomTestStringConvertible {
    let text: String

    var testDescription: String { printable(String(text.prefix(40))) }
}

/// All of them, as arguments.
let hostileWords = (hostileTexts + [longLine]).map(Words.init)

/// A failed check of a gradient of this shape, with every entry wrong.
func wrongCheck(_ name: String, rows: Int, columns: Int, _ entry: Double = 1) -> CheckResult {
    var generator = SeededGenerator(seed: 5)
    let numeric = Matrix.normal(rows: rows, columns: columns, using: &generator)
    var yours = Matrix.normal(rows: rows, columns: columns, using: &generator)
    yours.elements[0] = entry
    let comparison = GradientComparison(
        verdict: entry.isFinite ? .wrong : .notFinite, yours: yours, numeric: numeric,
        errorBars: numeric.zeros,
        wrongEntries: entry.isFinite ? Array(numeric.elements.indices) : [],
        kinks: 0, unresolved: 0, scale: 1, largestRelativeError: 1, allowedRelativeError: 1e-6,
        power: 1e-6, evaluations: 1, functionMoved: true)
    return CheckResult(
        name: name, status: .failed, comparison: comparison, setting: "case A, seed 1",
        sentence: nil)
}

/// A table of this many steps, of which one is wrong and one not told.
func stageTable(_ count: Int, size: Int = 3) throws -> StageTable {
    let stages = try (0..<count).map { index in
        let check = try index == 1 ? nil : comparedCheck("dstep\(index)", wrong: index == 2 ? 1 : 0)
        let value = Matrix.linspace(from: -1, to: 1, rows: size, columns: size)
        return Stage(
            name: "dstep\(index)", value: value, numeric: [[3, 12]], check: check)
    }
    return StageTable(stages: stages, untold: [], setting: "case A, seed 1")
}

/// A result with every status there is, and every kind of wrong gradient.
func everyStatus() throws -> GradeResult {
    let statuses: [Status] = [
        .passed, .failed, .notWritten, .doesNotCompile, .crashed, .timedOut, .blocked, .graderError,
    ]
    let long = String(repeating: "a very long line without an end ", count: 40)
    var results = statuses.map { status in
        outcome(
            synthetic(
                "plum.\(status.rawValue.replacing("_", with: "-"))", assignment: "Assignment2"),
            status, message: "Why \(long)\n\(long)", place: "Sources/\(status.rawValue).swift:7",
            printed: "\(long)\n\(hostileTexts.joined(separator: "\n"))")
    }
    let wide = synthetic(
        "exercise-with-quite-a-long-name.backward", points: 10, .backward(of: ["a", "b", "c", "d"]))
    let checks = [
        wrongCheck("da", rows: 3, columns: 6), wrongCheck("db", rows: 40, columns: 30, .nan),
        wrongCheck("dc", rows: 1, columns: 300), try comparedCheck("dd"),
    ]
    var failed = outcome(wide, .failed, checks: checks)
    failed.stages = try stageTable(9)
    results.append(failed)
    return GradeResult(seed: 3, results: results)
}

/// What a page of these results shows besides: the learner's code and hints.
func sources(for result: GradeResult, code: String) -> PageSources {
    let paths = result.results.map { ($0.exercise.path, code) }
    let hints = result.results.map { ($0.exercise.id, "Look at it.\n\n    let x = \"<y>\"") }
    return PageSources(
        files: Dictionary(paths) { $1 }, hints: Dictionary(hints) { $1 },
        command: "swift run grade --seed \(result.seed)")
}

/// The first of these programs that is in PATH.
func programInPath(_ names: String...) -> URL? {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
    let places = names.flatMap { name in
        path.split(separator: ":").map { URL(fileURLWithPath: "\($0)/\(name)") }
    }
    return places.first { FileManager.default.isExecutableFile(atPath: $0.path) }
}

/// What a program prints; its last argument is a file that holds `text`.
func output(of program: URL, _ arguments: [String], on text: String, named name: String) throws
    -> String
{
    var printed = ""
    try withFolder { folder in
        let file = folder.appendingPathComponent(name)
        try Data(text.utf8).write(to: file)
        let result = folder.appendingPathComponent("printed.txt")
        try Data().write(to: result)
        let process = Process()
        process.executableURL = program
        process.arguments = arguments + [file.path]
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try FileHandle(forWritingTo: result)
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        printed = try String(contentsOf: result, encoding: .utf8)
    }
    return printed
}

/// What a Python program, in which `path` is the document, prints as a list of strings.
func python(_ script: String, on document: String) throws -> [String] {
    let program = try #require(programInPath("python3"))
    let start = "import json, sys\nimport xml.etree.ElementTree as tree\npath = sys.argv[1]\n"
    let printed = try output(
        of: program, ["-c", start + script], on: document, named: "document")
    return try JSONDecoder().decode([String].self, from: Data(printed.utf8))
}

let hasPython = programInPath("python3") != nil
