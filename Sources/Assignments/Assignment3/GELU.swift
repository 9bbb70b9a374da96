// Yours to fill in: replace each `yourCodeHere(...)` line with code.
// Written by `swift run course stubs`; `swift run grade reset` brings a hole back.
import Layers

import Foundation

// x, out, dx and dout all have one and the same shape.

/// Gaussian error linear units: out = x P(x), where P is the normal distribution function.
///
/// This is the exact form, with the error function, not the approximation by a tanh.
///
/// Source: Hendrycks, Gimpel, "Gaussian error linear units", 2016, arXiv:1606.08415.
public struct GELU: Layer {
    public init() {}

    public struct Cache: Sendable {
        public let x: Matrix
    }

    public typealias Gradients = InputGradient

    public func forward(_ x: Matrix) -> (out: Matrix, cache: Cache) {
        (x * x.normalDistribution(), Cache(x: x))
    }

    public func backward(_ dout: Matrix, cache: Cache) -> Gradients {
        yourCodeHere("gelu.backward")
    }
}

/// P(x): the probability that a standard normal number is at most x.
///
/// By way of erfc, because 1 + erf loses all digits for x far below 0.
public func normalDistribution(_ x: Double) -> Double {
    erfc(-x / 2.0.squareRoot()) / 2
}
