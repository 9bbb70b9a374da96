// N = sequences in a batch, T = time steps of each.

/// How the rows of a matrix are N sequences of T steps: row n T + t is step t of sequence n.
///
/// It is the order of a numpy array of shape (N, T, D) that was reshaped to (N T, D); all layers of
/// sequences keep to it.
public struct SequenceShape: Equatable, Sendable {
    public let examples: Int
    public let steps: Int

    public init(examples: Int, steps: Int) {
        require(
            examples > 0 && steps > 0,
            "\(examples) sequences of \(steps) steps are none: both must be positive.")
        self.examples = examples
        self.steps = steps
    }

    /// The shape of `rows` rows that are whole sequences of `steps` steps; stops on a remainder.
    public init(rows: Int, steps: Int) {
        require(
            steps > 0 && rows > 0 && rows % steps == 0,
            "\(rows) rows are not whole sequences of \(steps) steps.")
        self.init(examples: rows / steps, steps: steps)
    }

    /// The N rows of step t, one of each sequence.
    public func rows(at t: Int) -> [Int] { (0..<examples).map { $0 * steps + t } }

    /// The T rows of sequence n.
    public func rows(of n: Int) -> Range<Int> { n * steps..<(n + 1) * steps }
}

/// What a recurrent layer takes: the inputs of all steps, and the state before the first.
public struct RecurrentInput: Sendable {
    public var x: Matrix  // (N T, D), or (N, D) for a single step
    public var h: Matrix  // (N, H)

    public init(x: Matrix, h: Matrix) {
        self.x = x
        self.h = h
    }

    /// How many sequences, and how long: one row of h for each sequence.
    public var shape: SequenceShape {
        require(
            h.rows > 0 && x.rows % h.rows == 0,
            "x is \(x.shape) and h \(h.shape): x needs a whole number of steps for each row of h.")
        return SequenceShape(examples: h.rows, steps: x.rows / h.rows)
    }
}

/// Sequences of characters, or of other tokens, as whole numbers: number n T + t is step t of
/// sequence n.
public struct Tokens: Equatable, Sendable {
    public let ids: [Int]
    public let shape: SequenceShape

    public init(ids: [Int], steps: Int) {
        self.ids = ids
        shape = SequenceShape(rows: ids.count, steps: steps)
    }
}
