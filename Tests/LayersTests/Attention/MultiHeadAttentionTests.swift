import Layers
import Testing

@Suite("Attention with several heads")
struct MultiHeadAttentionTests {
    /// Four projections with biases other than 0, and inputs of N sequences.
    private static func random(
        _ n: Int, queries: Int, keys: Int, features: Int, heads: Int, mask: Matrix? = nil,
        _ g: inout SeededGenerator
    ) -> (layer: MultiHeadAttention, x: AttentionInput) {
        func affine(_ g: inout SeededGenerator) -> Affine {
            Affine(
                w: .normal(rows: features, columns: features, using: &g),
                b: .normal(rows: 1, columns: features, using: &g))
        }
        return (
            layer: MultiHeadAttention(
                query: affine(&g), key: affine(&g), value: affine(&g), output: affine(&g),
                heads: heads, steps: queries, mask: mask),
            x: AttentionInput(
                q: .normal(rows: n * queries, columns: features, using: &g),
                k: .normal(rows: n * keys, columns: features, using: &g),
                v: .normal(rows: n * keys, columns: features, using: &g))
        )
    }

    private static func unchanged(_ features: Int) -> Affine {
        var w = Matrix(rows: features, columns: features)
        for d in 0..<features { w[d, d] = 1 }
        return Affine(w: w, b: Matrix(rows: 1, columns: features))
    }

    @Test("with projections that change nothing every head is attention of its own columns")
    func heads() {
        var generator = SeededGenerator(seed: 2)
        let (_, x) = Self.random(1, queries: 3, keys: 5, features: 4, heads: 2, &generator)
        let same = Self.unchanged(4)
        let layer = MultiHeadAttention(
            query: same, key: same, value: same, output: same, heads: 2, steps: 3)
        let (out, cache) = layer.forward(x)
        let dout = Matrix.normal(rows: 3, columns: 4, using: &generator)
        let gradients = layer.backward(dout, cache: cache)
        for part in [0..<2, 2..<4] {
            let (own, ownCache) = Attention().forward(
                AttentionInput(q: x.q.columns(part), k: x.k.columns(part), v: x.v.columns(part)))
            expectClose(out.columns(part), own)
            let ownGradients = Attention().backward(dout.columns(part), cache: ownCache)
            expectClose(gradients.dq.columns(part), ownGradients.dq)
            expectClose(gradients.dk.columns(part), ownGradients.dk)
            expectClose(gradients.dv.columns(part), ownGradients.dv)
        }
    }

    @Test("sequences do not know of each other: each alone gives the same rows")
    func alone() {
        var generator = SeededGenerator(seed: 3)
        let (layer, x) = Self.random(3, queries: 2, keys: 4, features: 6, heads: 3, &generator)
        let (out, cache) = layer.forward(x)
        let dk = layer.backward(out, cache: cache).dk
        for n in 0..<3 {
            let (queries, keys) = (n * 2..<n * 2 + 2, n * 4..<n * 4 + 4)
            let (own, ownCache) = layer.forward(
                AttentionInput(q: x.q.rows(queries), k: x.k.rows(keys), v: x.v.rows(keys)))
            expectClose(own, out.rows(queries))
            expectClose(layer.backward(own, cache: ownCache).dk, dk.rows(keys), tolerance: 1e-12)
        }
    }

    @Test(
        "backward is right",
        arguments: [
            (1, 1, 1, 1, 1), (2, 3, 2, 2, 1), (1, 2, 4, 4, 2), (2, 3, 3, 6, 3), (3, 2, 1, 4, 4),
        ])
    func gradients(n: Int, queries: Int, keys: Int, features: Int, heads: Int) {
        let mask = queries == keys ? Attention.causalMask(steps: keys) : nil
        expectRight { g in
            Self.random(
                n, queries: queries, keys: keys, features: features, heads: heads, mask: mask, &g)
        }
    }

    @Test("the parameters are those of the four projections")
    func parameters() {
        var generator = SeededGenerator(seed: 1)
        let (layer, _) = Self.random(1, queries: 1, keys: 1, features: 2, heads: 1, &generator)
        #expect(
            layer.parameters.map(\.name) == [
                "query.w", "query.b", "key.w", "key.b", "value.w", "value.b", "output.w",
                "output.b",
            ])
        #expect(layer.inputs.map(\.name) == ["q", "k", "v"])
    }

    private static let mistakes = [
        Mistake("MultiHeadAttention: 3 features cannot be 2 heads of equal size.") {
            let same = unchanged(3)
            _ = MultiHeadAttention(
                query: same, key: same, value: same, output: same, heads: 2, steps: 1)
        },
        Mistake("MultiHeadAttention: 2 features cannot be 0 heads of equal size.") {
            let same = unchanged(2)
            _ = MultiHeadAttention(
                query: same, key: same, value: same, output: same, heads: 0, steps: 1)
        },
        Mistake("3 rows are not whole sequences of 2 steps.") {
            let same = unchanged(1)
            let layer = MultiHeadAttention(
                query: same, key: same, value: same, output: same, heads: 1, steps: 2)
            _ = layer.forward(AttentionInput(q: [[1], [2], [3]], k: [[1]], v: [[1]]))
        },
        Mistake(
            "MultiHeadAttention: k is (3, 1) and v (3, 1); both need the same rows for each of 2 sequences."
        ) {
            let same = unchanged(1)
            let layer = MultiHeadAttention(
                query: same, key: same, value: same, output: same, heads: 1, steps: 1)
            _ = layer.forward(
                AttentionInput(q: [[1], [2]], k: [[1], [2], [3]], v: [[1], [2], [3]]))
        },
        Mistake(
            "MultiHeadAttention: k is (2, 1) and v (3, 1); both need the same rows for each of 2 sequences."
        ) {
            let same = unchanged(1)
            let layer = MultiHeadAttention(
                query: same, key: same, value: same, output: same, heads: 1, steps: 1)
            _ = layer.forward(AttentionInput(q: [[1], [2]], k: [[1], [2]], v: [[1], [2], [3]]))
        },
        Mistake("1 rows are not whole sequences of 0 steps.") {
            let same = unchanged(1)
            let layer = MultiHeadAttention(
                query: same, key: same, value: same, output: same, heads: 1, steps: 1)
            _ = layer.forward(AttentionInput(q: [[1], [2]], k: [[1]], v: [[1]]))
        },
    ]

    @Test("a mistake stops with a sentence, file and line", arguments: mistakes.indices)
    func complains(about index: Int) async {
        let result = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) { [index] in
            MultiHeadAttentionTests.mistakes[index].make()
        }
        Self.mistakes[index].expectComplaint(in: result)
    }
}
