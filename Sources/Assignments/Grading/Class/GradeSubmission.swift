import Foundation

extension Tree {
    /// Grades one submission, and writes what there is to say about it into a class's folder.
    ///
    /// A process of its own does this for each: not even a fault of the grader stops the others.
    /// - Parameters:
    ///   - name: the submission's.
    ///   - folder: holds all submissions.
    ///   - output: the class's folder.
    ///   - seed: of the random cases.
    /// - Throws: `UsageError` if there is no such submission; `GraderError` if it cannot be graded.
    public func gradeSubmission(
        _ name: String, from folder: URL, to output: URL, seed: Int
    ) throws {
        guard let submission = try submissions(in: folder).first(where: { $0.name == name }) else {
            throw UsageError("there is no submission \(name) in \(folder.path).")
        }
        let files = try SubmittedFiles(submission, scratch: scratch)
        let time = submission.time(in: try submissionTimes(in: folder))
        // The page of hundreds is read for what is wrong: the steps of what is right would take as
        // long as all else.
        try graded(files, seed: seed, stages: .ofWrong) { result, overlay, toolchain in
            let sources = PageSources(
                result, of: overlay, in: self, command: "swift run grade --seed \(seed)",
                texts: files.texts, toolchain: firstLine(toolchain))
            let faults = overlay.faults.keys.sorted().map {
                "\(assignmentName($0))/\(fileName($0)) does not compile"
            }
            let record = ClassRecord(
                name: name, fingerprint: files.fingerprint, seed: seed, submitted: time,
                notes: files.notes + faults + graderFaults(result),
                examples: result.results.flatMap(\.counterExamples))
            try ClassFolder(output).write(
                result.withoutWholeTables(), record, page: HTMLReport(result, sources).text())
        }
    }

    /// Grades what is in one folder, for Gradescope.
    /// - Parameters:
    ///   - folder: a student's files; one that is missing holds none.
    ///   - seed: of the random cases.
    ///   - course: says what counts, and how much.
    /// - Returns: the contents of `results.json`.
    /// - Throws: `GraderError` if it cannot be graded.
    public func gradescopeResults(
        of folder: URL, seed: Int, course: CourseFile
    ) throws -> String {
        let submission = Submission(
            student: folder.lastPathComponent, attempt: nil, path: folder.lastPathComponent,
            url: folder, kind: .folder)
        let files = try SubmittedFiles(submission, scratch: scratch)
        let advice = "Hand in the submission.zip that `swift run grade pack` makes."
        return try graded(files, seed: seed, stages: .toFirstWrong) { result, _, _ in
            try gradescopeReport(
                result, course: course,
                notes: files.notes + (files.texts.isEmpty ? [advice] : []))
        }
    }

    /// Grades a submission's files with a worker that is gone afterwards.
    /// - Parameters:
    ///   - files: what was handed in.
    ///   - seed: of the random cases.
    ///   - stages: which steps of backward passes are looked at.
    ///   - body: is given the result, the worker and the compiler's version.
    /// - Returns: what `body` returns.
    /// - Throws: what `body` throws; `GraderError` if not even the stubs can be built.
    private func graded<Outcome>(
        _ files: SubmittedFiles, seed: Int, stages: GradeOptions.Stages,
        _ body: (GradeResult, Overlay, String) throws -> Outcome
    ) throws -> Outcome {
        let builder = OverlayBuilder(tree: self, stubs: pristineStubs)
        let own = "class-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(at: url(".build/chainrule/overlay-\(own)")) }
        let overlay = try builder.build(files.texts, named: own)
        var options = GradeOptions()
        options.seed = seed
        options.stages = stages
        let grader = Grader(tree: self, options: options, texts: files.texts)
        let result = grader.grade(grader.exercises, with: overlay)
        return try body(result, overlay, builder.toolchain())
    }
}

private func firstLine(_ text: String) -> String { String(text.prefix { $0 != "\n" }) }

/// What is no student's fault must not be overlooked.
private func graderFaults(_ result: GradeResult) -> [String] {
    result.results.filter { $0.status == .graderError }
        .map { "\($0.exercise.id) could not be graded: grade it again" }
}

/// The times recorded in `submission_metadata.json` beside the submissions; none without it.
///
/// It holds an object with a time for each name, or an object with the time as `created_at`. The name
/// of an attempt is "Ada/attempt-1.zip" or "Ada/attempt-1".
/// - Throws: `UsageError` if the file is not like that.
func submissionTimes(in folder: URL) throws -> [String: Date] {
    let url = folder.appendingPathComponent(metadataName)
    if fileType(of: url) == nil { return [:] }
    guard let value = try? JSONDecoder().decode(JSONValue.self, from: Data(contentsOf: url)),
        case .record(let entries) = value
    else { throw UsageError("\(metadataName) is not a JSON object with a time for each name.") }
    var times: [String: Date] = [:]
    for (name, entry) in entries {
        let text = entry["created_at"] == .null ? entry : entry["created_at"]
        guard case .text(let words) = text, let time = courseTime(words) else {
            throw UsageError(
                "\(metadataName): \(printable(name)) has no time such as 2026-11-20T23:59:00Z.")
        }
        times[name.precomposedStringWithCanonicalMapping] = time
    }
    return times
}

/// A moment such as 2026-11-20T23:59:00Z or 2026-11-20T23:59:00+01:00.
func courseTime(_ text: String) -> Date? {
    (try? Date(text, strategy: .iso8601))
        ?? (try? Date(text, strategy: Date.ISO8601FormatStyle(includingFractionalSeconds: true)))
}
