import Authoring
import Foundation
import Grading

extension Course {
    /// Prints what every wrong answer of the catalogue loses.
    static func mutants(_ words: [String]) throws -> Int32 {
        let arguments = try Arguments(words, flags: [], options: ["--seed", "--second"])
        let tree = try Tree.current()
        var options = GradeOptions()
        options.seed = try seed(arguments)
        let second = try arguments.choice(
            "--second", of: ["none", "sign", "batch"], default: "none")
        options.secondFault = SecondFault(rawValue: second)
        let mutants = try tree.mutants().filter { mutant in
            arguments.words.isEmpty
                || arguments.words.contains { mutant.exercise.hasPrefix($0) || mutant.id == $0 }
        }
        if mutants.isEmpty { throw UsageError("there are no such mutants.") }
        let outcomes = try tree.grade(mutants, options)
        for outcome in outcomes {
            print(mutantRow(outcome))
            for check in outcome.result.checks {
                if let diagnosis = check.diagnosis {
                    print("    \(check.name): \(diagnosis.code): \(diagnosis.message)")
                }
            }
        }
        // With a second fault other things are said, and the right ones are wrong, too.
        let faults = second == "none" ? outcomes.filter { $0.fault != nil }.count : 0
        let wrong = outcomes.filter { !$0.mutant.keepsPoints }
        let told = wrong.count { !$0.diagnoses.isEmpty }
        let named = wrong.count(where: \.isNamed)
        print("\n\(outcomes.count) mutants, \(faults) not as they should be.")
        print(
            "\(told) of \(wrong.count) wrong ones are told what kind of wrong they are; \(named) as the catalogue has it."
        )
        return faults == 0 ? 0 : 1
    }

    /// Names the known wrong answers that the learner's files in this tree are equal to.
    static func recognize(_ words: [String]) throws -> Int32 {
        let arguments = try Arguments(words, flags: [], options: ["--seed"])
        let tree = try Tree.current()
        var options = GradeOptions()
        options.seed = try seed(arguments)
        let grader = Grader(tree: tree, options: options)
        let overlay = try OverlayBuilder(tree: tree, stubs: pristineStubs).build()
        let chosen = try selected(arguments.words, from: grader.exercises)
        let result = grader.grade(chosen, with: overlay)
        let failed = result.results.filter { $0.status == .failed }
        let found = try tree.recognize(result, options)
        for exercise in failed.map(\.exercise) {
            let same = found.first { $0.exercise.id == exercise.id }?.mutants ?? []
            if same.isEmpty { print("\(exercise.id): wrong, and like none of the catalogue.") }
            for mutant in same {
                print("\(exercise.id): \(mutant.id), \(mutant.formula)")
                print("    ask: \(mutant.hint)")
            }
        }
        if failed.isEmpty { print("No exercise here has a wrong answer.") }
        return 0
    }

    static func mutantRow(_ outcome: MutantOutcome) -> String {
        let mutant = outcome.mutant
        let wrong = outcome.result.checks.filter { $0.status == .failed }.map(\.name)
        let points = "\(number(outcome.result.points)) of \(number(outcome.result.exercise.points))"
        let what = outcome.fault.map { "FAULT: \($0)" } ?? wrong.joined(separator: ", ")
        return
            "\(mutant.exercise)  \(mutant.id)  \(points)  \(outcome.result.status.words) \(what)  [\(mutant.formula)]"
    }
}
