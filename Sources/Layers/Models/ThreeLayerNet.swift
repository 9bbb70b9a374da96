// N = examples, D = inputs, H1 and H2 = hidden units, C = outputs.

/// Affine, ReLU, affine, ReLU, affine: a layer of layers, with the gradients of its parts inside
/// its own.
///
/// Shapes: x (N, D), then (N, H1), (N, H2), and out (N, C).
///
/// Source: CS231n notes, "Neural Networks Part 1", example feed-forward computation.
public struct ThreeLayerNet: Layer {
    public var affine1: Affine
    public var affine2: Affine
    public var affine3: Affine

    private let relu = ReLU()

    public init(affine1: Affine, affine2: Affine, affine3: Affine) {
        self.affine1 = affine1
        self.affine2 = affine2
        self.affine3 = affine3
    }

    /// Small random weights and biases of 0.
    /// - Parameters:
    ///   - sizes: inputs, hidden units of both layers, and outputs: D, H1, H2, C.
    ///   - weightScale: the standard deviation of the weights.
    ///   - generator: where the random numbers come from.
    public init(
        sizes: (Int, Int, Int, Int), weightScale: Double, using generator: inout SeededGenerator
    ) {
        affine1 = Affine(
            inputs: sizes.0, outputs: sizes.1, weightScale: weightScale, using: &generator)
        affine2 = Affine(
            inputs: sizes.1, outputs: sizes.2, weightScale: weightScale, using: &generator)
        affine3 = Affine(
            inputs: sizes.2, outputs: sizes.3, weightScale: weightScale, using: &generator)
    }

    public struct Cache: Sendable {
        public let affine1: Affine.Cache
        public let relu1: ReLU.Cache
        public let affine2: Affine.Cache
        public let relu2: ReLU.Cache
        public let affine3: Affine.Cache
    }

    public struct Gradients: GradientOfInput {
        public let affine1: Affine.Gradients
        public let affine2: Affine.Gradients
        public let affine3: Affine.Gradients

        public var dx: Matrix { affine1.dx }
    }

    public func forward(_ x: Matrix) -> (out: Matrix, cache: Cache) {
        let (a1, cache1) = affine1.forward(x)
        let (hidden1, relu1) = relu.forward(a1)
        let (a2, cache2) = affine2.forward(hidden1)
        let (hidden2, relu2) = relu.forward(a2)
        let (out, cache3) = affine3.forward(hidden2)
        let cache = Cache(
            affine1: cache1, relu1: relu1, affine2: cache2, relu2: relu2, affine3: cache3)
        return (out, cache)
    }

    // Only a composition of other backward passes: it works on their stand-ins as well.
    public func backward(_ dout: Matrix, cache: Cache) -> Gradients {
        let third = affine3.backward(dout, cache: cache.affine3)
        let da2 = relu.backward(third.dx, cache: cache.relu2).dx
        let second = affine2.backward(da2, cache: cache.affine2)
        let da1 = relu.backward(second.dx, cache: cache.relu1).dx
        let first = affine1.backward(da1, cache: cache.affine1)
        return Gradients(affine1: first, affine2: second, affine3: third)
    }

    public var parameters: [Parameter<ThreeLayerNet>] {
        parameters(of: \.affine1, \.affine1, as: "affine1")
            + parameters(of: \.affine2, \.affine2, as: "affine2")
            + parameters(of: \.affine3, \.affine3, as: "affine3")
    }
}
