// Yours to fill in: replace each `yourCodeHere(...)` line with code.
// Written by `swift run course stubs`; `swift run grade reset` brings a hole back.
import Layers

// N = examples; predictions and targets are (N, 1).

/// A loss as it was found in the wild, and as it should not be: the error of a prediction is clipped,
/// and then squared.
///
/// Concretely, with delta = target - prediction:
///
///     clipped = delta, moved into minDelta ... maxDelta
///     loss = mean of clipped^2
///
/// It was meant to tame large errors. But outside the limits the clipped error does not change with
/// the prediction, so its gradient is 0 there: the worse the prediction, the less is learned. The
/// gradient check passes, because the gradient is right; it is the loss that is wrong.
///
/// `repairedLoss` does what was meant: it clips the gradient, not the error.
///
/// Source: Karpathy, "Yes you should understand backprop", 2016, on an implementation of deep
/// Q-learning.
public struct ClippedTDError: RegressionLoss {
    public let minDelta: Double
    public let maxDelta: Double

    public init(minDelta: Double = -1, maxDelta: Double = 1) {
        require(
            minDelta < 0 && maxDelta > 0,
            "ClippedTDError: 0 must lie between \(minDelta) and \(maxDelta).")
        self.minDelta = minDelta
        self.maxDelta = maxDelta
    }

    public struct Cache: Sendable {
        public let predictions: Matrix
        public let targets: Matrix
        public let clipped: Matrix
    }

    public func forward(_ predictions: Matrix, targets: Matrix) -> (loss: Double, cache: Cache) {
        let delta = targets - predictions
        let clipped = delta.mapped { min(max($0, minDelta), maxDelta) }
        let cache = Cache(predictions: predictions, targets: targets, clipped: clipped)
        return ((clipped * clipped).mean(), cache)
    }

    public func backward(_ dloss: Double, cache: Cache) -> Matrix {
        yourCodeHere("clipped-td-error.backward")
    }

    /// Where nothing is learned although the error is large: 1 where the gradient is 0 and the error
    /// is outside the limits, 0 elsewhere.
    public func deadZone(_ predictions: Matrix, targets: Matrix) -> Matrix {
        yourCodeHere("clipped-td-error.dead")
    }

    /// What was meant: the square of the error within the limits, and outside the straight line that
    /// continues it with the same value and the same slope; the mean of that.
    ///
    /// Its gradient with respect to the error is 2 clipped / N everywhere.
    public func repairedLoss(_ predictions: Matrix, targets: Matrix) -> Double {
        yourCodeHere("clipped-td-error.repaired")
    }
}
