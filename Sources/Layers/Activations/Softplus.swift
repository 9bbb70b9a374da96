// x, out, dx and dout all have one and the same shape.

/// A smooth ReLU: out = log(1 + e^x).
///
/// Source: Dugas and others, "Incorporating second-order functional knowledge", 2000.
public struct Softplus: Layer {
    public init() {}

    public struct Cache: Sendable {
        public let x: Matrix
    }

    public typealias Gradients = InputGradient

    public func forward(_ x: Matrix) -> (out: Matrix, cache: Cache) {
        (x.mapped(softplus), Cache(x: x))
    }

    public func backward(_ dout: Matrix, cache: Cache) -> Gradients {
        // BEGIN SOLUTION softplus.backward
        // forward: out = log(1 + e^x), whose slope is the sigmoid:
        Gradients(dx: dout * cache.x.mapped(sigmoid))
        // STUB
        // Gradients(dx: numericGradients(dout, at: cache.x)["x"])
        // END SOLUTION softplus.backward
    }
}
