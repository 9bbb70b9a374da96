/// What the kit must know while an exercise is graded, and only then.
///
/// The worker, a process that runs one exercise of one learner, calls `begin` before it calls any of
/// the learner's code. The kit that it links is compiled with GRADED: there the stand-ins refuse to
/// run until then, too. Everywhere else the functions below are as good as absent.
public enum GradedRun {
    /// What happened instead of an answer.
    package enum Ending: Sendable {
        case hole(id: String)
        case refused(sentence: String)
    }

    private struct State {
        let helpers: Set<String>
        let end: @Sendable (Ending) -> Never
    }

    // Written once by a process that has one thread; never written anywhere else.
    nonisolated(unsafe) private static var state: State?

    /// Starts the only graded run of this process.
    /// - Parameters:
    ///   - helpers: the kit's types whose stand-ins this exercise may lean on, such as "Affine" in
    ///     a later assignment. The kit's own version of what is graded is never among them.
    ///   - end: reports the ending and leaves the process.
    package static func begin(helpers: Set<String>, end: @escaping @Sendable (Ending) -> Never) {
        if state != nil { stop("a graded run has already begun in this process.") }
        state = State(helpers: helpers, end: end)
    }

    static func reachedHole(_ id: String) {
        state?.end(.hole(id: id))
    }

    static func refuseStandIn<Owner>(for owner: Owner.Type) {
        let name = String(reflecting: owner)
        let isKit = name.hasPrefix("Layers.")
        let helpers = state?.helpers ?? []
        if isKit && helpers.contains(String(name.dropFirst("Layers.".count))) { return }
        refuse(
            isKit
                ? "this calls the kit's own \(name), which refuses to run while this exercise is graded."
                : "this calls the numeric stand-in for \(name); the backward pass has to be written."
        )
    }

    /// Stops a general gradient check inside a graded run: its numeric gradient is no answer either.
    static func refuseGradientCheck() {
        refuse(
            "this calls the kit's gradient checker, which refuses to run while this exercise is graded."
        )
    }

    private static func refuse(_ sentence: String) {
        state?.end(.refused(sentence: sentence))
        #if GRADED
            stop(sentence)
        #endif
    }
}

/// Marks a hole for the learner to fill; replace the whole line with code.
/// - Parameters:
///   - id: the exercise, as `swift run grade` lists it.
///   - file: where the hole is.
///   - line: where the hole is.
public func yourCodeHere(
    _ id: String, file: StaticString = #fileID, line: UInt = #line
) -> Never {
    GradedRun.reachedHole(id)
    fatalError("\(id) is not written yet. Write it at this line.", file: file, line: line)
}
