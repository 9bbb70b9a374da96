// Yours to fill in: replace each `yourCodeHere(...)` line with code.
// Written by `swift run course stubs`; `swift run grade reset` brings a hole back.
import Layers

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
        let losses = (predictions - targets).mapped { error in
            abs(error) <= delta ? error * error / 2 : delta * (abs(error) - delta / 2)
        }
        return (losses.mean(), Cache(predictions: predictions, targets: targets))
    }

    public func backward(_ dloss: Double, cache: Cache) -> Matrix {
        yourCodeHere("huber-loss.backward")
    }
}
