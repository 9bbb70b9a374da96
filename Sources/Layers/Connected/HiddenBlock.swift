// N = examples, D = inputs, H = hidden units.

/// One hidden layer of a deep net: affine, then a normalization if wanted, ReLU, dropout if wanted.
///
/// Concretely:
///
///     out = dropout(relu(norm(affine(x))))
///
/// | name   | shape          | meaning                       |
/// |--------|----------------|-------------------------------|
/// | x, dx  | (N, D)         | one example per row           |
/// | affine | (D, H), (1, H) | weights and biases            |
/// | norm   | (1, H), (1, H) | gamma and beta of either kind |
/// | out    | (N, H)         | hidden units                  |
///
/// Source: CS231n, assignment 2, fully-connected nets: {affine - norm - relu - dropout}.
public struct HiddenBlock: Layer {
    public var affine: Affine
    /// At most one of the two normalizations.
    public var batchNorm: BatchNorm?
    public var layerNorm: LayerNorm?
    public var dropout: Dropout?

    private let relu = ReLU()

    public init(
        affine: Affine, batchNorm: BatchNorm? = nil, layerNorm: LayerNorm? = nil,
        dropout: Dropout? = nil
    ) {
        require(
            batchNorm == nil || layerNorm == nil,
            "HiddenBlock: batchNorm and layerNorm are both there; one is enough.")
        self.affine = affine
        self.batchNorm = batchNorm
        self.layerNorm = layerNorm
        self.dropout = dropout
    }

    public struct Cache: Sendable {
        public let x: Matrix  // (N, D)
        public let affine: Affine.Cache
        public let batchNorm: BatchNorm.Cache?
        public let layerNorm: LayerNorm.Cache?
        public let relu: ReLU.Cache
        public let dropout: Dropout.Cache?
    }

    public struct Gradients: GradientOfInput {
        public let dx: Matrix  // (N, D)
        public let dw: Matrix  // (D, H)
        public let db: Matrix  // (1, H)
        /// Those of whichever normalization there is.
        public let dgamma: Matrix?  // (1, H)
        public let dbeta: Matrix?  // (1, H)
    }

    public func forward(_ x: Matrix) -> (out: Matrix, cache: Cache) {
        // BEGIN SOLUTION hidden-block.forward
        let (sums, affineCache) = affine.forward(x)
        let a = stage("a", sums)
        // What is not there changes nothing and remembers nothing.
        let batch = batchNorm?.forward(a)
        let layer = layerNorm?.forward(a)
        let normed = stage("normed", batch?.out ?? layer?.out ?? a)
        let (open, reluCache) = relu.forward(normed)
        let hidden = stage("hidden", open)
        let dropped = dropout?.forward(hidden)
        let cache = Cache(
            x: x, affine: affineCache, batchNorm: batch?.cache, layerNorm: layer?.cache,
            relu: reluCache, dropout: dropped?.cache)
        return (dropped?.out ?? hidden, cache)
        // END SOLUTION hidden-block.forward
    }

    // Put into its callers, as Affine's is, for the sake of a first block whose dx nobody asks for.
    @inline(__always)
    public func backward(_ dout: Matrix, cache: Cache) -> Gradients {
        // BEGIN SOLUTION hidden-block.backward
        // The layers in the opposite order; one that is not there is stepped over.
        var gradient = dout
        if let dropout, let dropoutCache = cache.dropout {
            gradient = dropout.backward(gradient, cache: dropoutCache).dx
        }
        stageGradient("hidden", gradient)
        gradient = relu.backward(gradient, cache: cache.relu).dx
        stageGradient("normed", gradient)
        var (dgamma, dbeta): (Matrix?, Matrix?)
        if let batchNorm, let batchCache = cache.batchNorm {
            let norm = batchNorm.backward(gradient, cache: batchCache)
            (gradient, dgamma, dbeta) = (norm.dx, norm.dgamma, norm.dbeta)
        }
        if let layerNorm, let layerCache = cache.layerNorm {
            let norm = layerNorm.backward(gradient, cache: layerCache)
            (gradient, dgamma, dbeta) = (norm.dx, norm.dgamma, norm.dbeta)
        }
        stageGradient("a", gradient)
        let first = affine.backward(gradient, cache: cache.affine)
        return Gradients(
            dx: first.dx, dw: first.dw, db: first.db, dgamma: dgamma, dbeta: dbeta)
        // STUB
        // let numeric = numericGradients(dout, at: cache.x)
        // let hasNorm = batchNorm != nil || layerNorm != nil
        // return Gradients(
        //     dx: numeric["x"], dw: numeric["w"], db: numeric["b"],
        //     dgamma: hasNorm ? numeric["gamma"] : nil, dbeta: hasNorm ? numeric["beta"] : nil)
        // END SOLUTION hidden-block.backward
    }

    public var parameters: [Parameter<HiddenBlock>] {
        var found = [
            Parameter<HiddenBlock>("w", \.affine.w, \.dw), Parameter("b", \.affine.b, \.db),
        ]
        if batchNorm != nil {
            found.append(Parameter("gamma", \.batchNorm!.gamma, \.dgamma!))
            found.append(Parameter("beta", \.batchNorm!.beta, \.dbeta!))
        }
        if layerNorm != nil {
            found.append(Parameter("gamma", \.layerNorm!.gamma, \.dgamma!))
            found.append(Parameter("beta", \.layerNorm!.beta, \.dbeta!))
        }
        return found
    }
}
