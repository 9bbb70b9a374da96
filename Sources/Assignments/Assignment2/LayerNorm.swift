// Yours to fill in: replace each `yourCodeHere(...)` line with code.
// Written by `swift run course stubs`; `swift run grade reset` brings a hole back.
import Layers

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
        let mean = stage("mean", x.rowMeans())
        let centered = stage("centered", x.addingToEachColumn(-mean))
        let variance = stage("variance", (centered * centered).rowMeans())
        let istd = stage("istd", variance.mapped { 1 / sqrt($0 + epsilon) })
        let xhat = stage("xhat", centered.multiplyingEachColumn(by: istd))
        let out = xhat.multiplyingEachRow(by: gamma).addingToEachRow(beta)
        return (out, Cache(x: x, centered: centered, istd: istd, xhat: xhat))
    }

    public func backward(_ dout: Matrix, cache: Cache) -> Gradients {
        // forward names its steps: mean, centered, variance, istd, xhat.
        // Name their gradients here, as in stageGradient("xhat", dxhat), and the grader says
        // which is the first wrong one.
        yourCodeHere("layer-norm.backward")
    }

    public var parameters: [Parameter<LayerNorm>] {
        [Parameter("gamma", \.gamma, \.dgamma), Parameter("beta", \.beta, \.dbeta)]
    }
}
