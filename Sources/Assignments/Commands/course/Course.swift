import Authoring
import Foundation
import Grading
import Notebooks

/// The instructor's command.
@main struct Course {
    static func main() {
        runCommand("course") {
            var words = Array(CommandLine.arguments.dropFirst())
            let command = words.isEmpty ? "--help" : words.removeFirst()
            // A submission may be called anything.
            let isHelpWanted = words.contains("--help") && command != "grade-one"
            switch isHelpWanted ? "--help" : command {
            case "stubs": return try stubs(words)
            case "check": return try check(words)
            case "mutants": return try mutants(words)
            case "recognize": return try recognize(words)
            case "grade": return try grade(words)
            case "grade-one": return try gradeOne(words)
            case "merge": return try merge(words)
            case "autograder": return try autograder(words)
            case "grade-gradescope": return try gradeForGradescope(words)
            case "regions": return try regions(words)
            case "publish": return try publish(words)
            case "--help", "-h", "help":
                print(help)
                return 0
            default:
                let near = nearest(command, among: commands)
                throw UsageError("there is no command \"\(command)\"; did you mean \(near)?")
            }
        }
    }

    private static let commands = [
        "stubs", "check", "mutants", "recognize", "grade", "merge", "regions", "autograder",
        "publish", "help",
    ]

    static let help = """
        The instructor's command. Usage:

          swift run course stubs            write the learners' files from Sources/Layers
          swift run course stubs --check    only say whether they are up to date
          swift run course check            every gate that the project must pass before it is published
          swift run course check --fast     only the gates that take a few seconds
          swift run course mutants [ID]     every wrong answer of the catalogue, and what it loses
          swift run course recognize [ID]   which known wrong answers the learner's files here are equal to
          swift run course grade SUBMISSIONS --output DIR
                                            a class: a folder, archive or git bundle for each student
          swift run course merge DIR ... --output DIR
                                            the parts of a class that were graded with --shard
          swift run course autograder FILE.zip  what Gradescope needs to grade as this tree does
            --seed N                the random cases, as for grade
            --course FILE           points and drops; all else in it is Gradescope's own matter
            --toolchain FILE.tar.gz Swift for Gradescope's Ubuntu; otherwise it is downloaded there
          swift run course regions SUBMISSIONS --output DIR
                                            what students wrote themselves, to look for copies
          swift run course publish student      a commit on the branch student: this one without answers
          swift run course publish solutions    a commit on the branch solutions: the same, filled in
            --through AssignmentN   fills in the first N assignments only
            --blank all             cuts forward passes, too
            --remote NAME           pushes the branch, to a remote without main
            --dry-run               only says what would be published
            --full                  runs every gate before, and not only the fast ones

        Options of grade:
          --course FILE    points, due date, attempts, roster (of merge, too); see README.md
          --seed N         the random cases (1 by default): choose one that students do not know
          --jobs N         how many at once (as many as there are processors)
          --only NAME      one student, or one attempt, alone
          --resume         keep what is finished: after an interruption, or when new ones came in
          --shard I/N      part I of N, for several machines

        Exit status: 0 all is well, 1 something is not, 2 wrong usage, 3 the tool itself failed.
        """

    static func stubs(_ words: [String]) throws -> Int32 {
        let arguments = try Arguments(words, flags: ["--check"], options: [])
        try expectNoWords(arguments)
        let tree = try Tree.current()
        guard try tree.holdsAnswers() else {
            throw UsageError("this tree holds no answers, so there is nothing to write stubs from.")
        }
        if arguments.flags.contains("--check") {
            let stale = try tree.staleFiles()
            print(stale.isEmpty ? "The stubs are up to date." : stale.joined(separator: "\n"))
            return stale.isEmpty ? 0 : 1
        }
        let changed = try tree.writeGeneratedFiles()
        print(changed.isEmpty ? "The stubs were up to date." : changed.joined(separator: "\n"))
        return 0
    }

    static func check(_ words: [String]) throws -> Int32 {
        let arguments = try Arguments(words, flags: ["--fast"], options: [])
        try expectNoWords(arguments)
        let tree = try Tree.current()
        guard try tree.holdsAnswers() else {
            throw UsageError("this tree holds no answers; the gates are those of the instructor's.")
        }
        let isFast = arguments.flags.contains("--fast")
        return checkCourse(tree, onlyFast: isFast, and: [notebookGate]) ? 0 : 1
    }

    static func expectNoWords(_ arguments: Arguments) throws {
        if let word = arguments.words.first { throw UsageError("what is \"\(word)\" for?") }
    }
}
