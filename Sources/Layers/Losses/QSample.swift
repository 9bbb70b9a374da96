// N = examples, D = numbers of one example.

/// An example and the noise that is mixed into it.
public struct NoisyInput: Sendable {
    public var x: Matrix  // (N, D)
    public var noise: Matrix  // (N, D)

    public init(x: Matrix, noise: Matrix) {
        self.x = x
        self.noise = noise
    }
}

/// The forward half of a diffusion model: examples on their way to becoming pure noise.
///
/// Concretely, with `kept` telling how much of each example is left, 1 at the beginning and almost 0
/// in the end (the cumulative product of the alphas):
///
///     out = sqrt(kept) x + sqrt(1 - kept) noise
///
/// | name     | shape  | meaning                      |
/// |----------|--------|------------------------------|
/// | x, noise | (N, D) | examples, and standard noise |
/// | kept     | (N, 1) | one number for each example  |
/// | out      | (N, D) | noisy examples               |
///
/// The roots keep the variance at 1 if that of x is 1.
///
/// Source: Ho, Jain, Abbeel, "Denoising diffusion probabilistic models", 2020, arXiv:2006.11239,
/// equation 4; CS231n, assignment 3.
public struct QSample: Layer {
    public let kept: Matrix  // (N, 1)

    public init(kept: Matrix) {
        require(
            kept.columns == 1 && kept.elements.allSatisfy { $0 >= 0 && $0 <= 1 },
            "QSample: kept is \(kept.shape), and must be (N, 1) of numbers in 0 ... 1.")
        self.kept = kept
    }

    public struct Cache: Sendable {
        public let input: NoisyInput
    }

    public struct Gradients: Sendable {
        public let dx: Matrix  // (N, D)
        public let dnoise: Matrix  // (N, D)
    }

    public var inputs: [Variable<NoisyInput, Gradients>] {
        [Variable("x", \.x, \.dx), Variable("noise", \.noise, \.dnoise)]
    }

    public func forward(_ input: NoisyInput) -> (out: Matrix, cache: Cache) {
        // BEGIN SOLUTION q-sample.forward
        let signal = input.x.multiplyingEachColumn(by: kept.mapped { $0.squareRoot() })
        let noise = input.noise.multiplyingEachColumn(by: kept.mapped { (1 - $0).squareRoot() })
        return (signal + noise, Cache(input: input))
        // END SOLUTION q-sample.forward
    }

    public func backward(_ dout: Matrix, cache: Cache) -> Gradients {
        // BEGIN SOLUTION q-sample.backward
        // forward: out = sqrt(kept) * x + sqrt(1 - kept) * noise
        let dx = dout.multiplyingEachColumn(by: kept.mapped { $0.squareRoot() })
        let dnoise = dout.multiplyingEachColumn(by: kept.mapped { (1 - $0).squareRoot() })
        return Gradients(dx: dx, dnoise: dnoise)
        // STUB
        // let numeric = numericGradients(dout, at: cache.input)
        // return Gradients(dx: numeric["x"], dnoise: numeric["noise"])
        // END SOLUTION q-sample.backward
    }
}
