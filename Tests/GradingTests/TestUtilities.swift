import Exchange
import Foundation
import Layers
import Testing

@testable import Grading

/// The tree that these tests are in.
let thisTree = Tree(
    root: URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent())

/// Whether it is the instructor's; in a student's copy there are no answers and no derivations.
let hasAnswers = (try? thisTree.holdsAnswers()) ?? false

/// An exercise that nobody is asked for, on one matrix x.
func synthetic(
    _ id: String = "plum.backward", assignment: String = "Assignment1", points: Double = 4,
    _ kind: Exercise.Kind = .backward(of: ["x"]), uses: [String] = [],
    problem: @escaping @Sendable (Int, inout SeededGenerator) -> Problem = { _, generator in
        Problem(["x": .normal(rows: 2, columns: 3, using: &generator)])
    }
) -> Exercise {
    Exercise(
        id: id, assignment: assignment, points: points, file: "Plum.swift", page: "1-fruit.md",
        kind: kind, subject: id.replacing(".backward", with: ""), helpers: [], uses: uses,
        problem: problem)
}

/// The outcome of an exercise, made by hand.
func outcome(
    _ exercise: Exercise, _ status: Status, checks: [CheckResult] = [],
    message: String? = nil, place: String? = nil, printed: String = ""
) -> ExerciseResult {
    ExerciseResult(
        exercise: exercise, status: status, checks: checks, message: message, place: place,
        printed: printed)
}

/// The outcome of some exercise, made by hand.
func outcome(
    _ status: Status, checks: [CheckResult] = [], message: String? = nil, place: String? = nil,
    printed: String = ""
) -> ExerciseResult {
    outcome(
        synthetic(), status, checks: checks, message: message, place: place, printed: printed)
}

/// A check with two entries, of which this many are wrong.
func comparedCheck(_ name: String, wrong: Int = 0) throws -> CheckResult {
    let x: Matrix = [[1, 2]]
    var gradient: Matrix = [[3, 12]]
    for i in 0..<wrong { gradient.elements[i] += 1 }
    let comparison = try compareGradient(gradient, at: x, dout: [1, 1]) { $0.elements.map(cube) }
    return CheckResult(
        name: name, status: wrong > 0 ? .failed : .passed, comparison: comparison,
        setting: "case A, seed 1", sentence: nil)
}

/// Something to differentiate: x^3.
@Sendable func cube(_ x: Double) -> Double { x * x * x }

/// What a run of a command printed, and how it ended.
struct Run {
    let status: Int32
    let output: String
    let errors: String

    /// Runs the program that was built together with these tests, at the root of their tree.
    init(_ words: [String], program name: String = "grade") throws {
        let process = Process()
        process.executableURL = try Self.program(name)
        process.arguments = words
        process.currentDirectoryURL = thisTree.root
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("command-tests-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let files = ["output", "errors"].map { folder.appendingPathComponent($0) }
        for file in files { try Data().write(to: file) }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try FileHandle(forWritingTo: files[0])
        process.standardError = try FileHandle(forWritingTo: files[1])
        try process.run()
        process.waitUntilExit()
        status = process.terminationStatus
        output = try String(contentsOf: files[0], encoding: .utf8)
        errors = try String(contentsOf: files[1], encoding: .utf8)
    }

    static func program(_ name: String) throws -> URL {
        let tests = Bundle.allBundles.map(\.bundleURL).filter { $0.pathExtension == "xctest" }
        let places = tests + [URL(fileURLWithPath: CommandLine.arguments[0])]
        let programs = places.map {
            $0.deletingLastPathComponent().appendingPathComponent(name)
        }
        return try #require(
            programs.first { FileManager.default.isExecutableFile(atPath: $0.path) },
            "there is no program \(name) at \(programs)")
    }
}

/// A wrong call, and what must be said about it.
struct WrongCall: Sendable, CustomTestStringConvertible {
    let words: [String]
    let sentence: String

    init(_ words: String..., sentence: String) { (self.words, self.sentence) = (words, sentence) }

    var testDescription: String { words.joined(separator: " ") }
}

/// A new folder for one test, with a file in it.
func withFolder(_ body: (URL) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory
        .appendingPathComponent("command-tests-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data("mine\n".utf8).write(to: folder.appendingPathComponent("mine.txt"))
    try body(folder)
    let mine = folder.appendingPathComponent("mine.txt")
    #expect(try String(contentsOf: mine, encoding: .utf8) == "mine\n")
}
