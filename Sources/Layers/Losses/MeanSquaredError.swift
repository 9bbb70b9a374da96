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
        // BEGIN SOLUTION mean-squared-error.forward
        let errors = predictions - targets
        let loss = (errors * errors).mean()
        return (loss, Cache(predictions: predictions, targets: targets))
        // END SOLUTION mean-squared-error.forward
    }

    public func backward(_ dloss: Double, cache: Cache) -> Matrix {
        // BEGIN SOLUTION mean-squared-error.backward
        // forward: loss = mean of errors^2. A square's slope is twice its base:
        let errors = cache.predictions - cache.targets
        return errors * (2 * dloss / Double(errors.elements.count))
        // STUB
        // numericGradient(dloss, at: cache.predictions, targets: cache.targets)
        // END SOLUTION mean-squared-error.backward
    }
}
