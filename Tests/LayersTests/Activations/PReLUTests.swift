import Layers
import Testing

@Suite("The ReLU with a learned slope")
struct PReLUTests {
    @Test("two rows of two by hand")
    func byHand() {
        let layer = PReLU(alpha: [[0.5, 0.1]])
        let (out, cache) = layer.forward([[-2, 3], [-4, -10]])
        #expect(out == [[-1, 3], [-2, -1]])
        let gradients = layer.backward([[10, 20], [30, 40]], cache: cache)
        #expect(gradients.dx == [[5, 20], [15, 4]])
        // 10 * -2 + 30 * -4, and 40 * -10.
        #expect(gradients.dalpha == [[-140, -400]])
    }

    @Test("backward agrees with centred differences", arguments: Draw.several)
    func gradients(draw: Draw) {
        var generator = SeededGenerator(seed: draw.seed)
        let layer = PReLU(alpha: .normal(rows: 1, columns: draw.columns, using: &generator))
        // One row more, all negative, so that every slope matters.
        var x = Matrix.normal(rows: draw.rows + 1, columns: draw.columns, using: &generator)
        for c in 0..<draw.columns { x[0, c] = -1 }
        expectGradients(of: layer, at: x, using: &generator)
    }

    @Test("at exactly 0 the slope is alpha, and alpha learns nothing")
    func kink() {
        let layer = PReLU(alpha: [[0.5]])
        let gradients = layer.backward([[10]], cache: layer.forward([[0]]).cache)
        #expect(gradients.dx == [[5]])
        #expect(gradients.dalpha == [[0]])
    }

    @Test("a new layer has one slope of 0.25 for every column")
    func initial() {
        let layer = PReLU(columns: 3)
        #expect(layer.alpha == [[0.25, 0.25, 0.25]])
        #expect(layer.parameters.map(\.name) == ["alpha"])
        #expect(layer.parameterCount == 3)
    }

    @Test("inputs of -1e3 and 1e3 stay finite, forward and backward")
    func extremes() {
        let layer = PReLU(alpha: [[0.25, 0.25]])
        let (out, cache) = layer.forward([[-1e3, 1e3]])
        let gradients = layer.backward([[1, 1]], cache: cache)
        #expect(out == [[-250, 1e3]])
        #expect(gradients.dx == [[0.25, 1]])
        #expect(gradients.dalpha == [[-1e3, 0]])
    }

    private static let mistakes = [
        Mistake("multiplyingEachRow: the row is (1, 2), and it must be (1, 3) to fit (1, 3).") {
            _ = PReLU(alpha: [[0.1, 0.2]]).forward([[1, 2, 3]])
        },
        Mistake("*: the left side is (2, 1), the right side (1, 2); they must be equal.") {
            let layer = PReLU(columns: 2)
            let (_, cache) = layer.forward([[1, 2]])
            _ = layer.backward([[1], [2]], cache: cache)
        },
    ]

    @Test("a mistake in a shape stops with a sentence, file and line", arguments: mistakes.indices)
    func complains(about index: Int) async {
        let result = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) { [index] in
            PReLUTests.mistakes[index].make()
        }
        Self.mistakes[index].expectComplaint(in: result)
    }
}
