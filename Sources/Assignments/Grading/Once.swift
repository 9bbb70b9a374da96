import Foundation

/// A value that is made when it is first asked for, and kept.
final class Once<Value: Sendable>: @unchecked Sendable {
    private let lock = NSLock()
    private var stored: Value?

    /// The value; who asks while it is being made waits for it.
    /// - Parameter make: makes it.
    /// - Returns: what was made the first time.
    /// - Throws: what `make` throws; then it is made the next time.
    func value(_ make: () throws -> Value) rethrows -> Value {
        try lock.withLock {
            if let stored { return stored }
            let made = try make()
            stored = made
            return made
        }
    }
}
