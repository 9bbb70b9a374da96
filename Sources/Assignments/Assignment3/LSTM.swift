// Yours to fill in: replace each `yourCodeHere(...)` line with code.
// Written by `swift run course stubs`; `swift run grade reset` brings a hole back.
import Layers

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
    }

    public func backward(_ dout: Matrix, cache: Cache) -> Gradients {
        // forward names its steps: h, c.
        // With stageGradient("NAME", dNAME) here the grader says which is the first wrong one.
        yourCodeHere("lstm.backward")
    }

    public var parameters: [Parameter<LSTM>] {
        [
            Parameter("wx", \.step.wx, \.dwx), Parameter("wh", \.step.wh, \.dwh),
            Parameter("b", \.step.b, \.db),
        ]
    }
}
