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
