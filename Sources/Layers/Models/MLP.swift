// N = examples, D = inputs, H = hidden units, C = outputs.

/// Two matrices with a ReLU between them, and no biases: the smallest network there is.
///
/// Concretely:
///
///     hidden = max(0, x·w1)
///     out = hidden·w2
///
/// | name      | shape  | meaning             |
/// |-----------|--------|---------------------|
/// | x, dx     | (N, D) | one example per row |
/// | w1        | (D, H) | first layer         |
/// | w2        | (H, C) | second layer        |
/// | out, dout | (N, C) | scores              |
///
/// Source: CS231n, lecture 4, "Neural networks"; Karpathy, "Yes you should understand backprop".
public struct MLP: Layer {
    public var w1: Matrix  // (D, H)
    public var w2: Matrix  // (H, C)

    public init(w1: Matrix, w2: Matrix) {
        require(
            w1.columns == w2.rows,
            "MLP: w1 is \(w1.shape) and w2 \(w2.shape): the inner sizes must be equal.")
        self.w1 = w1
        self.w2 = w2
    }

    /// The inputs, and the hidden units before and after the ReLU.
    public struct Cache: Sendable {
        public let x: Matrix  // (N, D)
        public let a: Matrix  // (N, H), before
        public let hidden: Matrix  // (N, H), after
    }

    public struct Gradients: GradientOfInput {
        public let dx: Matrix  // (N, D)
        public let dw1: Matrix  // (D, H)
        public let dw2: Matrix  // (H, C)
    }

    public func forward(_ x: Matrix) -> (out: Matrix, cache: Cache) {
        // BEGIN SOLUTION mlp.forward
        let a = stage("a", x.matmul(w1))
        let hidden = stage("hidden", a.mapped { max($0, 0) })
        let out = hidden.matmul(w2)
        return (out, Cache(x: x, a: a, hidden: hidden))
        // END SOLUTION mlp.forward
    }

    public func backward(_ dout: Matrix, cache: Cache) -> Gradients {
        // BEGIN SOLUTION mlp.backward
        // forward: out = hidden·w2
        let dw2 = cache.hidden.transposedMatmul(dout)
        let dhidden = stageGradient("hidden", dout.matmulTransposed(w2))
        // forward: hidden = max(0, a). Only open units pass anything back:
        let da = stageGradient("a", dhidden * cache.a.mapped { $0 > 0 ? 1 : 0 })
        // forward: a = x·w1
        let dw1 = cache.x.transposedMatmul(da)
        let dx = da.matmulTransposed(w1)
        return Gradients(dx: dx, dw1: dw1, dw2: dw2)
        // STUB
        // let numeric = numericGradients(dout, at: cache.x)
        // return Gradients(dx: numeric["x"], dw1: numeric["w1"], dw2: numeric["w2"])
        // END SOLUTION mlp.backward
    }

    public var parameters: [Parameter<MLP>] {
        [Parameter("w1", \.w1, \.dw1), Parameter("w2", \.w2, \.dw2)]
    }
}
