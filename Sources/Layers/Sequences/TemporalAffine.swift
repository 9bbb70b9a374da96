// N = sequences, T = steps, D = inputs of one step, M = outputs of one step.

/// One affine layer for every step of a sequence: the same weights each time.
///
/// Concretely, for every step t, with x[t] of shape (N, D):
///
///     out[t] = x[t]·w + b
///
/// | name      | shape          | meaning                                     |
/// |-----------|----------------|---------------------------------------------|
/// | x, dx     | (N T, D)       | the inputs, in the order of `SequenceShape` |
/// | w, b      | (D, M), (1, M) | what is learned                             |
/// | out, dout | (N T, M)       | the outputs, in the same order              |
///
/// Source: CS231n, assignment 3, temporal affine.
public struct TemporalAffine: Layer {
    public var w: Matrix  // (D, M)
    public var b: Matrix  // (1, M)

    public init(w: Matrix, b: Matrix) {
        require(
            b.shape == Shape(rows: 1, columns: w.columns),
            "TemporalAffine: b is \(b.shape), and w \(w.shape) needs (1, \(w.columns)).")
        self.w = w
        self.b = b
    }

    public struct Cache: Sendable {
        public let x: Matrix  // (N T, D)
    }

    public struct Gradients: GradientOfInput {
        public let dx: Matrix  // (N T, D)
        public let dw: Matrix  // (D, M)
        public let db: Matrix  // (1, M)
    }

    public func forward(_ x: Matrix) -> (out: Matrix, cache: Cache) {
        // BEGIN SOLUTION temporal-affine.forward
        // A step of a sequence is treated like an example, so one product does all of them.
        (x.matmul(w).addingToEachRow(b), Cache(x: x))
        // END SOLUTION temporal-affine.forward
    }

    public func backward(_ dout: Matrix, cache: Cache) -> Gradients {
        // BEGIN SOLUTION temporal-affine.backward
        // forward: out[t] = x[t]·w + b for every t. The sums over examples and over steps are one sum:
        let (dw, db) = (cache.x.transposedMatmul(dout), dout.columnSums())
        return Gradients(dx: dout.matmulTransposed(w), dw: dw, db: db)
        // STUB
        // let numeric = numericGradients(dout, at: cache.x)
        // return Gradients(dx: numeric["x"], dw: numeric["w"], db: numeric["b"])
        // END SOLUTION temporal-affine.backward
    }

    public var parameters: [Parameter<TemporalAffine>] {
        [Parameter("w", \.w, \.dw), Parameter("b", \.b, \.db)]
    }
}
