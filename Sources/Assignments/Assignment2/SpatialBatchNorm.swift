// Yours to fill in: replace each `yourCodeHere(...)` line with code.
// Written by `swift run course stubs`; `swift run grade reset` brings a hole back.
import Layers

// N = images, C = channels, P = pixels of one channel.

/// Batch normalization of images: every channel gets mean 0 and variance 1 over all pixels of all
/// images, then a learned scale and shift.
///
/// A pixel is treated like an example: the images become a matrix with one row per pixel, and that
/// goes through `BatchNorm`.
///
/// | name        | shape    | meaning                                  |
/// |-------------|----------|------------------------------------------|
/// | x, out      | (N, C P) | one image per row, channel after channel |
/// | gamma, beta | (1, C)   | what is learned, in `norm`               |
///
/// Source: Ioffe, Szegedy, "Batch normalization", 2015, section 3.2; CS231n, assignment 2.
public struct SpatialBatchNorm: Layer {
    /// The batch normalization of the pixels; it holds the running statistics too.
    public var norm: BatchNorm

    public init(norm: BatchNorm) { self.norm = norm }

    /// A scale of 1 and a shift of 0 for each channel.
    public init(channels: Int) { norm = BatchNorm(features: channels) }

    public struct Cache: Sendable {
        public let x: Matrix  // (N, C P)
        public let norm: BatchNorm.Cache  // of the pixels, (N P, C)
    }

    public struct Gradients: GradientOfInput {
        public let dx: Matrix  // (N, C P)
        public let dgamma: Matrix  // (1, C)
        public let dbeta: Matrix  // (1, C)
    }

    public func forward(_ x: Matrix) -> (out: Matrix, cache: Cache) {
        let pixels = x.channelsAsColumns(norm.gamma.columns)
        let (scaled, cache) = norm.forward(pixels)
        let out = scaled.columnsAsChannels(examples: x.rows)
        return (out, Cache(x: x, norm: cache))
    }

    public func backward(_ dout: Matrix, cache: Cache) -> Gradients {
        yourCodeHere("spatial-batch-norm.backward")
    }

    public var parameters: [Parameter<SpatialBatchNorm>] {
        [
            Parameter("gamma", \.norm.gamma, \.dgamma), Parameter("beta", \.norm.beta, \.dbeta),
        ]
    }
}
