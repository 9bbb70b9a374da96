import Layers
import Testing

@Suite("The leaky ReLU")
struct LeakyReLUTests {
    @Test("two rows of two by hand")
    func byHand() {
        // The slope at exactly 0 is alpha.
        let layer = LeakyReLU(alpha: 0.1)
        let (out, cache) = layer.forward([[1, -2], [0, -0.5]])
        expectClose(out, [[1, -0.2], [0, -0.05]])
        expectClose(layer.backward([[10, 20], [30, 40]], cache: cache).dx, [[10, 2], [3, 4]])
    }

    @Test("backward agrees with centred differences", arguments: Draw.several)
    func gradients(draw: Draw) {
        expectGradients(of: LeakyReLU(), draw: draw)
    }

    @Test("inputs of -1e3 and 1e3 stay finite, forward and backward")
    func extremes() {
        let layer = LeakyReLU()
        let (out, cache) = layer.forward([[-1e3, 1e3]])
        expectClose(out, [[-10, 1e3]])
        expectClose(layer.backward([[1, 1]], cache: cache).dx, [[0.01, 1]])
    }

    @Test("the slope is 0.01 unless another is asked for; a slope of 0 makes it a ReLU")
    func slopes() {
        #expect(LeakyReLU().alpha == 0.01)
        #expect(LeakyReLU(alpha: 0).forward([[-3, 3]]).out == ReLU().forward([[-3, 3]]).out)
    }

    private static let mistakes = [
        Mistake("zipMapped: the left side is (2, 1), the right side (1, 2); they must be equal.") {
            let layer = LeakyReLU()
            let (_, cache) = layer.forward([[1, 2]])
            _ = layer.backward([[1], [2]], cache: cache)
        }
    ]

    @Test("a mistake in a shape stops with a sentence, file and line", arguments: mistakes.indices)
    func complains(about index: Int) async {
        let result = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) { [index] in
            LeakyReLUTests.mistakes[index].make()
        }
        Self.mistakes[index].expectComplaint(in: result)
    }
}
