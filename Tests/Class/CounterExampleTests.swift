import Exchange
import Foundation
import Layers
import Testing

@testable import Grading

@Suite("Counter-examples")
struct CounterExampleTests {
    @Test(
        "of a gradient with the opposite sign, small numbers of one entry and its neighbours",
        arguments: [
            "affine.backward", "batch-norm.backward", "convolution.backward", "embedding.backward",
        ])
    func opposite(id: String) throws {
        let exercise = try #require(allExercises.first { $0.id == id })
        let result = try wrong(exercise)
        let examples = result.counterExamples
        #expect(examples.count == Set(result.checks.compactMap(\.diagnosis?.code)).count)
        for example in examples {
            #expect(example.exercise == exercise.id && example.gradients.count == 2)
            for part in example.inputs + example.gradients {
                let rows = part.rows.split(separator: "\n")
                #expect(rows.count <= 4)
                #expect(rows.allSatisfy { numbers(String($0)).count <= 4 })
            }
            let (yours, numeric) = (example.gradients[0], example.gradients[1])
            for (mine, right) in zip(numbers(yours.rows), numbers(numeric.rows)) {
                #expect(abs(mine + right) <= 1e-4 * abs(right) + 1e-9)
            }
            #expect(!numbers(yours.rows).isEmpty)
        }
    }

    /// Gives every gradient with rows and columns exchanged.
    private struct Transposing: Caller {
        let kit: LocalCaller

        func call(_ action: Action, _ problem: Problem) -> Values {
            let values = kit.call(action, problem)
            if action != .backward { return values }
            return Values(values.items.map { ($0.name, $0.matrix.transposed()) })
        }
    }

    @Test("of a gradient of another shape, nothing that was not compared")
    func anotherShape() throws {
        let exercise = try #require(allExercises.first { $0.id == "affine.backward" })
        let subject = try #require(allSubjects.first { $0.name == exercise.subject })
        let kit = LocalCaller(subject: subject)
        let findings = try check(
            exercise, learner: Transposing(kit: kit), kit: kit, GradeOptions())
        let result = ExerciseResult(
            exercise: exercise, status: .failed, checks: findings.checks, message: nil, place: nil,
            printed: "")
        let example = try #require(result.counterExamples.first)
        #expect(example.gradients.map(\.title) == ["dx (4, 3), yours"])
        #expect(example.words.contains("dx should be (3, 4)"))
    }

    private func wrong(_ exercise: Exercise) throws -> ExerciseResult {
        let subject = try #require(allSubjects.first { $0.name == exercise.subject })
        let kit = LocalCaller(subject: subject)
        let learner = FaultyCaller(learner: kit, fault: .sign)
        let findings = try check(exercise, learner: learner, kit: kit, GradeOptions())
        #expect(findings.checks.contains { $0.diagnosis != nil }, "\(exercise.id)")
        return ExerciseResult(
            exercise: exercise, status: .failed, checks: findings.checks, message: nil, place: nil,
            printed: "")
    }

    private func numbers(_ rows: String) -> [Double] {
        rows.split { "[] \n".contains($0) }.compactMap { Double($0) }
    }

    @Test("on a page nothing in it is markup, and lines stay lines")
    func page() {
        let example = CounterExample(
            exercise: "affine.backward", code: "a",
            gradients: [.init(title: "dx, <b>", rows: "[[1]\n [nan]]")], words: ["a & b"])
        let html = example.html()
        #expect(html.contains("dx, &lt;b&gt;") && html.contains("a &amp; b"))
        #expect(html.contains("<pre class=\"scroll\">[[1]\n [nan]]</pre>"))
    }
}
