/// The penalty 0.5 * strength * (sum of the squares of the weights).
///
/// Biases are left alone.
///
/// The 0.5 makes the gradient strength * w, without a 2. (CS231n's first assignment has no 0.5
/// in some years, its second one always has.)
///
/// Source: CS231n notes, "Linear classification", regularization.
public struct L2Regularization: Sendable {
    public let strength: Double

    public init(strength: Double) { self.strength = strength }

    /// What is added to the loss for these weight matrices.
    public func penalty(_ weights: Matrix...) -> Double {
        0.5 * strength * weights.reduce(0) { $0 + $1.sumOfSquares() }
    }

    /// What is added to the gradient of a weight matrix; `dloss` as in the losses.
    public func gradient(_ dloss: Double = 1, of weights: Matrix) -> Matrix {
        (dloss * strength) * weights
    }

    /// The same, added to the gradient that the weight matrix has from its layer.
    public func gradient(_ dloss: Double = 1, of weights: Matrix, plus dw: Matrix) -> Matrix {
        dw.adding(weights, times: dloss * strength)
    }
}
