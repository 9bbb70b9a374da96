// Yours to fill in: replace each `yourCodeHere(...)` line with code.
// Written by `swift run course stubs`; `swift run grade reset` brings a hole back.
import Layers

/// The first circuit of the course notes: f = (x + y) z, entry by entry.
///
/// At x = -2, y = 5, z = -4 it gives f = -12, with gradients -4, -4 and 3.
///
/// Shapes: x, y, z, their gradients, out and dout all have one and the same shape.
///
/// Source: CS231n notes, "Backpropagation, Intuitions", compound expressions.
public struct Circuit: Layer {
    public struct Input: Sendable {
        public var x: Matrix
        public var y: Matrix
        public var z: Matrix

        public init(x: Matrix, y: Matrix, z: Matrix) {
            self.x = x
            self.y = y
            self.z = z
        }
    }

    /// The inputs, and the value on the wire between the two gates.
    public struct Cache: Sendable {
        public let input: Input
        public let q: Matrix
    }

    public struct Gradients: Sendable {
        public let dx: Matrix
        public let dy: Matrix
        public let dz: Matrix
    }

    public init() {}

    public func forward(_ input: Input) -> (out: Matrix, cache: Cache) {
        let q = input.x + input.y
        let f = q * input.z
        return (f, Cache(input: input, q: q))
    }

    public func backward(_ dout: Matrix, cache: Cache) -> Gradients {
        yourCodeHere("circuit.backward")
    }

    public var inputs: [Variable<Input, Gradients>] {
        [Variable("x", \.x, \.dx), Variable("y", \.y, \.dy), Variable("z", \.z, \.dz)]
    }
}
