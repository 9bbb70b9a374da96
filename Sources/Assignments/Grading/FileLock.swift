import Foundation

/// A lock that several processes take in turn, also those of several machines that share the folder.
///
/// The system takes it back from a process that ends, however it ends.
struct FileLock {
    /// An empty file that stays.
    let file: URL

    /// Waits for the lock, and holds it meanwhile.
    ///
    /// Where the file system knows no locks, nobody waits.
    /// - Parameter body: what no two processes may do at once.
    /// - Returns: what it returns.
    /// - Throws: what it throws; `GraderError` if the file cannot be made.
    func whileHeld<Result>(_ body: () throws -> Result) throws -> Result {
        let descriptor = open(file.path, O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
        if descriptor < 0 {
            throw GraderError("cannot write \(file.path): \(String(cString: strerror(errno)))")
        }
        defer { close(descriptor) }
        while flock(descriptor, LOCK_EX) != 0, errno == EINTR {}
        return try body()
    }
}

extension OverlayBuilder {
    /// Does something that no other process does at the same time in this tree.
    /// - Parameters:
    ///   - name: of what is done.
    ///   - body: does it.
    /// - Returns: what it returns.
    /// - Throws: what it throws; `GraderError` if the lock cannot be made.
    func alone<Result>(_ name: String, _ body: () throws -> Result) throws -> Result {
        try make(tree.scratch)
        return try FileLock(file: tree.scratch.appendingPathComponent("\(name).lock"))
            .whileHeld(body)
    }

    /// Puts a finished folder in its place, all of it or nothing.
    ///
    /// A whole one that another process has put there stays: it may be in use.
    /// - Parameters:
    ///   - work: the finished folder.
    ///   - folder: its place.
    ///   - isWhole: whether what is in the place is whole.
    /// - Throws: `GraderError` if it cannot be put there.
    func place(_ work: URL, at folder: URL, unless isWhole: () throws -> Bool) throws {
        try alone("place") {
            if try isWhole() { return }
            try? FileManager.default.removeItem(at: folder)
            do {
                try FileManager.default.moveItem(at: work, to: folder)
            } catch {
                throw GraderError("cannot make \(folder.path): \(describe(error))")
            }
        }
    }
}
