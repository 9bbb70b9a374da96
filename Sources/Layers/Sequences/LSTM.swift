// N = sequences, T = steps, D = inputs of one step, H = hidden units.

/// A long short-term memory over whole sequences: one `LSTMStep` after the other, all with the same
/// weights, the cell state beginning at 0.
///
/// | name      | shape    | meaning                                         |
/// |-----------|----------|-------------------------------------------------|
/// | x         | (N T, D) | the inputs, in the order of `SequenceShape`     |
/// | h         | (N, H)   | the states before the first step                |
/// | out, dout | (N T, H) | the state h after every step, in the same order |
///
/// Only h is shown to the outside, so only h receives a gradient from there; c receives its own
/// from the step after it.
///
/// Source: CS231n, assignment 3.
public struct LSTM: Layer {
    public var step: LSTMStep

    public init(step: LSTMStep) { self.step = step }

    /// The input, and what each step remembers.
    public struct Cache: Sendable {
        public let input: RecurrentInput
        public let steps: [LSTMStep.Cache]
    }

    public struct Gradients: Sendable {
        public let dx: Matrix  // (N T, D)
        public let dh: Matrix  // (N, H)
        public let dwx: Matrix  // (D, 4H)
        public let dwh: Matrix  // (H, 4H)
        public let db: Matrix  // (1, 4H)
    }

    public var inputs: [Variable<RecurrentInput, Gradients>] {
        [Variable("x", \.x, \.dx), Variable("h", \.h, \.dh)]
    }

    public func forward(_ input: RecurrentInput) -> (out: Matrix, cache: Cache) {
        // BEGIN SOLUTION lstm.forward
        let shape = input.shape
        var state = LSTMState(h: input.h, c: input.h.zeros)
        var out = Matrix(rows: input.x.rows, columns: input.h.columns)
        var caches: [LSTMStep.Cache] = []
        for t in 0..<shape.steps {
            let x = input.x.rows(at: shape.rows(at: t))
            let (next, cache) = step.forward(LSTMStep.Input(x: x, h: state.h, c: state.c))
            state = LSTMState(h: stage("h", next.h), c: stage("c", next.c))
            out.setRows(state.h, at: shape.rows(at: t))
            caches.append(cache)
        }
        return (out, Cache(input: input, steps: caches))
        // END SOLUTION lstm.forward
    }

    public func backward(_ dout: Matrix, cache: Cache) -> Gradients {
        // BEGIN SOLUTION lstm.backward
        let shape = cache.input.shape
        var dx = cache.input.x.zeros
        var (dwx, dwh, db) = (step.wx.zeros, step.wh.zeros, step.b.zeros)
        // After the last step nobody uses either state any more.
        var (dh, dc) = (cache.input.h.zeros, cache.input.h.zeros)
        for t in (0..<shape.steps).reversed() {
            // forward: h goes out at step t, and on to step t + 1; c goes on only.
            let dnexth = stageGradient("h", dout.rows(at: shape.rows(at: t)) + dh)
            let dnext = LSTMState(h: dnexth, c: stageGradient("c", dc))
            let gradients = step.backward(dnext, cache: cache.steps[t])
            dx.setRows(gradients.dx, at: shape.rows(at: t))
            (dh, dc) = (gradients.dh, gradients.dc)
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
        // END SOLUTION lstm.backward
    }

    public var parameters: [Parameter<LSTM>] {
        [
            Parameter("wx", \.step.wx, \.dwx), Parameter("wh", \.step.wh, \.dwh),
            Parameter("b", \.step.b, \.db),
        ]
    }
}
