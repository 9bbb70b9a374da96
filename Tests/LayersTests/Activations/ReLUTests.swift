import Layers
import Testing

@Suite("The ReLU")
struct ReLUTests {
    @Test("two rows of two by hand")
    func byHand() {
        // The slope at exactly 0 is 0.
        let layer = ReLU()
        let (out, cache) = layer.forward([[1, -2], [0, 0.5]])
        expectClose(out, [[1, 0], [0, 0.5]])
        expectClose(layer.backward([[10, 20], [30, 40]], cache: cache).dx, [[10, 0], [0, 40]])
    }

    @Test("backward agrees with centred differences", arguments: Draw.several)
    func gradients(draw: Draw) {
        expectGradients(of: ReLU(), draw: draw)
    }

    @Test("inputs of -1e3 and 1e3 stay finite, forward and backward")
    func extremes() {
        let layer = ReLU()
        let (out, cache) = layer.forward([[-1e3, 1e3]])
        expectClose(out, [[0, 1e3]])
        expectClose(layer.backward([[1, 1]], cache: cache).dx, [[0, 1]])
    }

    private static let mistakes = [
        Mistake("zipMapped: the left side is (2, 1), the right side (1, 2); they must be equal.") {
            let layer = ReLU()
            let (_, cache) = layer.forward([[1, 2]])
            _ = layer.backward([[1], [2]], cache: cache)
        }
    ]

    @Test("a mistake in a shape stops with a sentence, file and line", arguments: mistakes.indices)
    func complains(about index: Int) async {
        let result = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) { [index] in
            ReLUTests.mistakes[index].make()
        }
        Self.mistakes[index].expectComplaint(in: result)
    }
}
