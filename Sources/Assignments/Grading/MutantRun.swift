import Authoring
import Foundation

// Grading the grader: every wrong answer of the catalogue must lose points.

/// What became of one mutant.
public struct MutantOutcome: Sendable {
    public let mutant: Mutant
    public let result: ExerciseResult

    /// Why this is a fault of the grader, or nil if all is as it should be.
    public var fault: String? {
        if let fault = faultOfPoints { return fault }
        if diagnoses != mutant.diagnoses {
            return "is told \(diagnoses), and the catalogue says \(mutant.diagnoses)"
        }
        return nil
    }

    /// The same of the points alone: with another seed another thing may be true of a wrong answer.
    public var faultOfPoints: String? {
        switch result.status {
        case .doesNotCompile, .graderError, .notWritten, .timedOut:
            return "ends as \"\(result.status.words)\": \(result.message ?? "")"
        case .blocked where mutant.exercise.hasSuffix(".backward"):
            return "ends as \"blocked\": \(result.message ?? "")"
        default: break
        }
        let keeps = result.status == .passed
        if keeps != mutant.keepsPoints {
            return keeps ? "keeps its points" : "loses points, although it is right"
        }
        return nil
    }

    /// Whether it is told something that the catalogue says of it.
    public var isNamed: Bool { !Set(diagnoses).isDisjoint(with: mutant.diagnoses) }

    /// The codes of what its gradients were told, sorted.
    public var diagnoses: [String] {
        Set(result.checks.compactMap { $0.diagnosis?.code }).sorted()
    }
}

extension Tree {
    /// The catalogue of wrong answers, in the order of the exercises; empty in a tree without it.
    /// - Returns: all mutants.
    /// - Throws: `MarkerError` for a malformed file, `GraderError` for one of no exercise.
    public func mutants() throws -> [Mutant] {
        var mutants: [Mutant] = []
        for (path, text) in try texts(in: "Tests/Mutants/Catalogue", ending: ".txt") {
            mutants += try parseMutants(text, file: path)
        }
        let order = allExercises.map(\.id)
        for mutant in mutants where !order.contains(mutant.exercise) {
            throw GraderError("mutant \(mutant.id) belongs to no exercise: \(mutant.exercise)")
        }
        let sorted = mutants.enumerated().sorted { a, b in
            let first = order.firstIndex(of: a.element.exercise) ?? 0
            let second = order.firstIndex(of: b.element.exercise) ?? 0
            return (first, a.offset) < (second, b.offset)
        }
        return sorted.map(\.element)
    }

    /// Grades every mutant like a learner's answer, many in one build: one of each exercise, and
    /// never one of an exercise that another one in the same build is made of.
    /// - Parameters:
    ///   - mutants: what to grade.
    ///   - options: seed and number of cases.
    ///   - progress: called for each outcome.
    /// - Returns: the outcomes, in the order of the mutants.
    /// - Throws: `GraderError` if nothing can be built.
    public func grade(
        _ mutants: [Mutant], _ options: GradeOptions,
        progress: @Sendable (MutantOutcome) -> Void = { _ in }
    ) throws -> [MutantOutcome] {
        let builder = OverlayBuilder(tree: self, stubs: pristineStubs)
        // The first build makes the kit, which the others share.
        _ = try builder.build([:])
        let found = try concurrently(rounds(mutants)) { round -> [MutantOutcome] in
            var outcomes: [MutantOutcome] = []
            let answers = Dictionary(
                uniqueKeysWithValues: round.map { ($0.exercise, $0.code) })
            var files = try learnerFiles(blank: nil, answers: answers)
            for (path, text) in files where !text.contains("import Foundation") {
                // Mutants call exp and the like wherever they stand.
                files[path] = text.replacing(
                    "import Layers\n", with: "import Foundation\nimport Layers\n",
                    maxReplacements: 1)
            }
            let overlay = try builder.build(files)
            for mutant in round {
                // A wrong forward pass is an exercise only where forward passes are cut.
                let blank: Blank = mutant.exercise.hasSuffix(".forward") ? .all : .backward
                let grader = Grader(tree: self, options: options, blank: blank)
                let chosen = allExercises.filter { $0.id == mutant.exercise }
                // Ctrl-C leaves no result.
                guard let result = grader.grade(chosen, with: overlay).results.first else { break }
                let outcome = MutantOutcome(mutant: mutant, result: result)
                outcomes.append(outcome)
                progress(outcome)
            }
            return outcomes
        }
        var outcomes: [String: MutantOutcome] = [:]
        for outcome in found.joined() {
            outcomes["\(outcome.mutant.exercise) \(outcome.mutant.id)"] = outcome
        }
        return mutants.compactMap { outcomes["\($0.exercise) \($0.id)"] }
    }
}

/// Mutants that can share a build.
private func rounds(_ mutants: [Mutant]) -> [[Mutant]] {
    func uses(_ id: String) -> [String] {
        let used = allExercises.first { $0.id == id }?.uses ?? []
        // Whoever uses a layer uses both of its passes.
        return used + used.map { $0.replacing(".backward", with: ".forward") }
    }
    func clash(_ a: Mutant, _ b: Mutant) -> Bool {
        let subject = { (id: String) in
            id.replacing(".backward", with: "").replacing(".forward", with: "")
        }
        return subject(a.exercise) == subject(b.exercise) || uses(a.exercise).contains(b.exercise)
            || uses(b.exercise).contains(a.exercise)
    }
    var rounds: [[Mutant]] = []
    for mutant in mutants {
        if let free = rounds.firstIndex(where: { !$0.contains { clash($0, mutant) } }) {
            rounds[free].append(mutant)
        } else {
            rounds.append([mutant])
        }
    }
    return rounds
}
