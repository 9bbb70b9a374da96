import Foundation
import Grading

/// The learner's command.
///
/// It links no code of the learner's, so it starts whatever that looks like.
@main struct Grade {
    static func main() {
        runCommand("grade") {
            let words = Array(CommandLine.arguments.dropFirst())
            switch words.first {
            case "list": return try list(Array(words.dropFirst()))
            case "hint": return try hint(Array(words.dropFirst()))
            case "show": return try show(Array(words.dropFirst()))
            case "explain": return try explain(Array(words.dropFirst()))
            case "reset": return try reset(Array(words.dropFirst()))
            case "start": return try start(Array(words.dropFirst()))
            case "pack": return try pack(Array(words.dropFirst()))
            case "validate": return try validate(Array(words.dropFirst()))
            case "--help", "-h", "help":
                print(help)
                return 0
            default: return try grade(words)
            }
        }
    }

    static let help = """
        Grades the backward passes that you have written. Usage:

          swift run grade                     everything: a line each, your points, what to do next
          swift run grade ID ...              some exercises: an id, its first words, or Assignment1
          swift run grade list                all exercises with their files and pages
          swift run grade hint ID             the next of its page's hints
          swift run grade explain ID          of an exercise that is right: its derivation, what it is good for
          swift run grade show ID             the case that fails, as Swift and numpy literals
          swift run grade reset ID            the hole again; what you wrote is kept, and it says where
          swift run grade start DIR           a copy of your own without answers, as a git repository;
                                              with --blank all the forward passes are exercises too
          swift run grade pack [FILE.zip]     what to hand in; works when something does not compile
          swift run grade validate FILE       whether a result in JSON is one, or which field is wrong

        Options:
          --watch               grade the first unfinished exercise again whenever a file is saved
          --solutions           grade the kit's own layers instead of yours (not in a copy without answers)
          --seed N              other random cases (1 by default)
          --cases N             how many cases for each exercise (3 by default)
          --timeout SECONDS     how long one exercise may take (3 by default)
          --stages              every named step of each backward pass: yours, numeric, the first wrong
          --format FORMAT       how to print the result: text, json, junit, gradescope or github
          --output FILE         where to write the result, instead of printing it
          --report FILE.html    a page with your code, heat maps of wrong gradients and their steps

        Exit status: 0 full marks for what was graded, 1 something is missing or wrong, 2 wrong usage,
        3 the grader itself failed, 130 interrupted.
        """

    static let commands = [
        "list", "hint", "explain", "show", "reset", "start", "pack", "validate", "help",
    ]
    static let options = ["--format", "--output", "--report", "--seed", "--cases", "--timeout"]

    /// Grades all exercises, or those that are named.
    static func grade(_ words: [String]) throws -> Int32 {
        let arguments = try Arguments(
            words, flags: ["--solutions", "--stages", "--watch", "--help"], options: options)
        if arguments.flags.contains("--help") {
            print(help)
            return 0
        }
        let format = try arguments.choice("--format", of: ReportFormat.names, default: "text")
        let tree = try Tree.current()
        let grader = try grader(arguments, in: tree)
        let chosen = try chosenExercises(arguments.words, grader)
        if let status = try watched(arguments, chosen, grader) { return status }
        let files = try outputFiles(arguments)
        let overlay = try overlay(arguments, tree)
        let whole = grader.grade(chosen, with: overlay, progress: progress)
        clearProgress()
        if let page = files.page {
            let command = sameCommand(arguments)
            let sources = PageSources(whole, of: overlay, in: tree, command: command)
            try writeFile(HTMLReport(whole, sources).text(), to: page)
        }
        // The page asks for more steps than a terminal has room for.
        let result = arguments.flags.contains("--stages") ? whole : whole.withoutWholeTables()
        let report: String
        if let format = ReportFormat(rawValue: format) {
            report = try format.report(result, at: Date())
        } else {
            report = try textReport(result, arguments, tree)
        }
        if let output = files.output {
            try writeFile(report, to: output)
        } else {
            print(report, terminator: "")
        }
        if result.results.contains(where: { $0.status == .graderError }) { return 3 }
        return result.isFull ? 0 : 1
    }

    /// On a terminal, which exercise is being checked; most take no time at all, an endless loop does.
    static func progress(_ exercise: Exercise) {
        if isatty(2) == 1 { write(progressLine: "checking \(exercise.id)") }
    }

    static func clearProgress() {
        if isatty(2) == 1 { write(progressLine: "") }
    }

    private static func write(progressLine: String) {
        FileHandle.standardError.write(Data("\r\u{1B}[K\(progressLine)".utf8))
    }

    static func grader(_ arguments: Arguments, in tree: Tree) throws -> Grader {
        var options = GradeOptions()
        options.seed = try arguments.integer("--seed", in: 0...1_000_000_000, default: 1)
        options.cases = try arguments.integer("--cases", in: 1...100, default: 3)
        options.timeout = Double(try arguments.integer("--timeout", in: 1...600, default: 3))
        if arguments.flags.contains("--stages") || arguments.value("--report") != nil {
            options.stages = .all
        }
        return Grader(tree: tree, options: options)
    }

    static func chosenExercises(_ words: [String], _ grader: Grader) throws -> [Exercise] {
        do {
            return try selected(words, from: grader.exercises)
        } catch {
            if let command = words.first(where: commands.contains) {
                throw UsageError(
                    "\(command) is a command of its own and comes first: swift run grade \(command)"
                )
            }
            // "grade lits" is more likely a command than an exercise.
            if let word = words.first, (try? selected([word], from: grader.exercises)) == nil,
                commands.contains(nearest(word, among: commands)),
                editDistance(word, nearest(word, among: commands)) <= 2
            {
                throw UsageError(
                    "there is no command \"\(word)\"; did you mean \(nearest(word, among: commands))?"
                )
            }
            throw error
        }
    }

    /// The built worker, with a word beforehand about anything that takes long.
    static func overlay(_ arguments: Arguments, _ tree: Tree) throws -> Overlay {
        let builder = OverlayBuilder(tree: tree, stubs: pristineStubs)
        if try !builder.kitIsBuilt() {
            complain(
                "First run: compiling the kit for grading takes a minute or two, once. Later runs take 3 s at most."
            )
        }
        guard arguments.flags.contains("--solutions") else { return try builder.build() }
        let solved = try tree.solvedFiles()
        if solved.isEmpty {
            throw UsageError(
                "--solutions: this copy holds no answers, so there is nothing to grade.")
        }
        return try builder.build(solved)
    }
}
