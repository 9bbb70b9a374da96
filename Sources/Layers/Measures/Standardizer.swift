// N = examples, D = features.

/// Gives every feature mean 0 and standard deviation 1, as measured once on the training set.
///
/// The same two numbers per feature are used for the training set and for everything that comes
/// later: a test set must not have a say in what is done to it.
///
/// Inputs that are 1000 times too large make gradients of w 1000 times too large, and a learning rate
/// that was right then blows up.
///
/// Source: CS231n notes, "Neural Networks Part 2", data preprocessing.
public struct Standardizer: Sendable {
    public let mean: Matrix  // (1, D)
    public let deviation: Matrix  // (1, D), never 0

    public init(mean: Matrix, deviation: Matrix) {
        self.mean = mean
        self.deviation = deviation
    }

    /// Mean and standard deviation of every column of the training set, (N, D); the deviation is
    /// that of all N (not N - 1), and 1 for a column that is constant.
    public static func fit(_ training: Matrix) -> Standardizer {
        // BEGIN SOLUTION standardize.fit
        let mean = training.columnMeans()
        let centered = training.addingToEachRow(-mean)
        let deviations = (centered * centered).columnMeans().mapped { $0.squareRoot() }
        // A constant column has nothing to be divided by. Its mean may be rounded, so its deviation
        // is not always exactly 0.
        let deviation = deviations.zipMapped(mean) { deviation, mean in
            deviation <= 1e-12 * abs(mean) ? 1 : deviation
        }
        return Standardizer(mean: mean, deviation: deviation)
        // STUB
        // stop("there is no stand-in for a measure, and this tree holds no answers.")
        // END SOLUTION standardize.fit
    }

    /// Any examples, (N, D), with the training set's mean and deviation taken out.
    public func apply(_ x: Matrix) -> Matrix {
        x.addingToEachRow(-mean).multiplyingEachRow(by: 1 / deviation)
    }
}
