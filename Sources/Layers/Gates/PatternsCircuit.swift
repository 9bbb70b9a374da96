/// The circuit of the notes that shows three patterns at once: f = 2 (x y + max(z, w)).
///
/// The multiply gate switches its inputs, the max gate routes the gradient to the winner, and the
/// add gate shares it. At x = 3, y = -4, z = 2, w = -1 it gives f = -20 with gradients
/// -8 (which is -4 * 2), 6, 2 and 0.
///
/// Source: CS231n notes, "Backpropagation, Intuitions", patterns in backward flow.
public struct PatternsCircuit: Layer {
    public struct Input: Sendable {
        public var x: Matrix
        public var y: Matrix
        public var z: Matrix
        public var w: Matrix

        public init(x: Matrix, y: Matrix, z: Matrix, w: Matrix) {
            self.x = x
            self.y = y
            self.z = z
            self.w = w
        }
    }

    public struct Cache: Sendable {
        public let input: Input
        public let product: MultiplyGate.Cache
        public let larger: MaxGate.Cache
        public let sum: AddGate.Cache
        public let doubled: GateCache
    }

    public struct Gradients: Sendable {
        public let dx: Matrix
        public let dy: Matrix
        public let dz: Matrix
        public let dw: Matrix
    }

    public init() {}

    public func forward(_ input: Input) -> (out: Matrix, cache: Cache) {
        let (xy, product) = MultiplyGate().forward(Pair(x: input.x, y: input.y))
        let (zw, larger) = MaxGate().forward(Pair(x: input.z, y: input.w))
        let (q, sum) = AddGate().forward(Pair(x: xy, y: zw))
        let (out, doubled) = ScaleGate(2).forward(q)
        let cache = Cache(
            input: input, product: product, larger: larger, sum: sum, doubled: doubled)
        return (out, cache)
    }

    public func backward(_ dout: Matrix, cache: Cache) -> Gradients {
        // BEGIN SOLUTION patterns-circuit.backward
        // The gates in the opposite order, each handing its gradient to the one before it:
        let dq = ScaleGate(2).backward(dout, cache: cache.doubled).dx
        let shared = AddGate().backward(dq, cache: cache.sum)
        let routed = MaxGate().backward(shared.dy, cache: cache.larger)
        let switched = MultiplyGate().backward(shared.dx, cache: cache.product)
        return Gradients(dx: switched.dx, dy: switched.dy, dz: routed.dx, dw: routed.dy)
        // STUB
        // let numeric = numericGradients(dout, at: cache.input)
        // return Gradients(
        //     dx: numeric["x"], dy: numeric["y"], dz: numeric["z"], dw: numeric["w"])
        // END SOLUTION patterns-circuit.backward
    }

    public var inputs: [Variable<Input, Gradients>] {
        [
            Variable("x", \.x, \.dx), Variable("y", \.y, \.dy),
            Variable("z", \.z, \.dz), Variable("w", \.w, \.dw),
        ]
    }
}
