import Foundation

/// What `course grade` is asked to do.
public struct ClassOptions: Sendable {
    public var seed = 1
    /// How many submissions are graded at once.
    public var jobs = ProcessInfo.processInfo.activeProcessorCount
    /// The part of the class to grade: number `index` of `count`, from 1.
    public var shard = (index: 1, count: 1)
    /// The only student or attempt to grade, or nil for all.
    public var only: String?
    /// Whether what is finished in the output folder is kept.
    public var resumes = false

    public init() {}

    /// Whether only a part of the class is graded.
    var isPart: Bool { shard.count > 1 || only != nil }
}

/// How far a class is.
public struct ClassProgress: Sendable {
    /// What has just been finished.
    public let name: String
    /// Why it could not be graded, or nil if it could.
    public let fault: String?
    public let finished: Int
    public let all: Int
    /// How many of the finished ones were not finished before.
    public let inThisRun: Int
}

/// Grades a class: every submission in a process of its own, some at once.
public struct ClassRun: Sendable {
    let tree: Tree
    let folder: URL
    let output: URL
    let options: ClassOptions
    /// The command that grades one submission, to be followed by its name.
    let program: String

    /// No submission may take longer, in seconds.
    static let seconds = 1200.0

    /// - Parameters:
    ///   - tree: the instructor's.
    ///   - folder: holds the submissions.
    ///   - output: the folder to write to.
    ///   - options: what is asked for.
    ///   - program: the path of `course`, which is started again for each submission.
    public init(
        tree: Tree, submissions folder: URL, output: URL, options: ClassOptions, program: String
    ) {
        (self.tree, self.folder, self.output) = (tree, folder, output)
        (self.options, self.program) = (options, program)
    }

    /// Finds out, before anything takes long, what is to be graded and whether it can be written.
    /// - Returns: the submissions that are asked for.
    /// - Throws: `UsageError` if there are none, with the nearest name; or if the output folder is in use.
    public func prepared() throws -> [Submission] {
        let chosen = try chosen()
        try expectUsableOutput()
        return chosen
    }

    private func chosen() throws -> [Submission] {
        let all = try submissions(in: folder)
        if all.isEmpty { throw UsageError("\(folder.path) holds no submissions.") }
        if let only = options.only?.precomposedStringWithCanonicalMapping {
            let named = all.filter { $0.name == only || $0.student == only }
            if !named.isEmpty { return named }
            let names = all.map(\.name) + all.map(\.student)
            throw UsageError(
                "--only \(only): there is no such submission\(suggestion(only, among: names))")
        }
        // All attempts of a student are in the same part.
        let students = Set(all.map(\.student)).sorted().enumerated().filter {
            $0.offset % options.shard.count == options.shard.index - 1
        }
        let part = Set(students.map(\.element))
        return all.filter { part.contains($0.student) }
    }

    /// Grades what is not finished yet.
    /// - Parameters:
    ///   - chosen: what is `prepared`.
    ///   - progress: called after each, on any thread, one call at a time.
    /// - Returns: sentences on the submissions that could not be graded, by name.
    /// - Throws: `GraderError` if nothing can be built.
    public func run(
        _ chosen: [Submission], progress: @escaping @Sendable (ClassProgress) -> Void
    ) throws -> [String: String] {
        let times = try submissionTimes(in: folder)
        let waiting = try chosen.filter { try !isFinished($0, times) }
        // The first build makes the kit, which all others share.
        _ = try OverlayBuilder(tree: tree, stubs: pristineStubs).build([:])
        let faults = Faults()
        let queue = OperationQueue()
        queue.maxConcurrentOperationCount = options.jobs
        for submission in waiting {
            queue.addOperation { [self] in
                if RunningGroups.areStopped { return }
                let fault = fault(of: submission)
                // What was interrupted is no fault, and --resume does it again.
                if RunningGroups.areStopped { return }
                faults.add(submission.name, fault) { finished in
                    let done = chosen.count - waiting.count + finished
                    progress(
                        ClassProgress(
                            name: submission.name, fault: fault, finished: done,
                            all: chosen.count, inThisRun: finished))
                }
            }
        }
        queue.waitUntilAllOperationsAreFinished()
        // The signal may be handled on another thread: no grades are written of half a class.
        if RunningGroups.isEnding { RunningGroups.endProgram() }
        return faults.sentences
    }

    /// Leaves a record of the run, which `course merge` needs.
    ///
    /// With `only` the others of an earlier run stay in it.
    /// - Parameters:
    ///   - names: those of the submissions that were asked for.
    ///   - faults: why some could not be graded.
    /// - Returns: the record.
    /// - Throws: `GraderError` if it cannot be written.
    public func finish(_ names: [String], _ faults: [String: String]) throws -> ClassRunRecord {
        let folder = ClassFolder(output)
        var run = ClassRunRecord(
            seed: options.seed, names: names, faults: faults, isPart: options.isPart)
        if options.only != nil, let before = try earlierRun() {
            // A single submission may have become one of several attempts.
            let there = Set(try submissions(in: self.folder).map(\.name))
            let students = Set(names.map(student(of:)))
            let kept = before.names.filter {
                there.contains($0) || !students.contains(student(of: $0))
            }
            run.names = Set(names + kept).sorted()
            let others = before.faults.filter { !names.contains($0.key) && kept.contains($0.key) }
            run.faults = faults.merging(others) { first, _ in first }
            run.isPart = before.isPart
        }
        try folder.write(run)
        return run
    }

    private func earlierRun() throws -> ClassRunRecord? {
        let folder = ClassFolder(output)
        return folder.holdsRun ? try folder.run() : nil
    }

    /// Results of another class must not be mixed with these, nor anything be overwritten.
    private func expectUsableOutput() throws {
        if options.resumes {
            guard options.only != nil, let before = try earlierRun() else { return }
            if before.seed == options.seed { return }
            throw UsageError("the others were graded with --seed \(before.seed): use the same.")
        }
        let entries: [String]
        do {
            try FileManager.default.createDirectory(at: output, withIntermediateDirectories: true)
            entries = try FileManager.default.contentsOfDirectory(atPath: output.path)
        } catch {
            throw UsageError(
                "--output \(output.path) cannot be used as a folder: \(describe(error))")
        }
        if entries.isEmpty { return }
        throw UsageError(
            "--output \(output.path): the folder is not empty; to go on with a run that was interrupted, add --resume."
        )
    }

    /// Whether these very bytes have been graded with this seed.
    private func isFinished(_ submission: Submission, _ times: [String: Date]) throws -> Bool {
        let folder = ClassFolder(output)
        // A record that cannot be read is one of something half-written.
        guard options.resumes, let record = try? folder.record(submission.name) else {
            return false
        }
        let isSame = record.seed == options.seed && record.submitted == submission.time(in: times)
        let files = try SubmittedFiles(submission, scratch: tree.scratch)
        return isSame && record.fingerprint == files.fingerprint
    }

    /// Grades one submission in a process of its own; nil, or why it could not be.
    private func fault(of submission: Submission) -> String? {
        do {
            let folder = ClassFolder(output)
            try folder.forget(submission.name)
            let outcome = try runTool(
                program,
                ["grade-one", submission.name, self.folder.path, output.path, "\(options.seed)"],
                scratch: tree.scratch.appendingPathComponent("scratch"), seconds: Self.seconds)
            if outcome.succeeded, try folder.record(submission.name) != nil { return nil }
            let lines = outcome.output.split(separator: "\n").map(String.init)
            return printable(shortened(lines.last ?? "the grader ended early", to: 300))
        } catch {
            return describe(error)
        }
    }
}

/// Sentences that come from several threads.
private final class Faults: @unchecked Sendable {
    private let lock = NSLock()
    private var byName: [String: String] = [:]
    private var finished = 0

    var sentences: [String: String] { lock.withLock { byName } }

    /// Adds what became of one, and calls `then` with how many there are.
    func add(_ name: String, _ fault: String?, then: (Int) -> Void) {
        lock.withLock {
            byName[name] = fault
            finished += 1
            then(finished)
        }
    }
}
