// Yours to fill in: replace each `yourCodeHere(...)` line with code.
// Written by `swift run course stubs`; `swift run grade reset` brings a hole back.
import Layers

import Foundation

/// Momentum and RMSProp together, with the beginning of both averages put right.
///
/// Concretely, at step t = 1, 2, 3, ...:
///
///     m = beta1 m + (1 - beta1) dw              the average gradient
///     v = beta2 v + (1 - beta2) dw^2            the average square
///     w = w - learningRate (m / (1 - beta1^t)) / (sqrt(v / (1 - beta2^t)) + epsilon)
///
/// Both averages begin at 0 and are too small at first; the divisions undo just that, and fade.
/// With a `weightDecay` above 0 it is AdamW: w also loses learningRate weightDecay w at each step,
/// apart from the averages.
///
/// Source: Kingma, Ba, "Adam", 2014, arXiv:1412.6980; Loshchilov, Hutter, "Decoupled weight decay
/// regularization", 2017, arXiv:1711.05101.
public struct Adam: Optimizer {
    public var learningRate: Double
    public var beta1: Double
    public var beta2: Double

    /// Keeps the division from being by 0; outside the root.
    public var epsilon: Double

    /// AdamW's decay of the weights; 0 for Adam.
    public var weightDecay: Double
    public var states: [String: State] = [:]

    public init(
        learningRate: Double, beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-8,
        weightDecay: Double = 0
    ) {
        self.learningRate = learningRate
        self.beta1 = beta1
        self.beta2 = beta2
        self.epsilon = epsilon
        self.weightDecay = weightDecay
    }

    public struct State: OptimizerState {
        /// The moving average of the gradients.
        public var m: Matrix
        /// The moving average of their squares.
        public var v: Matrix
        /// How many steps have been taken.
        public var t: Int

        public init(m: Matrix, v: Matrix, t: Int) {
            self.m = m
            self.v = v
            self.t = t
        }

        public var matrices: [Matrix] { [m, v, Matrix(Double(t))] }

        public init?(matrices: [Matrix]) {
            guard matrices.count == 3, matrices[2].elements.count == 1,
                let t = Int(exactly: matrices[2].scalar), t >= 0
            else { return nil }
            self.init(m: matrices[0], v: matrices[1], t: t)
        }
    }

    public func initialState(for value: Matrix) -> State {
        State(m: value.zeros, v: value.zeros, t: 0)
    }

    public func update(_ value: inout Matrix, gradient: Matrix, state: inout State) {
        yourCodeHere("adam.update")
    }
}
