import Layers
import Testing

@Suite("A block of a transformer")
struct TransformerBlockTests {
    /// Random parameters, none of them 0, and N sequences.
    private static func random(
        _ n: Int, steps: Int, features: Int, hidden: Int, heads: Int, causal: Bool,
        _ g: inout SeededGenerator
    ) -> (layer: TransformerBlock, x: Matrix) {
        func affine(_ inputs: Int, _ outputs: Int, _ g: inout SeededGenerator) -> Affine {
            Affine(
                w: .normal(rows: inputs, columns: outputs, using: &g),
                b: .normal(rows: 1, columns: outputs, using: &g))
        }
        func norm(_ g: inout SeededGenerator) -> LayerNorm {
            LayerNorm(
                gamma: .uniform(rows: 1, columns: features, from: 0.5, to: 2, using: &g),
                beta: .normal(rows: 1, columns: features, using: &g))
        }
        let attention = MultiHeadAttention(
            query: affine(features, features, &g), key: affine(features, features, &g),
            value: affine(features, features, &g), output: affine(features, features, &g),
            heads: heads, steps: steps, mask: causal ? Attention.causalMask(steps: steps) : nil)
        return (
            layer: TransformerBlock(
                norm1: norm(&g), attention: attention, norm2: norm(&g),
                affine1: affine(features, hidden, &g), affine2: affine(hidden, features, &g)),
            x: Matrix.normal(rows: n * steps, columns: features, mean: 1, using: &g)
        )
    }

    @Test("with branches that give 0 it changes nothing, forward or backward")
    func straight() {
        var generator = SeededGenerator(seed: 2)
        var (block, x) = Self.random(
            2, steps: 3, features: 4, hidden: 5, heads: 2, causal: true, &generator)
        for part in [\TransformerBlock.attention.output, \.affine2] {
            block[keyPath: part].w *= 0
            block[keyPath: part].b *= 0
        }
        let (out, cache) = block.forward(x)
        #expect(out == x)
        #expect(block.backward(x, cache: cache).dx == x)
    }

    @Test("it is y = x + attention(norm1(x)), and then y + affine2(gelu(affine1(norm2(y))))")
    func composed() {
        var generator = SeededGenerator(seed: 3)
        let (block, x) = Self.random(
            2, steps: 2, features: 4, hidden: 3, heads: 2, causal: false, &generator)
        let a = block.norm1.forward(x).out
        let y = x + block.attention.forward(AttentionInput(q: a, k: a, v: a)).out
        let hidden = GELU().forward(block.affine1.forward(block.norm2.forward(y).out).out).out
        #expect(block.forward(x).out == y + block.affine2.forward(hidden).out)
    }

    @Test("with a causal mask a step does not depend on those after it")
    func causal() {
        var generator = SeededGenerator(seed: 4)
        let (block, x) = Self.random(
            1, steps: 4, features: 4, hidden: 3, heads: 2, causal: true, &generator)
        var changed = x
        changed[3, 1] += 2
        let (out, other) = (block.forward(x).out, block.forward(changed).out)
        #expect(out.rows(0..<3) == other.rows(0..<3))
        #expect(out.rows(3..<4) != other.rows(3..<4))
    }

    @Test(
        "backward is right",
        arguments: [
            (1, 1, 3, 2, 1, false), (2, 2, 3, 4, 3, true), (1, 4, 4, 3, 2, true),
            (2, 3, 6, 2, 2, false), (3, 1, 4, 5, 4, true),
        ])
    func gradients(n: Int, steps: Int, features: Int, hidden: Int, heads: Int, causal: Bool) {
        expectRight { g in
            Self.random(
                n, steps: steps, features: features, hidden: hidden, heads: heads, causal: causal,
                &g)
        }
    }

    @Test("inputs of 1e3 stay finite, forward and backward")
    func extremes() {
        var generator = SeededGenerator(seed: 5)
        let (block, x) = Self.random(
            1, steps: 3, features: 4, hidden: 3, heads: 2, causal: true, &generator)
        let (out, cache) = block.forward(1e3 * x)
        #expect(out.isFinite)
        #expect(block.backward(x, cache: cache).dx.isFinite)
    }

    private static let mistakes = [
        Mistake("4 rows are not whole sequences of 3 steps.") {
            var generator = SeededGenerator(seed: 1)
            let block = random(
                1, steps: 3, features: 2, hidden: 2, heads: 1, causal: true, &generator
            ).layer
            _ = block.forward(Matrix(rows: 4, columns: 2))
        },
        Mistake("multiplyingEachRow: the row is (1, 2), and it must be (1, 5) to fit (3, 5).") {
            var generator = SeededGenerator(seed: 1)
            let block = random(
                1, steps: 3, features: 2, hidden: 2, heads: 1, causal: true, &generator
            ).layer
            _ = block.forward(Matrix(rows: 3, columns: 5))
        },
    ]

    @Test("a mistake stops with a sentence, file and line", arguments: mistakes.indices)
    func complains(about index: Int) async {
        let result = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) { [index] in
            TransformerBlockTests.mistakes[index].make()
        }
        Self.mistakes[index].expectComplaint(in: result)
    }
}
