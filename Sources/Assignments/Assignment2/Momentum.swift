// Yours to fill in: replace each `yourCodeHere(...)` line with code.
// Written by `swift run course stubs`; `swift run grade reset` brings a hole back.
import Layers

/// Gradient descent of a ball that rolls: the gradient changes its velocity, the velocity the weights.
///
/// Concretely:
///
///     v = momentum v - learningRate dw
///     w = w + v
///
/// Source: CS231n notes, "Neural Networks Part 3", momentum update.
public struct Momentum: Optimizer {
    public var learningRate: Double

    /// How much of the velocity is kept at every step: 0 is plain descent, 0.9 is usual.
    public var momentum: Double
    public var states: [String: Matrix] = [:]

    public init(learningRate: Double, momentum: Double = 0.9) {
        self.learningRate = learningRate
        self.momentum = momentum
    }

    /// The velocity, 0 at first.
    public func initialState(for value: Matrix) -> Matrix { value.zeros }

    public func update(_ value: inout Matrix, gradient: Matrix, state velocity: inout Matrix) {
        yourCodeHere("momentum.update")
    }
}
