import Exchange
import Foundation
import Layers
import Testing

@testable import Grading

/// The tree that these tests are in.
let thisTree = Tree(
    root: URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent())

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
