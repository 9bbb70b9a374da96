import Exchange
import Layers
import Testing

@testable import Grading

/// Code with two steps, s = 3 x and t = s^2, and out = 5 t, whose backward pass says what it likes.
private struct TwoSteps: Caller {
    var dt: Matrix = [[10, -5]]
    var ds: Matrix = [[120, -30]]
    var told = ["t", "s"]

    func call(_ action: Action, _ problem: Problem) -> Values {
        func nudged(_ name: String, _ value: Matrix) -> Matrix {
            problem.matrices["stage \(name)[0]"].map { value + $0 } ?? value
        }
        let s = nudged("s", 3 * problem["x"])
        let t = nudged("t", s * s)
        if action != .stages { return Values([("out", 5 * t)]) }
        let gradients = ["s": ds, "t": dt]
        return Values(
            [("stage s[0]", s), ("stage t[0]", t)]
                + told.compactMap { name in gradients[name].map { ("\(name)[0]", $0) } })
    }
}

@Suite("The steps of a backward pass")
struct StageTableTests {
    private func table(_ code: TwoSteps, isWhole: Bool = false) throws -> StageTable {
        // dout = (2, -1), so dt = 5 dout = (10, -5), and ds = 2 s dt with s = (6, 3).
        let problem = Problem(["x": [[2, 1]], "dout": [[2, -1]]])
        return try stageTable(
            of: code, problem, dout: [2, -1], setting: "case A, seed 1", isWhole: isWhole)
    }

    @Test("right ones are right, in the order of the backward pass")
    func right() throws {
        let found = try table(TwoSteps())
        #expect(found.steps.map(\.name) == ["dt", "ds"])
        #expect(found.steps.allSatisfy { $0.status == .passed })
        #expect(found.firstWrong == nil && found.untold.isEmpty)
    }

    @Test("the first wrong one is the last that is told")
    func wrong() throws {
        let found = try table(TwoSteps(dt: [[10, 5]]))
        #expect(found.steps.map(\.status) == [.failed])
        #expect(found.firstWrong?.name == "dt")
        let comparison = try #require(found.firstWrong?.comparison)
        #expect(comparison.wrongEntries == [1])
        #expect(abs(comparison.numeric[0, 1] + 5) < 1e-6)
    }

    @Test("a later step can be the first wrong one")
    func later() throws {
        let found = try table(TwoSteps(ds: [[60, -15]]))
        #expect(found.steps.map(\.status) == [.passed, .failed])
        #expect(found.firstWrong?.name == "ds")
    }

    @Test("a step of another shape is wrong")
    func shape() throws {
        let found = try table(TwoSteps(dt: [[10], [-5]]))
        #expect(found.firstWrong?.comparison?.verdict == .wrongShape)
    }

    @Test("the whole table goes on after the first wrong step, and has those that were not told")
    func whole() throws {
        let found = try table(TwoSteps(dt: [[10, 5]]), isWhole: true)
        #expect(found.stages.map(\.name) == ["dt", "ds"])
        #expect(found.steps.map(\.status) == [.failed, .passed])
        let untold = try table(TwoSteps(told: ["s"]), isWhole: true)
        #expect(untold.stages.map(\.name) == ["dt", "ds"] && untold.stages[0].check == nil)
        #expect((untold.stages[0].numeric - [[10, -5]]).largestMagnitude() < 1e-6)
        #expect(untold.stages[1].value == [[6, 3]])
    }

    @Test("the wires are those of the forward pass")
    func wires() throws {
        let exercise = try #require(allExercises.first { $0.id == "staged-expression.backward" })
        let subject = try #require(allSubjects.first { $0.name == exercise.subject })
        let kit = LocalCaller(subject: subject)
        var problem = drawnProblem(exercise, GradeOptions(), index: 0).problem
        problem.matrices["dout"] = problem["x"]
        let named = kit.call(.stages, problem).items.filter { $0.name.hasPrefix(stagePrefix) }
        let found = try roads(of: kit, problem, named: named) { String($0.prefix { $0 != "[" }) }
        #expect(
            Set(found.map { "\($0.from) \($0.to)" }) == [
                "x num", "x sigx", "x xpy", "y sigy", "y xpy", "sigy num", "num output", "sigx den",
                "xpy xpysqr", "xpysqr den", "den invden", "invden output",
            ])
        #expect(found.count == 12)
    }

    @Test("what is not told is listed")
    func untold() throws {
        let found = try table(TwoSteps(told: ["s"]))
        #expect(found.steps.map(\.name) == ["ds"] && found.untold == ["t"])
    }

    @Test("the report says which is wrong, and what it should be")
    func report() throws {
        var result = outcome(.failed, checks: [try comparedCheck("dx", wrong: 1)])
        result.stages = try table(TwoSteps(dt: [[10, 5]]))
        let text = TextReport(
            GradeResult(seed: 1, results: [result]), palette: Palette(isOn: false), showsAll: true
        ).text()
        #expect(text.contains("step by step, backward; case A, seed 1:"))
        #expect(
            text.contains(
                "dt   (1, 2)   WRONG, and the first that is: [0, 1] is 5, and should be -5"))
        let json = try jsonReport(GradeResult(seed: 1, results: [result]))
        #expect(json.contains("\"name\" : \"dt\""))
    }

    @Test("without any, the report says how to name them")
    func hint() throws {
        var result = outcome(.failed, checks: [try comparedCheck("dx", wrong: 1)])
        result.stages = try table(TwoSteps(told: []))
        let text = TextReport(
            GradeResult(seed: 1, results: [result]), palette: Palette(isOn: false), showsAll: true
        ).text()
        #expect(text.contains("stageGradient(\"t\", dt)"))
    }
}
