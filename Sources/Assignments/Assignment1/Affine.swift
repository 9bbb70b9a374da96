// Yours to fill in: replace each `yourCodeHere(...)` line with code.
// Written by `swift run course stubs`; `swift run grade reset` brings a hole back.
import Layers

// N = examples, D = inputs of one example, M = outputs of one example.

/// A fully connected layer: every output is a weighted sum of all inputs, plus a bias.
///
/// Concretely:
///
///     out = x·w + b, with b added to every row
///
/// | name      | shape          | meaning                     |
/// |-----------|----------------|-----------------------------|
/// | x, dx     | (N, D)         | one example per row         |
/// | w, b      | (D, M), (1, M) | what is learned             |
/// | out, dout | (N, M)         | outputs, and their gradient |
///
/// Source: CS231n notes, "Backpropagation, Intuitions", gradients for vectorized operations.
public struct Affine: Layer {
    public var w: Matrix  // (D, M)
    public var b: Matrix  // (1, M)

    public init(w: Matrix, b: Matrix) {
        require(
            b.shape == Shape(rows: 1, columns: w.columns),
            "Affine: b is \(b.shape), and w \(w.shape) needs (1, \(w.columns)).")
        self.w = w
        self.b = b
    }

    /// Small random weights of the given standard deviation, and biases of 0.
    public init(
        inputs: Int, outputs: Int, weightScale: Double, using generator: inout SeededGenerator
    ) {
        w = .normal(
            rows: inputs, columns: outputs, standardDeviation: weightScale, using: &generator)
        b = Matrix(rows: 1, columns: outputs)
    }

    /// `backward` needs the inputs; the weights are still in the layer.
    public struct Cache: Sendable {
        public let x: Matrix  // (N, D)
    }

    public struct Gradients: GradientOfInput {
        public let dx: Matrix  // (N, D)
        public let dw: Matrix  // (D, M)
        public let db: Matrix  // (1, M)
    }

    public func forward(_ x: Matrix) -> (out: Matrix, cache: Cache) {
        let out = x.matmul(w, addingToEachRow: b)
        return (out, Cache(x: x))
    }

    // Put into its callers, so that the first layer of a net computes no dx: nobody asks for it.
    @inline(__always)
    public func backward(_ dout: Matrix, cache: Cache) -> Gradients {
        yourCodeHere("affine.backward")
    }

    public var parameters: [Parameter<Affine>] {
        [Parameter("w", \.w, \.dw), Parameter("b", \.b, \.db)]
    }
}
