// Yours to fill in: replace each `yourCodeHere(...)` line with code.
// Written by `swift run course stubs`; `swift run grade reset` brings a hole back.
import Layers

// N = images, C = channels, P = pixels of one channel.

/// How far the style of images is from that of others: the squared differences of their gram
/// matrices.
///
/// Concretely:
///
///     loss = weight * sum of (gram(x) - target)^2
///
/// | name   | shape    | meaning                                        |
/// |--------|----------|------------------------------------------------|
/// | x      | (N, C P) | features of the images that are changed        |
/// | target | (N, C C) | gram matrices of the images whose style counts |
/// | out    | (1, 1)   | the loss                                       |
///
/// Source: Gatys, Ecker, Bethge, 2016; CS231n, assignment 3, style transfer.
public struct StyleLoss: Layer {
    public let target: Matrix  // (N, C C)
    public let weight: Double
    private let gram: GramMatrix

    public init(target: Matrix, channels: Int, weight: Double) {
        self.target = target
        self.weight = weight
        gram = GramMatrix(channels: channels)
    }

    public struct Cache: Sendable {
        public let x: Matrix  // (N, C P)
        public let gram: GramMatrix.Cache
        public let difference: Matrix  // (N, C C): gram(x) - target
    }

    public typealias Gradients = InputGradient

    public func forward(_ x: Matrix) -> (out: Matrix, cache: Cache) {
        let (style, gramCache) = gram.forward(x)
        let difference = style - target
        let loss = Matrix(weight * difference.sumOfSquares())
        return (loss, Cache(x: x, gram: gramCache, difference: difference))
    }

    public func backward(_ dout: Matrix, cache: Cache) -> Gradients {
        yourCodeHere("style-loss.backward")
    }
}
