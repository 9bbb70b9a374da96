// N = examples, C = columns.

/// A leaky ReLU whose slope on the negative side is learned, one for every column.
///
/// | name   | shape  | meaning                           |
/// |--------|--------|-----------------------------------|
/// | x, out | (N, C) | out = x where x > 0, else alpha x |
/// | alpha  | (1, C) | what is learned                   |
///
/// Source: He, Zhang, Ren, Sun, "Delving deep into rectifiers", 2015, arXiv:1502.01852.
public struct PReLU: Layer {
    public var alpha: Matrix  // (1, C)

    public init(alpha: Matrix) { self.alpha = alpha }

    /// One slope for each of `columns`; the paper starts them at 0.25.
    public init(columns: Int, alpha: Double = 0.25) {
        self.alpha = Matrix(rows: 1, columns: columns, repeating: alpha)
    }

    public struct Cache: Sendable {
        public let x: Matrix
    }

    public struct Gradients: GradientOfInput {
        public let dx: Matrix  // (N, C)
        public let dalpha: Matrix  // (1, C)
    }

    public func forward(_ x: Matrix) -> (out: Matrix, cache: Cache) {
        let positive = x.mapped { max($0, 0) }
        let negative = x.mapped { min($0, 0) }
        return (positive + negative.multiplyingEachRow(by: alpha), Cache(x: x))
    }

    public func backward(_ dout: Matrix, cache: Cache) -> Gradients {
        // BEGIN SOLUTION prelu.backward
        let positive = cache.x.mapped { $0 > 0 ? 1 : 0 }
        // forward: out = x where x > 0, and alpha * x elsewhere:
        let dx = dout * positive + (dout * (1 - positive)).multiplyingEachRow(by: alpha)
        // alpha of a column meets every negative x of that column, so their gradients add up.
        let dalpha = (dout * cache.x.mapped { min($0, 0) }).columnSums()
        return Gradients(dx: dx, dalpha: dalpha)
        // STUB
        // let numeric = numericGradients(dout, at: cache.x)
        // return Gradients(dx: numeric["x"], dalpha: numeric["alpha"])
        // END SOLUTION prelu.backward
    }

    public var parameters: [Parameter<PReLU>] { [Parameter("alpha", \.alpha, \.dalpha)] }
}
