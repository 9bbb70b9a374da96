// Yours to fill in: replace each `yourCodeHere(...)` line with code.
// Written by `swift run course stubs`; `swift run grade reset` brings a hole back.
import Layers

import Foundation

// N = examples, D = features.

/// Batch normalization: every feature gets mean 0 and variance 1 over the batch, then a learned scale
/// and shift.
///
/// Concretely, for every column of x:
///
///     xhat = (x - mean) / sqrt(variance + epsilon)
///     out = gamma xhat + beta
///
/// In training, mean and variance are those of the batch, so every example has a say in what
/// happens to every other one. In test mode they are the running ones, which are constants.
///
/// | name            | shape  | meaning                              |
/// |-----------------|--------|--------------------------------------|
/// | x, out          | (N, D) | one example per row                  |
/// | gamma, beta     | (1, D) | what is learned                      |
/// | runningMean     | (1, D) | moving average of the batches' means |
/// | runningVariance | (1, D) | the same of their variances          |
///
/// The variance is the biased one: the sum of squares is divided by N. epsilon is inside the root.
///
/// Source: Ioffe, Szegedy, "Batch normalization", 2015, arXiv:1502.03167; CS231n, assignment 2.
public struct BatchNorm: Layer {
    public var gamma: Matrix  // (1, D)
    public var beta: Matrix  // (1, D)
    public var runningMean: Matrix  // (1, D)
    public var runningVariance: Matrix  // (1, D)

    /// Whether mean and variance are those of the batch, or else the running ones.
    public var isTraining = true

    /// How much of the running statistics is kept at every update.
    public let momentum: Double

    /// Keeps the root away from 0.
    public let epsilon: Double

    public init(gamma: Matrix, beta: Matrix, momentum: Double = 0.9, epsilon: Double = 1e-5) {
        require(
            gamma.rows == 1 && gamma.shape == beta.shape,
            "BatchNorm: gamma is \(gamma.shape) and beta \(beta.shape); both must be (1, D).")
        self.gamma = gamma
        self.beta = beta
        self.momentum = momentum
        self.epsilon = epsilon
        runningMean = gamma.zeros
        runningVariance = gamma.zeros
    }

    /// A scale of 1 and a shift of 0 for each of `features`.
    public init(features: Int) {
        self.init(
            gamma: Matrix(rows: 1, columns: features, repeating: 1),
            beta: Matrix(rows: 1, columns: features))
    }

    public struct Cache: Sendable {
        public let x: Matrix  // (N, D)
        public let mean: Matrix  // (1, D)
        public let variance: Matrix  // (1, D)
        public let centered: Matrix  // (N, D): x - mean
        public let istd: Matrix  // (1, D): 1 / sqrt(variance + epsilon)
        public let xhat: Matrix  // (N, D)
    }

    public struct Gradients: GradientOfInput {
        public let dx: Matrix  // (N, D)
        public let dgamma: Matrix  // (1, D)
        public let dbeta: Matrix  // (1, D)
    }

    public func forward(_ x: Matrix) -> (out: Matrix, cache: Cache) {
        let mean = isTraining ? stage("mean", x.columnMeans()) : runningMean
        let centered = stage("centered", x.addingToEachRow(-mean))
        let squares = centered * centered
        let variance = isTraining ? stage("variance", squares.columnMeans()) : runningVariance
        let istd = stage("istd", variance.mapped { 1 / sqrt($0 + epsilon) })
        let xhat = stage("xhat", centered.multiplyingEachRow(by: istd))
        let out = xhat.multiplyingEachRow(by: gamma).addingToEachRow(beta)
        let cache = Cache(
            x: x, mean: mean, variance: variance, centered: centered, istd: istd, xhat: xhat)
        return (out, cache)
    }

    public func backward(_ dout: Matrix, cache: Cache) -> Gradients {
        // forward names its steps: mean, centered, variance, istd, xhat.
        // With stageGradient("NAME", dNAME) here the grader says which is the first wrong one.
        yourCodeHere("batch-norm.backward")
    }

    /// The same gradients in training mode, from one formula that was worked out on paper.
    public func simplifiedBackward(_ dout: Matrix, cache: Cache) -> Gradients {
        yourCodeHere("batch-norm.simplified")
    }

    /// Moves the running statistics towards those of the batch that `cache` comes from.
    public mutating func updateRunningStatistics(_ cache: Cache) {
        runningMean = momentum * runningMean + (1 - momentum) * cache.mean
        runningVariance = momentum * runningVariance + (1 - momentum) * cache.variance
    }

    public var parameters: [Parameter<BatchNorm>] {
        [Parameter("gamma", \.gamma, \.dgamma), Parameter("beta", \.beta, \.dbeta)]
    }
}
