// Yours to fill in: replace each `yourCodeHere(...)` line with code.
// Written by `swift run course stubs`; `swift run grade reset` brings a hole back.
import Layers

import Foundation

// N = sequences, D = inputs of one step, H = hidden units.

/// The two states of an LSTM: what it shows, and what it keeps to itself.
public struct LSTMState: MatrixParts {
    public var h: Matrix  // (N, H)
    public var c: Matrix  // (N, H)

    public init(h: Matrix, c: Matrix) {
        self.h = h
        self.c = c
    }

    public static var parts: [(name: String, value: WritableKeyPath<LSTMState, Matrix>)] {
        [("nexth", \.h), ("nextc", \.c)]
    }
}

/// One step of a long short-term memory.
///
/// Concretely, with the four parts of a = x·wx + h·wh + b in this order:
///
///     i, f, o = sigmoid of the first three parts       input, forget and output gate
///     g = tanh of the fourth                           what might be written
///     nextc = f c + i g
///     nexth = o tanh(nextc)
///
/// | name      | shape                     | meaning                 |
/// |-----------|---------------------------|-------------------------|
/// | x         | (N, D)                    | the inputs of this step |
/// | h, c      | (N, H)                    | the states before it    |
/// | wx, wh, b | (D, 4H), (H, 4H), (1, 4H) | what is learned         |
/// | out       | (N, H) twice              | the states after it     |
///
/// The cell state c goes from step to step by one product with f, and no matrix: the road on which
/// gradients survive.
///
/// Source: Hochreiter, Schmidhuber, "Long short-term memory", 1997; CS231n, assignment 3.
public struct LSTMStep: Layer {
    public var wx: Matrix  // (D, 4H)
    public var wh: Matrix  // (H, 4H)
    public var b: Matrix  // (1, 4H)

    public init(wx: Matrix, wh: Matrix, b: Matrix) {
        require(
            wx.columns == 4 * wh.rows && wh.columns == wx.columns
                && b.shape == Shape(rows: 1, columns: wx.columns),
            "LSTMStep: wx is \(wx.shape), wh \(wh.shape) and b \(b.shape); they must be (D, 4H), (H, 4H) and (1, 4H)."
        )
        self.wx = wx
        self.wh = wh
        self.b = b
    }

    public struct Input: Sendable {
        public var x: Matrix  // (N, D)
        public var h: Matrix  // (N, H)
        public var c: Matrix  // (N, H)

        public init(x: Matrix, h: Matrix, c: Matrix) {
            self.x = x
            self.h = h
            self.c = c
        }
    }

    public struct Cache: Sendable {
        public let input: Input
        public let i: Matrix  // (N, H), and so are all the others
        public let f: Matrix
        public let o: Matrix
        public let g: Matrix
        public let tanhc: Matrix  // tanh(nextc)
    }

    public struct Gradients: Sendable {
        public let dx: Matrix  // (N, D)
        public let dh: Matrix  // (N, H)
        public let dc: Matrix  // (N, H)
        public let dwx: Matrix  // (D, 4H)
        public let dwh: Matrix  // (H, 4H)
        public let db: Matrix  // (1, 4H)
    }

    public var inputs: [Variable<Input, Gradients>] {
        [Variable("x", \.x, \.dx), Variable("h", \.h, \.dh), Variable("c", \.c, \.dc)]
    }

    public func forward(_ input: Input) -> (out: LSTMState, cache: Cache) {
        let hidden = wh.rows
        let sums = input.x.matmul(wx) + input.h.matmul(wh)
        let a = stage("a", sums.addingToEachRow(b))
        let i = stage("i", a.columns(0..<hidden).sigmoid())
        let f = stage("f", a.columns(hidden..<2 * hidden).sigmoid())
        let o = stage("o", a.columns(2 * hidden..<3 * hidden).sigmoid())
        let g = stage("g", a.columns(3 * hidden..<4 * hidden).tanh())
        let nextc = stage("nextc", f * input.c + i * g)
        let tanhc = stage("tanhc", nextc.tanh())
        let nexth = o * tanhc
        let cache = Cache(input: input, i: i, f: f, o: o, g: g, tanhc: tanhc)
        return (LSTMState(h: nexth, c: nextc), cache)
    }

    public func backward(_ dnext: LSTMState, cache: Cache) -> Gradients {
        // forward names its steps: a, i, f, o, g, nextc, tanhc.
        // With stageGradient("NAME", dNAME) here the grader says which is the first wrong one.
        yourCodeHere("lstm-step.backward")
    }

    public var parameters: [Parameter<LSTMStep>] {
        [
            Parameter("wx", \.wx, \.dwx), Parameter("wh", \.wh, \.dwh), Parameter("b", \.b, \.db),
        ]
    }
}
