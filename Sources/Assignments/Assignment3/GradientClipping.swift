// Yours to fill in: replace each `yourCodeHere(...)` line with code.
// Written by `swift run course stubs`; `swift run grade reset` brings a hole back.
import Layers

/// Two ways to keep a step from being too long when gradients explode.
///
/// Concretely, for all gradients of a model together:
///
///     by value:         every entry is moved into -limit ... limit
///     by global norm:   if the root of the sum of all squares is above the limit, everything is
///                       multiplied by limit / norm
///
/// The first changes the direction of the step, the second only its length.
///
/// It is the gradient that is clipped, never the loss: a clipped loss has no gradient at all outside
/// (see `ClippedTDError`).
///
/// Source: Pascanu, Mikolov, Bengio, "On the difficulty of training recurrent neural networks", 2012,
/// arXiv:1211.5063; CS231n, lecture on recurrent neural networks.
public struct GradientClipping: Sendable {
    /// The largest entry, or the largest norm.
    public let limit: Double

    public init(limit: Double) {
        require(limit > 0, "GradientClipping: the limit is \(limit), and must be positive.")
        self.limit = limit
    }

    /// Every entry of every gradient, moved to the nearest number from -limit to limit.
    public func byValue(_ gradients: [Matrix]) -> [Matrix] {
        yourCodeHere("gradient-clipping.value")
    }

    /// All gradients, shortened together so that their norm is at most the limit.
    public func byGlobalNorm(_ gradients: [Matrix]) -> [Matrix] {
        yourCodeHere("gradient-clipping.norm")
    }
}
