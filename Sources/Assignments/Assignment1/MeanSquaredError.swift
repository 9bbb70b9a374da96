// Yours to fill in: replace each `yourCodeHere(...)` line with code.
// Written by `swift run course stubs`; `swift run grade reset` brings a hole back.
import Layers

// N = examples, D = numbers predicted for one example.

/// The mean of (prediction - target)^2 over all N D numbers.
///
/// Shapes: predictions, targets and dpredictions are all (N, D). The lecture's version, which adds
/// up and does not average, is `SquaredError`.
///
/// Source: CS231n notes, "Neural Networks Part 2", regression.
public struct MeanSquaredError: RegressionLoss {
    public init() {}

    public struct Cache: Sendable {
        public let predictions: Matrix
        public let targets: Matrix
    }

    public func forward(_ predictions: Matrix, targets: Matrix) -> (loss: Double, cache: Cache) {
        let errors = predictions - targets
        let loss = (errors * errors).mean()
        return (loss, Cache(predictions: predictions, targets: targets))
    }

    public func backward(_ dloss: Double, cache: Cache) -> Matrix {
        yourCodeHere("mean-squared-error.backward")
    }
}
