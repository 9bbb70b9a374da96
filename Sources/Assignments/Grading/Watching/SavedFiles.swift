import Authoring
import Foundation

/// Notices which files have been saved, by looking at them again and again.
///
/// The system's notifications do not reach every container, network folder and WSL; sixty looks a
/// quarter of a second cost next to nothing.
package struct SavedFiles {
    private let tree: Tree
    private let paths: [String]
    private let folders: [String]
    private var known: [String: Look] = [:]
    private var names: Set<String> = []

    /// How often a file must be missing in a row before it counts as gone: an editor that saves by
    /// renaming has it missing for a moment.
    private static let patience = 4
    /// A file that is younger may change again without a later date, in seconds.
    private static let young = 2.0

    /// A file as it was last seen.
    private struct Look {
        var stamp: Stamp?
        var content: String?
        var timesMissing = 0
    }

    /// What changes, as a rule, when a file does.
    private struct Stamp: Equatable {
        let bytes: Int
        let seconds: Int
        let nanoseconds: Int
        let number: UInt64
    }

    /// - Parameters:
    ///   - paths: the files, from the root of the tree.
    ///   - tree: where they are.
    package init(_ paths: [String], in tree: Tree) {
        self.tree = tree
        self.paths = paths.sorted()
        folders = Set(paths.map { String($0.prefix(upTo: $0.lastIndex(of: "/") ?? $0.startIndex)) })
            .sorted()
        _ = changed()
        // What is missing from the beginning is not going to be missing "for a moment".
        for path in paths where known[path]?.stamp == nil {
            known[path]?.timesMissing = Self.patience
        }
    }

    /// The files whose content is another than at the last look, and new or removed files beside them.
    package mutating func changed(now: Date = Date()) -> [String] {
        let before = names
        names = Set(folders.flatMap(swiftFiles))
        let strangers = names.symmetricDifference(before).subtracting(paths)
        let own = paths.filter { hasChanged($0, now) }
        return (own + strangers).sorted()
    }

    private func swiftFiles(in folder: String) -> [String] {
        let found = try? FileManager.default.contentsOfDirectory(atPath: tree.url(folder).path)
        return (found ?? []).filter { $0.hasSuffix(".swift") }.map { "\(folder)/\($0)" }
    }

    private mutating func hasChanged(_ path: String, _ now: Date) -> Bool {
        var look = known[path] ?? Look()
        defer { known[path] = look }
        guard let stamp = stamp(path) else { return isGone(&look) }
        look.timesMissing = 0
        let age = now.timeIntervalSince1970 - Double(stamp.seconds)
        if stamp == look.stamp && abs(age) > Self.young { return false }
        look.stamp = stamp
        // It may be replaced at this very moment: then the next look will tell.
        guard let data = try? Data(contentsOf: tree.url(path)) else { return false }
        let content = fingerprint([String(decoding: data, as: UTF8.self)])
        defer { look.content = content }
        return content != look.content
    }

    private func isGone(_ look: inout Look) -> Bool {
        look.timesMissing += 1
        look.stamp = nil
        if look.timesMissing != Self.patience { return false }
        look.content = nil
        return true
    }

    private func stamp(_ path: String) -> Stamp? {
        var status = stat()
        guard stat(tree.url(path).path, &status) == 0 else { return nil }
        #if os(Linux)
            let date = status.st_mtim
        #else
            let date = status.st_mtimespec
        #endif
        return Stamp(
            bytes: Int(status.st_size), seconds: Int(date.tv_sec), nanoseconds: Int(date.tv_nsec),
            number: UInt64(status.st_ino))
    }
}
