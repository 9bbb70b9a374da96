// Yours to fill in: replace each `yourCodeHere(...)` line with code.
// Written by `swift run course stubs`; `swift run grade reset` brings a hole back.
import Layers

import Foundation

/// AdaGrad that forgets: the squares of the gradients are averaged, not added up.
///
/// Concretely:
///
///     s = decay s + (1 - decay) dw^2
///     w = w - learningRate dw / (sqrt(s) + epsilon)
///
/// Source: Hinton, "Neural networks for machine learning", lecture 6, 2012; CS231n notes, "Neural
/// Networks Part 3".
public struct RMSProp: Optimizer {
    public var learningRate: Double

    /// How much of the average is kept at every step.
    public var decay: Double

    /// Keeps the first division from being by 0; outside the root, as in the course.
    public var epsilon: Double
    public var states: [String: Matrix] = [:]

    public init(learningRate: Double, decay: Double = 0.99, epsilon: Double = 1e-8) {
        self.learningRate = learningRate
        self.decay = decay
        self.epsilon = epsilon
    }

    /// The moving average of the squares of the gradients.
    public func initialState(for value: Matrix) -> Matrix { value.zeros }

    public func update(_ value: inout Matrix, gradient: Matrix, state average: inout Matrix) {
        yourCodeHere("rmsprop.update")
    }
}
