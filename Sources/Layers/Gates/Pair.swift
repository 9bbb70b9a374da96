/// Two inputs of one shape, for gates such as multiply.
public struct Pair: Sendable {
    public var x: Matrix
    public var y: Matrix

    public init(x: Matrix, y: Matrix) {
        require(x.shape == y.shape, "Pair: x is \(x.shape) and y \(y.shape); they must be equal.")
        self.x = x
        self.y = y
    }
}

/// The gradients of a gate of two inputs and no parameters.
public struct PairGradient: Sendable {
    public let dx: Matrix
    public let dy: Matrix

    public init(dx: Matrix, dy: Matrix) {
        self.dx = dx
        self.dy = dy
    }
}

extension Layer where Input == Pair, Gradients == PairGradient {
    /// Two inputs, x and y.
    public var inputs: [Variable<Pair, PairGradient>] {
        [Variable("x", \.x, \.dx), Variable("y", \.y, \.dy)]
    }
}
