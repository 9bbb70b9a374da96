import Exchange
import Foundation

/// The most that workers can give up on the system at hand: found out once, by trying.
enum StrongestConfinement {
    nonisolated(unsafe) private static var known: Confinement?
    private static let lock = NSLock()

    /// The first confinement that the system permits; `.none` always is.
    /// - Throws: `GraderError` if no worker can be started at all.
    static func of(_ overlay: Overlay) throws -> Confinement {
        try lock.withLock {
            if let known { return known }
            for confinement in Confinement.allCases where try isPermitted(confinement, overlay) {
                known = confinement
                return confinement
            }
            throw GraderError("the worker cannot be started: it ends before it is asked anything.")
        }
    }

    /// A worker that is asked nothing ends with 0 once it has given everything up.
    private static func isPermitted(_ confinement: Confinement, _ overlay: Overlay) throws -> Bool {
        guard let exercise = allExercises.first else { return false }
        let worker = try WorkerProcess(overlay, exercise, seconds: 3, confinement: confinement)
        return worker.endsUnasked()
    }
}

extension Tree {
    /// What code that is graded here cannot reach, in a sentence for the instructor.
    /// - Returns: the sentence; on a system that permits less it says what is left to do.
    /// - Throws: `GraderError` if no worker can be built or started.
    public func fences() throws -> String {
        let overlay = try OverlayBuilder(tree: self, stubs: pristineStubs).build([:])
        let confinement = try StrongestConfinement.of(overlay)
        var open: [String] = []
        if confinement == .none { open.append("the network") }
        if confinement != .processesAndNetwork { open.append("other processes") }
        if !filesCanBeClosed() { open.append("files") }
        if open.isEmpty {
            return "Submissions are run without a network, other processes or files."
        }
        return "This system cannot keep submissions from \(open.joined(separator: ", ")): "
            + "grade a class that you do not trust in a container of its own."
    }
}
