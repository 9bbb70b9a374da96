// Yours to fill in: replace each `yourCodeHere(...)` line with code.
// Written by `swift run course stubs`; `swift run grade reset` brings a hole back.
import Layers

/// Momentum that looks ahead: the gradient is meant for where the velocity is about to carry w.
///
/// Concretely, in the form in which the weights stored are the ones looked ahead to, so that the
/// gradient is taken at w as always:
///
///     before = v
///     v = momentum v - learningRate dw
///     w = w - momentum before + (1 + momentum) v
///
/// Source: CS231n notes, "Neural Networks Part 3", Nesterov momentum; Bengio and others, "Advances
/// in optimizing recurrent networks", 2012, arXiv:1212.0901.
public struct Nesterov: Optimizer {
    public var learningRate: Double

    /// How much of the velocity is kept at every step.
    public var momentum: Double
    public var states: [String: Matrix] = [:]

    public init(learningRate: Double, momentum: Double = 0.9) {
        self.learningRate = learningRate
        self.momentum = momentum
    }

    /// The velocity, 0 at first.
    public func initialState(for value: Matrix) -> Matrix { value.zeros }

    public func update(_ value: inout Matrix, gradient: Matrix, state velocity: inout Matrix) {
        yourCodeHere("nesterov.update")
    }
}
