import Foundation
import Layers
import Testing

@Suite("The ELU")
struct ELUTests {
    @Test("two rows of two by hand")
    func byHand() {
        // 2 (e^-log 2 - 1) = -1 with slope 2 / 2, and 2 (1/4 - 1) with slope 2 / 4.
        let layer = ELU(alpha: 2)
        let (out, cache) = layer.forward([[1, -log(2)], [0, -log(4)]])
        expectClose(out, [[1, -1], [0, -1.5]])
        expectClose(
            layer.backward([[10, 20], [30, 40]], cache: cache).dx, [[10, 20], [60, 20]])
    }

    @Test("backward agrees with centred differences", arguments: Draw.several)
    func gradients(draw: Draw) {
        expectGradients(of: ELU(), draw: draw)
    }

    @Test("inputs of -1e3 and 1e3 stay finite, forward and backward")
    func extremes() {
        let layer = ELU()
        let (out, cache) = layer.forward([[-1e3, 1e3]])
        expectClose(out, [[-1, 1e3]])
        expectClose(layer.backward([[1, 1]], cache: cache).dx, [[0, 1]])
    }

    @Test("no digit of a small x is lost", arguments: [1e-10, 1e-17])
    func small(x: Double) {
        // alpha (e^-x - 1) = alpha (-x + x^2 / 2 - ...).
        expectClose(ELU(alpha: 3).forward(Matrix(-x)).out, Matrix(-3 * x), tolerance: 1e-9)
    }

    private static let mistakes = [
        Mistake("*: the left side is (2, 1), the right side (1, 2); they must be equal.") {
            let layer = ELU()
            let (_, cache) = layer.forward([[1, 2]])
            _ = layer.backward([[1], [2]], cache: cache)
        }
    ]

    @Test("a mistake in a shape stops with a sentence, file and line", arguments: mistakes.indices)
    func complains(about index: Int) async {
        let result = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) { [index] in
            ELUTests.mistakes[index].make()
        }
        Self.mistakes[index].expectComplaint(in: result)
    }
}
