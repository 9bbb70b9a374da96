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
        let sigy = stage("sigy", y.mapped(sigmoid))
        let num = stage("num", x + sigy)
        let sigx = stage("sigx", x.mapped(sigmoid))
        let xpy = stage("xpy", x + y)
        let xpysqr = stage("xpysqr", xpy * xpy)
        let den = stage("den", sigx + xpysqr)
        let invden = stage("invden", 1 / den)
        let f = num * invden
        let cache = Cache(
            input: input, sigy: sigy, num: num, sigx: sigx, xpy: xpy, den: den, invden: invden)
        return (f, cache)
    }

    public func backward(_ dout: Matrix, cache: Cache) -> Gradients {
        // forward names its steps: sigy, num, sigx, xpy, xpysqr, den, invden.
        // With stageGradient("NAME", dNAME) here the grader says which is the first wrong one.
        yourCodeHere("staged-expression.backward")
    }
}
