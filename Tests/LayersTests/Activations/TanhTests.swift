import Foundation
import Layers
import Testing

@Suite("The hyperbolic tangent")
struct TanhTests {
    @Test("two rows of two by hand")
    func byHand() {
        // tanh(log 2) = (2 - 1/2) / (2 + 1/2) = 0.6, tanh(log 3) = 0.8; the slope is 1 - out^2.
        let layer = Tanh()
        let (out, cache) = layer.forward([[0, log(2)], [-log(2), log(3)]])
        expectClose(out, [[0, 0.6], [-0.6, 0.8]])
        expectClose(
            layer.backward([[2, 100], [100, 100]], cache: cache).dx, [[2, 64], [64, 36]])
    }

    @Test("backward agrees with centred differences", arguments: Draw.several)
    func gradients(draw: Draw) {
        expectGradients(of: Tanh(), draw: draw)
    }

    @Test("inputs of -1e3 and 1e3 stay finite, forward and backward")
    func extremes() {
        let layer = Tanh()
        let (out, cache) = layer.forward([[-1e3, 1e3]])
        expectClose(out, [[-1, 1]])
        expectClose(layer.backward([[1, 1]], cache: cache).dx, [[0, 0]])
    }

    @Test("it is a stretched sigmoid: tanh(x) = 2 sigmoid(2 x) - 1", arguments: Draw.several)
    func stretchedSigmoid(draw: Draw) {
        var generator = SeededGenerator(seed: draw.seed)
        let x = Matrix.normal(
            rows: draw.rows, columns: draw.columns, standardDeviation: 3, using: &generator)
        expectClose(Tanh().forward(x).out, 2 * Sigmoid().forward(2 * x).out - 1)
    }

    private static let mistakes = [
        Mistake("zipMapped: the left side is (2, 1), the right side (1, 2); they must be equal.") {
            let layer = Tanh()
            let (_, cache) = layer.forward([[1, 2]])
            _ = layer.backward([[1], [2]], cache: cache)
        }
    ]

    @Test("a mistake in a shape stops with a sentence, file and line", arguments: mistakes.indices)
    func complains(about index: Int) async {
        let result = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) { [index] in
            TanhTests.mistakes[index].make()
        }
        Self.mistakes[index].expectComplaint(in: result)
    }
}
