// Yours to fill in: replace each `yourCodeHere(...)` line with code.
// Written by `swift run course stubs`; `swift run grade reset` brings a hole back.
import Layers

import Foundation

// N = sequences, D = inputs of one step, H = hidden units.

/// One step of a gated recurrent unit.
///
/// Concretely, with the three parts of u = x·wx + b and of v = h·wh in this order:
///
///     r = sigmoid(u[r] + v[r])           reset gate
///     z = sigmoid(u[z] + v[z])           update gate: how much of h is kept
///     n = tanh(u[n] + r v[n])            what might be written
///     next = z h + (1 - z) n
///
/// | name      | shape                     | meaning                 |
/// |-----------|---------------------------|-------------------------|
/// | x         | (N, D)                    | the inputs of this step |
/// | h         | (N, H)                    | the state before it     |
/// | wx, wh, b | (D, 3H), (H, 3H), (1, 3H) | what is learned         |
/// | out       | (N, H)                    | the state after it      |
///
/// The reset gate is applied after the product with wh, as in PyTorch and cuDNN.
///
/// Source: Cho and others, "Learning phrase representations using RNN encoder-decoder", 2014,
/// arXiv:1406.1078.
public struct GRUStep: Layer {
    public var wx: Matrix  // (D, 3H)
    public var wh: Matrix  // (H, 3H)
    public var b: Matrix  // (1, 3H)

    public init(wx: Matrix, wh: Matrix, b: Matrix) {
        require(
            wx.columns == 3 * wh.rows && wh.columns == wx.columns
                && b.shape == Shape(rows: 1, columns: wx.columns),
            "GRUStep: wx is \(wx.shape), wh \(wh.shape) and b \(b.shape); they must be (D, 3H), (H, 3H) and (1, 3H)."
        )
        self.wx = wx
        self.wh = wh
        self.b = b
    }

    public struct Cache: Sendable {
        public let input: RecurrentInput
        public let r: Matrix  // (N, H), and so are all the others
        public let z: Matrix
        public let n: Matrix
        public let vn: Matrix  // the third part of h·wh
    }

    public typealias Gradients = RNNStep.Gradients

    public var inputs: [Variable<RecurrentInput, Gradients>] {
        [Variable("x", \.x, \.dx), Variable("h", \.h, \.dh)]
    }

    public func forward(_ input: RecurrentInput) -> (out: Matrix, cache: Cache) {
        let hidden = wh.rows
        let u = stage("u", input.x.matmul(wx).addingToEachRow(b))
        let v = stage("v", input.h.matmul(wh))
        let (first, second) = (0..<hidden, hidden..<2 * hidden)
        let r = stage("r", (u.columns(first) + v.columns(first)).sigmoid())
        let z = stage("z", (u.columns(second) + v.columns(second)).sigmoid())
        let (un, vn) = (u.columns(2 * hidden..<3 * hidden), v.columns(2 * hidden..<3 * hidden))
        let n = stage("n", (un + r * vn).tanh())
        let next = z * input.h + (1 - z) * n
        return (next, Cache(input: input, r: r, z: z, n: n, vn: vn))
    }

    public func backward(_ dnext: Matrix, cache: Cache) -> Gradients {
        // forward names its steps: u, v, r, z, n.
        // With stageGradient("NAME", dNAME) here the grader says which is the first wrong one.
        yourCodeHere("gru-step.backward")
    }

    public var parameters: [Parameter<GRUStep>] {
        [
            Parameter("wx", \.wx, \.dwx), Parameter("wh", \.wh, \.dwh), Parameter("b", \.b, \.db),
        ]
    }
}
