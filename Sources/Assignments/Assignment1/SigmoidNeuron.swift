// Yours to fill in: replace each `yourCodeHere(...)` line with code.
// Written by `swift run course stubs`; `swift run grade reset` brings a hole back.
import Layers

/// A neuron with two inputs: out = sigmoid(w0 x0 + w1 x1 + w2), where w2 is the bias.
///
/// At w = (2, -3, -3) and x = (-1, -2) the sum is 1.00 and the output 0.73; the gradients are
/// -0.20, -0.39 and 0.20 for w, 0.39 and -0.59 for x.
///
/// `SigmoidNeuronChain` is the same function as a chain of six small gates.
///
/// | name  | shape  | meaning                  |
/// |-------|--------|--------------------------|
/// | x, dx | (1, 2) | one example              |
/// | w, dw | (1, 3) | two weights and the bias |
/// | out   | (1, 1) | between 0 and 1          |
///
/// Source: CS231n notes, "Backpropagation, Intuitions", modularity: sigmoid example.
public struct SigmoidNeuron: Layer {
    public var w: Matrix  // (1, 3)

    public init(w: Matrix) {
        require(
            w.shape == Shape(rows: 1, columns: 3), "SigmoidNeuron: w is \(w.shape), not (1, 3).")
        self.w = w
    }

    /// `out` is kept too: the sigmoid's slope is easiest to write in terms of it.
    public struct Cache: Sendable {
        public let x: Matrix
        public let out: Double
    }

    public struct Gradients: GradientOfInput {
        public let dx: Matrix  // (1, 2)
        public let dw: Matrix  // (1, 3)
    }

    public func forward(_ x: Matrix) -> (out: Matrix, cache: Cache) {
        require(
            x.shape == Shape(rows: 1, columns: 2), "SigmoidNeuron: x is \(x.shape), not (1, 2).")
        let dot = w[0, 0] * x[0, 0] + w[0, 1] * x[0, 1] + w[0, 2]
        let out = sigmoid(dot)
        return (Matrix(out), Cache(x: x, out: out))
    }

    public func backward(_ dout: Matrix, cache: Cache) -> Gradients {
        yourCodeHere("sigmoid-neuron.backward")
    }

    public var parameters: [Parameter<SigmoidNeuron>] { [Parameter("w", \.w, \.dw)] }
}
