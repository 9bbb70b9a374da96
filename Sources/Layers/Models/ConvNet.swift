// N = images, C = classes, F = filters, H = hidden units, P = numbers that are left after pooling.

/// A small convolutional net: convolution, ReLU, 2 x 2 max pooling, affine, ReLU, affine, softmax
/// loss, with L2 regularization of the three weight matrices.
///
/// Concretely:
///
///     features = pool(relu(convolution(x)))
///     scores = affine2(relu(affine1(features)))
///
/// | name                 | shape                      | meaning                  |
/// |----------------------|----------------------------|--------------------------|
/// | x                    | (N, channels height width) | one image per row        |
/// | convolution.w, .b    | (K, F), (1, F)             | filters                  |
/// | affine1.w, affine1.b | (P, H), (1, H)             | from the pooled features |
/// | affine2.w, affine2.b | (H, C), (1, C)             | to the scores            |
///
/// Source: CS231n, assignment 2, three-layer convolutional network.
public struct ConvNet: Model {
    public var convolution: Convolution
    public let pool: MaxPool
    public var affine1: Affine
    public var affine2: Affine
    public let regularization: L2Regularization

    private let relu = ReLU()
    private let softmax = SoftmaxLoss()

    public init(
        convolution: Convolution, affine1: Affine, affine2: Affine, regularization: Double = 0
    ) {
        self.convolution = convolution
        self.affine1 = affine1
        self.affine2 = affine2
        self.regularization = L2Regularization(strength: regularization)
        pool = MaxPool(
            window: Window(height: 2, width: 2, stride: 2), image: convolution.output)
    }

    /// Random weights and biases of 0; the window is `size` x `size`, padded so that the image keeps
    /// its size.
    /// - Parameters:
    ///   - image: the size of the images.
    ///   - filters: F.
    ///   - size: of the window; odd.
    ///   - hidden: H.
    ///   - classes: C.
    ///   - weightScale: the standard deviation of the weights; nil for sqrt(2 / inputs of the layer).
    ///   - regularization: the strength of the penalty.
    ///   - generator: where the weights come from.
    public init(
        image: ImageShape, filters: Int, size: Int = 3, hidden: Int, classes: Int,
        weightScale: Double? = nil, regularization: Double = 0,
        using generator: inout SeededGenerator
    ) {
        func scale(_ inputs: Int) -> Double { weightScale ?? (2 / Double(inputs)).squareRoot() }
        let convolution = Convolution(
            filters: filters,
            window: Window(height: size, width: size, padding: (size - 1) / 2), image: image,
            weightScale: scale(image.channels * size * size), using: &generator)
        let pooled = filters * (image.height / 2) * (image.width / 2)
        self.init(
            convolution: convolution,
            affine1: Affine(
                inputs: pooled, outputs: hidden, weightScale: scale(pooled), using: &generator),
            affine2: Affine(
                inputs: hidden, outputs: classes, weightScale: scale(hidden), using: &generator),
            regularization: regularization)
    }

    /// The input and labels, and what every layer remembers.
    public struct Cache: Sendable {
        public let x: Matrix
        public let labels: [Int]
        public let convolution: Convolution.Cache
        public let relu1: ReLU.Cache
        public let pool: MaxPool.Cache
        public let affine1: Affine.Cache
        public let relu2: ReLU.Cache
        public let affine2: Affine.Cache
        public let softmax: SoftmaxLoss.Cache
    }

    public struct Gradients: Sendable {
        public let dwc: Matrix  // (K, F)
        public let dbc: Matrix  // (1, F)
        public let dw1: Matrix  // (P, H)
        public let db1: Matrix  // (1, H)
        public let dw2: Matrix  // (H, C)
        public let db2: Matrix  // (1, C)
    }

    public func scores(_ x: Matrix) -> Matrix {
        let features = pool.forward(relu.forward(convolution.forward(x).out).out).out
        return affine2.forward(relu.forward(affine1.forward(stage("features", features)).out).out)
            .out
    }

    public func forward(_ x: Matrix, labels: [Int]) -> (loss: Double, cache: Cache) {
        // BEGIN SOLUTION conv-net.forward
        let (maps, convolutionCache) = convolution.forward(x)
        let (open, relu1Cache) = relu.forward(stage("maps", maps))
        let (features, poolCache) = pool.forward(stage("open", open))
        let (a, affine1Cache) = affine1.forward(features)
        let (hidden, relu2Cache) = relu.forward(stage("a", a))
        let (scores, affine2Cache) = affine2.forward(stage("hidden", hidden))
        let (dataLoss, softmaxCache) = softmax.forward(stage("scores", scores), labels: labels)
        let loss = dataLoss + regularization.penalty(convolution.w, affine1.w, affine2.w)
        let cache = Cache(
            x: x, labels: labels, convolution: convolutionCache, relu1: relu1Cache,
            pool: poolCache, affine1: affine1Cache, relu2: relu2Cache, affine2: affine2Cache,
            softmax: softmaxCache)
        return (loss, cache)
        // END SOLUTION conv-net.forward
    }

    public func backward(_ dloss: Double, cache: Cache) -> Gradients {
        // BEGIN SOLUTION conv-net.backward
        let dscores = stageGradient("scores", softmax.backward(dloss, cache: cache.softmax))
        // forward: scores = affine2(relu(a))
        let second = affine2.backward(dscores, cache: cache.affine2)
        stageGradient("hidden", second.dx)
        let da = stageGradient("a", relu.backward(second.dx, cache: cache.relu2).dx)
        // forward: a = affine1(features)
        let first = affine1.backward(da, cache: cache.affine1)
        // forward: features = pool(relu(maps))
        stageGradient("features", first.dx)
        let dopen = stageGradient("open", pool.backward(first.dx, cache: cache.pool).dx)
        let dmaps = stageGradient("maps", relu.backward(dopen, cache: cache.relu1).dx)
        // forward: maps = convolution(x)
        let filters = convolution.backward(dmaps, cache: cache.convolution)
        // Each weight matrix is used twice, by its layer and by the penalty: both gradients add up.
        return Gradients(
            dwc: regularization.gradient(dloss, of: convolution.w, plus: filters.dw),
            dbc: filters.db,
            dw1: regularization.gradient(dloss, of: affine1.w, plus: first.dw), db1: first.db,
            dw2: regularization.gradient(dloss, of: affine2.w, plus: second.dw), db2: second.db)
        // STUB
        // let numeric = numericGradients(dloss) { net in
        //     net.forward(cache.x, labels: cache.labels).loss
        // }
        // return Gradients(
        //     dwc: numeric["convolution.w"], dbc: numeric["convolution.b"],
        //     dw1: numeric["affine1.w"], db1: numeric["affine1.b"],
        //     dw2: numeric["affine2.w"], db2: numeric["affine2.b"])
        // END SOLUTION conv-net.backward
    }

    /// Each filter is one unit, at every place of every image; then the hidden units.
    public func activations(_ cache: Cache) -> [Activations] {
        let maps = cache.pool.x.channelsAsColumns(convolution.output.channels)
        return [
            Activations("convolution", .relu, maps),
            Activations("hidden", .relu, cache.affine2.x),
        ]
    }

    public var parameters: [Parameter<ConvNet>] {
        [
            Parameter("convolution.w", \.convolution.w, \.dwc),
            Parameter("convolution.b", \.convolution.b, \.dbc),
            Parameter("affine1.w", \.affine1.w, \.dw1), Parameter("affine1.b", \.affine1.b, \.db1),
            Parameter("affine2.w", \.affine2.w, \.dw2), Parameter("affine2.b", \.affine2.b, \.db2),
        ]
    }
}
