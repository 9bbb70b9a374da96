import Foundation
import Layers
import Testing

@Suite("The softmax loss")
struct SoftmaxLossTests {
    @Test("the example of the course notes: scores -2.85, 0.86 and 0.28 cost 1.04")
    func notes() {
        let (loss, cache) = SoftmaxLoss().forward([[-2.85, 0.86, 0.28]], labels: [2])
        expectClose(cache.probabilities, [[0.016, 0.631, 0.353]], tolerance: 0.001)
        #expect(abs(loss - 1.04) < 0.005)
    }

    @Test("two rows of two by hand")
    func byHand() {
        // Probabilities 1/4, 3/4 and 1/2, 1/2; the mean of log 4 and log 2 is 1.5 log 2.
        let (loss, cache) = SoftmaxLoss().forward([[0, log(3)], [5, 5]], labels: [0, 1])
        #expect(abs(loss - 1.5 * log(2)) < 1e-15)
        expectClose(cache.probabilities, [[0.25, 0.75], [0.5, 0.5]])
        expectClose(SoftmaxLoss().backward(cache: cache), [[-0.375, 0.375], [0.25, -0.25]])
        expectClose(SoftmaxLoss().backward(8, cache: cache), [[-3, 3], [2, -2]])
    }

    @Test("at chance the loss is log C", arguments: [1, 2, 10, 1000])
    func chance(classes: Int) {
        let scores = Matrix(rows: 3, columns: classes, repeating: 0.7)
        let (loss, _) = SoftmaxLoss().forward(scores, labels: [0, classes - 1, classes / 2])
        #expect(abs(loss - log(Double(classes))) < 1e-12)
    }

    @Test("a number added to all scores of a row changes nothing", arguments: [-1e3, 5, 1e3])
    func shift(by number: Double) {
        let scores: Matrix = [[1, 2, 3], [3, -1, 0.5]]
        let (loss, cache) = SoftmaxLoss().forward(scores, labels: [0, 2])
        let (shiftedLoss, shiftedCache) = SoftmaxLoss().forward(scores + number, labels: [0, 2])
        #expect(abs(shiftedLoss - loss) < 1e-12)
        expectClose(
            SoftmaxLoss().backward(cache: shiftedCache), SoftmaxLoss().backward(cache: cache),
            tolerance: 1e-12)
    }

    private static let draws = [
        Draw(rows: 1, columns: 2, seed: 1), Draw(rows: 4, columns: 3, seed: 2),
        Draw(rows: 7, columns: 10, seed: 20_250_402),
    ]

    @Test("backward agrees with centred differences", arguments: draws)
    func gradients(draw: Draw) {
        expectGradient(of: SoftmaxLoss(), draw: draw, classes: draw.columns)
    }

    @Test("scores of -1e3 and 1e3 stay finite, forward and backward")
    func extremes() {
        // Row by row: wrong by 2000, right by 2000, and undecided between two of three.
        let scores: Matrix = [[-1e3, 1e3, 0], [-1e3, 1e3, 0], [1e3, 1e3, -1e3]]
        let (loss, cache) = SoftmaxLoss().forward(scores, labels: [0, 1, 0])
        #expect(abs(loss - (2000 + log(2)) / 3) < 1e-12)
        expectClose(
            SoftmaxLoss().backward(3, cache: cache), [[-1, 1, 0], [0, 0, 0], [-0.5, 0.5, 0]])
    }

    private static let mistakes = [
        Mistake("there are 1 labels for scores of shape (2, 2): one per row is needed.") {
            _ = SoftmaxLoss().forward([[1, 2], [3, 4]], labels: [0])
        },
        Mistake("there are 3 labels for scores of shape (2, 2): one per row is needed.") {
            _ = SoftmaxLoss().forward([[1, 2], [3, 4]], labels: [0, 1, 0])
        },
        Mistake("label 2 of example 1 is out of range: labels are 0..<2.") {
            _ = SoftmaxLoss().forward([[1, 2], [3, 4]], labels: [0, 2])
        },
        Mistake("label -1 of example 0 is out of range: labels are 0..<2.") {
            _ = SoftmaxLoss().forward([[1, 2], [3, 4]], labels: [-1, 0])
        },
        Mistake("there are 0 labels for scores of shape (0, 2): one per row is needed.") {
            _ = SoftmaxLoss().forward(Matrix(rows: 0, columns: 2), labels: [])
        },
    ]

    @Test(
        "a mistake in shapes or labels stops with a sentence, file and line",
        arguments: mistakes.indices)
    func complains(about index: Int) async {
        let result = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) { [index] in
            SoftmaxLossTests.mistakes[index].make()
        }
        Self.mistakes[index].expectComplaint(in: result)
    }
}
