// N = images, C = channels, P = side of a patch, T = patches of one image, D = features.

/// An image as a sequence: it is cut into square patches that do not overlap, and every patch goes
/// through one affine layer.
///
/// Concretely, with every patch as a row of C P P numbers:
///
///     out = patches·w + b
///
/// | name | shape      | meaning                                                 |
/// |------|------------|---------------------------------------------------------|
/// | x    | (N, C H W) | one image per row, channel after channel                |
/// | w    | (C P P, D) | what is learned                                         |
/// | b    | (1, D)     | what is learned                                         |
/// | out  | (N T, D)   | the patches row by row, in the order of `SequenceShape` |
///
/// It is a convolution whose stride is the size of its window.
///
/// Source: Dosovitskiy and others, "An image is worth 16x16 words", 2020, arXiv:2010.11929.
public struct PatchEmbedding: Layer {
    public var w: Matrix  // (C P P, D)
    public var b: Matrix  // (1, D)
    public let image: ImageShape
    public let side: Int

    public init(w: Matrix, b: Matrix, image: ImageShape, side: Int) {
        require(
            side > 0 && image.height % side == 0 && image.width % side == 0,
            "PatchEmbedding: an image of \(image) cannot be cut into squares of \(side).")
        require(
            w.rows == image.channels * side * side
                && b.shape == Shape(rows: 1, columns: w.columns),
            "PatchEmbedding: w is \(w.shape) and b \(b.shape), and a patch has \(image.channels) x \(side) x \(side) numbers."
        )
        self.w = w
        self.b = b
        self.image = image
        self.side = side
    }

    private var window: Window { Window(height: side, width: side, stride: side) }

    public struct Cache: Sendable {
        public let x: Matrix  // (N, C H W)
        public let patches: Matrix  // (N T, C P P)
    }

    public struct Gradients: GradientOfInput {
        public let dx: Matrix  // (N, C H W)
        public let dw: Matrix  // (C P P, D)
        public let db: Matrix  // (1, D)
    }

    public func forward(_ x: Matrix) -> (out: Matrix, cache: Cache) {
        // BEGIN SOLUTION patch-embedding.forward
        let patches = x.patches(window, of: image)
        let out = patches.matmul(w).addingToEachRow(b)
        return (out, Cache(x: x, patches: patches))
        // END SOLUTION patch-embedding.forward
    }

    public func backward(_ dout: Matrix, cache: Cache) -> Gradients {
        // BEGIN SOLUTION patch-embedding.backward
        // forward: out = patches·w + b
        let dw = cache.patches.transposedMatmul(dout)
        let dpatches = dout.matmulTransposed(w)
        // forward: patches = x, cut up. Every pixel is in one patch, and gets its gradient back:
        let dx = dpatches.addingPatches(window, to: image)
        return Gradients(dx: dx, dw: dw, db: dout.columnSums())
        // STUB
        // let numeric = numericGradients(dout, at: cache.x)
        // return Gradients(dx: numeric["x"], dw: numeric["w"], db: numeric["b"])
        // END SOLUTION patch-embedding.backward
    }

    public var parameters: [Parameter<PatchEmbedding>] {
        [Parameter("w", \.w, \.dw), Parameter("b", \.b, \.db)]
    }
}
