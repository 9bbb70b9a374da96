import Foundation

// x, out, dx and dout all have one and the same shape.

/// Exponential linear units: out = x where x > 0, and alpha (e^x - 1) elsewhere.
///
/// Source: Clevert, Unterthiner, Hochreiter, "Fast and accurate deep network learning by
/// exponential linear units", 2015, arXiv:1511.07289.
public struct ELU: Layer {
    public let alpha: Double

    public init(alpha: Double = 1) { self.alpha = alpha }

    public struct Cache: Sendable {
        public let x: Matrix
    }

    public typealias Gradients = InputGradient

    public func forward(_ x: Matrix) -> (out: Matrix, cache: Cache) {
        // expm1(x) is e^x - 1 without losing the digits of a small x.
        (x.mapped { x in x > 0 ? x : alpha * expm1(x) }, Cache(x: x))
    }

    public func backward(_ dout: Matrix, cache: Cache) -> Gradients {
        // BEGIN SOLUTION elu.backward
        // forward: out = x, or alpha * (e^x - 1):
        let slope = cache.x.mapped { x in x > 0 ? 1 : alpha * exp(x) }
        return Gradients(dx: dout * slope)
        // STUB
        // Gradients(dx: numericGradients(dout, at: cache.x)["x"])
        // END SOLUTION elu.backward
    }
}
