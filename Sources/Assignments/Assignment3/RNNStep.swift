// Yours to fill in: replace each `yourCodeHere(...)` line with code.
// Written by `swift run course stubs`; `swift run grade reset` brings a hole back.
import Layers

import Foundation

// N = sequences, D = inputs of one step, H = hidden units.

/// One step of a recurrent network: the next state from the input and the state before.
///
/// Concretely:
///
///     next = tanh(x·wx + h·wh + b)
///
/// | name      | shape                  | meaning                 |
/// |-----------|------------------------|-------------------------|
/// | x         | (N, D)                 | the inputs of this step |
/// | h         | (N, H)                 | the state before it     |
/// | wx, wh, b | (D, H), (H, H), (1, H) | what is learned         |
/// | out       | (N, H)                 | the state after it      |
///
/// Source: CS231n, lecture on recurrent neural networks, and assignment 3.
public struct RNNStep: Layer {
    public var wx: Matrix  // (D, H)
    public var wh: Matrix  // (H, H)
    public var b: Matrix  // (1, H)

    public init(wx: Matrix, wh: Matrix, b: Matrix) {
        let hidden = wx.columns
        require(
            wh.shape == Shape(rows: hidden, columns: hidden)
                && b.shape == Shape(rows: 1, columns: hidden),
            "RNNStep: wx is \(wx.shape); wh \(wh.shape) and b \(b.shape) must fit \(hidden) units.")
        self.wx = wx
        self.wh = wh
        self.b = b
    }

    public struct Cache: Sendable {
        public let input: RecurrentInput
        public let next: Matrix  // (N, H)
    }

    public struct Gradients: Sendable {
        public let dx: Matrix  // (N, D)
        public let dh: Matrix  // (N, H)
        public let dwx: Matrix  // (D, H)
        public let dwh: Matrix  // (H, H)
        public let db: Matrix  // (1, H)
    }

    public var inputs: [Variable<RecurrentInput, Gradients>] {
        [Variable("x", \.x, \.dx), Variable("h", \.h, \.dh)]
    }

    public func forward(_ input: RecurrentInput) -> (out: Matrix, cache: Cache) {
        let a = input.x.matmul(wx) + input.h.matmul(wh)
        let next = stage("a", a.addingToEachRow(b)).tanh()
        return (next, Cache(input: input, next: next))
    }

    public func backward(_ dnext: Matrix, cache: Cache) -> Gradients {
        // forward names its steps: a.
        // With stageGradient("NAME", dNAME) here the grader says which is the first wrong one.
        yourCodeHere("rnn-step.backward")
    }

    public var parameters: [Parameter<RNNStep>] {
        [
            Parameter("wx", \.wx, \.dwx), Parameter("wh", \.wh, \.dwh), Parameter("b", \.b, \.db),
        ]
    }
}
