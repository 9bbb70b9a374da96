// Yours to fill in: replace each `yourCodeHere(...)` line with code.
// Written by `swift run course stubs`; `swift run grade reset` brings a hole back.
import Layers

// N = images, C = channels, P = pixels of one channel.

/// How much every two channels of an image fire together, wherever in the image: its style.
///
/// Concretely, with the features F of one image as (C, P):
///
///     gram = F·F^T / (C P)
///
/// | name | shape    | meaning                     |
/// |------|----------|-----------------------------|
/// | x    | (N, C P) | features, one image per row |
/// | out  | (N, C C) | one gram matrix per row     |
///
/// Source: Gatys, Ecker, Bethge, "Image style transfer using convolutional neural networks", 2016;
/// CS231n, assignment 3, style transfer.
public struct GramMatrix: Layer {
    public let channels: Int

    public init(channels: Int) { self.channels = channels }

    public struct Cache: Sendable {
        public let x: Matrix  // (N, C P)
    }

    public typealias Gradients = InputGradient

    /// The features of image n, (C, P).
    private func features(_ x: Matrix, _ n: Int) -> Matrix {
        x.rows(n..<n + 1).reshaped(rows: channels, columns: x.columns / channels)
    }

    public func forward(_ x: Matrix) -> (out: Matrix, cache: Cache) {
        require(
            channels > 0 && x.columns % channels == 0,
            "GramMatrix: rows of \(x.columns) numbers are not \(channels) channels.")
        let grams = (0..<x.rows).map { n in
            let f = features(x, n)
            let gram = f.matmulTransposed(f) / Double(x.columns)
            return gram.reshaped(rows: 1, columns: channels * channels)
        }
        return (.joiningRows(grams), Cache(x: x))
    }

    public func backward(_ dout: Matrix, cache: Cache) -> Gradients {
        yourCodeHere("gram-matrix.backward")
    }
}
