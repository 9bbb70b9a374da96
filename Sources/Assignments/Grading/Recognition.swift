import Authoring
import Layers

// The catalogue as an oracle, on the instructor's side: a wrong answer whose numbers are those of a
// known one is that one. Learners never see it; what they are told is computed from their numbers.

/// A known wrong answer that gives the same numbers as a learner's.
public struct Recognition: Sendable {
    public let exercise: Exercise
    /// All that fit; two ways to write the same formula cannot be told apart.
    public let mutants: [Mutant]
}

extension Tree {
    /// Names the failed exercises whose numbers are those of wrong answers of the catalogue.
    /// - Parameters:
    ///   - result: a learner's run.
    ///   - options: those of that run.
    /// - Returns: one for each exercise that was recognized.
    /// - Throws: `GraderError` if the catalogue cannot be read or built.
    public func recognize(_ result: GradeResult, _ options: GradeOptions) throws -> [Recognition] {
        let failed = result.results.filter { $0.status == .failed }
        let candidates = try mutants().filter { mutant in
            !mutant.keepsPoints && failed.contains { $0.exercise.id == mutant.exercise }
        }
        if candidates.isEmpty { return [] }
        let outcomes = try grade(candidates, options)
        return failed.compactMap { learners in
            let same = outcomes.filter {
                $0.mutant.exercise == learners.exercise.id && haveSameNumbers($0.result, learners)
            }
            return same.isEmpty
                ? nil : Recognition(exercise: learners.exercise, mutants: same.map(\.mutant))
        }
    }
}

/// Whether the same checks fail at the same problems with the same numbers.
private func haveSameNumbers(_ a: ExerciseResult, _ b: ExerciseResult) -> Bool {
    a.checks.count == b.checks.count
        && zip(a.checks, b.checks).allSatisfy { first, second in
            first.name == second.name && first.status == second.status
                && first.setting == second.setting && first.sentence == second.sentence
                && areSame(first.comparison?.yours, second.comparison?.yours)
        }
}

private func areSame(_ a: Matrix?, _ b: Matrix?) -> Bool {
    guard let a, let b else { return a == nil && b == nil }
    if a.shape != b.shape { return false }
    let size = max(a.largestMagnitude(), b.largestMagnitude())
    return zip(a.elements, b.elements).allSatisfy {
        $0 == $1 || ($0.isNaN && $1.isNaN) || abs($0 - $1) <= 1e-9 * size
    }
}
