// Yours to fill in: replace each `yourCodeHere(...)` line with code.
// Written by `swift run course stubs`; `swift run grade reset` brings a hole back.
import Layers

// N = images, C = channels, G = groups of channels, P = pixels of one channel.

/// Group normalization: in every image, every group of channels gets mean 0 and variance 1 over all
/// its pixels, then each channel a learned scale and shift.
///
/// Concretely, one group of one image is a row of C/G P numbers, normalized as by `LayerNorm`; then
///
///     out = gamma xhat + beta         with one gamma and one beta for each channel
///
/// With one group it normalizes the whole image, with C groups every channel by itself.
///
/// | name        | shape    | meaning                                  |
/// |-------------|----------|------------------------------------------|
/// | x, out      | (N, C P) | one image per row, channel after channel |
/// | gamma, beta | (1, C)   | what is learned                          |
///
/// Source: Wu, He, "Group normalization", 2018, arXiv:1803.08494; CS231n, assignment 2.
public struct GroupNorm: Layer {
    public var gamma: Matrix  // (1, C)
    public var beta: Matrix  // (1, C)
    public let groups: Int

    /// Keeps the root away from 0.
    public let epsilon: Double

    public init(gamma: Matrix, beta: Matrix, groups: Int, epsilon: Double = 1e-5) {
        require(
            gamma.rows == 1 && gamma.shape == beta.shape,
            "GroupNorm: gamma is \(gamma.shape) and beta \(beta.shape); both must be (1, C).")
        require(
            groups > 0 && gamma.columns % groups == 0,
            "GroupNorm: \(gamma.columns) channels cannot be \(groups) groups of equal size.")
        self.gamma = gamma
        self.beta = beta
        self.groups = groups
        self.epsilon = epsilon
    }

    public struct Cache: Sendable {
        public let x: Matrix  // (N, C P)
        public let norm: LayerNorm.Cache  // of the groups, (N G, C/G P)
        public let pixels: Matrix  // (N P, C): xhat, one row per pixel
    }

    public struct Gradients: GradientOfInput {
        public let dx: Matrix  // (N, C P)
        public let dgamma: Matrix  // (1, C)
        public let dbeta: Matrix  // (1, C)
    }

    /// Normalizes rows of this length and does nothing else.
    private func plainNorm(length: Int) -> LayerNorm {
        LayerNorm(
            gamma: Matrix(rows: 1, columns: length, repeating: 1),
            beta: Matrix(rows: 1, columns: length), epsilon: epsilon)
    }

    public func forward(_ x: Matrix) -> (out: Matrix, cache: Cache) {
        require(
            x.columns % gamma.columns == 0,
            "GroupNorm: a row of \(x.columns) numbers is not \(gamma.columns) channels.")
        // Every group of every image becomes a row of its own.
        let length = x.columns / groups
        let rows = x.reshaped(rows: x.rows * groups, columns: length)
        let (xhat, norm) = plainNorm(length: length).forward(rows)
        let images = xhat.reshaped(rows: x.rows, columns: x.columns)
        // Every pixel becomes a row, so that a channel is a column, with one gamma and one beta.
        let pixels = stage("pixels", images.channelsAsColumns(gamma.columns))
        let scaled = pixels.multiplyingEachRow(by: gamma).addingToEachRow(beta)
        let out = scaled.columnsAsChannels(examples: x.rows)
        return (out, Cache(x: x, norm: norm, pixels: pixels))
    }

    public func backward(_ dout: Matrix, cache: Cache) -> Gradients {
        // forward names its steps: pixels.
        // Name their gradients here, as in stageGradient("pixels", dpixels), and the grader says
        // which is the first wrong one.
        yourCodeHere("group-norm.backward")
    }

    public var parameters: [Parameter<GroupNorm>] {
        [Parameter("gamma", \.gamma, \.dgamma), Parameter("beta", \.beta, \.dbeta)]
    }
}
