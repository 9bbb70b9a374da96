import Foundation
import Layers
import Testing

@Suite("Noise mixed into examples")
struct QSampleTests {
    @Test("two rows by hand")
    func byHand() {
        let layer = QSample(kept: [[0.25], [1]])
        let (out, cache) = layer.forward(
            NoisyInput(x: [[2, 4], [5, 6]], noise: [[0, 0], [7, 8]]))
        #expect(out == [[1, 2], [5, 6]])
        let gradients = layer.backward([[2, 0], [3, 4]], cache: cache)
        #expect(gradients.dx == [[1, 0], [3, 4]])
        expectClose(gradients.dnoise, [[2 * sqrt(0.75), 0], [0, 0]])
    }

    @Test("nothing is left of an example at 0, and nothing is added at 1")
    func ends() {
        let input = NoisyInput(x: [[1], [1]], noise: [[5], [5]])
        #expect(QSample(kept: [[0], [1]]).forward(input).out == [[5], [1]])
    }

    @Test("backward is right", arguments: [(1, 1), (1, 4), (3, 2), (5, 1), (2, 6)])
    func gradients(n: Int, features: Int) {
        expectRight { g in
            (
                layer: QSample(kept: .uniform(rows: n, columns: 1, from: 0, to: 1, using: &g)),
                x: NoisyInput(
                    x: .normal(rows: n, columns: features, using: &g),
                    noise: .normal(rows: n, columns: features, using: &g))
            )
        }
    }

    private static let mistakes = [
        Mistake("QSample: kept is (1, 2), and must be (N, 1) of numbers in 0 ... 1.") {
            _ = QSample(kept: [[1, 0]])
        },
        Mistake("QSample: kept is (1, 1), and must be (N, 1) of numbers in 0 ... 1.") {
            _ = QSample(kept: [[1.5]])
        },
        Mistake("QSample: kept is (1, 1), and must be (N, 1) of numbers in 0 ... 1.") {
            _ = QSample(kept: [[-0.5]])
        },
        Mistake("QSample: kept is (1, 1), and must be (N, 1) of numbers in 0 ... 1.") {
            _ = QSample(kept: [[.nan]])
        },
        Mistake("multiplyingEachColumn: the column is (1, 1), and it must be (2, 1) to fit (2, 1).")
        {
            _ = QSample(kept: [[1]]).forward(NoisyInput(x: [[1], [2]], noise: [[1], [2]]))
        },
        Mistake("+: the left side is (1, 2), the right side (1, 1); they must be equal.") {
            _ = QSample(kept: [[1]]).forward(NoisyInput(x: [[1, 2]], noise: [[1]]))
        },
    ]

    @Test("a mistake stops with a sentence, file and line", arguments: mistakes.indices)
    func complains(about index: Int) async {
        let result = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) { [index] in
            QSampleTests.mistakes[index].make()
        }
        Self.mistakes[index].expectComplaint(in: result)
    }
}
