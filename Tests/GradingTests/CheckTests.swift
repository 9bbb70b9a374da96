import Exchange
import Testing

@testable import Grading
@testable import Layers

/// A learner's code, or the kit's, without a process.
private struct FakeCaller: Caller {
    var forward: @Sendable (Matrix) throws -> [(String, Matrix)] = { [("out", $0.mapped(cube))] }
    var backward: @Sendable (_ x: Matrix, _ dout: Matrix) throws -> [(String, Matrix)] = {
        [("dx", $1 * $0.mapped { 3 * $0 * $0 })]
    }

    func call(_ action: Action, _ problem: Problem) throws -> Values {
        action == .forward
            ? Values(try forward(problem["x"]))
            : Values(try backward(problem["x"], problem.matrices["dout"] ?? problem["x"].zeros))
    }
}

@Suite("One exercise of one learner")
struct CheckTests {
    private func findings(
        _ learner: FakeCaller, kit: FakeCaller? = FakeCaller(), _ exercise: Exercise = synthetic()
    ) throws -> Findings {
        try check(exercise, learner: learner, kit: kit, GradeOptions())
    }

    private func backward(
        _ gradient: @escaping @Sendable (Matrix, Matrix) throws -> [(String, Matrix)]
    ) throws -> CheckResult {
        let found = try findings(FakeCaller(backward: gradient))
        #expect(found.forwardFault == nil)
        #expect(found.checks.count == 1)
        return try #require(found.checks.first)
    }

    @Test("a right backward pass passes, with and without the kit", arguments: [true, false])
    func right(withKit: Bool) throws {
        let found = try findings(FakeCaller(), kit: withKit ? FakeCaller() : nil)
        #expect(found.forwardFault == nil)
        #expect(found.checks.map(\.name) == ["dx"])
        #expect(found.checks.map(\.status) == [.passed])
    }

    @Test("a wrong one fails, in its first case")
    func wrong() throws {
        let found = try backward { [("dx", $1 * $0)] }
        #expect(found.status == .failed)
        #expect(found.setting == "case A, seed 1")
        #expect(found.comparison?.verdict == .wrong)
    }

    @Test("one that is wrong in a later case only fails too")
    func later() throws {
        let exercise = synthetic { index, generator in
            Problem(["x": .normal(rows: 2, columns: 3 + index, using: &generator)])
        }
        let learner = FakeCaller(backward: { x, dout in
            [("dx", dout * x.mapped { 3 * $0 * $0 } * (x.columns == 5 ? 2 : 1))]
        })
        let found = try #require(try findings(learner, exercise).checks.first)
        #expect(found.status == .failed)
        #expect(found.setting == "case C, seed 1")
    }

    @Test("of two gradients one can pass and the other fail")
    func two() throws {
        let exercise = synthetic("plum.backward", .backward(of: ["x", "y"])) { _, generator in
            Problem([
                "x": .normal(rows: 2, columns: 3, using: &generator),
                "y": .normal(rows: 2, columns: 3, using: &generator),
            ])
        }
        struct Learner: Caller {
            func call(_ action: Action, _ problem: Problem) -> Values {
                let (x, y) = (problem["x"], problem["y"])
                if action == .forward { return Values([("out", x.mapped(cube) + y.mapped(cube))]) }
                let dx = problem["dout"] * x.mapped { 3 * $0 * $0 }
                return Values([("dx", dx), ("dy", dx)])
            }
        }
        let found = try check(exercise, learner: Learner(), kit: nil, GradeOptions())
        #expect(found.checks.map(\.name) == ["dx", "dy"])
        #expect(found.checks.map(\.status) == [.passed, .failed])
    }

    @Test("NaN and a wrong shape fail", arguments: [Matrix(.nan), Matrix(rows: 2, columns: 2)])
    func malformed(gradient: Matrix) throws {
        let full = Matrix(rows: 2, columns: 3, repeating: gradient.elements[0])
        let sent = gradient.elements.count == 1 ? full : gradient
        #expect(try backward { _, _ in [("dx", sent)] }.status == .failed)
    }

    @Test("a backward pass that remembers its calls fails with a sentence")
    func remembers() throws {
        final class Memory: @unchecked Sendable { var calls = 0.0 }
        let memory = Memory()
        let found = try backward { x, dout in
            memory.calls += 1
            let right = dout * x.mapped { 3 * $0 * $0 }
            return [("dx", memory.calls == 1 ? right : right * memory.calls)]
        }
        #expect(found.status == .failed)
        #expect(found.sentence?.contains("two calls with the same cache") == true)
    }

    @Test("a backward pass that is right only for one dout fails with a sentence")
    func notLinear() throws {
        // The checker's own dout is of magnitude 0.5 to 1.5, and twice as large the second time.
        let found = try backward { x, dout in
            let capped = dout.mapped { min(max($0, -1.6), 1.6) }
            return [("dx", capped * x.mapped { 3 * $0 * $0 })]
        }
        #expect(found.status == .failed)
        #expect(found.sentence?.contains("twice the dout") == true)
    }

    @Test("a gradient that is never sent fails with a sentence")
    func missing() throws {
        let found = try backward { _, dout in [("dz", dout)] }
        #expect(found.status == .failed)
        #expect(found.sentence?.hasPrefix("there is no dx:") == true)
    }

    @Test("what calling throws comes through")
    func thrown() {
        #expect(throws: WorkerFailure.self) {
            try backward { _, _ in throw WorkerFailure.hole("plum.backward") }
        }
    }

    @Test("a kink at every entry is inconclusive", arguments: [0.3, 1])
    func kinks(slope: Double) throws {
        let exercise = synthetic { _, _ in Problem(["x": Matrix(rows: 2, columns: 3)]) }
        let learner = FakeCaller(
            forward: { [("out", $0.mapped { abs($0) })] }, backward: { [("dx", slope * $1)] })
        let found = try findings(learner, kit: learner, exercise)
        #expect(found.checks.map(\.status) == [.inconclusive])
    }

    @Test("a changed forward pass is found before the backward pass is called")
    func changedForward() throws {
        let learner = FakeCaller(
            forward: { [("out", $0.mapped(cube) + 1e-6)] },
            backward: { _, _ in throw WorkerFailure.timedOut })
        let found = try findings(learner)
        #expect(found.checks.isEmpty)
        #expect(found.forwardFault?.hasPrefix("out[0, 0] is ") == true, "\(found)")
    }

    @Test("a backward pass that fits a wrong forward pass is told so", arguments: [6.0, 3.0])
    func consistent(slope: Double) throws {
        let learner = FakeCaller(
            forward: { [("out", 2 * $0.mapped(cube))] },
            backward: { [("dx", $1 * $0.mapped { slope * $0 * $0 })] })
        let found = try findings(learner)
        #expect(found.forwardFault != nil && found.fitsItsForward == (slope == 6))
    }

    @Test("a forward pass of another shape or name is told")
    func otherForward() throws {
        let turned = FakeCaller(
            forward: { [("out", Matrix(rows: 1, columns: $0.columns))] },
            backward: { _, _ in throw WorkerFailure.timedOut })
        #expect(try findings(turned).forwardFault == "out is (1, 3), and should be (2, 3)")
        let renamed = FakeCaller(
            forward: { [("in", $0)] }, backward: { _, _ in throw WorkerFailure.timedOut })
        #expect(try findings(renamed).forwardFault == "out is missing")
    }

    @Test("rounding in a forward pass is no fault")
    func rounding() throws {
        let learner = FakeCaller(forward: { [("out", $0.mapped { cube($0) * (1 + 1e-13) })] })
        #expect(try findings(learner).forwardFault == nil)
    }

    @Test("a forward exercise is compared with the kit", arguments: [(1.0, true), (1.1, false)])
    func forward(factor: Double, passes: Bool) throws {
        let learner = FakeCaller(forward: { [("out", $0.mapped(cube) * factor)] })
        let found = try findings(learner, synthetic("plum.forward", .forward))
        #expect(found.checks.map(\.name) == ["forward"])
        #expect(found.checks.map(\.status) == [passes ? .passed : .failed])
    }

    @Test("values that are never sent do not pass")
    func missingValues() throws {
        struct Silent: Caller {
            func call(_ action: Action, _ problem: Problem) -> Values { Values([]) }
        }
        for exercise in allExercises {
            guard case .values = exercise.kind else { continue }
            let found = try check(exercise, learner: Silent(), kit: nil, GradeOptions())
            #expect(!found.checks.contains { $0.status == .passed }, "\(exercise.id)")
        }
    }

    @Test("a problem is the same for the same seed, case and attempt, and no other")
    func problems() {
        var options = GradeOptions()
        func drawn(_ index: Int, _ attempt: Int = 0) -> Problem {
            drawnProblem(synthetic(), options, index: index, attempt: attempt).problem
        }
        let first = drawn(0)
        #expect(drawn(0) == first)
        #expect(drawn(1) != first)
        #expect(drawn(0, 1) != first)
        options.seed = 2
        #expect(drawn(0) != first)
    }

    @Test("the points are shared by the checks", arguments: [(0, 5.0), (1, 3.33), (3, 0)])
    func points(wrong: Int, points: Double) throws {
        let exercise = synthetic(points: 5, .backward(of: ["x", "y", "z"]))
        let checks = try ["dx", "dy", "dz"].enumerated().map { index, name in
            try comparedCheck(name, wrong: index < wrong ? 1 : 0)
        }
        let result = outcome(exercise, wrong == 0 ? .passed : .failed, checks: checks)
        #expect(result.points == points)
    }
}
