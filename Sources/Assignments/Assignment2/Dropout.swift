// Yours to fill in: replace each `yourCodeHere(...)` line with code.
// Written by `swift run course stubs`; `swift run grade reset` brings a hole back.
import Layers

// x, out, dx, dout and the mask all have one and the same shape.

/// Inverted dropout: in training every number is kept with probability `keep`, or else set to 0.
///
/// Concretely:
///
///     out = x mask          mask = 1/keep where a number is kept, 0 elsewhere
///
/// Dividing by `keep` leaves the expected value of every number as it was, so at test time there is
/// nothing to do, and the mask is all ones.
///
/// `keep` is the probability to keep a number. (In CS231n's assignments of 2016 and 2017 p was the
/// probability to drop it.) The mask comes from a stored seed: forward is pure, and gives the same
/// mask until the seed is changed.
///
/// Source: Srivastava and others, "Dropout", 2014; CS231n notes, "Neural Networks Part 2".
public struct Dropout: Layer {
    public let keep: Double

    /// Chooses the mask; training changes it before every batch.
    public var seed: Int
    public var isTraining = true

    public init(keep: Double, seed: Int = 1) {
        require(
            keep > 0 && keep <= 1, "Dropout: keep is \(keep), and must be above 0 and at most 1.")
        self.keep = keep
        self.seed = seed
    }

    /// The seed as a matrix, as a model lists what it keeps.
    public var storedSeed: Matrix {
        get { Matrix(Double(seed)) }
        set { seed = Int(newValue.scalar) }
    }

    public struct Cache: Sendable {
        public let x: Matrix
        public let mask: Matrix
    }

    public typealias Gradients = InputGradient

    public func forward(_ x: Matrix) -> (out: Matrix, cache: Cache) {
        let mask =
            isTraining
            ? Matrix.mask(rows: x.rows, columns: x.columns, keep: keep, seed: seed)
            : Matrix(rows: x.rows, columns: x.columns, repeating: 1)
        return (x * mask, Cache(x: x, mask: mask))
    }

    public func backward(_ dout: Matrix, cache: Cache) -> Gradients {
        yourCodeHere("dropout.backward")
    }
}
