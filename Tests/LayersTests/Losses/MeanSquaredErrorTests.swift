import Layers
import Testing

@Suite("The mean squared error")
struct MeanSquaredErrorTests {
    @Test("two rows of two by hand")
    func byHand() {
        // The errors are 1, -2, 0 and 3: (1 + 4 + 9) / 4, with slopes of half an error.
        let (loss, cache) = MeanSquaredError().forward(
            [[1, 2], [3, 4]], targets: [[0, 4], [3, 1]])
        #expect(loss == 3.5)
        #expect(MeanSquaredError().backward(cache: cache) == [[0.5, -1], [0, 1.5]])
        #expect(MeanSquaredError().backward(-2, cache: cache) == [[-1, 2], [0, -3]])
    }

    @Test("backward agrees with centred differences", arguments: Draw.several)
    func gradients(draw: Draw) {
        expectGradient(of: MeanSquaredError(), draw: draw)
    }

    @Test("errors of -1e3 and 1e3 stay finite, forward and backward")
    func extremes() {
        let loss = MeanSquaredError()
        let (value, cache) = loss.forward([[-1e3, 1e3]], targets: [[0, 0]])
        expectClose(Matrix(value), [[1e6]])
        expectClose(loss.backward(cache: cache), [[-1e3, 1e3]])
    }

    private static let mistakes = [
        Mistake("-: the left side is (1, 2), the right side (2, 1); they must be equal.") {
            _ = MeanSquaredError().forward([[1, 2]], targets: [[1], [2]])
        }
    ]

    @Test("a mistake in a shape stops with a sentence, file and line", arguments: mistakes.indices)
    func complains(about index: Int) async {
        let result = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) { [index] in
            MeanSquaredErrorTests.mistakes[index].make()
        }
        Self.mistakes[index].expectComplaint(in: result)
    }
}
