// x, out, dx and dout all have one and the same shape.

/// A ReLU that is not flat on the negative side: out = x where x > 0, and alpha x elsewhere.
///
/// At exactly 0 the slope is taken to be alpha.
///
/// Source: CS231n notes, "Neural Networks Part 1", commonly used activation functions.
public struct LeakyReLU: Layer {
    /// The slope on the negative side.
    public let alpha: Double

    public init(alpha: Double = 0.01) { self.alpha = alpha }

    public struct Cache: Sendable {
        public let x: Matrix
    }

    public typealias Gradients = InputGradient

    public func forward(_ x: Matrix) -> (out: Matrix, cache: Cache) {
        // BEGIN SOLUTION leaky-relu.forward
        let out = x.mapped { x in x > 0 ? x : alpha * x }
        return (out, Cache(x: x))
        // END SOLUTION leaky-relu.forward
    }

    public func backward(_ dout: Matrix, cache: Cache) -> Gradients {
        // BEGIN SOLUTION leaky-relu.backward
        // forward: out = x, or alpha * x. Two straight lines, so two slopes:
        let dx = dout.zipMapped(cache.x) { dout, x in x > 0 ? dout : alpha * dout }
        return Gradients(dx: dx)
        // STUB
        // Gradients(dx: numericGradients(dout, at: cache.x)["x"])
        // END SOLUTION leaky-relu.backward
    }
}
