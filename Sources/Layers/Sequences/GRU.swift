// N = sequences, T = steps, D = inputs of one step, H = hidden units.

/// A gated recurrent unit over whole sequences: one `GRUStep` after the other, all with the same
/// weights.
///
/// Concretely, with h[0] given:
///
///     h[t + 1] = step(x[t], h[t])
///
/// | name      | shape    | meaning                                       |
/// |-----------|----------|-----------------------------------------------|
/// | x         | (N T, D) | the inputs, in the order of `SequenceShape`   |
/// | h         | (N, H)   | the states before the first step              |
/// | out, dout | (N T, H) | the state after every step, in the same order |
///
/// Source: Cho and others, 2014, arXiv:1406.1078.
public struct GRU: Layer {
    public var step: GRUStep

    public init(step: GRUStep) { self.step = step }

    /// The input, and what each step remembers.
    public struct Cache: Sendable {
        public let input: RecurrentInput
        public let steps: [GRUStep.Cache]
    }

    public typealias Gradients = GRUStep.Gradients

    public var inputs: [Variable<RecurrentInput, Gradients>] {
        [Variable("x", \.x, \.dx), Variable("h", \.h, \.dh)]
    }

    public func forward(_ input: RecurrentInput) -> (out: Matrix, cache: Cache) {
        // BEGIN SOLUTION gru.forward
        let shape = input.shape
        var h = input.h
        var out = Matrix(rows: input.x.rows, columns: h.columns)
        var caches: [GRUStep.Cache] = []
        for t in 0..<shape.steps {
            let x = input.x.rows(at: shape.rows(at: t))
            let (next, cache) = step.forward(RecurrentInput(x: x, h: h))
            h = stage("h", next)
            out.setRows(h, at: shape.rows(at: t))
            caches.append(cache)
        }
        return (out, Cache(input: input, steps: caches))
        // END SOLUTION gru.forward
    }

    public func backward(_ dout: Matrix, cache: Cache) -> Gradients {
        // BEGIN SOLUTION gru.backward
        let shape = cache.input.shape
        var dx = cache.input.x.zeros
        var (dwx, dwh, db) = (step.wx.zeros, step.wh.zeros, step.b.zeros)
        // After the last step nobody uses the state any more.
        var dh = cache.input.h.zeros
        for t in (0..<shape.steps).reversed() {
            // forward: h goes out at step t, and on to step t + 1. Both gradients add up:
            let dnext = stageGradient("h", dout.rows(at: shape.rows(at: t)) + dh)
            let gradients = step.backward(dnext, cache: cache.steps[t])
            dx.setRows(gradients.dx, at: shape.rows(at: t))
            dh = gradients.dh
            // The same weights at every step: their gradients add up.
            dwx += gradients.dwx
            dwh += gradients.dwh
            db += gradients.db
        }
        return Gradients(dx: dx, dh: dh, dwx: dwx, dwh: dwh, db: db)
        // STUB
        // let numeric = numericGradients(dout, at: cache.input)
        // return Gradients(
        //     dx: numeric["x"], dh: numeric["h"], dwx: numeric["wx"], dwh: numeric["wh"],
        //     db: numeric["b"])
        // END SOLUTION gru.backward
    }

    public var parameters: [Parameter<GRU>] {
        [
            Parameter("wx", \.step.wx, \.dwx), Parameter("wh", \.step.wh, \.dwh),
            Parameter("b", \.step.b, \.db),
        ]
    }
}
