// N = real examples, and as many made-up ones.

/// The losses of a generative adversarial network, from the discriminator's scores.
///
/// x are the scores of real examples, y those of made-up ones; a score is large for what is taken to
/// be real.
///
/// Concretely, with softplus(s) = log(1 + e^s):
///
///     discriminator = mean of softplus(-x) + mean of softplus(y)
///     generator     = mean of softplus(-y)
///
/// These are -log(sigmoid(x)) - log(1 - sigmoid(y)), and -log(sigmoid(y)), written so that nothing
/// overflows. The generator wants the made-up ones to be taken for real; it does not minimize
/// log(1 - sigmoid(y)), whose gradient dies out just when the generator is bad.
///
/// | name | shape        | meaning                             |
/// |------|--------------|-------------------------------------|
/// | x, y | (N, 1)       | scores of real, of made-up examples |
/// | out  | (1, 1) twice | both losses, `GANLosses`            |
///
/// Source: Goodfellow and others, "Generative adversarial networks", 2014, arXiv:1406.2661; CS231n,
/// assignment 3.
public struct GANLoss: Layer {
    public init() {}

    public struct Cache: Sendable {
        public let input: Pair
    }

    public typealias Gradients = PairGradient

    public func forward(_ input: Pair) -> (out: GANLosses, cache: Cache) {
        // BEGIN SOLUTION gan-loss.forward
        let onReal = input.x.mapped { softplus(-$0) }.mean()
        let onFake = input.y.mapped { softplus($0) }.mean()
        let generator = input.y.mapped { softplus(-$0) }.mean()
        let out = GANLosses(
            discriminator: Matrix(onReal + onFake), generator: Matrix(generator))
        return (out, Cache(input: input))
        // END SOLUTION gan-loss.forward
    }

    public func backward(_ dout: GANLosses, cache: Cache) -> Gradients {
        // BEGIN SOLUTION gan-loss.backward
        let x = cache.input.x
        let y = cache.input.y
        let (ddiscriminator, dgenerator) = (dout.discriminator.scalar, dout.generator.scalar)
        // forward: mean of softplus(-x). The slope of softplus is the sigmoid:
        let dx = x.mapped { -sigmoid(-$0) } * (ddiscriminator / Double(x.elements.count))
        // forward: y is in both losses, as softplus(y) and as softplus(-y)
        let dy = y.mapped { ddiscriminator * sigmoid($0) - dgenerator * sigmoid(-$0) }
        return Gradients(dx: dx, dy: dy / Double(y.elements.count))
        // STUB
        // let numeric = numericGradients(dout, at: cache.input)
        // return Gradients(dx: numeric["x"], dy: numeric["y"])
        // END SOLUTION gan-loss.backward
    }
}
