import Layers
import Testing

@Suite("The Huber loss")
struct HuberLossTests {
    @Test("two rows of two by hand")
    func byHand() {
        // The errors are 1, -3, 0 and 5 with delta 2: 1/2, 2 (3 - 1), 0 and 2 (5 - 1).
        let loss = HuberLoss(delta: 2)
        let (value, cache) = loss.forward([[1, 1], [3, 6]], targets: [[0, 4], [3, 1]])
        #expect(value == 12.5 / 4)
        #expect(loss.backward(cache: cache) == [[0.25, -0.5], [0, 0.5]])
        #expect(loss.backward(4, cache: cache) == [[1, -2], [0, 2]])
    }

    @Test("both pieces meet at delta with the same value and slope", arguments: [0.5, 1, 3])
    func meeting(delta: Double) {
        let loss = HuberLoss(delta: delta)
        let (below, cacheBelow) = loss.forward(Matrix(delta), targets: [[0]])
        let (above, cacheAbove) = loss.forward(Matrix(delta + 1e-9), targets: [[0]])
        #expect(abs(below - delta * delta / 2) < 1e-15)
        #expect(abs(above - below - delta * 1e-9) < 1e-15)
        #expect(loss.backward(cache: cacheBelow) == Matrix(delta))
        #expect(loss.backward(cache: cacheAbove) == Matrix(delta))
    }

    @Test("backward agrees with centred differences", arguments: Draw.several)
    func gradients(draw: Draw) {
        expectGradient(of: HuberLoss(), draw: draw)
    }

    @Test("errors of -1e3 and 1e3 stay finite, forward and backward")
    func extremes() {
        let loss = HuberLoss()
        let (value, cache) = loss.forward([[-1e3, 1e3]], targets: [[0, 0]])
        expectClose(Matrix(value), [[999.5]])
        expectClose(loss.backward(cache: cache), [[-0.5, 0.5]])
    }

    private static let mistakes = [
        Mistake("-: the left side is (1, 2), the right side (2, 1); they must be equal.") {
            _ = HuberLoss().forward([[1, 2]], targets: [[1], [2]])
        }
    ]

    @Test("a mistake in a shape stops with a sentence, file and line", arguments: mistakes.indices)
    func complains(about index: Int) async {
        let result = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) { [index] in
            HuberLossTests.mistakes[index].make()
        }
        Self.mistakes[index].expectComplaint(in: result)
    }
}
