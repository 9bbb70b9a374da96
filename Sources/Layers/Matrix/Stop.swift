import Foundation

#if os(Linux)
    import Runtime
#endif

/// Stops the program with a sentence, and with the file and line in which the mistake was made.
///
/// `precondition` prints nothing in an optimised build, and an operator such as `+` cannot be told
/// its caller's line. So the line is looked up in the call stack, which needs no argument anywhere.
/// (Linux only; elsewhere the sentence comes without a place.)
/// - Parameter message: one sentence; it should hold both shapes and say which side is which.
@inline(never)
public func stop(_ message: String) -> Never {
    let place = callerOutsideTheKit().map { "\($0): " } ?? ""
    FileHandle.standardError.write(Data("\(place)Fatal error: \(message)\n".utf8))
    // Says nothing more in an optimised build; unlike `abort` it leaves the stack readable.
    preconditionFailure(message)
}

/// Stops the program with `message` unless `condition` holds, in every build.
@inlinable
public func require(_ condition: Bool, _ message: @autoclosure () -> String) {
    if !condition { stop(message()) }
}

/// "Affine.swift:42": the innermost caller that is not part of the kit, or at least not of the
/// matrix arithmetic.
private func callerOutsideTheKit() -> String? {
    #if os(Linux)
        // The caller is near; to look up the lines of a long stack takes seconds.
        guard let stack = try? Backtrace.capture(limit: 24, top: 0),
            let known = stack.symbolicated()
        else {
            return nil
        }
        let places = known.frames.compactMap { $0.symbol?.sourceLocation }
            .filter { $0.line > 0 && !$0.path.contains("<compiler-generated>") }
        let outside = places.first { !$0.path.contains("Sources/Layers/") }
        guard
            let place = outside
                ?? places.first(where: { !$0.path.contains("Sources/Layers/Matrix/") })
        else {
            return nil
        }
        let path = place.path.split(separator: "/").suffix(2).joined(separator: "/")
        return "\(path):\(place.line)"
    #else
        return nil
    #endif
}
