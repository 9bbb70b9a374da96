import Foundation
import Grading

extension Grade {
    /// The file to write to; found out before any work is done.
    /// - Parameters:
    ///   - path: the file as it was typed.
    ///   - option: the option or command that it was typed after, for the messages.
    /// - Returns: the file.
    /// - Throws: `UsageError` if it cannot be written.
    static func writableFile(_ path: String, after option: String) throws -> URL {
        let url = URL(fileURLWithPath: path)
        let folder = url.deletingLastPathComponent().path
        var isFolder: ObjCBool = false
        let exists = FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder)
        if isFolder.boolValue { throw UsageError("\(option) \(path): this is a folder.") }
        guard FileManager.default.fileExists(atPath: folder) else {
            throw UsageError("\(option) \(path): there is no folder \(folder).")
        }
        // The way to know is to try: the result will be written beside it first, too.
        let trial = "\(url.path).part-\(getpid())"
        let descriptor = open(trial, O_WRONLY | O_CREAT | O_EXCL, 0o600)
        if descriptor < 0 || (exists && access(url.path, W_OK) != 0) {
            let reason = String(cString: strerror(errno))
            if descriptor >= 0 { unlink(trial) }
            throw UsageError("\(option) \(path): \(reason).")
        }
        close(descriptor)
        unlink(trial)
        return url
    }

    /// What a file holds.
    /// - Parameters:
    ///   - path: the file as it was typed.
    ///   - command: the command that it was typed after, for the messages.
    /// - Returns: its bytes.
    /// - Throws: `UsageError` if it cannot be read.
    static func readableFile(_ path: String, after command: String) throws -> Data {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw UsageError("\(command) \(path): there is no such file.")
        }
        if isFolder.boolValue { throw UsageError("\(command) \(path): this is a folder.") }
        do {
            return try Data(contentsOf: URL(fileURLWithPath: path))
        } catch {
            throw UsageError("\(command) \(path): it cannot be read.")
        }
    }

    /// Writes the whole file or nothing.
    static func write(_ text: String, to url: URL) throws {
        do {
            try Data(text.utf8).write(to: url, options: .atomic)
        } catch {
            throw GraderError("cannot write \(url.path): \(describe(error))")
        }
    }

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
