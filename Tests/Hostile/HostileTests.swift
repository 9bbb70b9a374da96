import Authoring
import Foundation
import Testing

@testable import Grading

/// The tree that these tests are in.
let tree = Tree(
    root: URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent())

/// Whether tests that take minutes are wanted: `CHAINRULE_THOROUGH=1 swift test --filter Hostile`.
let isThorough = ProcessInfo.processInfo.environment["CHAINRULE_THOROUGH"] != nil

/// Grades assignment 1, with right answers but for these.
func graded(_ behaviours: [Behaviour], editing edit: (inout [String: String]) -> Void = { _ in })
    throws -> GradeResult
{
    try graded(
        answers: Dictionary(uniqueKeysWithValues: behaviours.map { ($0.exercise, $0.code) }),
        editing: edit)
}

/// Grades assignment 1, with right answers but for these lines.
///
/// Other suites run beside this one: filling a gigabyte may take longer than usual.
func graded(
    answers: [String: [String]], timeout: Double = 6,
    editing edit: (inout [String: String]) -> Void = { _ in }
) throws -> GradeResult {
    var files = try tree.learnerFiles(blank: nil, answers: answers)
        .filter { $0.key.contains("/Assignment1/") }
    for path in files.keys {
        // Calls such as exit and tanh need the C library.
        files[path] = files[path]?.replacing(
            "import Layers\n", with: "import Foundation\nimport Layers\n", maxReplacements: 1)
    }
    edit(&files)
    let overlay = try OverlayBuilder(tree: tree, stubs: pristineStubs).build(files)
    var options = GradeOptions()
    options.timeout = timeout
    let grader = Grader(tree: tree, options: options)
    return grader.grade(
        grader.exercises.filter { $0.assignment == "Assignment1" }, with: overlay)
}

/// Everything that a learner reads about an exercise.
func told(_ result: ExerciseResult) -> String {
    TextReport(
        GradeResult(seed: 1, results: [result]), palette: Palette(isOn: false), showsAll: true
    ).text()
}

/// What must hold for a behaviour's exercise.
func expectAsItShould(_ behaviour: Behaviour, _ result: GradeResult) throws {
    let found = try #require(result.results.first { $0.exercise.id == behaviour.exercise })
    #expect(found.status == behaviour.status, "\(behaviour.name): \(found)")
    #expect(found.points == 0, "\(behaviour.name)")
    let text = told(found)
    #expect(text.contains(behaviour.words), "\(behaviour.name): \(text)")
    #expect(
        text.components(separatedBy: "\n").allSatisfy { $0.count <= 100 },
        "\(behaviour.name): \(text)")
    let place = try #require(found.place, "\(behaviour.name)")
    #expect(place.hasPrefix("\(found.exercise.path):"), "\(behaviour.name): \(place)")
    if let line = behaviour.faultyLine {
        // The code stands where the hole was, and an import was put on top of the file.
        let stub = try #require(pristineStubs[found.exercise.path])
        let hole = try #require(
            stub.components(separatedBy: "\n").firstIndex { $0.contains("yourCodeHere(\"") })
        #expect(place.hasSuffix(":\(hole + 2 + line)"), "\(behaviour.name): \(place)")
    }
}

@Suite("Code that goes wrong loses its own exercise, and no other", .serialized)
struct HostileTests {
    @Test("ten kinds at once")
    func together() throws {
        let result = try graded(Behaviour.anEveningsWorth) { files in
            // The tenth: a renamed function.
            let path = "Sources/Assignments/Assignment1/LogisticLoss.swift"
            files[path] = files[path]?.replacing("func backward(", with: "func backwards(")
        }
        for behaviour in Behaviour.anEveningsWorth { try expectAsItShould(behaviour, result) }
        var spoiled = Set(Behaviour.anEveningsWorth.map(\.exercise))
        let renamed = try #require(
            result.results.first { $0.exercise.id == "logistic-loss.backward" })
        #expect(renamed.status == .doesNotCompile)
        #expect(renamed.message?.contains("LogisticLoss") == true)
        spoiled.insert(renamed.exercise.id)
        for other in result.results where !spoiled.contains(other.exercise.id) {
            // The nets use the learner's own ReLU, which is spoiled here.
            if other.exercise.uses.contains(where: spoiled.contains) {
                #expect(other.status != .passed && other.status != .graderError)
            } else {
                #expect(other.status == .passed, "\(other.exercise.id): \(told(other))")
            }
        }
    }

    @Test("other kinds, cheats among them", arguments: Behaviour.batches(Behaviour.others))
    func others(_ batch: [Behaviour]) throws {
        let result = try graded(batch)
        for behaviour in batch { try expectAsItShould(behaviour, result) }
        let spoiled = Set(batch.map(\.exercise))
        for other in result.results
        where !spoiled.contains(other.exercise.id)
            && !other.exercise.uses.contains(where: spoiled.contains)
        {
            #expect(other.status == .passed, "\(other.exercise.id): \(told(other))")
        }
    }

    @Test("no worker is left behind without a parent")
    func nothingLeft() throws {
        let workers = "\(tree.root.path)/.build/chainrule/overlay"
        let outcome = try runTool(
            "/bin/sh",
            [
                "-c", "ps -eo ppid,args | awk -v w=\"$1\" '$1 == 1 && index($2, w) == 1'", "sh",
                workers,
            ],
            scratch: tree.scratch)
        #expect(outcome.succeeded)
        #expect(outcome.output == "")
    }
}
