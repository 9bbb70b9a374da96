import Foundation
import Testing

@testable import Grading

private let tree = Tree(
    root: URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent())

/// Steps of solutions, one each, that are made wrong in one build.
private struct Steps: CustomTestStringConvertible, Sendable {
    /// The step's name, by exercise.
    let names: [String: String]

    var testDescription: String {
        names.sorted { $0.key < $1.key }.map { "\($0), \($1)" }.joined(separator: "; ")
    }

    private static let known = [
        "batch-norm.backward": ["xhat", "istd", "variance", "centered", "mean"],
        "layer-norm.backward": ["xhat", "istd", "variance", "centered", "mean"],
        "lstm-step.backward": ["tanhc", "o", "nextc", "f", "i", "g", "a"],
        "attention.backward": ["weights", "scores"],
    ]
    static let all = (0..<(known.values.map(\.count).max() ?? 0)).map { index in
        Steps(names: known.filter { index < $1.count }.mapValues { $0[index] })
    }
}

@Suite("The first wrong step of a long backward pass")
struct FirstWrongStepTests {
    /// The solution in which one line is half as large again.
    private func wrong(_ step: String, in text: String) throws -> String {
        var lines = text.components(separatedBy: "\n")
        let told = try #require(
            lines.firstIndex { $0.contains("stageGradient(\"\(step)\", ") })
        if lines[told].contains("let ") {
            // let dxhat = stageGradient("xhat", ...)
            let begin = "stageGradient(\"\(step)\", "
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

    @Test("it is named, and no other", arguments: Steps.all)
    private func named(steps: Steps) throws {
        var files = try tree.solvedFiles()
        let exercises = allExercises.filter { steps.names[$0.id] != nil }
        #expect(exercises.count == steps.names.count)
        for exercise in exercises {
            let solved = try #require(files[exercise.path])
            files[exercise.path] = try wrong(#require(steps.names[exercise.id]), in: solved)
            #expect(files[exercise.path] != solved)
        }
        let overlay = try OverlayBuilder(tree: tree, stubs: pristineStubs).build(files)
        let grader = Grader(tree: tree, options: GradeOptions())
        for result in grader.grade(exercises, with: overlay).results {
            let name = try #require(steps.names[result.exercise.id])
            #expect(result.status == .failed)
            #expect(result.stages.firstWrong?.name == "d\(name)", "\(result)")
        }
    }
}
