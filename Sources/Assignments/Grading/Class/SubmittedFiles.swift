import Authoring
import Foundation

/// The files that learners edit, as one submission has them, and what there is to say about it.
struct SubmittedFiles {
    /// Texts by path from the root of a tree; what is missing is graded as its stub.
    private(set) var texts: [String: String] = [:]
    /// Sentences for the instructor.
    private(set) var notes: [String] = []
    private static let mostNotes = 12
    /// The bytes that were taken, counted against the limit.
    private var bytes = 0

    /// Reads a submission; whatever is wrong with it becomes a note.
    /// - Parameters:
    ///   - submission: what was handed in.
    ///   - scratch: where a private folder may be made; it is gone afterwards.
    /// - Throws: what kept that folder from being made; `RunningGroups.Stopped`.
    init(_ submission: Submission, scratch: URL) throws {
        let folder = scratch.appendingPathComponent("submission-\(UUID().uuidString)")
        try FileManager.default.createDirectory(
            at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        defer { try? FileManager.default.removeItem(at: folder) }
        switch submission.kind {
        case .folder: take(folderEntries(submission.url))
        case .archive, .bundle:
            do {
                take(try archiveEntries(submission.url, submission.kind, copyingTo: folder))
            } catch let error as GraderError {
                notes.append("\(error)")
            }
        case .other:
            notes.append("it is neither a folder nor a .zip, .tar.gz, .tgz or .bundle file")
        }
        notes += submission.strays.map { "\($0) lies beside what was handed in, and is not graded" }
        noteMissing()
        let left = notes.count - Self.mostNotes
        notes = notes.prefix(Self.mostNotes).map { printable(shortened($0, to: 300)) }
        if left > 0 { notes.append("\(left) more notes") }
    }

    /// The nearest to the top counts, if a file is there twice.
    private mutating func take(_ entries: [SubmittedEntry]) {
        let sorted = entries.sorted { a, b in
            (a.path.count { $0 == "/" }, a.path) < (b.path.count { $0 == "/" }, b.path)
        }
        for entry in sorted { take(entry) }
    }

    private mutating func take(_ entry: SubmittedEntry) {
        let parts = entry.path.split(separator: "/").filter { $0 != "." }
        if entry.path.hasPrefix("/") || parts.contains("..") {
            return notes.append("\(entry.path) was refused: it points out of the submission")
        }
        if parts.contains(where: isDropping) || parts.count < 2 { return }
        let path = "Sources/Assignments/" + parts.suffix(2).joined(separator: "/")
        guard pristineStubs[path] != nil else {
            let isBeside = pristineStubs.keys.contains {
                assignmentName($0) == assignmentName(path)
            }
            if isBeside, path.hasSuffix(".swift") {
                notes.append("\(entry.path) is not a file of the assignment, and is not graded")
            }
            return
        }
        do {
            let text = try text(of: entry)
            if let known = texts[path] {
                if known != text {
                    notes.append("\(entry.path) is a second one, and is not graded")
                }
            } else {
                texts[path] = text
            }
        } catch {
            notes.append("\(entry.path) counts as missing: \(describe(error))")
        }
    }

    /// - Throws: `GraderError` with why the file cannot be used.
    private mutating func text(of entry: SubmittedEntry) throws -> String {
        if entry.kind == .link { throw GraderError("it is a symbolic link") }
        if entry.kind == .other { throw GraderError("it is not a file") }
        if entry.size > SubmissionLimits.fileBytes { throw GraderError("it is larger than 1 MiB") }
        if let problem = entry.problem { throw GraderError(problem) }
        guard let copy = entry.copy else { throw GraderError("it could not be read") }
        if bytes + entry.size > SubmissionLimits.allBytes {
            throw GraderError("the submission is larger than 20 MiB")
        }
        let data = try Data(contentsOf: URL(fileURLWithPath: copy))
        bytes += data.count
        guard let text = String(data: data, encoding: .utf8), !text.contains("\0") else {
            throw GraderError("it is not UTF-8 text")
        }
        return text
    }

    /// Nobody is blamed for an assignment that was not handed in at all, file by file.
    private mutating func noteMissing() {
        if texts.isEmpty {
            if notes.isEmpty { notes.append("no file of an assignment was found in it") }
            return
        }
        let assignments = Dictionary(grouping: pristineStubs.keys, by: assignmentName)
        for (name, paths) in assignments.sorted(by: { $0.key < $1.key }) {
            let missing = paths.filter { texts[$0] == nil }.sorted()
            if missing.count == paths.count {
                notes.append("\(name) was not handed in")
            } else if !missing.isEmpty {
                notes.append("missing in \(name): \(missing.map(fileName).joined(separator: ", "))")
            }
        }
    }
}

extension SubmittedFiles {
    /// Changes when anything that was taken, or said about it, does.
    var fingerprint: String {
        Authoring.fingerprint(
            texts.sorted { $0.key < $1.key }.flatMap { [$0.key, $0.value] } + notes)
    }
}

/// The last part of a path.
func fileName(_ path: String) -> String { String(path.split(separator: "/").last ?? "") }
