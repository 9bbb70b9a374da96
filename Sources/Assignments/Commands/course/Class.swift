import Foundation
import Grading

extension Course {
    /// Grades a class.
    static func grade(_ words: [String]) throws -> Int32 {
        let arguments = try Arguments(
            words, flags: ["--resume"],
            options: ["--output", "--course", "--jobs", "--shard", "--seed", "--only"])
        guard let path = arguments.words.first, arguments.words.count == 1 else {
            throw UsageError("grade takes one folder, such as: grade submissions --output graded")
        }
        let output = try outputFolder(arguments)
        let folder = URL(fileURLWithPath: path)
        let (course, _) = try courseFile(arguments)
        let options = try classOptions(arguments)
        let run = ClassRun(
            tree: try Tree.current(), submissions: folder, output: output, options: options,
            program: try thisProgram())
        let chosen = try run.prepared()
        complain(try Tree.current().fences())
        if try !OverlayBuilder(tree: .current(), stubs: pristineStubs).kitIsBuilt() {
            complain("Compiling the kit for grading takes a minute or two, once.")
        }
        let progress = ClassProgressLine()
        let faults = try run.run(chosen) { progress.show($0) }
        return try report(try run.finish(chosen.map(\.name), faults), output, course)
    }

    /// Puts the parts of a class together.
    static func merge(_ words: [String]) throws -> Int32 {
        let arguments = try Arguments(words, flags: [], options: ["--output", "--course"])
        if arguments.words.isEmpty {
            throw UsageError("merge takes folders, such as: merge part1 part2 --output graded")
        }
        let output = try outputFolder(arguments)
        let (course, _) = try courseFile(arguments)
        let merged = try mergeClass(
            arguments.words.map { URL(fileURLWithPath: $0) }, to: output)
        return try report(merged, output, course)
    }

    /// Grades one submission, for `grade`; what it says goes to whoever started it.
    static func gradeOne(_ words: [String]) throws -> Int32 {
        guard words.count == 4, let seed = Int(words[3]) else {
            throw UsageError("grade-one is for `course grade` alone.")
        }
        try Tree.current().gradeSubmission(
            words[0], from: URL(fileURLWithPath: words[1]), to: URL(fileURLWithPath: words[2]),
            seed: seed)
        return 0
    }

    private static func report(
        _ run: ClassRunRecord, _ output: URL, _ course: CourseFile
    ) throws -> Int32 {
        let (rows, unknown) = try writeGrades(of: run, in: output, course: course)
        for name in unknown { print("\(name) is in the course file, and has handed nothing in.") }
        print(
            "\(rows) rows in \(output.relativePath)/grades.csv; the class on one page is summary.html."
        )
        if run.faults.isEmpty { return 0 }
        print(
            "\(run.faults.count) could not be graded; the notes say why, and --resume tries them again."
        )
        return 1
    }

    /// The folder that `--output` names.
    /// - Throws: `UsageError` without it.
    static func outputFolder(_ arguments: Arguments) throws -> URL {
        guard let path = arguments.value("--output") else {
            throw UsageError("--output DIR is missing: the folder to write to.")
        }
        return URL(fileURLWithPath: path)
    }

    /// The course file that is asked for, and its text; an empty one without it.
    /// - Throws: `UsageError` if it cannot be read, or with every mistake in it.
    static func courseFile(_ arguments: Arguments) throws -> (course: CourseFile, text: String) {
        try arguments.value("--course").map(courseFile(at:)) ?? (CourseFile(), "")
    }

    /// A course file, and its text.
    /// - Throws: `UsageError` if it cannot be read, or with every mistake in it.
    static func courseFile(at path: String) throws -> (course: CourseFile, text: String) {
        let text: String
        do {
            text = try String(contentsOf: URL(fileURLWithPath: path), encoding: .utf8)
        } catch {
            throw UsageError("--course \(path): it cannot be read: \(describe(error)).")
        }
        return (try CourseFile(text, name: path), text)
    }

    /// The seed of the random cases.
    static func seed(_ arguments: Arguments) throws -> Int {
        try arguments.integer("--seed", in: 0...1_000_000_000, default: 1)
    }

    private static func classOptions(_ arguments: Arguments) throws -> ClassOptions {
        var options = ClassOptions()
        options.seed = try seed(arguments)
        options.jobs = try arguments.integer("--jobs", in: 1...32, default: min(32, options.jobs))
        options.only = arguments.value("--only")
        options.resumes = arguments.flags.contains("--resume")
        guard let shard = arguments.value("--shard") else { return options }
        let numbers = shard.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
        guard numbers.count == 2, let index = numbers[0], let count = numbers[1], index >= 1,
            index <= count
        else {
            throw UsageError("--shard \(shard): it takes a part and their number, such as 2/4.")
        }
        if options.only != nil { throw UsageError("--shard and --only exclude each other.") }
        options.shard = (index, count)
        return options
    }

    private static func thisProgram() throws -> String {
        guard let path = Bundle.main.executablePath else {
            throw GraderError("this program's own path is not known.")
        }
        return path
    }
}

/// Says how far a class is: on a terminal in one line with the time left, and elsewhere in a line
/// for each submission.
private struct ClassProgressLine: Sendable {
    private let start = Date()
    private let isTerminal = isatty(2) == 1

    func show(_ progress: ClassProgress) {
        let words = "\(progress.finished) of \(progress.all)"
        if let fault = progress.fault {
            complain("\(clear)\(progress.name) could not be graded: \(fault)")
        } else if !isTerminal {
            print("\(words): \(progress.name)")
        }
        if isTerminal { write(progress, words) }
    }

    private var clear: String { isTerminal ? "\r\u{1B}[K" : "" }

    private func write(_ progress: ClassProgress, _ words: String) {
        let left = progress.all - progress.finished
        let line = left == 0 ? "" : "\(words) graded\(time(progress))"
        FileHandle.standardError.write(Data("\(clear)\(line)".utf8))
    }

    /// As long as the others took, for each that is left.
    private func time(_ progress: ClassProgress) -> String {
        let each = Date().timeIntervalSince(start) / Double(max(1, progress.inThisRun))
        let seconds = Int(each * Double(progress.all - progress.finished))
        return seconds < 90 ? ", about \(seconds) s left" : ", about \(seconds / 60 + 1) min left"
    }
}
