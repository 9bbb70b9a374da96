import Layers
import Testing

@Suite("The hinge loss of two classes")
struct BinaryHingeLossTests {
    @Test("four examples by hand")
    func byHand() {
        // 1 - 0.5 for label 1, 1 + 0.5 for label 0, nothing for 2, and 1 - -2 for label 1.
        let scores: Matrix = [[0.5], [0.5], [2], [-2]]
        let (loss, cache) = BinaryHingeLoss().forward(scores, labels: [1, 0, 1, 1])
        #expect(loss == (0.5 + 1.5 + 0 + 3) / 4)
        #expect(BinaryHingeLoss().backward(cache: cache) == [[-0.25], [0.25], [0], [-0.25]])
        #expect(BinaryHingeLoss().backward(4, cache: cache) == [[-1], [1], [0], [-1]])
    }

    @Test("where the score is just good enough, the slope is 0", arguments: [(1.0, 1), (-1.0, 0)])
    func kink(score: Double, label: Int) {
        let (loss, cache) = BinaryHingeLoss().forward(Matrix(score), labels: [label])
        #expect(loss == 0)
        #expect(BinaryHingeLoss().backward(cache: cache) == [[0]])
    }

    private static let draws = [
        Draw(rows: 1, columns: 1, seed: 1), Draw(rows: 4, columns: 1, seed: 2),
        Draw(rows: 9, columns: 1, seed: 20_250_402),
    ]

    @Test("backward agrees with centred differences", arguments: draws)
    func gradients(draw: Draw) {
        expectGradient(of: BinaryHingeLoss(), draw: draw, classes: 2)
    }

    @Test("scores of -1e3 and 1e3 stay finite, forward and backward")
    func extremes() {
        let scores: Matrix = [[-1e3], [-1e3], [1e3], [1e3]]
        let (loss, cache) = BinaryHingeLoss().forward(scores, labels: [0, 1, 0, 1])
        #expect(loss == 500.5)
        #expect(BinaryHingeLoss().backward(4, cache: cache) == [[0], [-1], [1], [0]])
    }

    private static let mistakes = [
        Mistake("there are 1 labels for scores of shape (2, 1): one per row is needed.") {
            _ = BinaryHingeLoss().forward([[1], [2]], labels: [0])
        },
        Mistake("there are 3 labels for scores of shape (2, 1): one per row is needed.") {
            _ = BinaryHingeLoss().forward([[1], [2]], labels: [0, 1, 0])
        },
        Mistake("label 2 of example 1 is out of range: labels are 0..<2.") {
            _ = BinaryHingeLoss().forward([[1], [2]], labels: [0, 2])
        },
        Mistake("label -1 of example 0 is out of range: labels are 0..<2.") {
            _ = BinaryHingeLoss().forward([[1], [2]], labels: [-1, 0])
        },
        Mistake("a binary loss takes one score per example, (N, 1), not (2, 2).") {
            _ = BinaryHingeLoss().forward([[1, 2], [3, 4]], labels: [0, 1])
        },
    ]

    @Test(
        "a mistake in shapes or labels stops with a sentence, file and line",
        arguments: mistakes.indices)
    func complains(about index: Int) async {
        let result = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) { [index] in
            BinaryHingeLossTests.mistakes[index].make()
        }
        Self.mistakes[index].expectComplaint(in: result)
    }
}
