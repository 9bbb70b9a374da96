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
        // BEGIN SOLUTION staged-expression.forward
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
        // END SOLUTION staged-expression.forward
    }

    public func backward(_ dout: Matrix, cache: Cache) -> Gradients {
        // BEGIN SOLUTION staged-expression.backward
        // forward: f = num * invden
        let dnum = stageGradient("num", cache.invden * dout)
        let dinvden = stageGradient("invden", cache.num * dout)
        // forward: invden = 1 / den
        let dden = stageGradient("den", -dinvden / (cache.den * cache.den))
        // forward: den = sigx + xpysqr
        let dsigx = stageGradient("sigx", dden)
        let dxpysqr = stageGradient("xpysqr", dden)
        // forward: xpysqr = xpy * xpy
        let dxpy = stageGradient("xpy", 2 * cache.xpy * dxpysqr)
        // forward: xpy = x + y. From here on x and y have several roads to f: `+=`, not `=`.
        var dx = dxpy
        var dy = dxpy
        // forward: sigx = sigmoid(x)
        dx += (1 - cache.sigx) * cache.sigx * dsigx
        // forward: num = x + sigy
        dx += dnum
        let dsigy = stageGradient("sigy", dnum)
        // forward: sigy = sigmoid(y)
        dy += (1 - cache.sigy) * cache.sigy * dsigy
        return Gradients(dx: dx, dy: dy)
        // STUB
        // let numeric = numericGradients(dout, at: cache.input)
        // return Gradients(dx: numeric["x"], dy: numeric["y"])
        // END SOLUTION staged-expression.backward
    }
}
