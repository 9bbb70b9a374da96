import Authoring
import Foundation
import Grading

extension Course {
    /// Prints what every wrong answer of the catalogue loses.
    static func mutants(_ words: [String]) throws -> Int32 {
        let arguments = try Arguments(words, flags: [], options: ["--seed", "--second"])
        let tree = try Tree.current()
        var options = GradeOptions()
        options.seed = try arguments.integer("--seed", in: 0...1_000_000_000, default: 1)
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

    static func mutantRow(_ outcome: MutantOutcome) -> String {
        let mutant = outcome.mutant
        let wrong = outcome.result.checks.filter { $0.status == .failed }.map(\.name)
        let points = "\(number(outcome.result.points)) of \(number(outcome.result.exercise.points))"
        let what = outcome.fault.map { "FAULT: \($0)" } ?? wrong.joined(separator: ", ")
        return
            "\(mutant.exercise)  \(mutant.id)  \(points)  \(outcome.result.status.words) \(what)  [\(mutant.formula)]"
    }
}
