// N = examples, H = hidden units.

/// A recurrent network without inputs: the same matrix again and again, with or without a ReLU.
///
/// Concretely, for `steps` steps:
///
///     s = h·w
///     h = max(0, s)              or h = s, without the ReLU
///
/// Back through it goes the transposed matrix, again and again. If its largest eigenvalue is above 1
/// the gradient explodes, if it is below 1 it dies out.
///
/// | name | shape  | meaning                          |
/// |------|--------|----------------------------------|
/// | x    | (N, H) | the states before the first step |
/// | w    | (H, H) | what is learned                  |
/// | out  | (N, H) | the states after the last step   |
///
/// Source: Karpathy, "Yes you should understand backprop", 2016 (H = 5, T = 50).
public struct UnrolledRNN: Layer {
    public var w: Matrix  // (H, H)
    public let steps: Int
    public let usesReLU: Bool

    public init(w: Matrix, steps: Int, usesReLU: Bool = true) {
        require(
            w.rows == w.columns && steps > 0,
            "UnrolledRNN: w is \(w.shape) for \(steps) steps; it must be square, and one step at least."
        )
        self.w = w
        self.steps = steps
        self.usesReLU = usesReLU
    }

    /// The states before the first step and after each.
    public struct Cache: Sendable {
        public let x: Matrix  // (N, H)
        public let states: [Matrix]  // steps + 1 of (N, H)
    }

    public struct Gradients: GradientOfInput {
        public let dx: Matrix  // (N, H)
        public let dw: Matrix  // (H, H)
    }

    public func forward(_ x: Matrix) -> (out: Matrix, cache: Cache) {
        // BEGIN SOLUTION unrolled-rnn.forward
        var states = [x]
        for t in 0..<steps {
            let s = states[t].matmul(w)
            states.append(stage("h", usesReLU ? s.mapped { max($0, 0) } : s))
        }
        return (states[steps], Cache(x: x, states: states))
        // END SOLUTION unrolled-rnn.forward
    }

    public func backward(_ dout: Matrix, cache: Cache) -> Gradients {
        // BEGIN SOLUTION unrolled-rnn.backward
        var dh = dout
        var dw = w.zeros
        for t in (0..<steps).reversed() {
            stageGradient("h", dh)
            // forward: h[t + 1] = max(0, s). Only open units pass anything back:
            let open = cache.states[t + 1].mapped { $0 > 0 || !usesReLU ? 1 : 0 }
            let ds = dh * open
            // forward: s = h[t]·w, with the same w at every step: its gradients add up.
            dw += cache.states[t].transposedMatmul(ds)
            dh = ds.matmulTransposed(w)
        }
        return Gradients(dx: dh, dw: dw)
        // STUB
        // let numeric = numericGradients(dout, at: cache.x)
        // return Gradients(dx: numeric["x"], dw: numeric["w"])
        // END SOLUTION unrolled-rnn.backward
    }

    public var parameters: [Parameter<UnrolledRNN>] { [Parameter("w", \.w, \.dw)] }
}
