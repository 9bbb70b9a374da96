/// The larger of two inputs, entry by entry: out = max(x, y).
///
/// In the backward pass it routes: the whole gradient goes to the input that won. Where both are
/// equal, x wins.
///
/// Shapes: x, y, dx, dy, out and dout all have one and the same shape.
///
/// Source: CS231n notes, "Backpropagation, Intuitions", patterns in backward flow.
public struct MaxGate: Layer {
    public struct Cache: Sendable {
        public let input: Pair
    }

    public init() {}

    public typealias Gradients = PairGradient

    public func forward(_ input: Pair) -> (out: Matrix, cache: Cache) {
        // BEGIN SOLUTION max-gate.forward
        let out = input.x.zipMapped(input.y) { x, y in max(x, y) }
        return (out, Cache(input: input))
        // END SOLUTION max-gate.forward
    }

    public func backward(_ dout: Matrix, cache: Cache) -> Gradients {
        // BEGIN SOLUTION max-gate.backward
        // forward: out = max(x, y). The winner's slope is 1, the loser's is 0:
        let xWins = cache.input.x.zipMapped(cache.input.y) { x, y in x >= y ? 1 : 0 }
        let dx = dout * xWins
        let dy = dout * (1 - xWins)
        return Gradients(dx: dx, dy: dy)
        // STUB
        // let numeric = numericGradients(dout, at: cache.input)
        // return Gradients(dx: numeric["x"], dy: numeric["y"])
        // END SOLUTION max-gate.backward
    }
}
