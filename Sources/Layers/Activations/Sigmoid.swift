// x, out, dx and dout all have one and the same shape.

/// The sigmoid of every entry, between 0 and 1: out = 1 / (1 + e^-x).
///
/// Its slope is at most a quarter, and almost nothing where it is saturated (|x| above 5 or so):
/// gradients shrink on their way through it.
///
/// Source: CS231n notes, "Neural Networks Part 1", commonly used activation functions.
public struct Sigmoid: Layer {
    /// The output is kept too: the slope is easiest to write in terms of it.
    public struct Cache: Sendable {
        public let x: Matrix
        public let out: Matrix
    }

    public init() {}

    public typealias Gradients = InputGradient

    public func forward(_ x: Matrix) -> (out: Matrix, cache: Cache) {
        // BEGIN SOLUTION sigmoid.forward
        let out = x.sigmoid()
        return (out, Cache(x: x, out: out))
        // END SOLUTION sigmoid.forward
    }

    public func backward(_ dout: Matrix, cache: Cache) -> Gradients {
        // BEGIN SOLUTION sigmoid.backward
        // forward: out = sigmoid(x), whose slope is out * (1 - out):
        let dx = dout.zipMapped(cache.out) { dout, y in dout * (y * (1 - y)) }
        return Gradients(dx: dx)
        // STUB
        // Gradients(dx: numericGradients(dout, at: cache.x)["x"])
        // END SOLUTION sigmoid.backward
    }
}
