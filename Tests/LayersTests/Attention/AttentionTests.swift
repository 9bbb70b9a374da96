import Foundation
import Layers
import Testing

@Suite("Attention")
struct AttentionTests {
    @Test("one query of zeros by hand: the mean of the values")
    func byHand() {
        let input = AttentionInput(
            q: [[0, 0, 0, 0]], k: [[1, 0, 0, 0], [0, 2, 0, 0]], v: [[1], [3]])
        let (out, cache) = Attention().forward(input)
        #expect(out == [[2]])
        let gradients = Attention().backward([[1]], cache: cache)
        #expect(gradients.dv == [[0.5], [0.5]])
        // The scores get half of 1 - 2 and half of 3 - 2, and the scale is 1/sqrt(4).
        #expect(gradients.dq == [[-0.25, 0.5, 0, 0]])
        #expect(gradients.dk == [[0, 0, 0, 0], [0, 0, 0, 0]])
    }

    @Test("scores are divided by the root of K")
    func scale() {
        // e^s is 3 times as large for the first key as for the second.
        let input = AttentionInput(
            q: [[2 * log(3), 0, 0, 0]], k: [[1, 0, 0, 0], [0, 0, 0, 0]], v: [[1, 0], [0, 1]])
        expectClose(Attention().forward(input).out, [[0.75, 0.25]])
    }

    @Test("with a causal mask no step sees the future, and nothing goes back to it")
    func causal() {
        #expect(Attention.causalMask(steps: 3) == [[1, 0, 0], [1, 1, 0], [1, 1, 1]])
        var generator = SeededGenerator(seed: 8)
        var input = AttentionInput(
            q: .normal(rows: 3, columns: 2, using: &generator),
            k: .normal(rows: 3, columns: 2, using: &generator),
            v: .normal(rows: 3, columns: 2, using: &generator))
        let attention = Attention(mask: Attention.causalMask(steps: 3))
        let (out, cache) = attention.forward(input)
        #expect(out.rows(0..<1) == input.v.rows(0..<1))
        let gradients = attention.backward([[1, 2], [3, 4], [0, 0]], cache: cache)
        #expect(gradients.dk.rows(2..<3) == [[0, 0]])
        #expect(gradients.dv.rows(2..<3) == [[0, 0]])
        input.k[2, 0] += 5
        input.v[2, 1] -= 5
        #expect(attention.forward(input).out.rows(0..<2) == out.rows(0..<2))
    }

    @Test(
        "backward is right",
        arguments: [(1, 1, 1, 1), (2, 3, 1, 2), (3, 2, 4, 1), (4, 4, 3, 5), (5, 5, 2, 2)])
    func gradients(queries: Int, keys: Int, features: Int, values: Int) {
        expectRight { g in
            let mask = queries == keys ? Attention.causalMask(steps: keys) : nil
            return (
                layer: Attention(mask: mask),
                x: AttentionInput(
                    q: .normal(rows: queries, columns: features, using: &g),
                    k: .normal(rows: keys, columns: features, using: &g),
                    v: .normal(rows: keys, columns: values, using: &g))
            )
        }
    }

    @Test("scores of -1e6 and 1e6 stay finite, forward and backward")
    func extremes() {
        let input = AttentionInput(q: [[1e3], [-1e3]], k: [[1e3], [-1e3]], v: [[1], [2]])
        let (out, cache) = Attention().forward(input)
        #expect(out == [[1], [2]])
        let gradients = Attention().backward([[1], [1]], cache: cache)
        #expect(gradients.dq == [[0], [0]])
        #expect(gradients.dk == [[0], [0]])
    }

    private static let mistakes = [
        Mistake(
            "matmulTransposed: (1, 2) times (1, 1) transposed: the left has 2 columns, the right has 1."
        ) {
            _ = Attention().forward(AttentionInput(q: [[1, 2]], k: [[1]], v: [[1]]))
        },
        Mistake("matmul: (1, 1) times (2, 1): the left has 1 columns, the right has 2 rows.") {
            _ = Attention().forward(AttentionInput(q: [[1]], k: [[1]], v: [[1], [2]]))
        },
        Mistake("zipMapped: the left side is (1, 1), the right side (1, 2); they must be equal.") {
            _ = Attention(mask: [[1, 1]]).forward(AttentionInput(q: [[1]], k: [[1]], v: [[1]]))
        },
    ]

    @Test("a mistake stops with a sentence, file and line", arguments: mistakes.indices)
    func complains(about index: Int) async {
        let result = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) { [index] in
            AttentionTests.mistakes[index].make()
        }
        Self.mistakes[index].expectComplaint(in: result)
    }
}
