import Exchange
import Foundation
import Layers
import Testing

@testable import Grading

/// One case as `compare.py` reads it: what the kit was given, and what it gave.
private struct Case: Encodable {
    struct Table: Encodable {
        let rows: Int
        let columns: Int
        var elements: [Double]

        init(_ matrix: Matrix) {
            (rows, columns, elements) = (matrix.rows, matrix.columns, matrix.elements)
        }
    }

    let subject: String
    let matrices: [String: Table]
    let labels: [Int]
    let numbers: [String: Double]
    var upstream: [String: Table] = [:]
    var outputs: [String: Table]
    var gradients: [String: Table] = [:]

    /// A random problem of an exercise, and the kit's own answers.
    init(_ exercise: Exercise, seed: Int, index: Int) throws {
        var options = GradeOptions()
        options.seed = seed
        var (problem, generator) = drawnProblem(exercise, options, index: index)
        let kit = LocalCaller(
            subject: try #require(allSubjects.first { $0.name == exercise.subject }))
        let out = kit.call(.forward, problem)
        subject = exercise.subject
        matrices = problem.matrices.mapValues(Table.init)
        labels = problem.labels
        numbers = problem.numbers
        outputs = tables(out)
        guard case .backward = exercise.kind else { return }
        for item in out.items {
            let upstream = randomUpstream(item.matrix.shape, using: &generator)
            problem.matrices["d\(item.name)"] = upstream
            self.upstream["d\(item.name)"] = Table(upstream)
        }
        gradients = tables(kit.call(.backward, problem))
    }
}

private func tables(_ values: Values) -> [String: Case.Table] {
    Dictionary(uniqueKeysWithValues: values.items.map { ($0.name, Case.Table($0.matrix)) })
}

@Suite("PyTorch")
struct PyTorchTests {
    /// The folder that this file is in.
    private let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()

    private let python = ProcessInfo.processInfo.environment["CHAINRULE_PYTHON"] ?? "python3"

    /// Runs `compare.py`; its output goes to a file, which cannot fill up as a pipe can.
    private func compare(_ cases: [Case]) throws -> (
        status: Int32, output: String
    ) {
        let name = "pytorch-\(UUID().uuidString)"
        let input = FileManager.default.temporaryDirectory.appendingPathComponent("\(name).json")
        let log = FileManager.default.temporaryDirectory.appendingPathComponent("\(name).txt")
        defer { for file in [input, log] { try? FileManager.default.removeItem(at: file) } }
        try JSONEncoder().encode(cases).write(to: input)
        try Data().write(to: log)
        let handle = try FileHandle(forWritingTo: log)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [
            python, "-B", folder.appendingPathComponent("compare.py").path, input.path,
        ]
        process.standardOutput = handle
        process.standardError = handle
        try process.run()
        process.waitUntilExit()
        try handle.close()
        return (process.terminationStatus, try String(contentsOf: log, encoding: .utf8))
    }

    /// Whether there is no PyTorch: then a test says what to install, and passes.
    private func isSkipped(_ status: Int32, _ output: String) -> Bool {
        if status == 77 { print("skipped: \(output.trimmingCharacters(in: .newlines))") }
        return status == 77
    }

    @Test("gives the same outputs and gradients for every exercise, 5 seeds and 3 cases")
    func everyExercise() throws {
        let exercises = allExercises.filter { exercise in
            if case .forward = exercise.kind { return false }
            return true
        }
        var cases: [Case] = []
        for exercise in exercises {
            for seed in 1...5 {
                for index in 0..<3 {
                    cases.append(try Case(exercise, seed: seed, index: index))
                }
            }
        }
        let (status, output) = try compare(cases)
        if isSkipped(status, output) { return }
        try #require(status == 0, "\(output)")
        // Nothing was left out: a line for every exercise.
        let lines = output.split(separator: "\n")
        for exercise in exercises {
            #expect(
                lines.contains { $0.hasPrefix("\(exercise.subject): 15 cases, ") },
                "\(exercise.id)")
        }
        print(output)
    }

    @Test("a number that is off by one in ten million is told", arguments: ["out", "dw", "shape"])
    func wrong(what: String) throws {
        let exercise = try #require(allExercises.first { $0.id == "affine.backward" })
        var one = try Case(exercise, seed: 1, index: 0)
        switch what {
        case "out": one.outputs["out"]?.elements[0] *= 1 + 1e-7
        case "dw": one.gradients["dw"]?.elements[0] *= 1 + 1e-7
        default: one.gradients["dw"] = one.gradients["db"]
        }
        let (status, output) = try compare([one])
        if isSkipped(status, output) { return }
        #expect(status == 1)
        #expect(output.hasPrefix("affine: 1 cases, largest error "))
        #expect(output.hasSuffix(": DIFFERS\n"), "\(output)")
    }
}
