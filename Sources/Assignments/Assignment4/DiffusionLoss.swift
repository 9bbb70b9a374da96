// Yours to fill in: replace each `yourCodeHere(...)` line with code.
// Written by `swift run course stubs`; `swift run grade reset` brings a hole back.
import Layers

// N = examples, D = numbers of one example.

/// The loss of a diffusion model: how well the noise can be told from the noisy example.
///
/// The network that tells it is one affine layer here.
///
/// Concretely:
///
///     noisy = QSample of x and noise
///     predicted = denoiser(noisy)
///     loss = mean of (predicted - noise)^2
///
/// | name     | shape          | meaning                        |
/// |----------|----------------|--------------------------------|
/// | x, noise | (N, D)         | examples, and standard noise   |
/// | denoiser | (D, D), (1, D) | what is learned, named w and b |
/// | out      | (1, 1)         | the loss                       |
///
/// Source: Ho, Jain, Abbeel, "Denoising diffusion probabilistic models", 2020, arXiv:2006.11239,
/// equation 14; CS231n, assignment 3.
public struct DiffusionLoss: Layer {
    public var denoiser: Affine
    public let sampler: QSample

    public init(denoiser: Affine, kept: Matrix) {
        self.denoiser = denoiser
        sampler = QSample(kept: kept)
    }

    public struct Cache: Sendable {
        public let input: NoisyInput
        public let sampler: QSample.Cache
        public let denoiser: Affine.Cache
        public let error: Matrix  // (N, D): predicted - noise
    }

    public struct Gradients: Sendable {
        public let dx: Matrix  // (N, D)
        public let dnoise: Matrix  // (N, D)
        public let dw: Matrix  // (D, D)
        public let db: Matrix  // (1, D)
    }

    public var inputs: [Variable<NoisyInput, Gradients>] {
        [Variable("x", \.x, \.dx), Variable("noise", \.noise, \.dnoise)]
    }

    public func forward(_ input: NoisyInput) -> (out: Matrix, cache: Cache) {
        let (noisy, samplerCache) = sampler.forward(input)
        let (predicted, denoiserCache) = denoiser.forward(stage("noisy", noisy))
        let error = stage("predicted", predicted) - input.noise
        let cache = Cache(
            input: input, sampler: samplerCache, denoiser: denoiserCache, error: error)
        return (Matrix((error * error).mean()), cache)
    }

    public func backward(_ dout: Matrix, cache: Cache) -> Gradients {
        // forward names its steps: noisy, predicted.
        // With stageGradient("NAME", dNAME) here the grader says which is the first wrong one.
        yourCodeHere("diffusion-loss.backward")
    }

    public var parameters: [Parameter<DiffusionLoss>] {
        [Parameter("w", \.denoiser.w, \.dw), Parameter("b", \.denoiser.b, \.db)]
    }
}
