// N = examples, D = numbers predicted for one example.

/// The sum of (prediction - target)^2 over all N D numbers, without a mean: its gradient grows
/// with the size of the batch, and so does the learning rate's effect.
///
/// Shapes: predictions, targets and dpredictions are all (N, D).
///
/// Source: CS231n notes, "Neural Networks Part 2", regression; Karpathy's micrograd lecture.
public struct SquaredError: RegressionLoss {
    public init() {}

    public struct Cache: Sendable {
        public let predictions: Matrix
        public let targets: Matrix
    }

    public func forward(_ predictions: Matrix, targets: Matrix) -> (loss: Double, cache: Cache) {
        let loss = (predictions - targets).sumOfSquares()
        return (loss, Cache(predictions: predictions, targets: targets))
    }

    public func backward(_ dloss: Double, cache: Cache) -> Matrix {
        // BEGIN SOLUTION squared-error.backward
        // forward: loss = sum of errors^2:
        (2 * dloss) * (cache.predictions - cache.targets)
        // STUB
        // numericGradient(dloss, at: cache.predictions, targets: cache.targets)
        // END SOLUTION squared-error.backward
    }
}
