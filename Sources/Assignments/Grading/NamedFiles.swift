import Foundation

// Files whose names were typed.

/// The file to write to; found out before any work is done.
/// - Parameters:
///   - path: the file as it was typed.
///   - option: the option or command that it was typed after, for the messages.
/// - Returns: the file.
/// - Throws: `UsageError` if it cannot be written.
public func writableFile(_ path: String, after option: String) throws -> URL {
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
public func readableFile(_ path: String, after command: String) throws -> Data {
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
/// - Throws: `GraderError` with the reason.
public func writeFile(_ text: String, to url: URL) throws {
    do {
        try Data(text.utf8).write(to: url, options: .atomic)
    } catch {
        throw GraderError("cannot write \(url.path): \(describe(error))")
    }
}
