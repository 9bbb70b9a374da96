import Authoring
import Foundation
import Grading
import Notebooks

extension Course {
    /// Makes, or goes on with, the branch that students or their teachers read.
    static func publish(_ words: [String]) throws -> Int32 {
        let arguments = try Arguments(
            words, flags: ["--dry-run", "--full"], options: ["--through", "--blank", "--remote"])
        let options = try publishOptions(arguments)
        let tree = try Tree.current()
        guard try tree.holdsAnswers() else {
            throw UsageError(
                "this tree holds no answers; the branches are made of the instructor's.")
        }
        do {
            let publication = try Publication(of: tree, options)
            let onlyFast = !arguments.flags.contains("--full")
            if let fault = firstFault(of: tree, onlyFast: onlyFast, and: [notebookGate]) {
                throw PublishRefusal(
                    "this tree does not pass `swift run course check`: \(fault)")
            }
            print(try publication.run().joined(separator: "\n"))
            return 0
        } catch let refusal as PublishRefusal {
            complain("course: not published: \(refusal)")
            return 1
        }
    }

    private static func publishOptions(_ arguments: Arguments) throws -> PublishOptions {
        let branches = PublishedBranch.allCases.map(\.rawValue)
        guard let word = arguments.words.first, arguments.words.count == 1 else {
            throw UsageError("publish takes one branch: \(branches.joined(separator: " or ")).")
        }
        guard let branch = PublishedBranch(rawValue: word) else {
            throw UsageError(
                "there is no branch \"\(word)\" to publish\(suggestion(word, among: branches))")
        }
        var options = PublishOptions(branch)
        let blank = try arguments.choice(
            "--blank", of: Blank.allCases.map(\.rawValue), default: "backward")
        options.blank = Blank(rawValue: blank) ?? .backward
        if arguments.value("--through") != nil {
            if branch == .student {
                throw UsageError("--through is for solutions: student holds no answer.")
            }
            let assignments = Set(allExercises.map(\.assignment)).sorted()
            options.through = try arguments.choice("--through", of: assignments, default: "")
        }
        options.remote = arguments.value("--remote")
        options.isDryRun = arguments.flags.contains("--dry-run")
        return options
    }
}
