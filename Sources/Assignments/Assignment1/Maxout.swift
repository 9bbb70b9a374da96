// Yours to fill in: replace each `yourCodeHere(...)` line with code.
// Written by `swift run course stubs`; `swift run grade reset` brings a hole back.
import Layers

// N = examples, D = inputs of one example, M = outputs of one example.

/// Maxout units: the larger of two affine functions, out = max(x·w1 + b1, x·w2 + b2).
///
/// ReLU is the special case w1 = 0, b1 = 0, and leaky ReLU the one where w1 is alpha times w2.
/// The price is twice the parameters. Where both are equal, the first wins.
///
/// | name              | shape          | meaning               |
/// |-------------------|----------------|-----------------------|
/// | x, dx             | (N, D)         | one example per row   |
/// | w1, b1 and w2, b2 | (D, M), (1, M) | what is learned       |
/// | out, dout         | (N, M)         | the larger of the two |
///
/// Source: Goodfellow and others, "Maxout networks", 2013, arXiv:1302.4389.
public struct Maxout: Layer {
    public var w1: Matrix  // (D, M)
    public var b1: Matrix  // (1, M)
    public var w2: Matrix  // (D, M)
    public var b2: Matrix  // (1, M)

    public init(w1: Matrix, b1: Matrix, w2: Matrix, b2: Matrix) {
        self.w1 = w1
        self.b1 = b1
        self.w2 = w2
        self.b2 = b2
    }

    /// The inputs, and the values of the two affine functions that were compared.
    public struct Cache: Sendable {
        public let x: Matrix  // (N, D)
        public let out1: Matrix  // (N, M)
        public let out2: Matrix  // (N, M)
    }

    public struct Gradients: GradientOfInput {
        public let dx: Matrix  // (N, D)
        public let dw1: Matrix  // (D, M)
        public let db1: Matrix  // (1, M)
        public let dw2: Matrix  // (D, M)
        public let db2: Matrix  // (1, M)
    }

    public func forward(_ x: Matrix) -> (out: Matrix, cache: Cache) {
        let out1 = x.matmul(w1).addingToEachRow(b1)
        let out2 = x.matmul(w2).addingToEachRow(b2)
        let out = out1.zipMapped(out2) { first, second in max(first, second) }
        return (out, Cache(x: x, out1: out1, out2: out2))
    }

    public func backward(_ dout: Matrix, cache: Cache) -> Gradients {
        yourCodeHere("maxout.backward")
    }

    public var parameters: [Parameter<Maxout>] {
        [
            Parameter("w1", \.w1, \.dw1), Parameter("b1", \.b1, \.db1),
            Parameter("w2", \.w2, \.dw2), Parameter("b2", \.b2, \.db2),
        ]
    }
}
