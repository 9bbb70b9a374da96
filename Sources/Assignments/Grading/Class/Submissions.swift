import Foundation

/// What is graded: what one student handed in, or one attempt of a student who did so several times.
public struct Submission: Sendable {
    /// Whose it is: the entry's name without its ending; with it, if two would be called the same.
    public let student: String
    /// The attempt's own name within the student's folder; nil for the only one.
    let attempt: String?
    /// The name of the file or folder, from the folder of submissions on.
    let path: String
    let url: URL
    let kind: Kind
    /// What lies beside the attempts and is none.
    var strays: [String] = []

    enum Kind: Sendable {
        case folder
        /// A zip or tar file.
        case archive
        /// What `git bundle create` makes.
        case bundle
        /// Nothing that could be looked into.
        case other
    }

    /// The student, and the attempt after a slash: no entry of a folder has a slash in its name.
    public var name: String { attempt.map { "\(student)/\($0)" } ?? student }

    /// When it came in, of the recorded times by name; that of the attempt comes before that of the
    /// student.
    func time(in times: [String: Date]) -> Date? {
        [name, path, withoutEnding(path), student].lazy.compactMap { times[$0] }.first
    }
}

/// The student of a submission's name.
func student(of name: String) -> String { String(name.prefix { $0 != "/" }) }

/// Whether one attempt came in before another.
///
/// The times decide, and then the names, in which 2 comes before 10. What has no time comes before
/// what has one.
func isEarlier(_ a: (time: Date?, name: String), _ b: (time: Date?, name: String)) -> Bool {
    let (first, second) = (a.time ?? .distantPast, b.time ?? .distantPast)
    if first != second { return first < second }
    let order = a.name.compare(b.name, options: .numeric)
    return order == .orderedSame ? a.name < b.name : order == .orderedAscending
}

/// The file beside the submissions that says when each came in.
let metadataName = "submission_metadata.json"

private let bundleEnding = ".bundle"
private let archiveEndings = [".zip", ".tar.gz", ".tgz", bundleEnding]

/// Everything that was handed in, sorted by student.
///
/// Names are compared as Unicode has it: an umlaut is the same in one piece and in two.
/// - Parameter folder: holds a folder, an archive or a bundle for each student.
/// - Returns: the submissions; hidden files, and those that macOS leaves behind, are none.
/// - Throws: `UsageError` if it is not a folder that can be read.
public func submissions(in folder: URL) throws -> [Submission] {
    let own: [String]
    do {
        own = try entries(of: folder).filter { $0 != metadataName }
    } catch {
        throw UsageError("\(folder.path) cannot be read as a folder: \(describe(error)).")
    }
    let bare = own.map(withoutEnding)
    let all = zip(own, bare).flatMap { entry, name in
        let isAlone = bare.count { $0 == name } == 1
        let url = folder.appendingPathComponent(entry)
        return attempts(of: composed(isAlone ? name : entry), at: url)
    }
    return all.sorted { ($0.name, $0.url.path) < ($1.name, $1.url.path) }
}

/// What one entry of the folder of submissions holds.
///
/// A folder with archives, bundles or folders called `attempt-1`, and with no other folder, holds the
/// student's attempts; every other one is a submission itself. One attempt alone is the submission.
private func attempts(of student: String, at url: URL) -> [Submission] {
    let entry = composed(url.lastPathComponent)
    let whole = Submission(
        student: student, attempt: nil, path: entry, url: url, kind: kind(of: url))
    guard whole.kind == .folder, let inner = try? entries(of: url) else { return [whole] }
    let kinds = inner.sorted().map { ($0, kind(of: url.appendingPathComponent($0))) }
    if kinds.contains(where: { $0.1 == .folder && !isAttemptFolder($0.0) }) { return [whole] }
    let strays = kinds.filter { $0.1 == .other }.map { composed($0.0) }
    let found = kinds.filter { $0.1 != .other }
    if found.isEmpty { return [whole] }
    return found.map { name, kind in
        Submission(
            student: student, attempt: found.count == 1 ? nil : composed(name),
            path: "\(entry)/\(composed(name))", url: url.appendingPathComponent(name), kind: kind,
            strays: strays)
    }
}

private func isAttemptFolder(_ name: String) -> Bool {
    name.wholeMatch(of: /attempt-[0-9]+/) != nil
}

private func composed(_ name: String) -> String { name.precomposedStringWithCanonicalMapping }

/// What is in a folder, without what systems leave behind.
private func entries(of folder: URL) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { !isDropping($0) }
}

/// What a system or an editor leaves beside what people write.
func isDropping(_ component: some StringProtocol) -> Bool {
    component.hasPrefix(".") || component == "__MACOSX"
}

private func withoutEnding(_ entry: String) -> String {
    let ending = archiveEndings.first { entry.lowercased().hasSuffix($0) && entry.count > $0.count }
    return String(entry.dropLast(ending?.count ?? 0))
}

/// The kind of an entry itself: a symbolic link is not followed.
private func kind(of url: URL) -> Submission.Kind {
    let name = url.lastPathComponent
    switch fileType(of: url) {
    case .typeDirectory: return .folder
    case .typeRegular where withoutEnding(name) != name:
        return name.lowercased().hasSuffix(bundleEnding) ? .bundle : .archive
    default: return .other
    }
}

/// The type of what is there, a symbolic link's being its own; nil if there is nothing.
public func fileType(of url: URL) -> FileAttributeType? {
    let attributes = try? FileManager.default.attributesOfItem(atPath: url.path)
    return attributes?[.type] as? FileAttributeType
}
