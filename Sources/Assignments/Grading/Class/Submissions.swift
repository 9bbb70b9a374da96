import Foundation

/// What one student handed in: an entry of the folder of submissions.
public struct Submission: Sendable {
    /// The entry's name without its ending; with it, if two entries would be called the same.
    public let name: String
    let url: URL
    let kind: Kind

    enum Kind: Sendable {
        case folder
        case archive
        /// Nothing that could be looked into.
        case other
    }
}

/// The file beside the submissions that says when each came in.
let metadataName = "submission_metadata.json"

private let archiveEndings = [".zip", ".tar.gz", ".tgz"]

/// Every entry of a folder of submissions, by name.
///
/// Names are compared as Unicode has it: an umlaut is the same in one piece and in two.
/// - Parameter folder: holds a folder or an archive for each student.
/// - Returns: the submissions; hidden files, and those that macOS leaves behind, are none.
/// - Throws: `UsageError` if it is not a folder that can be read.
public func submissions(in folder: URL) throws -> [Submission] {
    let entries: [String]
    do {
        entries = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    } catch {
        throw UsageError("\(folder.path) cannot be read as a folder: \(describe(error)).")
    }
    let own = entries.filter { !isDropping($0) && $0 != metadataName }
    let bare = own.map(withoutEnding)
    return zip(own, bare).map { entry, name in
        let isAlone = bare.count { $0 == name } == 1
        let url = folder.appendingPathComponent(entry)
        let known = (isAlone ? name : entry).precomposedStringWithCanonicalMapping
        return Submission(name: known, url: url, kind: kind(of: url))
    }
    .sorted { ($0.name, $0.url.path) < ($1.name, $1.url.path) }
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
    switch fileType(of: url) {
    case .typeDirectory: return .folder
    case .typeRegular where withoutEnding(url.lastPathComponent) != url.lastPathComponent:
        return .archive
    default: return .other
    }
}

/// The type of what is there, a symbolic link's being its own; nil if there is nothing.
public func fileType(of url: URL) -> FileAttributeType? {
    let attributes = try? FileManager.default.attributesOfItem(atPath: url.path)
    return attributes?[.type] as? FileAttributeType
}
