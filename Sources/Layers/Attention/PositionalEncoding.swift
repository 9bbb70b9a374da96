import Foundation

// N = sequences, T = steps, D = features.

/// Tells attention which step a row is: a fixed pattern for every step is added to it.
///
/// Concretely, for step t and every even feature d:
///
///     table[t, d]     = sin(t / 10000^(d / D))
///     table[t, d + 1] = cos(t / 10000^(d / D))
///     out[n T + t] = x[n T + t] + table[t]
///
/// | name   | shape    | meaning                            |
/// |--------|----------|------------------------------------|
/// | x, out | (N T, D) | in the order of `SequenceShape`    |
/// | table  | (T, D)   | fixed; the longest waves come last |
///
/// Source: Vaswani and others, "Attention is all you need", 2017, section 3.5; CS231n, assignment 3.
public struct PositionalEncoding: Layer {
    public let steps: Int

    public init(steps: Int) { self.steps = steps }

    public struct Cache: Sendable {
        public let x: Matrix  // (N T, D)
    }

    public typealias Gradients = InputGradient

    /// The pattern of all steps, (steps, features).
    public static func table(steps: Int, features: Int) -> Matrix {
        // BEGIN SOLUTION positional-encoding.table
        var table = Matrix(rows: steps, columns: features)
        for t in 0..<steps {
            for d in 0..<features {
                // Features 2i and 2i + 1 share one wavelength.
                let wavelength = pow(10_000, Double(d - d % 2) / Double(features))
                let angle = Double(t) / wavelength
                table[t, d] = d % 2 == 0 ? sin(angle) : cos(angle)
            }
        }
        return table
        // STUB
        // var generator = SeededGenerator(seed: 1)
        // return .uniform(rows: steps, columns: features, from: -1, to: 1, using: &generator)
        // END SOLUTION positional-encoding.table
    }

    public func forward(_ x: Matrix) -> (out: Matrix, cache: Cache) {
        let shape = SequenceShape(rows: x.rows, steps: steps)
        let table = Self.table(steps: steps, features: x.columns)
        let tables = Matrix.joiningRows(Array(repeating: table, count: shape.examples))
        return (x + tables, Cache(x: x))
    }

    /// What is added does not depend on x, so the gradient passes unchanged.
    public func backward(_ dout: Matrix, cache: Cache) -> Gradients { Gradients(dx: dout) }
}
