import Layers
import Testing

@Suite("One affine layer for all steps")
struct TemporalAffineTests {
    @Test("two sequences of two steps by hand")
    func byHand() {
        let layer = TemporalAffine(w: [[1], [10]], b: [[0.5]])
        let (out, cache) = layer.forward([[1, 2], [3, 4], [5, 6], [7, 8]])
        #expect(out == [[21.5], [43.5], [65.5], [87.5]])
        let gradients = layer.backward([[1], [0], [0], [2]], cache: cache)
        #expect(gradients.dx == [[1, 10], [0, 0], [0, 0], [2, 20]])
        #expect(gradients.dw == [[15], [18]])
        #expect(gradients.db == [[3]])
    }

    @Test("backward is right", arguments: [(1, 1, 1), (2, 3, 1), (6, 2, 4), (4, 1, 2), (9, 4, 3)])
    func gradients(rows: Int, inputs: Int, outputs: Int) {
        expectRight { g in
            (
                layer: TemporalAffine(
                    w: .normal(rows: inputs, columns: outputs, using: &g),
                    b: .normal(rows: 1, columns: outputs, using: &g)),
                x: Matrix.normal(rows: rows, columns: inputs, using: &g)
            )
        }
    }

    private static let mistakes = [
        Mistake("TemporalAffine: b is (1, 1), and w (1, 2) needs (1, 2).") {
            _ = TemporalAffine(w: [[1, 2]], b: [[1]])
        },
        Mistake("matmul: (1, 1) times (2, 1): the left has 1 columns, the right has 2 rows.") {
            _ = TemporalAffine(w: [[1], [2]], b: [[1]]).forward([[1]])
        },
    ]

    @Test("a mistake stops with a sentence, file and line", arguments: mistakes.indices)
    func complains(about index: Int) async {
        let result = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) { [index] in
            TemporalAffineTests.mistakes[index].make()
        }
        Self.mistakes[index].expectComplaint(in: result)
    }
}
