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
@inline(__always)
private func callerOutsideTheKit() -> String? {
    #if os(Linux)
        // Without `places` or `areOfTheKit`, and without `stop`.
        let own = 2
        // What a call is named is found soon, and its line takes long.
        for (depth, isOfTheKit) in areOfTheKit(offset: own).enumerated() where !isOfTheKit {
            let found = places(offset: own + depth)
            if let place = found.first(where: { !$0.path.contains("Sources/Layers/") }) {
                return name(place)
            }
        }
        // One of the kit's own threads has no other caller.
        for depth in 0..<deepest {
            let found = places(offset: own + depth)
            if let place = found.first(where: { !$0.path.contains("Sources/Layers/Matrix/") }) {
                return name(place)
            }
        }
        return nil
    #else
        return nil
    #endif
}

#if os(Linux)
    private typealias SourceLocation = SymbolicatedBacktrace.SourceLocation

    /// How many calls are looked at: the caller is near.
    private let deepest = 24

    /// Whether the calls that begin `offset` above this one are of functions of the kit.
    @inline(never)
    private func areOfTheKit(offset: Int) -> [Bool] {
        let stack = try? Backtrace.capture(limit: deepest, offset: offset, top: 0)
        let frames = stack?.symbolicated(options: .useSymbolCache)?.frames ?? []
        return frames.map { $0.symbol?.rawName.hasPrefix("$s6Layers") ?? false }
    }

    /// Where the call is that is `offset` above this one, and those that were put in line there.
    @inline(never)
    private func places(offset: Int) -> [SourceLocation] {
        // The second only says that there are more.
        let stack = try? Backtrace.capture(limit: 2, offset: offset, top: 0)
        let frames = stack?.symbolicated(options: options)?.frames ?? []
        return frames.compactMap { $0.symbol?.sourceLocation }
            .filter { $0.line > 0 && !$0.path.contains("<compiler-generated>") }
    }

    /// Calls that were put in line take half of the time to find.
    ///
    /// In a debug build only the kit, which is optimised all the same, holds some, and those are passed
    /// over anyway.
    private var options: Backtrace.SymbolicationOptions {
        #if DEBUG
            [.showSourceLocations, .useSymbolCache]
        #else
            .default
        #endif
    }

    /// The last folder, the file and the line.
    private func name(_ place: SourceLocation) -> String {
        "\(place.path.split(separator: "/").suffix(2).joined(separator: "/")):\(place.line)"
    }
#endif
