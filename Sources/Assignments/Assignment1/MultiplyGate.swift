// Yours to fill in: replace each `yourCodeHere(...)` line with code.
// Written by `swift run course stubs`; `swift run grade reset` brings a hole back.
import Layers

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
        let out = input.x * input.y
        return (out, Cache(input: input))
    }

    public func backward(_ dout: Matrix, cache: Cache) -> Gradients {
        yourCodeHere("multiply-gate.backward")
    }
}
