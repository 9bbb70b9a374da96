// N = sequences, T = steps, D = inputs of one step, H = hidden units.

// What `RNN` and `LSTM` do, with one product for the inputs of all steps, and one for all steps' share
// in the gradient of each weight matrix: a product over N T rows adds up what N T rows give. Only what
// goes from state to state is left in the loop. With the same parameters they give the same outputs and
// gradients, up to rounding. Those two show how they come about; these are for training.

extension SequenceShape {
    /// The states before every step, (N T, H), from those before the first and those after every step.
    fileprivate func statesBefore(_ first: Matrix, after: Matrix) -> Matrix {
        var before = after.zeros
        before.setRows(first, at: rows(at: 0))
        for t in 1..<max(steps, 1) {
            before.setRows(after.rows(at: rows(at: t - 1)), at: rows(at: t))
        }
        return before
    }
}

/// A recurrent network over whole sequences: h[t + 1] = tanh(x[t]·wx + h[t]·wh + b).
public struct FusedRNN: Layer {
    public var step: RNNStep

    /// The same parameters as those of an `RNN`.
    public init(_ rnn: RNN) { step = rnn.step }

    public struct Cache: Sendable {
        public let input: RecurrentInput
        public let out: Matrix  // (N T, H)
    }

    public typealias Gradients = RNNStep.Gradients

    public var inputs: [Variable<RecurrentInput, Gradients>] {
        [Variable("x", \.x, \.dx), Variable("h", \.h, \.dh)]
    }

    public func forward(_ input: RecurrentInput) -> (out: Matrix, cache: Cache) {
        let shape = input.shape
        // The inputs' share in every sum, for all steps.
        let sums = input.x.matmul(step.wx, addingToEachRow: step.b)
        var out = Matrix(rows: input.x.rows, columns: input.h.columns)
        var h = input.h
        for t in 0..<shape.steps {
            let now = shape.rows(at: t)
            h = (sums.rows(at: now) + h.matmul(step.wh)).tanh()
            out.setRows(h, at: now)
        }
        return (out, Cache(input: input, out: out))
    }

    public func backward(_ dout: Matrix, cache: Cache) -> Gradients {
        let (input, shape) = (cache.input, cache.input.shape)
        var dsums = dout.zeros
        var dh = input.h.zeros
        for t in (0..<shape.steps).reversed() {
            let now = shape.rows(at: t)
            // forward: h goes out at step t, and on to step t + 1. Both gradients add up:
            let dnext = dout.rows(at: now) + dh
            // forward: h = tanh(sum), whose slope is 1 - h^2:
            let dsum = dnext.zipMapped(cache.out.rows(at: now)) { dnext, h in dnext * (1 - h * h) }
            dsums.setRows(dsum, at: now)
            dh = dsum.matmulTransposed(step.wh)
        }
        // forward, at every step: sum = x·wx + h·wh + b
        let before = shape.statesBefore(input.h, after: cache.out)
        return Gradients(
            dx: dsums.matmulTransposed(step.wx), dh: dh, dwx: input.x.transposedMatmul(dsums),
            dwh: before.transposedMatmul(dsums), db: dsums.columnSums())
    }

    public var parameters: [Parameter<FusedRNN>] {
        [
            Parameter("wx", \.step.wx, \.dwx), Parameter("wh", \.step.wh, \.dwh),
            Parameter("b", \.step.b, \.db),
        ]
    }
}

/// A long short-term memory over whole sequences; `LSTMStep` says what a step is.
public struct FusedLSTM: Layer {
    public var step: LSTMStep

    /// The same parameters as those of an `LSTM`.
    public init(_ lstm: LSTM) { step = lstm.step }

    public struct Cache: Sendable {
        public let input: RecurrentInput
        public let out: Matrix  // (N T, H)
        public let steps: [Step]
    }

    /// What one step remembers, each (N, H).
    public struct Step: Sendable {
        public let c: Matrix  // the state before it
        public let i: Matrix
        public let f: Matrix
        public let o: Matrix
        public let g: Matrix
        public let tanhc: Matrix
    }

    public typealias Gradients = LSTM.Gradients

    public var inputs: [Variable<RecurrentInput, Gradients>] {
        [Variable("x", \.x, \.dx), Variable("h", \.h, \.dh)]
    }

    public func forward(_ input: RecurrentInput) -> (out: Matrix, cache: Cache) {
        let (shape, hidden) = (input.shape, input.h.columns)
        // The inputs' share in every sum, for all steps.
        let sums = input.x.matmul(step.wx, addingToEachRow: step.b)
        var out = Matrix(rows: input.x.rows, columns: hidden)
        var (h, c) = (input.h, input.h.zeros)
        var steps: [Step] = []
        for t in 0..<shape.steps {
            let now = shape.rows(at: t)
            let a = sums.rows(at: now) + h.matmul(step.wh)
            let gates = a.columns(0..<3 * hidden).sigmoid()
            let i = gates.columns(0..<hidden)
            let f = gates.columns(hidden..<2 * hidden)
            let o = gates.columns(2 * hidden..<3 * hidden)
            let g = a.columns(3 * hidden..<4 * hidden).tanh()
            let before = c
            c = f * c + i * g
            let tanhc = c.tanh()
            h = o * tanhc
            out.setRows(h, at: now)
            steps.append(Step(c: before, i: i, f: f, o: o, g: g, tanhc: tanhc))
        }
        return (out, Cache(input: input, out: out, steps: steps))
    }

    public func backward(_ dout: Matrix, cache: Cache) -> Gradients {
        let (input, shape) = (cache.input, cache.input.shape)
        var dsums = Matrix(rows: dout.rows, columns: 4 * dout.columns)
        var (dh, dc) = (input.h.zeros, input.h.zeros)
        for t in (0..<shape.steps).reversed() {
            let (now, step) = (shape.rows(at: t), cache.steps[t])
            let dnext = dout.rows(at: now) + dh
            // forward: h = o * tanh(c), and c = f * c + i * g
            dc += (dnext * step.o).zipMapped(step.tanhc) { dtanhc, y in dtanhc * (1 - y * y) }
            // forward: i, f, o = sigmoid and g = tanh of the four parts of the sums
            let dsum = Matrix.joiningColumns([
                (dc * step.g).zipMapped(step.i) { di, y in di * (y * (1 - y)) },
                (dc * step.c).zipMapped(step.f) { df, y in df * (y * (1 - y)) },
                (dnext * step.tanhc).zipMapped(step.o) { dgate, y in dgate * (y * (1 - y)) },
                (dc * step.i).zipMapped(step.g) { dg, y in dg * (1 - y * y) },
            ])
            dsums.setRows(dsum, at: now)
            dc = dc * step.f
            dh = dsum.matmulTransposed(self.step.wh)
        }
        // forward, at every step: sums = x·wx + h·wh + b
        let before = shape.statesBefore(input.h, after: cache.out)
        return Gradients(
            dx: dsums.matmulTransposed(step.wx), dh: dh, dwx: input.x.transposedMatmul(dsums),
            dwh: before.transposedMatmul(dsums), db: dsums.columnSums())
    }

    public var parameters: [Parameter<FusedLSTM>] {
        [
            Parameter("wx", \.step.wx, \.dwx), Parameter("wh", \.step.wh, \.dwh),
            Parameter("b", \.step.b, \.db),
        ]
    }
}
