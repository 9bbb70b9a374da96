// Yours to fill in: replace each `yourCodeHere(...)` line with code.
// Written by `swift run course stubs`; `swift run grade reset` brings a hole back.
import Layers

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
        yourCodeHere("positional-encoding.table")
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
