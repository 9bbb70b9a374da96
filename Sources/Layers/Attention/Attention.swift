// T = queries, S = keys and values, K = numbers of one query or key, V = numbers of one value.

/// What attention takes: questions, what they are compared with, and what is given back.
public struct AttentionInput: Sendable {
    public var q: Matrix  // (T, K)
    public var k: Matrix  // (S, K)
    public var v: Matrix  // (S, V)

    public init(q: Matrix, k: Matrix, v: Matrix) {
        self.q = q
        self.k = k
        self.v = v
    }
}

/// Scaled dot-product attention of one sequence: every query takes a weighted mean of all values,
/// with weights that say how well it fits each key.
///
/// Concretely:
///
///     scores = q·k^T / sqrt(K)
///     weights = softmax of every row of the scores
///     out = weights·v
///
/// | name    | shape                  | meaning                                               |
/// |---------|------------------------|-------------------------------------------------------|
/// | q, k, v | (T, K), (S, K), (S, V) | queries, keys, values                                 |
/// | mask    | (T, S)                 | 1 where a query may look at a key, 0 where it may not |
/// | out     | (T, V)                 | one row per query                                     |
///
/// Where the mask is 0 the score is minus infinity, and so the weight 0.
///
/// Source: Vaswani and others, "Attention is all you need", 2017, arXiv:1706.03762, section 3.2.1.
public struct Attention: Layer {
    /// Who may look at what; nil for everyone at everything.
    public let mask: Matrix?

    public init(mask: Matrix? = nil) { self.mask = mask }

    /// Every step may look at itself and at those before it, and not at the future.
    public static func causalMask(steps: Int) -> Matrix {
        var mask = Matrix(rows: steps, columns: steps)
        for t in 0..<steps {
            for s in 0...t { mask[t, s] = 1 }
        }
        return mask
    }

    public struct Cache: Sendable {
        public let input: AttentionInput
        public let weights: Matrix  // (T, S), every row adds up to 1
    }

    public struct Gradients: Sendable {
        public let dq: Matrix  // (T, K)
        public let dk: Matrix  // (S, K)
        public let dv: Matrix  // (S, V)
    }

    public var inputs: [Variable<AttentionInput, Gradients>] {
        [Variable("q", \.q, \.dq), Variable("k", \.k, \.dk), Variable("v", \.v, \.dv)]
    }

    public func forward(_ input: AttentionInput) -> (out: Matrix, cache: Cache) {
        // BEGIN SOLUTION attention.forward
        let scale = 1 / Double(input.q.columns).squareRoot()
        var scores = stage("scores", scale * input.q.matmulTransposed(input.k))
        if let mask {
            scores = scores.zipMapped(mask) { score, allowed in allowed == 0 ? -.infinity : score }
        }
        let weights = stage("weights", scores.softmaxOfRows())
        return (weights.matmul(input.v), Cache(input: input, weights: weights))
        // END SOLUTION attention.forward
    }

    public func backward(_ dout: Matrix, cache: Cache) -> Gradients {
        // BEGIN SOLUTION attention.backward
        let (input, weights) = (cache.input, cache.weights)
        // forward: out = weights·v
        let dv = weights.transposedMatmul(dout)
        let dweights = stageGradient("weights", dout.matmulTransposed(input.v))
        // forward: weights = softmax of every row. A larger score takes from all other weights of its
        // row, so the row's mean of dweights, weighted by the weights, is taken off. Where the mask
        // is 0, the weight is 0, and so is the gradient.
        let means = (weights * dweights).rowSums()
        let dscores = weights * dweights.addingToEachColumn(-means)
        stageGradient("scores", dscores)
        // forward: scores = scale * q·k^T
        let scale = 1 / Double(input.q.columns).squareRoot()
        let dq = scale * dscores.matmul(input.k)
        let dk = scale * dscores.transposedMatmul(input.q)
        return Gradients(dq: dq, dk: dk, dv: dv)
        // STUB
        // let numeric = numericGradients(dout, at: cache.input)
        // return Gradients(dq: numeric["q"], dk: numeric["k"], dv: numeric["v"])
        // END SOLUTION attention.backward
    }
}
