/// The neuron of `SigmoidNeuron` as a chain of the smallest gates: multiply, add, times -1, exp,
/// plus 1, one over.
///
/// It is the same function, and in the middle of its range it gives the same numbers. But the
/// chain meets e^-dot on its way. Below dot = -355 the square of that is infinite, and the gradient
/// becomes 0 although it could still be written; from -710 on e^-dot itself is infinite, the output
/// is still right (0), and the backward pass multiplies infinity by 0 and gives NaN. One gate with a
/// formula of its own has neither problem: a reason to fuse gates. On the positive side it is the
/// single gate that loses: above dot = 37 its out is rounded to 1, and 1 - out to 0, where the chain
/// keeps a gradient of e^-dot.
///
/// Shapes as in `SigmoidNeuron`. Source: CS231n notes, "Backpropagation, Intuitions".
public struct SigmoidNeuronChain: Layer {
    public var w: Matrix  // (1, 3)

    public init(w: Matrix) {
        require(
            w.shape == Shape(rows: 1, columns: 3),
            "SigmoidNeuronChain: w is \(w.shape), not (1, 3).")
        self.w = w
    }

    public struct Cache: Sendable {
        public let x: Matrix
        public let product0: MultiplyGate.Cache
        public let product1: MultiplyGate.Cache
        public let sum01: AddGate.Cache
        public let dot: AddGate.Cache
        public let negated: GateCache
        public let exponential: GateCache
        public let plusOne: GateCache
        public let reciprocal: GateCache
    }

    public typealias Gradients = SigmoidNeuron.Gradients

    private let negate = ScaleGate(-1)
    private let addOne = AddConstantGate(1)

    public func forward(_ x: Matrix) -> (out: Matrix, cache: Cache) {
        require(
            x.shape == Shape(rows: 1, columns: 2),
            "SigmoidNeuronChain: x is \(x.shape), not (1, 2).")
        let (w0x0, product0) = MultiplyGate().forward(Pair(x: Matrix(w[0, 0]), y: Matrix(x[0, 0])))
        let (w1x1, product1) = MultiplyGate().forward(Pair(x: Matrix(w[0, 1]), y: Matrix(x[0, 1])))
        let (s, sum01) = AddGate().forward(Pair(x: w0x0, y: w1x1))
        let (d, dot) = AddGate().forward(Pair(x: s, y: Matrix(w[0, 2])))
        let (n, negated) = negate.forward(d)
        let (e, exponential) = ExpGate().forward(n)
        let (p, plusOne) = addOne.forward(e)
        let (out, reciprocal) = ReciprocalGate().forward(p)
        let cache = Cache(
            x: x, product0: product0, product1: product1, sum01: sum01, dot: dot,
            negated: negated, exponential: exponential, plusOne: plusOne, reciprocal: reciprocal)
        return (out, cache)
    }

    public func backward(_ dout: Matrix, cache: Cache) -> Gradients {
        // BEGIN SOLUTION sigmoid-neuron-chain.backward
        let dp = ReciprocalGate().backward(dout, cache: cache.reciprocal).dx
        let de = addOne.backward(dp, cache: cache.plusOne).dx
        let dn = ExpGate().backward(de, cache: cache.exponential).dx
        let dd = negate.backward(dn, cache: cache.negated).dx
        let dot = AddGate().backward(dd, cache: cache.dot)
        let sum = AddGate().backward(dot.dx, cache: cache.sum01)
        let first = MultiplyGate().backward(sum.dx, cache: cache.product0)
        let second = MultiplyGate().backward(sum.dy, cache: cache.product1)
        return Gradients(
            dx: [[first.dy.scalar, second.dy.scalar]],
            dw: [[first.dx.scalar, second.dx.scalar, dot.dy.scalar]])
        // STUB
        // let numeric = numericGradients(dout, at: cache.x)
        // return Gradients(dx: numeric["x"], dw: numeric["w"])
        // END SOLUTION sigmoid-neuron-chain.backward
    }

    public var parameters: [Parameter<SigmoidNeuronChain>] { [Parameter("w", \.w, \.dw)] }
}
