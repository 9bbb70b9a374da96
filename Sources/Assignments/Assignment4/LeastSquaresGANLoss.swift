// Yours to fill in: replace each `yourCodeHere(...)` line with code.
// Written by `swift run course stubs`; `swift run grade reset` brings a hole back.
import Layers

// N = real examples, and as many made-up ones.

/// The losses of a least-squares GAN, from the discriminator's scores.
///
/// x are the scores of real examples, which should be 1; y those of made-up ones, which should be 0.
///
/// Concretely:
///
///     discriminator = (mean of (x - 1)^2 + mean of y^2) / 2
///     generator     = mean of (y - 1)^2 / 2
///
/// Shapes as in `GANLoss`. The scores do not go through a sigmoid, so nothing saturates.
///
/// Source: Mao and others, "Least squares generative adversarial networks", 2016,
/// arXiv:1611.04076; CS231n, assignment 3.
public struct LeastSquaresGANLoss: Layer {
    public init() {}

    public struct Cache: Sendable {
        public let input: Pair
    }

    public typealias Gradients = PairGradient

    public func forward(_ input: Pair) -> (out: GANLosses, cache: Cache) {
        let onReal = input.x.mapped { ($0 - 1) * ($0 - 1) }.mean()
        let onFake = input.y.mapped { $0 * $0 }.mean()
        let generator = input.y.mapped { ($0 - 1) * ($0 - 1) }.mean() / 2
        let out = GANLosses(
            discriminator: Matrix((onReal + onFake) / 2), generator: Matrix(generator))
        return (out, Cache(input: input))
    }

    public func backward(_ dout: GANLosses, cache: Cache) -> Gradients {
        yourCodeHere("least-squares-gan-loss.backward")
    }
}
