import Foundation

// N = examples, D = features.

/// Layer normalization: every example gets mean 0 and variance 1 over its own features, then a
/// learned scale and shift of each feature.
///
/// Concretely, for every row of x:
///
///     xhat = (x - mean) / sqrt(variance + epsilon)
///     out = gamma xhat + beta
///
/// Nothing depends on the other examples, so it is the same in training and at test time.
///
/// | name        | shape  | meaning             |
/// |-------------|--------|---------------------|
/// | x, out      | (N, D) | one example per row |
/// | gamma, beta | (1, D) | what is learned     |
///
/// The variance is the biased one: the sum of squares is divided by D. epsilon is inside the root.
///
/// Source: Ba, Kiros, Hinton, "Layer normalization", 2016, arXiv:1607.06450; CS231n, assignment 2.
public struct LayerNorm: Layer {
    public var gamma: Matrix  // (1, D)
    public var beta: Matrix  // (1, D)

    /// Keeps the root away from 0.
    public let epsilon: Double

    public init(gamma: Matrix, beta: Matrix, epsilon: Double = 1e-5) {
        require(
            gamma.rows == 1 && gamma.shape == beta.shape,
            "LayerNorm: gamma is \(gamma.shape) and beta \(beta.shape); both must be (1, D).")
        self.gamma = gamma
        self.beta = beta
        self.epsilon = epsilon
    }

    /// A scale of 1 and a shift of 0 for each of `features`.
    public init(features: Int) {
        self.init(
            gamma: Matrix(rows: 1, columns: features, repeating: 1),
            beta: Matrix(rows: 1, columns: features))
    }

    public struct Cache: Sendable {
        public let x: Matrix  // (N, D)
        public let centered: Matrix  // (N, D): x - mean
        public let istd: Matrix  // (N, 1): 1 / sqrt(variance + epsilon)
        public let xhat: Matrix  // (N, D)
    }

    public struct Gradients: GradientOfInput {
        public let dx: Matrix  // (N, D)
        public let dgamma: Matrix  // (1, D)
        public let dbeta: Matrix  // (1, D)
    }

    public func forward(_ x: Matrix) -> (out: Matrix, cache: Cache) {
        // BEGIN SOLUTION layer-norm.forward
        let mean = stage("mean", x.rowMeans())
        let centered = stage("centered", x.addingToEachColumn(-mean))
        let variance = stage("variance", (centered * centered).rowMeans())
        let istd = stage("istd", variance.mapped { 1 / sqrt($0 + epsilon) })
        let xhat = stage("xhat", centered.multiplyingEachColumn(by: istd))
        let out = xhat.multiplyingEachRow(by: gamma).addingToEachRow(beta)
        return (out, Cache(x: x, centered: centered, istd: istd, xhat: xhat))
        // END SOLUTION layer-norm.forward
    }

    public func backward(_ dout: Matrix, cache: Cache) -> Gradients {
        // BEGIN SOLUTION layer-norm.backward
        let count = Double(dout.columns)
        // forward: out = gamma * xhat + beta, where gamma and beta meet every example:
        let dgamma = (dout * cache.xhat).columnSums()
        let dbeta = dout.columnSums()
        let dxhat = stageGradient("xhat", dout.multiplyingEachRow(by: gamma))
        // forward: xhat = centered * istd, which is one factor for a whole row.
        let distd = stageGradient("istd", (dxhat * cache.centered).rowSums())
        // forward: istd = (variance + epsilon)^(-1/2), whose slope is -1/2 istd^3:
        let dvariance = -0.5 * distd * cache.istd * cache.istd * cache.istd
        stageGradient("variance", dvariance)
        // forward: variance = mean of centered^2, and centered goes to xhat as well:
        let dcentered =
            dxhat.multiplyingEachColumn(by: cache.istd)
            + (2 / count) * cache.centered.multiplyingEachColumn(by: dvariance)
        stageGradient("centered", dcentered)
        // forward: centered = x - mean, and mean = sum of x / D:
        let dmean = stageGradient("mean", -dcentered.rowSums())
        let dx = dcentered.addingToEachColumn(dmean / count)
        return Gradients(dx: dx, dgamma: dgamma, dbeta: dbeta)
        // STUB
        // let numeric = numericGradients(dout, at: cache.x)
        // return Gradients(
        //     dx: numeric["x"], dgamma: numeric["gamma"], dbeta: numeric["beta"])
        // END SOLUTION layer-norm.backward
    }

    public var parameters: [Parameter<LayerNorm>] {
        [Parameter("gamma", \.gamma, \.dgamma), Parameter("beta", \.beta, \.dbeta)]
    }
}
