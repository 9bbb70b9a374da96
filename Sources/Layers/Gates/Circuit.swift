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
        // BEGIN SOLUTION circuit.forward
        let q = input.x + input.y
        let f = q * input.z
        return (f, Cache(input: input, q: q))
        // END SOLUTION circuit.forward
    }

    public func backward(_ dout: Matrix, cache: Cache) -> Gradients {
        // BEGIN SOLUTION circuit.backward
        // forward: f = q * z. Each factor's slope is the other factor:
        let dz = dout * cache.q
        let dq = dout * cache.input.z
        // forward: q = x + y. A sum passes the gradient on, unchanged, to both:
        let dx = dq
        let dy = dq
        return Gradients(dx: dx, dy: dy, dz: dz)
        // STUB
        // let numeric = numericGradients(dout, at: cache.input)
        // return Gradients(dx: numeric["x"], dy: numeric["y"], dz: numeric["z"])
        // END SOLUTION circuit.backward
    }

    public var inputs: [Variable<Input, Gradients>] {
        [Variable("x", \.x, \.dx), Variable("y", \.y, \.dy), Variable("z", \.z, \.dz)]
    }
}
