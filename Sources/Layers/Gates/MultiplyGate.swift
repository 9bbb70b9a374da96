/// The product of two inputs, entry by entry: out = x * y.
///
/// In the backward pass it switches its inputs: the gradient of one holds the value of the other.
///
/// Shapes: x, y, dx, dy, out and dout all have one and the same shape.
///
/// Source: CS231n notes, "Backpropagation, Intuitions", patterns in backward flow.
public struct MultiplyGate: Layer {
    public struct Cache: Sendable {
        public let input: Pair
    }

    public init() {}

    public typealias Gradients = PairGradient

    public func forward(_ input: Pair) -> (out: Matrix, cache: Cache) {
        // BEGIN SOLUTION multiply-gate.forward
        let out = input.x * input.y
        return (out, Cache(input: input))
        // END SOLUTION multiply-gate.forward
    }

    public func backward(_ dout: Matrix, cache: Cache) -> Gradients {
        // BEGIN SOLUTION multiply-gate.backward
        // forward: out = x * y. The slope in x is y, and the slope in y is x:
        let dx = dout * cache.input.y
        let dy = dout * cache.input.x
        return Gradients(dx: dx, dy: dy)
        // STUB
        // let numeric = numericGradients(dout, at: cache.input)
        // return Gradients(dx: numeric["x"], dy: numeric["y"])
        // END SOLUTION multiply-gate.backward
    }
}
