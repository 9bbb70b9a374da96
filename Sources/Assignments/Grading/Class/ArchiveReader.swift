import Foundation

/// One thing in a submission's folder or archive.
struct SubmittedEntry: Decodable {
    enum Kind: String, Decodable {
        case file
        case link
        case other
    }

    /// Its path within the submission.
    let path: String
    let kind: Kind
    let size: Int
    /// Where its bytes are, if they could be of use.
    var copy: String?
    /// Why there are none.
    var problem: String?
}

/// How much is taken from one submission.
enum SubmissionLimits {
    static let fileBytes = 1 << 20
    static let allBytes = 20 << 20
    static let seconds = 60.0
}

/// How every listing begins: what to do with each thing that is found.
///
/// Swift files of assignment folders are copied. The copies are numbered: no name from an archive
/// becomes a name on disk. What is larger than the limits is not unpacked.
private let listingScript = """
    import json, os, re, stat, subprocess, sys, tarfile, zipfile
    archive, folder, most, most_in_all = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
    wanted = re.compile(r"(^|/)Assignment\\d+/[^/]+\\.swift$")
    entries, total = [], 0

    def add(path, kind, size, read):
        global total
        path = path.encode("utf-8", "replace").decode()
        entry = {"path": path, "kind": kind, "size": size}
        entries.append(entry)
        if kind != "file" or not wanted.search(path) or size > most:
            return
        if total + size > most_in_all:
            entry["problem"] = "the submission is too large"
            return
        try:
            data = read()
        except Exception as error:
            entry["problem"] = str(error)
            return
        total += len(data)
        entry["size"] = len(data)
        entry["copy"] = f"{folder}/{len(entries)}"
        with open(entry["copy"], "wb") as file:
            file.write(data)


    """

/// Lists a zip or tar file.
private let archiveScript = """
    if not zipfile.is_zipfile(archive) and not tarfile.is_tarfile(archive):
        sys.exit("it is neither a zip nor a tar file")
    if zipfile.is_zipfile(archive):
        with zipfile.ZipFile(archive) as file:
            for info in file.infolist():
                if info.is_dir():
                    continue
                kind = "link" if stat.S_ISLNK(info.external_attr >> 16) else "file"
                path = info.filename.replace("\\\\", "/")
                add(path, kind, info.file_size, lambda: file.open(info).read(most + 1))
    else:
        with tarfile.open(archive) as file:
            for info in file:
                if info.isdir():
                    continue
                kind = "file" if info.isreg() else "link" if info.issym() or info.islnk() else "other"
                add(info.name, kind, info.size, lambda: file.extractfile(info).read(most + 1))
    """

/// How every listing ends.
private let writingScript = """

    with open(f"{folder}/listing.json", "w") as file:
        json.dump(entries, file)
    """

/// What an archive or a bundle holds.
/// - Parameters:
///   - archive: a .zip, .tar.gz or .bundle file.
///   - kind: which of them it is.
///   - folder: a private folder for copies of the files that may be of use.
/// - Returns: its files and links.
/// - Throws: `GraderError` in one sentence if it cannot be read; `ChildProcess.CannotStart` if a tool
///   is missing; `RunningGroups.Stopped`.
func archiveEntries(
    _ archive: URL, _ kind: Submission.Kind, copyingTo folder: URL
) throws -> [SubmittedEntry] {
    let script = listingScript + (kind == .bundle ? bundleScript : archiveScript) + writingScript
    let limits = [SubmissionLimits.fileBytes, SubmissionLimits.allBytes].map(String.init)
    let outcome = try runTool(
        "python3", ["-c", script, archive.path, folder.path] + limits, scratch: folder,
        seconds: SubmissionLimits.seconds)
    if outcome.status == gitIsMissing {
        throw ChildProcess.CannotStart(description: "git, which reads bundles, is not in PATH")
    }
    if !outcome.succeeded {
        let lines = outcome.output.split(separator: "\n")
        let name = kind == .bundle ? "bundle" : "archive"
        throw GraderError("the \(name) cannot be read: \(lines.last ?? "python3 says nothing")")
    }
    let listing = try Data(contentsOf: folder.appendingPathComponent("listing.json"))
    return try JSONDecoder().decode([SubmittedEntry].self, from: listing)
}

/// What a folder holds, in all its folders; no link is followed.
func folderEntries(_ folder: URL) -> [SubmittedEntry] {
    guard let paths = FileManager.default.enumerator(atPath: folder.path) else { return [] }
    var entries: [SubmittedEntry] = []
    while let path = paths.nextObject() as? String {
        let url = folder.appendingPathComponent(path)
        let attributes = try? FileManager.default.attributesOfItem(atPath: url.path)
        let type = attributes?[.type] as? FileAttributeType
        if type == .typeDirectory {
            if isDropping(url.lastPathComponent) { paths.skipDescendants() }
            continue
        }
        let size = attributes?[.size] as? Int ?? 0
        let kind: SubmittedEntry.Kind =
            type == .typeRegular ? .file : type == .typeSymbolicLink ? .link : .other
        entries.append(SubmittedEntry(path: path, kind: kind, size: size, copy: url.path))
    }
    return entries
}
