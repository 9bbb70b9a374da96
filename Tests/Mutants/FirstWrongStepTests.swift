import Foundation
import Testing

@testable import Grading

private let tree = Tree(
    root: URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent())

/// A step of a solution that is made wrong.
private struct Step: CustomTestStringConvertible, Sendable {
    let exercise: String
    let name: String

    var testDescription: String { "\(exercise), \(name)" }

    static let all = [
        "batch-norm.backward": ["xhat", "istd", "variance", "centered", "mean"],
        "layer-norm.backward": ["xhat", "istd", "variance", "centered", "mean"],
        "lstm-step.backward": ["tanhc", "o", "nextc", "f", "i", "g", "a"],
        "attention.backward": ["weights", "scores"],
    ].flatMap { exercise, names in names.map { Step(exercise: exercise, name: $0) } }
}

@Suite("The first wrong step of a long backward pass")
struct FirstWrongStepTests {
    /// The solution in which one line is half as large again.
    private func wrong(_ step: Step, in text: String) throws -> String {
        var lines = text.components(separatedBy: "\n")
        let told = try #require(
            lines.firstIndex { $0.contains("stageGradient(\"\(step.name)\", ") })
        if lines[told].contains("let ") {
            // let dxhat = stageGradient("xhat", ...)
            let begin = "stageGradient(\"\(step.name)\", "
            lines[told] = lines[told].replacing(begin, with: "\(begin)1.5 * ")
        } else {
            // dvariance was made in lines before.
            let name = try #require(lines[told].split(separator: " ").last).dropLast()
            let made = try #require(
                lines[..<told].firstIndex {
                    $0.contains("let \(name) =") || $0.contains("var \(name) =")
                })
            lines[made] = lines[made].replacing("\(name) =", with: "\(name) = 1.5 *")
        }
        return lines.joined(separator: "\n")
    }

    @Test("it is named, and no other", arguments: Step.all)
    private func named(step: Step) throws {
        let exercise = try #require(allExercises.first { $0.id == step.exercise })
        var files = try tree.solvedFiles()
        let solved = try #require(files[exercise.path])
        files[exercise.path] = try wrong(step, in: solved)
        #expect(files[exercise.path] != solved)
        let overlay = try OverlayBuilder(tree: tree, stubs: pristineStubs).build(files)
        let grader = Grader(tree: tree, options: GradeOptions())
        let result = grader.grade([exercise], with: overlay).results[0]
        #expect(result.status == .failed)
        #expect(result.stages.firstWrong?.name == "d\(step.name)", "\(result)")
    }
}
