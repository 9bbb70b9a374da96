import Foundation

// Stages: names for the intermediate values of a long forward pass.
//
//     let xhat = stage("xhat", centered * istd)      // forward
//     stageGradient("xhat", dxhat)                   // backward
//
// Both give back the matrix they are given, and outside a check they do nothing else. In a check the
// grader moves the named value a little and sees what that does to the output. So it knows what every
// `dxhat` should be, and can say which line of a long backward pass is the first wrong one.
//
// A name may be used several times, as in a loop over time steps: the k-th use is "h[k]", counted
// from 0. The backward pass meets them in the opposite order, so its first "h" is the last one.

/// Names an intermediate value of a forward pass; gives it back unchanged.
@inlinable
public func stage(_ name: String, _ value: Matrix) -> Matrix {
    StageRecorder.isOn ? StageRecorder.forward(name, value) : value
}

/// Names the gradient of the loss with respect to an intermediate value; gives it back unchanged.
///
/// Outside a check, a gradient that nobody asks for is not even computed by an optimised build.
@inlinable @inline(__always) @discardableResult
public func stageGradient(_ name: String, _ gradient: @autoclosure () -> Matrix) -> Matrix {
    if !StageRecorder.isOn { return gradient() }
    let told = gradient()
    StageRecorder.backward(name, told)
    return told
}

/// Collects the stages of one forward and one backward pass, and moves the values of some.
///
/// Only the worker uses it, and tests; nothing else ever switches it on. Other threads may call
/// layers meanwhile: their stages are not meant.
public enum StageRecorder {
    /// A named value and, if the backward pass told it, the gradient with respect to it.
    package struct Stage {
        package let name: String
        package let value: Matrix
        package var gradient: Matrix?
    }

    @usableFromInline nonisolated(unsafe) static var isOn = false

    /// One recording at a time, and the thread that makes it.
    private static let lock = NSLock()
    nonisolated(unsafe) private static var thread = pthread_self()
    private static var isMine: Bool { isOn && pthread_equal(thread, pthread_self()) != 0 }

    nonisolated(unsafe) private static var stages: [Stage] = []
    nonisolated(unsafe) private static var nudges: [String: Matrix] = [:]
    nonisolated(unsafe) private static var held: [String: Matrix] = [:]
    /// The names as the backward pass told them.
    nonisolated(unsafe) private static var told: [String] = []

    /// Runs `body` and returns the stages that it went through.
    /// - Parameters:
    ///   - nudges: what to add to the values of these stages, by the name with its number.
    ///   - held: what takes the place of the values of these stages.
    ///   - body: a forward pass, and perhaps the backward pass that belongs to it.
    /// - Returns: every stage in the order of the forward pass; and the names, in the order in
    ///   which the backward pass told their gradients.
    package static func record(
        nudges: [String: Matrix] = [:], held: [String: Matrix] = [:], _ body: () -> Void
    ) -> (stages: [Stage], told: [String]) {
        lock.withLock {
            (stages, told) = ([], [])
            (self.nudges, self.held, thread) = (nudges, held, pthread_self())
            isOn = true
            body()
            isOn = false
            return (stages, told)
        }
    }

    /// Runs `body`, whose stages are not meant: those of a numeric stand-in's many forward passes.
    static func paused<Result>(_ body: () -> Result) -> Result {
        if !isMine { return body() }
        isOn = false
        defer { isOn = true }
        return body()
    }

    @usableFromInline
    static func forward(_ name: String, _ value: Matrix) -> Matrix {
        if !isMine { return value }
        let numbered = "\(name)[\(stages.count { $0.name.hasPrefix("\(name)[") })]"
        stages.append(Stage(name: numbered, value: value))
        if let constant = held[numbered] { return constant }
        return nudges[numbered].map { value + $0 } ?? value
    }

    @usableFromInline
    static func backward(_ name: String, _ gradient: Matrix) {
        if !isMine { return }
        let open = stages.lastIndex { $0.name.hasPrefix("\(name)[") && $0.gradient == nil }
        guard let open else { return }
        stages[open].gradient = gradient
        told.append(stages[open].name)
    }
}
