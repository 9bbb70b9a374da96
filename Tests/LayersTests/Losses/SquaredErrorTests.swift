import Layers
import Testing

@Suite("The sum of squared errors")
struct SquaredErrorTests {
    @Test("two rows of two by hand")
    func byHand() {
        // The errors are 1, -2, 0 and 3: 1 + 4 + 9, with slopes of twice an error.
        let (loss, cache) = SquaredError().forward(
            [[1, 2], [3, 4]], targets: [[0, 4], [3, 1]])
        #expect(loss == 14)
        #expect(SquaredError().backward(cache: cache) == [[2, -4], [0, 6]])
        #expect(SquaredError().backward(-2, cache: cache) == [[-4, 8], [0, -12]])
    }

    @Test("it is as many times the mean squared error as there are numbers")
    func timesMean() {
        let predictions: Matrix = [[1, 2, 5], [3, 4, -1]]
        let targets = Matrix(rows: 2, columns: 3, repeating: 0.5)
        let (sum, _) = SquaredError().forward(predictions, targets: targets)
        let (mean, _) = MeanSquaredError().forward(predictions, targets: targets)
        #expect(abs(sum - 6 * mean) < 1e-12)
    }

    @Test("backward agrees with centred differences", arguments: Draw.several)
    func gradients(draw: Draw) {
        expectGradient(of: SquaredError(), draw: draw)
    }

    @Test("errors of -1e3 and 1e3 stay finite, forward and backward")
    func extremes() {
        let loss = SquaredError()
        let (value, cache) = loss.forward([[-1e3, 1e3]], targets: [[0, 0]])
        expectClose(Matrix(value), [[2e6]])
        expectClose(loss.backward(cache: cache), [[-2e3, 2e3]])
    }

    private static let mistakes = [
        Mistake("-: the left side is (1, 2), the right side (2, 1); they must be equal.") {
            _ = SquaredError().forward([[1, 2]], targets: [[1], [2]])
        }
    ]

    @Test("a mistake in a shape stops with a sentence, file and line", arguments: mistakes.indices)
    func complains(about index: Int) async {
        let result = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) { [index] in
            SquaredErrorTests.mistakes[index].make()
        }
        Self.mistakes[index].expectComplaint(in: result)
    }
}
