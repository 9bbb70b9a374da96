// V = words in the vocabulary, D = numbers for each word, R = tokens, one row each.

/// A table with one row for every word: token ids go in, their rows come out.
///
/// Concretely:
///
///     out[r] = w[ids[r]]
///
/// | name      | shape  | meaning                        |
/// |-----------|--------|--------------------------------|
/// | ids       | R      | whole numbers, each in 0 ..< V |
/// | w         | (V, D) | what is learned                |
/// | out, dout | (R, D) | one row per token              |
///
/// The ids have no gradient: they are counted, not measured.
///
/// Source: CS231n, assignment 3, word embedding.
public struct Embedding: Layer {
    public var w: Matrix  // (V, D)

    public init(w: Matrix) { self.w = w }

    /// Random rows of the given standard deviation.
    public init(
        words: Int, features: Int, weightScale: Double, using generator: inout SeededGenerator
    ) {
        w = .normal(
            rows: words, columns: features, standardDeviation: weightScale, using: &generator)
    }

    public struct Cache: Sendable {
        public let ids: [Int]
    }

    public struct Gradients: Sendable {
        public let dw: Matrix  // (V, D)
    }

    public var inputs: [Variable<[Int], Gradients>] { [] }

    public func forward(_ ids: [Int]) -> (out: Matrix, cache: Cache) {
        // BEGIN SOLUTION embedding.forward
        (w.rows(at: ids), Cache(ids: ids))
        // END SOLUTION embedding.forward
    }

    public func backward(_ dout: Matrix, cache: Cache) -> Gradients {
        // BEGIN SOLUTION embedding.backward
        // forward: out[r] = w[ids[r]]. A word that occurs twice is used twice: its rows add up.
        var dw = w.zeros
        dw.addRows(dout, at: cache.ids)
        return Gradients(dw: dw)
        // STUB
        // Gradients(dw: numericGradients(dout, at: cache.ids)["w"])
        // END SOLUTION embedding.backward
    }

    public var parameters: [Parameter<Embedding>] { [Parameter("w", \.w, \.dw)] }
}
