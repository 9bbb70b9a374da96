// N = examples, D = numbers predicted for one example.

/// Quadratic for small errors, linear for large ones, and the mean of that over all N D numbers.
///
/// Concretely, for an error e = prediction - target:
///
///     loss = e^2 / 2                       where |e| <= delta
///     loss = delta (|e| - delta / 2)       elsewhere
///
/// Both pieces meet at |e| = delta with the same value and the same slope.
///
/// Shapes: predictions, targets and dpredictions are all (N, D).
///
/// Source: Huber, "Robust estimation of a location parameter", 1964.
public struct HuberLoss: RegressionLoss {
    public let delta: Double

    public init(delta: Double = 1) { self.delta = delta }

    public struct Cache: Sendable {
        public let predictions: Matrix
        public let targets: Matrix
    }

    public func forward(_ predictions: Matrix, targets: Matrix) -> (loss: Double, cache: Cache) {
        // BEGIN SOLUTION huber-loss.forward
        let losses = (predictions - targets).mapped { error in
            abs(error) <= delta ? error * error / 2 : delta * (abs(error) - delta / 2)
        }
        return (losses.mean(), Cache(predictions: predictions, targets: targets))
        // END SOLUTION huber-loss.forward
    }

    public func backward(_ dloss: Double, cache: Cache) -> Matrix {
        // BEGIN SOLUTION huber-loss.backward
        // forward: e^2 / 2 has slope e, and the linear piece has slope delta or -delta:
        let errors = cache.predictions - cache.targets
        let slopes = errors.mapped { error in min(max(error, -delta), delta) }
        return slopes * (dloss / Double(errors.elements.count))
        // STUB
        // numericGradient(dloss, at: cache.predictions, targets: cache.targets)
        // END SOLUTION huber-loss.backward
    }
}
