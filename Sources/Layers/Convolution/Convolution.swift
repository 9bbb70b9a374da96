// N = images, C = channels, F = filters, K = numbers under the window (C height width),
// P = places of the window.

/// A convolution: a small window slides over every image, and at every place each filter gives one
/// number, the same weighted sum everywhere.
///
/// Concretely, with what is under the window at each place written as a row of `patches`:
///
///     out = patches·w + b            in the order (image, place, filter), then (image, filter, place)
///
/// | name | shape      | meaning                                   |
/// |------|------------|-------------------------------------------|
/// | x    | (N, C H W) | one image per row, channel after channel  |
/// | w    | (K, F)     | one filter per column                     |
/// | b    | (1, F)     | one bias per filter                       |
/// | out  | (N, F P)   | one image per row, one channel per filter |
///
/// A filter's K weights are in the order (channel, row, column).
///
/// Source: CS231n notes, "Convolutional neural networks", implementation as matrix multiplication.
public struct Convolution: Layer {
    public var w: Matrix  // (K, F)
    public var b: Matrix  // (1, F)
    public let window: Window
    public let image: ImageShape

    public init(w: Matrix, b: Matrix, window: Window, image: ImageShape) {
        require(
            w.rows == image.channels * window.height * window.width,
            "Convolution: w is \(w.shape), and the window shows \(image.channels) x \(window.height) x \(window.width) numbers."
        )
        require(
            b.shape == Shape(rows: 1, columns: w.columns),
            "Convolution: b is \(b.shape), and w \(w.shape) needs (1, \(w.columns)).")
        self.w = w
        self.b = b
        self.window = window
        self.image = image
    }

    /// Small random weights of the given standard deviation, and biases of 0.
    public init(
        filters: Int, window: Window, image: ImageShape, weightScale: Double,
        using generator: inout SeededGenerator
    ) {
        self.init(
            w: .normal(
                rows: image.channels * window.height * window.width, columns: filters,
                standardDeviation: weightScale, using: &generator),
            b: Matrix(rows: 1, columns: filters), window: window, image: image)
    }

    /// The size of the images that it gives out: one channel per filter.
    public var output: ImageShape {
        let places = window.places(in: image)
        return ImageShape(channels: w.columns, height: places.height, width: places.width)
    }

    public struct Cache: Sendable {
        public let x: Matrix  // (N, C H W)
        public let patches: Matrix  // (N P, K)
    }

    public struct Gradients: GradientOfInput {
        public let dx: Matrix  // (N, C H W)
        public let dw: Matrix  // (K, F)
        public let db: Matrix  // (1, F)
    }

    public func forward(_ x: Matrix) -> (out: Matrix, cache: Cache) {
        // BEGIN SOLUTION convolution.forward
        let patches = stage("patches", x.patches(window, of: image))
        let places = stage("places", patches.matmul(w, addingToEachRow: b))
        let out = places.columnsAsChannels(examples: x.rows)
        return (out, Cache(x: x, patches: patches))
        // END SOLUTION convolution.forward
    }

    // Put into its callers, so that the first layer of a net computes no dx: nobody asks for it.
    @inline(__always)
    public func backward(_ dout: Matrix, cache: Cache) -> Gradients {
        // BEGIN SOLUTION convolution.backward
        // forward: out = places, in another order. The gradient goes back to that order:
        let dplaces = stageGradient("places", dout.channelsAsColumns(w.columns))
        // forward: places = patches·w + b. A filter is used at every place of every image:
        let dw = cache.patches.transposedMatmul(dplaces)
        let db = dplaces.columnSums()
        let dpatches = stageGradient("patches", dplaces.matmulTransposed(w))
        // forward: patches = what the window shows of x. A pixel is in several of them:
        let dx = dpatches.addingPatches(window, to: image)
        return Gradients(dx: dx, dw: dw, db: db)
        // STUB
        // let numeric = numericGradients(dout, at: cache.x)
        // return Gradients(dx: numeric["x"], dw: numeric["w"], db: numeric["b"])
        // END SOLUTION convolution.backward
    }

    public var parameters: [Parameter<Convolution>] {
        [Parameter("w", \.w, \.dw), Parameter("b", \.b, \.db)]
    }
}
