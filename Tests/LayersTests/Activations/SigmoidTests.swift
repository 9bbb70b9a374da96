import Foundation
import Layers
import Testing

@Suite("The sigmoid")
struct SigmoidTests {
    @Test("two rows of two by hand")
    func byHand() {
        // sigmoid(log 3) = 3/4, with slope 3/16; sigmoid(log 4) = 4/5, with slope 4/25.
        let layer = Sigmoid()
        let (out, cache) = layer.forward([[0, log(3)], [-log(3), log(4)]])
        expectClose(out, [[0.5, 0.75], [0.25, 0.8]])
        expectClose(layer.backward([[4, 16], [16, 100]], cache: cache).dx, [[1, 3], [3, 16]])
    }

    @Test("backward agrees with centred differences", arguments: Draw.several)
    func gradients(draw: Draw) {
        expectGradients(of: Sigmoid(), draw: draw)
    }

    @Test("inputs of -1e3 and 1e3 stay finite, forward and backward")
    func extremes() {
        let layer = Sigmoid()
        let (out, cache) = layer.forward([[-1e3, 1e3]])
        expectClose(out, [[0, 1]])
        expectClose(layer.backward([[1, 1]], cache: cache).dx, [[0, 0]])
    }

    private static let mistakes = [
        Mistake("zipMapped: the left side is (2, 1), the right side (1, 2); they must be equal.") {
            let layer = Sigmoid()
            let (_, cache) = layer.forward([[1, 2]])
            _ = layer.backward([[1], [2]], cache: cache)
        }
    ]

    @Test("a mistake in a shape stops with a sentence, file and line", arguments: mistakes.indices)
    func complains(about index: Int) async {
        let result = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) { [index] in
            SigmoidTests.mistakes[index].make()
        }
        Self.mistakes[index].expectComplaint(in: result)
    }
}
