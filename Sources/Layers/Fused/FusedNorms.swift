// N = examples, D = features.

/// What `LayerNorm` does, without names for the steps in between: every row is read once and written once.
///
/// With the same parameters it gives the same outputs and gradients as `LayerNorm`, up to rounding. That
/// one shows how they come about; this one is for training.
public struct FusedLayerNorm: Layer {
    public var gamma: Matrix  // (1, D)
    public var beta: Matrix  // (1, D)

    /// Keeps the root away from 0.
    public let epsilon: Double

    /// The same parameters as those of a `LayerNorm`.
    public init(_ norm: LayerNorm) {
        (gamma, beta, epsilon) = (norm.gamma, norm.beta, norm.epsilon)
    }

    public struct Cache: Sendable {
        public let x: Matrix  // (N, D)
        public let mean: Matrix  // (N, 1)
        public let istd: Matrix  // (N, 1): 1 / sqrt(variance + epsilon)
    }

    public typealias Gradients = LayerNorm.Gradients

    public func forward(_ x: Matrix) -> (out: Matrix, cache: Cache) {
        // out = gamma * xhat + beta, with xhat = (x - mean) * istd, row by row
        let (out, mean, istd) = x.normalizedRows(gamma: gamma, beta: beta, epsilon: epsilon)
        return (out, Cache(x: x, mean: mean, istd: istd))
    }

    public func backward(_ dout: Matrix, cache: Cache) -> Gradients {
        // With dxhat = dout * gamma, and both means over the row:
        // dx = istd * (dxhat - mean of dxhat - xhat * mean of (dxhat * xhat))
        let (dx, dgamma, dbeta) = dout.gradientOfNormalizedRows(
            x: cache.x, mean: cache.mean, istd: cache.istd, gamma: gamma)
        return Gradients(dx: dx, dgamma: dgamma, dbeta: dbeta)
    }

    public var parameters: [Parameter<FusedLayerNorm>] {
        [Parameter("gamma", \.gamma, \.dgamma), Parameter("beta", \.beta, \.dbeta)]
    }
}

/// What `BatchNorm` does in training, without names for the steps in between: x is read twice and the
/// output written once.
///
/// With the same parameters it gives the same outputs and gradients as `BatchNorm`, up to rounding. That
/// one shows how they come about; this one is for training.
public struct FusedBatchNorm: Layer {
    public var gamma: Matrix  // (1, D)
    public var beta: Matrix  // (1, D)

    /// Keeps the root away from 0.
    public let epsilon: Double

    /// The same parameters as those of a `BatchNorm`.
    public init(_ norm: BatchNorm) {
        (gamma, beta, epsilon) = (norm.gamma, norm.beta, norm.epsilon)
    }

    public struct Cache: Sendable {
        public let x: Matrix  // (N, D)
        public let mean: Matrix  // (1, D)
        public let istd: Matrix  // (1, D): 1 / sqrt(variance + epsilon)
    }

    public typealias Gradients = BatchNorm.Gradients

    public func forward(_ x: Matrix) -> (out: Matrix, cache: Cache) {
        // out = gamma * xhat + beta, with xhat = (x - mean) * istd, column by column
        let (out, mean, istd) = x.normalizedColumns(gamma: gamma, beta: beta, epsilon: epsilon)
        return (out, Cache(x: x, mean: mean, istd: istd))
    }

    public func backward(_ dout: Matrix, cache: Cache) -> Gradients {
        // With dxhat = dout * gamma, and both means over the column:
        // dx = istd * (dxhat - mean of dxhat - xhat * mean of (dxhat * xhat))
        let (dx, dgamma, dbeta) = dout.gradientOfNormalizedColumns(
            x: cache.x, mean: cache.mean, istd: cache.istd, gamma: gamma)
        return Gradients(dx: dx, dgamma: dgamma, dbeta: dbeta)
    }

    public var parameters: [Parameter<FusedBatchNorm>] {
        [Parameter("gamma", \.gamma, \.dgamma), Parameter("beta", \.beta, \.dbeta)]
    }
}
