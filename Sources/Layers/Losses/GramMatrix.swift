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
        // BEGIN SOLUTION gram-matrix.forward
        let grams = (0..<x.rows).map { n in
            let f = features(x, n)
            let gram = f.matmulTransposed(f) / Double(x.columns)
            return gram.reshaped(rows: 1, columns: channels * channels)
        }
        return (.joiningRows(grams), Cache(x: x))
        // END SOLUTION gram-matrix.forward
    }

    public func backward(_ dout: Matrix, cache: Cache) -> Gradients {
        // BEGIN SOLUTION gram-matrix.backward
        let rows = (0..<dout.rows).map { n in
            let dgram = dout.rows(n..<n + 1).reshaped(rows: channels, columns: channels)
            // forward: gram = F·F^T / (C P). F is both factors, so both gradients add up:
            let both = dgram + dgram.transposed()
            let df = both.matmul(features(cache.x, n)) / Double(cache.x.columns)
            return df.reshaped(rows: 1, columns: cache.x.columns)
        }
        return Gradients(dx: .joiningRows(rows))
        // STUB
        // Gradients(dx: numericGradients(dout, at: cache.x)["x"])
        // END SOLUTION gram-matrix.backward
    }
}
