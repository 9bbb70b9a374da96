import Foundation

extension Matrix {
    /// How long the matrix is, as one vector: the root of the sum of all squares (Frobenius).
    public var norm: Double { sqrt(elements.reduce(0) { $0 + $1 * $1 }) }

    /// The largest absolute value of an eigenvalue of a square matrix: by how much repeated
    /// multiplication with it makes a vector grow at each step, in the long run.
    ///
    /// Above 1 the gradients of a linear recurrent network explode, and below 1 they vanish.
    ///
    /// Concretely, the norm of wᵏ to the power 1/k, for a k of about a million:
    ///
    ///     radius = |w·w· ... ·w|^(1/k)
    ///
    /// Source: Gelfand's formula; Pascanu, Mikolov, Bengio, "On the difficulty of training recurrent
    /// neural networks", 2013.
    /// - Returns: the radius; stops if the matrix is not square.
    public func spectralRadius() -> Double {
        require(rows == columns, "spectralRadius(): the matrix is \(shape), and must be square.")
        var power = self
        // The norm is divided out before each squaring, and its logarithm kept per factor.
        var logarithm = 0.0
        var factors = 1.0
        for _ in 0..<20 {
            let size = power.norm
            if size == 0 { return 0 }
            logarithm += Foundation.log(size) / factors
            power = power.mapped { $0 / size }
            power = power.matmul(power)
            factors *= 2
        }
        return power.norm == 0
            ? 0 : Foundation.exp(logarithm + Foundation.log(power.norm) / factors)
    }
}
