import Foundation
import Layers
import Testing

@Suite("The softplus")
struct SoftplusTests {
    @Test("two rows of two by hand")
    func byHand() {
        // log(1 + e^log 3) = log 4, with slope 3/4.
        let layer = Softplus()
        let (out, cache) = layer.forward([[0, log(3)], [-log(3), log(7)]])
        expectClose(out, [[log(2), log(4)], [log(4.0 / 3), log(8)]])
        expectClose(layer.backward([[2, 4], [4, 8]], cache: cache).dx, [[1, 3], [1, 7]])
    }

    @Test("backward agrees with centred differences", arguments: Draw.several)
    func gradients(draw: Draw) {
        expectGradients(of: Softplus(), draw: draw)
    }

    @Test("inputs of -1e3 and 1e3 stay finite, forward and backward")
    func extremes() {
        let layer = Softplus()
        let (out, cache) = layer.forward([[-1e3, 1e3]])
        expectClose(out, [[0, 1e3]])
        expectClose(layer.backward([[1, 1]], cache: cache).dx, [[0, 1]])
    }

    private static let mistakes = [
        Mistake("*: the left side is (2, 1), the right side (1, 2); they must be equal.") {
            let layer = Softplus()
            let (_, cache) = layer.forward([[1, 2]])
            _ = layer.backward([[1], [2]], cache: cache)
        }
    ]

    @Test("a mistake in a shape stops with a sentence, file and line", arguments: mistakes.indices)
    func complains(about index: Int) async {
        let result = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) { [index] in
            SoftplusTests.mistakes[index].make()
        }
        Self.mistakes[index].expectComplaint(in: result)
    }
}
