// Yours to fill in: replace each `yourCodeHere(...)` line with code.
// Written by `swift run course stubs`; `swift run grade reset` brings a hole back.
import Layers

// N = sequences, T = steps, D = inputs of one step, H = hidden units.

/// A recurrent network over whole sequences: one `RNNStep` after the other, all with the same
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
/// Source: CS231n, assignment 3; "backpropagation through time".
public struct RNN: Layer {
    public var step: RNNStep

    public init(step: RNNStep) { self.step = step }

    /// The input, and what each step remembers.
    public struct Cache: Sendable {
        public let input: RecurrentInput
        public let steps: [RNNStep.Cache]
    }

    public typealias Gradients = RNNStep.Gradients

    public var inputs: [Variable<RecurrentInput, Gradients>] {
        [Variable("x", \.x, \.dx), Variable("h", \.h, \.dh)]
    }

    public func forward(_ input: RecurrentInput) -> (out: Matrix, cache: Cache) {
        let shape = input.shape
        var h = input.h
        var out = Matrix(rows: input.x.rows, columns: h.columns)
        var caches: [RNNStep.Cache] = []
        for t in 0..<shape.steps {
            let x = input.x.rows(at: shape.rows(at: t))
            let (next, cache) = step.forward(RecurrentInput(x: x, h: h))
            h = stage("h", next)
            out.setRows(h, at: shape.rows(at: t))
            caches.append(cache)
        }
        return (out, Cache(input: input, steps: caches))
    }

    public func backward(_ dout: Matrix, cache: Cache) -> Gradients {
        // forward names its steps: h.
        // With stageGradient("NAME", dNAME) here the grader says which is the first wrong one.
        yourCodeHere("rnn.backward")
    }

    public var parameters: [Parameter<RNN>] {
        [
            Parameter("wx", \.step.wx, \.dwx), Parameter("wh", \.step.wh, \.dwh),
            Parameter("b", \.step.b, \.db),
        ]
    }
}
