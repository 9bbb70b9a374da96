import Exchange
import Foundation
import Layers
import Testing

@testable import Grading

/// The kit's own backward pass with a fault of one gradient.
private struct Faulty: Caller {
    let kit: LocalCaller
    let name: String
    let fault: @Sendable (_ right: Matrix, _ problem: Problem, _ kit: LocalCaller) -> Matrix

    func call(_ action: Action, _ problem: Problem) -> Values {
        let values = kit.call(action, problem)
        if action != .backward { return values }
        return Values(
            values.items.map {
                ($0.name, $0.name == name ? fault($0.matrix, problem, kit) : $0.matrix)
            })
    }
}

/// One fault and the kind that it has to be called.
private struct Case: CustomTestStringConvertible, Sendable {
    let exercise: String
    let name: String
    let code: String?
    let words: String
    let fault: @Sendable (Matrix, Problem, LocalCaller) -> Matrix

    var testDescription: String { "\(exercise), \(name): \(code ?? "nothing")" }

    init(
        _ exercise: String, _ name: String, _ code: String?, _ words: String = "",
        _ fault: @escaping @Sendable (Matrix, Problem, LocalCaller) -> Matrix
    ) {
        (self.exercise, self.name, self.code) = (exercise, name, code)
        (self.words, self.fault) = (words, fault)
    }
}

private let cases: [Case] = [
    Case("affine.backward", "dw", nil) { right, _, _ in right },
    Case("affine.backward", "dw", "sign", "the opposite sign") { right, _, _ in -1 * right },
    Case("affine.backward", "dw", "constant-factor", "one over the number of rows of x") {
        $0 / Double($1["x"].rows) + 0 * $2.call(.backward, $1).items[1].matrix
    },
    Case("affine.backward", "dw", "all-zero", "all zeros") { right, _, _ in right.zeros },
    Case("affine.backward", "dw", "unnamed-factor", "another multiple in other cases") {
        right, problem, _ in problem["x"].sum() * right
    },
    Case("affine.backward", "dw", "shape-transposed", "exchanged") { right, _, _ in
        right.transposed()
    },
    Case("affine.backward", "dx", "ignores-dout", "left out") { _, problem, kit in
        var ones = problem
        ones.matrices["dout"] = problem["dout"].mapped { _ in 1 }
        return kit.call(.backward, ones)["dx"] ?? problem["x"]
    },
    Case("affine.backward", "dx", "rearranged", "rows in the opposite order") { right, _, _ in
        Matrix((0..<right.rows).reversed().map { Array(right.row($0)) })
    },
    Case("affine.backward", "db", "only-some-of-dout", "the last row") { _, problem, _ in
        let dout = problem["dout"]
        return dout.rows(dout.rows - 1..<dout.rows)
    },
    Case("affine.backward", "dw", "not-linear-in-dout", "with a dout of 0") {
        right, problem, _ in right + problem["w"]
    },
    Case("two-layer-net.backward", "affine1.dw", "extra-term", "(reg) affine1.w") {
        right, problem, _ in
        right + problem.number("reg") * problem["dloss"].scalar * problem["affine1.w"]
    },
    Case("affine.backward", "dw", "near-miss", "within 1 %") { right, _, _ in
        // An error that has no pattern, and never the same one.
        var close = right
        for i in close.elements.indices {
            close.elements[i] *= 1 + 1e-3 * sin(1000 * Double(i + 1))
        }
        return close
    },
    Case("affine.backward", "dw", nil) { right, _, _ in
        var wild = right
        for i in wild.elements.indices { wild.elements[i] *= sin(1000 * Double(i + 1)) }
        return wild
    },
    Case("relu.backward", "dx", "local-slope", "dout itself") { _, problem, _ in
        problem["dout"]
    },
    Case("relu.backward", "dx", "opposite-places", "exactly where it should not be") {
        _, problem, _ in
        problem["dout"].zipMapped(problem["x"]) { $1 < 0 ? $0 : 0 }
    },
    Case("batch-norm.backward", "dx", "path-missing", "mean") { right, problem, kit in
        // Without the way through the mean, which makes every column add up to 0.
        var still = problem
        let values = kit.call(.stages, problem)
        still.matrices["hold mean[0]"] = values["stage mean[0]"]
        return centred(kit, still, "x")
    },
    Case("softmax-loss.backward", "dscores", "right-if", "one more") { _, problem, kit in
        var other = problem
        let classes = (problem.labels.max() ?? 0) + 1
        other.labels = problem.labels.map { ($0 + 1) % classes }
        return kit.call(.backward, other).items[0].matrix
    },
]

/// The numeric gradient of one input.
private func centred(_ kit: LocalCaller, _ problem: Problem, _ variable: String) -> Matrix {
    var gradient = problem[variable].zeros
    for i in gradient.elements.indices {
        func output(_ step: Double) -> Double {
            var moved = problem
            moved.matrices[variable]?.elements[i] += step
            let out = kit.call(.forward, moved).items[0].matrix
            return (problem["dout"] * out).sum()
        }
        gradient.elements[i] = (output(1e-5) - output(-1e-5)) / 2e-5
    }
    return gradient
}

@Suite("Diagnosis")
struct DiagnosisTests {
    private func exercise(_ id: String) throws -> Exercise {
        try #require(allExercises.first { $0.id == id })
    }

    private func caller(_ exercise: Exercise) throws -> LocalCaller {
        LocalCaller(subject: try #require(allSubjects.first { $0.name == exercise.subject }))
    }

    /// The problem of an exercise with random upstream gradients.
    private func asked(_ exercise: Exercise, _ index: Int, seed: Int, _ kit: LocalCaller) -> Problem
    {
        var options = GradeOptions()
        options.seed = seed
        var (problem, generator) = drawnProblem(exercise, options, index: index)
        if !exercise.isValues {
            for item in kit.call(.forward, problem).items {
                problem.matrices["d\(item.name)"] = .normal(
                    rows: item.matrix.rows, columns: item.matrix.columns, using: &generator)
            }
        }
        return problem
    }

    @Test(
        "each kind of fault is called what it is, and no pattern is seen where there is none",
        arguments: cases)
    private func kinds(of it: Case) throws {
        let exercise = try exercise(it.exercise)
        let kit = try caller(exercise)
        let faulty = Faulty(kit: kit, name: it.name, fault: it.fault)
        guard case .backward(let variables) = exercise.kind else { return }
        let variable = try #require(variables.first { gradientName(of: $0) == it.name })
        let witness = BackwardWitness(
            it.name, variables: variables, learner: faulty, reference: kit, steps: KnownSteps())
        let all = try (1...4).map { seed in
            // The second case of batch norm is in test mode.
            let problem = asked(exercise, seed > 2 && it.words != "mean" ? 1 : 0, seed: seed, kit)
            return try Evidence(
                name: it.name, variable: variable,
                yours: try #require(try witness.yours(problem)), problem: problem,
                names: variables.map(gradientName), witness: witness)
        }
        let found = try diagnose(all)
        #expect(found?.code == it.code, "\(found?.message ?? "")")
        if it.code != nil {
            #expect(found?.message.contains(it.words) == true, "\(found?.message ?? "")")
        }
    }

    @Test("what is not true of every problem is not said")
    func agreement() throws {
        let exercise = try exercise("affine.backward")
        let kit = try caller(exercise)
        // The sign is wrong in small problems only.
        let faulty = Faulty(kit: kit, name: "dw") { right, problem, _ in
            problem["x"].rows == 3 ? -1 * right : right.zeros
        }
        let witness = BackwardWitness(
            "dw", variables: ["x", "w", "b"], learner: faulty, reference: kit, steps: KnownSteps())
        let all = try [0, 1].map { index in
            let problem = asked(exercise, index, seed: 1, kit)
            return try Evidence(
                name: "dw", variable: "w", yours: try #require(try witness.yours(problem)),
                problem: problem, names: ["dx", "dw", "db"], witness: witness)
        }
        #expect(try diagnose([all[0]])?.code == "sign")
        #expect(try diagnose([all[1]])?.code == "all-zero")
        let found = try diagnose(all)
        #expect(found == nil, "\(found?.message ?? "")")
    }

    @Test(
        "of what is right nothing is said, and no other problem is too much for the kit",
        .enabled(if: hasAnswers, "Without answers some exercises have nothing to run."),
        arguments: allExercises.filter { $0.id.hasSuffix(".forward") == false }.map(\.id))
    func silence(id: String) throws {
        let exercise = try exercise(id)
        let kit = try caller(exercise)
        for (seed, index) in [(1, 0), (2, 1), (3, 2)] {
            let problem = asked(exercise, index, seed: seed, kit)
            for name in exercise.checks {
                let all = try [evidence(exercise, name, problem, kit)].compactMap { $0 }
                #expect(try diagnose(all) == nil)
                // A problem that stopped the kit would stop the grader.
                for variation in all.first?.variations ?? [] {
                    _ = kit.call(.forward, variation.problem)
                }
            }
        }
    }

    @Test("every code that the grader can give is explained on its page")
    func page() throws {
        let page = try thisTree.text("Notebooks-md/Diagnoses.md")
        let sources = try thisTree.texts(
            in: "Sources/Assignments/Grading/Diagnosing", ending: ".swift")
        var codes: Set<String> = []
        for text in sources.values {
            for match in text.matches(of: /(?:Statement|stated)\(\s*"([a-z-]+)"/) {
                codes.insert(String(match.1))
            }
        }
        #expect(codes.count > 30)
        for code in codes.sorted() { #expect(page.contains("`\(code)`"), "\(code)") }
    }

    private func evidence(
        _ exercise: Exercise, _ name: String, _ problem: Problem, _ kit: LocalCaller
    ) throws -> Evidence? {
        guard case .backward(let variables) = exercise.kind else {
            let witness = ValuesWitness(name: name, learner: kit, kit: kit)
            return try Evidence(
                name: name, variable: nil, yours: try #require(try witness.yours(problem)),
                problem: problem, names: exercise.checks, witness: witness)
        }
        let variable = try #require(variables.first { gradientName(of: $0) == name })
        guard problem.matrices[variable] != nil else { return nil }
        let witness = BackwardWitness(
            name, variables: variables, learner: kit, reference: kit, steps: KnownSteps())
        return try Evidence(
            name: name, variable: variable, yours: try #require(try witness.yours(problem)),
            problem: problem, names: exercise.checks, witness: witness)
    }
}
