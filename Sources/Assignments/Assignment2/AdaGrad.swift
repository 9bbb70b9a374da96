// Yours to fill in: replace each `yourCodeHere(...)` line with code.
// Written by `swift run course stubs`; `swift run grade reset` brings a hole back.
import Layers

import Foundation

/// A learning rate for every entry, which shrinks with all the gradients that it has seen.
///
/// Concretely:
///
///     s = s + dw^2
///     w = w - learningRate dw / (sqrt(s) + epsilon)
///
/// s only grows, so the steps only shrink: `RMSProp` forgets instead.
///
/// Source: Duchi, Hazan, Singer, "Adaptive subgradient methods", 2011; CS231n notes, "Neural
/// Networks Part 3".
public struct AdaGrad: Optimizer {
    public var learningRate: Double

    /// Keeps the first division from being by 0; outside the root, as in the course.
    public var epsilon: Double
    public var states: [String: Matrix] = [:]

    public init(learningRate: Double, epsilon: Double = 1e-8) {
        self.learningRate = learningRate
        self.epsilon = epsilon
    }

    /// The sum of the squares of all gradients so far.
    public func initialState(for value: Matrix) -> Matrix { value.zeros }

    public func update(_ value: inout Matrix, gradient: Matrix, state squares: inout Matrix) {
        yourCodeHere("adagrad.update")
    }
}
