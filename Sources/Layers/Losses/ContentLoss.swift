// N = images, D = features of one.

/// How far the features of images are from those of others, each at its own place.
///
/// Concretely:
///
///     loss = weight * sum of (prediction - target)^2
///
/// Shapes: predictions, targets and dpredictions are all (N, D).
///
/// Source: Gatys, Ecker, Bethge, 2016; CS231n, assignment 3, style transfer.
public struct ContentLoss: RegressionLoss {
    public let weight: Double

    public init(weight: Double) { self.weight = weight }

    public struct Cache: Sendable {
        public let predictions: Matrix
        public let targets: Matrix
    }

    public func forward(_ predictions: Matrix, targets: Matrix) -> (loss: Double, cache: Cache) {
        // BEGIN SOLUTION content-loss.forward
        let loss = weight * (predictions - targets).sumOfSquares()
        return (loss, Cache(predictions: predictions, targets: targets))
        // END SOLUTION content-loss.forward
    }

    public func backward(_ dloss: Double, cache: Cache) -> Matrix {
        // BEGIN SOLUTION content-loss.backward
        // forward: loss = weight * sum of errors^2:
        (2 * weight * dloss) * (cache.predictions - cache.targets)
        // STUB
        // numericGradient(dloss, at: cache.predictions, targets: cache.targets)
        // END SOLUTION content-loss.backward
    }
}
