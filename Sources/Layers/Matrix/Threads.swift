import Foundation

/// How many threads the kit's primitives may use.
///
/// Work is shared by blocks of what is written, and every number is computed by one thread in the same
/// order: results do not depend on the count, to the last bit.
public enum Threads {
    /// 1, unless a program says otherwise; to be set before any work begins.
    nonisolated(unsafe) public static var count = 1

    /// As many as the machine has processors.
    public static var available: Int { ProcessInfo.processInfo.activeProcessorCount }

    /// Below so many multiplications, or steps of about that size, a second thread does not pay.
    @usableFromInline static let leastWork = 100_000

    /// Calls `body` with parts of `0..<total` that together are all of it, on several threads if it pays.
    /// - Parameters:
    ///   - total: how much there is to share.
    ///   - multiple: what the size of every part but the last is a multiple of.
    ///   - work: how many multiplications all of it takes, roughly.
    ///   - body: writes a part of the result; no two parts overlap.
    @inlinable @inline(__always)
    static func share(
        _ total: Int, multiple: Int = 1, work: Int, _ body: (Range<Int>) -> Void
    ) {
        if !areShared(total, multiple: multiple, work: work) { return body(0..<total) }
        shareAmongAll(total, multiple, body)
    }

    /// Whether `share` uses several threads for as much.
    @inlinable @inline(__always)
    static func areShared(_ total: Int, multiple: Int = 1, work: Int) -> Bool {
        count > 1 && work >= leastWork && total > multiple
    }

    @usableFromInline
    static func shareAmongAll(_ total: Int, _ multiple: Int, _ body: (Range<Int>) -> Void) {
        let parts = min(count, (total + multiple - 1) / multiple)
        let size = ((total + parts - 1) / parts + multiple - 1) / multiple * multiple
        Crew.shared.perform(parts) { part in
            let start = min(part * size, total)
            body(start..<min(start + size, total))
        }
    }
}
