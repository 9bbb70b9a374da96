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
        // BEGIN SOLUTION relu.forward
        let out = x.maximum(0)
        return (out, Cache(x: x))
        // END SOLUTION relu.forward
    }

    public func backward(_ dout: Matrix, cache: Cache) -> Gradients {
        // BEGIN SOLUTION relu.backward
        // forward: out = max(0, x). The gate was open where x was positive:
        let dx = dout.zipMapped(cache.x) { dout, x in x > 0 ? dout : 0 }
        return Gradients(dx: dx)
        // STUB
        // Gradients(dx: numericGradients(dout, at: cache.x)["x"])
        // END SOLUTION relu.backward
    }
}
