// Yours to fill in: replace each `yourCodeHere(...)` line with code.
// Written by `swift run course stubs`; `swift run grade reset` brings a hole back.
import Layers

// x, out, dx and dout all have one and the same shape.

/// Rectified linear units: out = max(0, x).
///
/// A unit whose input is negative for every example passes no gradient back to its weights, so
/// they never change again: it is dead. At exactly 0 the slope is taken to be 0.
///
/// Source: CS231n notes, "Neural Networks Part 1", commonly used activation functions.
public struct ReLU: Layer {
    public struct Cache: Sendable {
        public let x: Matrix
    }

    public init() {}

    public typealias Gradients = InputGradient

    public func forward(_ x: Matrix) -> (out: Matrix, cache: Cache) {
        let out = x.maximum(0)
        return (out, Cache(x: x))
    }

    public func backward(_ dout: Matrix, cache: Cache) -> Gradients {
        yourCodeHere("relu.backward")
    }
}
