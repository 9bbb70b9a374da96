import Foundation
import Grading

extension Grade {
    /// Lists exercises with their files and pages.
    static func list(_ words: [String]) throws -> Int32 {
        let arguments = try Arguments(words, flags: [], options: [])
        let grader = Grader(tree: try Tree.current(), options: GradeOptions())
        for exercise in try chosenExercises(arguments.words, grader) {
            let points = "\(Int(exercise.points)) points"
            print(exercise.id)
            print("    \(points), \(grader.place(of: exercise))")
            print("    \(exercise.section)")
        }
        return 0
    }

    /// Prints the next hint.
    static func hint(_ words: [String]) throws -> Int32 {
        let arguments = try Arguments(words, flags: [], options: [])
        let tree = try Tree.current()
        let exercise = try oneExercise(
            "hint", arguments, Grader(tree: tree, options: GradeOptions()))
        print(try tree.hintText(for: exercise, next: "swift run grade hint \(exercise.id)"))
        return 0
    }

    /// Prints the derivation of an exercise that is right.
    static func explain(_ words: [String]) throws -> Int32 {
        let arguments = try Arguments(words, flags: ["--solutions"], options: options)
        let tree = try Tree.current()
        let grader = try grader(arguments, in: tree)
        let exercise = try oneExercise("explain", arguments, grader)
        let overlay = try overlay(arguments, tree)
        let result = grader.grade([exercise], with: overlay)
        guard result.isFull else {
            print(
                """
                \(exercise.id): \(result.results[0].status.words). It is explained once it is right.
                For a hint:         swift run grade hint \(exercise.id)
                For what is wrong:  swift run grade \(exercise.id)
                """)
            return 1
        }
        print(
            try explanation(of: exercise, in: tree, try grader.times(of: exercise, with: overlay)))
        return 0
    }

    /// Prints the failing case as literals.
    static func show(_ words: [String]) throws -> Int32 {
        let arguments = try Arguments(words, flags: ["--solutions"], options: options)
        let tree = try Tree.current()
        let grader = try grader(arguments, in: tree)
        let exercise = try oneExercise("show", arguments, grader)
        let overlay = try overlay(arguments, tree)
        print(shownCase(exercise, grader, overlay))
        return 0
    }

    /// Brings a hole back.
    static func reset(_ words: [String]) throws -> Int32 {
        let arguments = try Arguments(words, flags: [], options: [])
        let tree = try Tree.current()
        let grader = Grader(tree: tree, options: GradeOptions())
        let exercise = try oneExercise("reset", arguments, grader)
        for line in try grader.reset(exercise) { print(line) }
        return 0
    }

    static func oneExercise(
        _ command: String, _ arguments: Arguments, _ grader: Grader
    ) throws -> Exercise {
        guard let word = arguments.words.first, arguments.words.count == 1 else {
            throw UsageError("\(command) takes one exercise, such as: \(command) affine.backward")
        }
        let chosen = try selected([word], from: grader.exercises)
        if chosen.count > 1 {
            throw UsageError(
                "\"\(word)\" could be \(chosen.map(\.id).joined(separator: " or ")); give one of them."
            )
        }
        return chosen[0]
    }

    /// Makes a copy without answers.
    static func start(_ words: [String]) throws -> Int32 {
        let arguments = try Arguments(words, flags: [], options: ["--blank"])
        guard let folder = arguments.words.first, arguments.words.count == 1 else {
            throw UsageError("start takes one new or empty folder, such as: start ../mine")
        }
        let blank = try arguments.choice("--blank", of: ["backward", "all"], default: "backward")
        let summary = try startTree(
            from: try Tree.current(), at: URL(fileURLWithPath: folder), named: folder, blank: blank)
        print(summary)
        return 0
    }

    /// Makes the archive to hand in.
    static func pack(_ words: [String]) throws -> Int32 {
        let arguments = try Arguments(
            words, flags: [], options: ["--seed", "--cases", "--timeout"])
        if arguments.words.count > 1 { throw UsageError("pack takes one file's name.") }
        let tree = try Tree.current()
        let grader = try grader(arguments, in: tree)
        let path = arguments.words.first ?? "submission.zip"
        if !path.hasSuffix(".zip") { throw UsageError("pack \(path): the name must end in .zip.") }
        let output = try writableFile(path, after: "pack")
        let result = grader.grade(grader.exercises, with: try overlay(arguments, tree))
        let names = try packSubmission(result, of: tree, to: output)
        print("\(path): \(names.count) files, graded here with seed \(result.seed):")
        for note in tree.notesOnFiles() { print(note) }
        print("\(number(result.points)) of \(number(result.maxPoints)) points")
        return 0
    }
}
