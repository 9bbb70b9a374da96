import Foundation
import Testing

@testable import Authoring
@testable import Grading

/// The tree that these tests are in.
private let tree = Tree(
    root: URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent())

@Suite("The catalogue of wrong answers")
struct MutantTests {
    @Test("it parses, and holds at least 95 mutants")
    func size() throws { #expect(try tree.mutants().count >= 95) }

    @Test("ids are unique within an exercise")
    func unique() throws {
        var seen: Set<String> = []
        for mutant in try tree.mutants() {
            let id = "\(mutant.exercise) \(mutant.id)"
            #expect(seen.insert(id).inserted, "\(id) is there twice")
        }
    }

    @Test("every exercise has at least one wrong answer")
    func everyExercise() throws {
        let covered = Set(try tree.mutants().filter { !$0.keepsPoints }.map(\.exercise))
        for exercise in allExercises where Blank.backward.cuts(exercise.id) {
            #expect(covered.contains(exercise.id), "\(exercise.id)")
        }
    }

    /// `course check` grades all of them with seed 1.
    @Test("every fifth wrong answer loses points with another seed, and a right one keeps them")
    func graded() throws {
        var options = GradeOptions()
        options.seed = 2
        let all = try tree.mutants()
        let mutants = all.indices.filter { $0 % 5 == 0 || all[$0].keepsPoints }.map { all[$0] }
        let outcomes = try tree.grade(mutants, options)
        #expect(outcomes.map(\.mutant) == mutants)
        for outcome in outcomes {
            let mutant = outcome.mutant
            #expect(
                outcome.faultOfPoints == nil,
                "\(mutant.exercise) \(mutant.id), \(mutant.formula)")
        }
        let wrong = outcomes.filter { !$0.mutant.keepsPoints }
        let named = wrong.count(where: \.isNamed)
        #expect(named * 100 >= wrong.count * 80, "\(named) of \(wrong.count)")
    }

    @Test(
        "with a second fault most are still called what they are",
        arguments: [SecondFault.sign, .batch])
    func twice(second: SecondFault) throws {
        var options = GradeOptions()
        options.secondFault = second
        let all = try tree.mutants().filter { !$0.keepsPoints }
        let mutants = all.indices.filter { $0 % 10 == 0 }.map { all[$0] }
        let outcomes = try tree.grade(mutants, options)
        let named = outcomes.count(where: \.isNamed)
        #expect(named * 3 >= outcomes.count * 2, "\(named) of \(outcomes.count)")
    }

    @Test("a learner's answer that equals a wrong one of the catalogue is recognized")
    func recognized() throws {
        let wrong = ["affine.backward": "AF4", "relu.backward": "RE1"]
        let answers = try tree.mutants().filter { wrong[$0.exercise] == $0.id }
        let files = try tree.learnerFiles(
            blank: nil,
            answers: Dictionary(uniqueKeysWithValues: answers.map { ($0.exercise, $0.code) }))
        let overlay = try OverlayBuilder(tree: tree, stubs: pristineStubs).build(files)
        let grader = Grader(tree: tree, options: GradeOptions())
        let chosen = allExercises.filter {
            ["affine.backward", "relu.backward", "tanh.backward"].contains($0.id)
        }
        let found = try tree.recognize(grader.grade(chosen, with: overlay), GradeOptions())
        #expect(found.map(\.exercise.id) == ["affine.backward", "relu.backward"])
        #expect(found.map { $0.mutants.map(\.id) } == [["AF4"], ["RE1"]])
    }

    /// An outcome made by hand.
    private func fault(_ status: Status, keeps: Bool, of id: String = "affine.backward") throws
        -> String?
    {
        let exercise = try #require(allExercises.first { $0.id == id })
        let mutant = Mutant(
            id: "AA1", exercise: id, keepsPoints: keeps, formula: "", hint: "", source: "", code: []
        )
        let result = ExerciseResult(
            exercise: exercise, status: status, checks: [], message: nil, place: nil, printed: "")
        return MutantOutcome(mutant: mutant, result: result).fault
    }

    @Test("what is a fault of the grader, and what is not")
    func faults() throws {
        #expect(try fault(.failed, keeps: false) == nil)
        #expect(try fault(.crashed, keeps: false) == nil)
        #expect(try fault(.passed, keeps: true) == nil)
        #expect(try fault(.passed, keeps: false) != nil)
        #expect(try fault(.failed, keeps: true) != nil)
        #expect(try fault(.blocked, keeps: false, of: "affine.forward") == nil)
        #expect(try fault(.blocked, keeps: false) != nil)
    }

    @Test(
        "an answer that was never graded proves nothing",
        arguments: [Status.doesNotCompile, .graderError, .notWritten, .timedOut])
    func ungraded(status: Status) throws {
        #expect(try fault(status, keeps: false) != nil)
        #expect(try fault(status, keeps: true) != nil)
    }
}
