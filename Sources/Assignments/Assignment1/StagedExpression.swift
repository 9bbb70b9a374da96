// Yours to fill in: replace each `yourCodeHere(...)` line with code.
// Written by `swift run course stubs`; `swift run grade reset` brings a hole back.
import Layers

/// The expression of the notes that is worked out in stages, entry by entry.
///
/// Concretely:
///
///     f(x, y) = (x + sigmoid(y)) / (sigmoid(x) + (x + y)^2)
///
/// There is no need to write its derivative as one formula: eight short lines forward, and for
/// each of them one or two lines backward. x and y are used more than once, so their gradients
/// add up (the multivariable chain rule).
///
/// Shapes: x, y, dx, dy, out and dout all have one and the same shape.
///
/// Source: CS231n notes, "Backpropagation, Intuitions", backprop in practice: staged computation.
public struct StagedExpression: Layer {
    /// Every intermediate value, by the name it has in `forward`.
    public struct Cache: Sendable {
        public let input: Pair
        public let sigy: Matrix
        public let num: Matrix
        public let sigx: Matrix
        public let xpy: Matrix
        public let den: Matrix
        public let invden: Matrix
    }

    public init() {}

    public typealias Gradients = PairGradient

    public func forward(_ input: Pair) -> (out: Matrix, cache: Cache) {
        let (x, y) = (input.x, input.y)
        let sigy = y.mapped(sigmoid)
        let num = x + sigy
        let sigx = x.mapped(sigmoid)
        let xpy = x + y
        let xpysqr = xpy * xpy
        let den = sigx + xpysqr
        let invden = 1 / den
        let f = num * invden
        let cache = Cache(
            input: input, sigy: sigy, num: num, sigx: sigx, xpy: xpy, den: den, invden: invden)
        return (f, cache)
    }

    public func backward(_ dout: Matrix, cache: Cache) -> Gradients {
        yourCodeHere("staged-expression.backward")
    }
}
