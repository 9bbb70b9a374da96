import Foundation
import Layers
import Testing

@Suite("The logistic loss")
struct LogisticLossTests {
    @Test("two examples by hand")
    func byHand() {
        // Probabilities 3/4 and 1/2 of class 1: -log(3/4) for label 1, -log(1/2) for label 0.
        let (loss, cache) = LogisticLoss().forward([[log(3)], [0]], labels: [1, 0])
        #expect(abs(loss - (log(4.0 / 3) + log(2)) / 2) < 1e-15)
        expectClose(LogisticLoss().backward(cache: cache), [[-0.125], [0.25]])
        expectClose(LogisticLoss().backward(8, cache: cache), [[-1], [2]])
    }

    @Test("it is the softmax loss of two classes with scores 0 and s", arguments: [0, 1])
    func softmaxOfTwo(label: Int) {
        let (loss, cache) = LogisticLoss().forward([[1.3]], labels: [label])
        let (expected, expectedCache) = SoftmaxLoss().forward([[0, 1.3]], labels: [label])
        let dscores = SoftmaxLoss().backward(cache: expectedCache)
        #expect(abs(loss - expected) < 1e-14)
        expectClose(LogisticLoss().backward(cache: cache), [[dscores[0, 1]]])
    }

    private static let draws = [
        Draw(rows: 1, columns: 1, seed: 1), Draw(rows: 4, columns: 1, seed: 2),
        Draw(rows: 9, columns: 1, seed: 20_250_402),
    ]

    @Test("backward agrees with centred differences", arguments: draws)
    func gradients(draw: Draw) {
        expectGradient(of: LogisticLoss(), draw: draw, classes: 2)
    }

    @Test("scores of -1e3 and 1e3 stay finite, forward and backward")
    func extremes() {
        let scores: Matrix = [[-1e3], [-1e3], [1e3], [1e3]]
        let (loss, cache) = LogisticLoss().forward(scores, labels: [0, 1, 0, 1])
        #expect(loss == 500)
        #expect(LogisticLoss().backward(4, cache: cache) == [[0], [-1], [1], [0]])
    }

    private static let mistakes = [
        Mistake("there are 1 labels for scores of shape (2, 1): one per row is needed.") {
            _ = LogisticLoss().forward([[1], [2]], labels: [0])
        },
        Mistake("there are 3 labels for scores of shape (2, 1): one per row is needed.") {
            _ = LogisticLoss().forward([[1], [2]], labels: [0, 1, 0])
        },
        Mistake("label 2 of example 1 is out of range: labels are 0..<2.") {
            _ = LogisticLoss().forward([[1], [2]], labels: [0, 2])
        },
        Mistake("label -1 of example 0 is out of range: labels are 0..<2.") {
            _ = LogisticLoss().forward([[1], [2]], labels: [-1, 0])
        },
        Mistake("a binary loss takes one score per example, (N, 1), not (2, 2).") {
            _ = LogisticLoss().forward([[1, 2], [3, 4]], labels: [0, 1])
        },
    ]

    @Test(
        "a mistake in shapes or labels stops with a sentence, file and line",
        arguments: mistakes.indices)
    func complains(about index: Int) async {
        let result = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) { [index] in
            LogisticLossTests.mistakes[index].make()
        }
        Self.mistakes[index].expectComplaint(in: result)
    }
}
