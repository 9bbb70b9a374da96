import Layers
import Testing

@Suite("Maxout")
struct MaxoutTests {
    @Test("two rows of two by hand")
    func byHand() {
        let layer = Maxout(
            w1: [[1, 0], [0, 1]], b1: [[0, 0]], w2: [[2, 1], [0, 0]], b2: [[1, 0]])
        let (out, cache) = layer.forward([[1, 2], [-3, -5]])
        // First: [1, 2], [-3, -5]. Second: [3, 1], [-5, -3].
        #expect(out == [[3, 2], [-3, -3]])
        let gradients = layer.backward([[1, 10], [100, 1000]], cache: cache)
        // The first wins at [0, 1] and [1, 0], the second at [0, 0] and [1, 1].
        #expect(gradients.db1 == [[100, 10]])
        #expect(gradients.db2 == [[1, 1000]])
        // [-3 * 100, 1 * 10], [-5 * 100, 2 * 10]; [1 * 1, -3 * 1000], [2 * 1, -5 * 1000].
        #expect(gradients.dw1 == [[-300, 10], [-500, 20]])
        #expect(gradients.dw2 == [[1, -3000], [2, -5000]])
        // [0, 10] w1' + [1, 0] w2', and [100, 0] w1' + [0, 1000] w2'.
        #expect(gradients.dx == [[2, 10], [1100, 0]])
    }

    @Test("where both are equal, the first wins")
    func tie() {
        let layer = Maxout(w1: [[1]], b1: [[0]], w2: [[2]], b2: [[-3]])
        let (out, cache) = layer.forward([[3]])
        let gradients = layer.backward([[1]], cache: cache)
        #expect(out == [[3]])
        #expect(gradients.dx == [[1]])
        #expect(gradients.db1 == [[1]])
        #expect(gradients.db2 == [[0]])
    }

    @Test("backward agrees with centred differences", arguments: Draw.several)
    func gradients(draw: Draw) {
        var generator = SeededGenerator(seed: draw.seed)
        let layer = maxout(inputs: draw.columns, outputs: 3, using: &generator)
        let x = Matrix.normal(rows: draw.rows, columns: draw.columns, using: &generator)
        expectGradients(of: layer, at: x, using: &generator)
    }

    @Test("leaky ReLU is a special case, and ReLU too", arguments: [0, 0.01, 0.2])
    func specialCases(alpha: Double) {
        var generator = SeededGenerator(seed: 5)
        let w = Matrix.normal(rows: 4, columns: 3, using: &generator)
        let x = Matrix.normal(rows: 6, columns: 4, using: &generator)
        let dout = Matrix.normal(rows: 6, columns: 3, using: &generator)
        let b = Matrix(rows: 1, columns: 3)
        let layer = Maxout(w1: alpha * w, b1: b, w2: w, b2: b)
        let affine = Affine(w: w, b: b)
        let activation = LeakyReLU(alpha: alpha)

        let (out, cache) = layer.forward(x)
        let (a, affineCache) = affine.forward(x)
        let (expected, activationCache) = activation.forward(a)
        expectClose(out, expected)
        let da = activation.backward(dout, cache: activationCache).dx
        let dx = affine.backward(da, cache: affineCache).dx
        expectClose(layer.backward(dout, cache: cache).dx, dx)
        if alpha == 0 { expectClose(out, ReLU().forward(a).out) }
    }

    @Test("there are twice the parameters of an affine layer")
    func parameters() {
        var generator = SeededGenerator(seed: 1)
        let layer = maxout(inputs: 4, outputs: 3, using: &generator)
        let affine = Affine(inputs: 4, outputs: 3, weightScale: 1, using: &generator)
        #expect(layer.parameterCount == 2 * affine.parameterCount)
        #expect(layer.parameterCount == 30)
        #expect(layer.parameters.map(\.name) == ["w1", "b1", "w2", "b2"])
    }

    @Test("inputs of 1e3 stay finite, forward and backward")
    func extremes() {
        let layer = Maxout(w1: [[1]], b1: [[0]], w2: [[-1]], b2: [[0]])
        let (out, cache) = layer.forward([[-1e3], [1e3]])
        #expect(out == [[1e3], [1e3]])
        #expect(layer.backward([[1], [1]], cache: cache).dx == [[-1], [1]])
    }

    private func maxout(
        inputs: Int, outputs: Int, using generator: inout SeededGenerator
    ) -> Maxout {
        Maxout(
            w1: .normal(rows: inputs, columns: outputs, using: &generator),
            b1: .normal(rows: 1, columns: outputs, using: &generator),
            w2: .normal(rows: inputs, columns: outputs, using: &generator),
            b2: .normal(rows: 1, columns: outputs, using: &generator))
    }

    private static let mistakes = [
        Mistake("matmul: (1, 2) times (1, 1): the left has 2 columns, the right has 1 rows.") {
            _ = Maxout(w1: [[1]], b1: [[0]], w2: [[1]], b2: [[0]]).forward([[1, 2]])
        },
        Mistake(
            "zipMapped: the left side is (1, 1), the right side (1, 2); they must "
                + "be equal."
        ) {
            _ = Maxout(w1: [[1]], b1: [[0]], w2: [[1, 2]], b2: [[0, 0]]).forward([[1]])
        },
        Mistake("addingToEachRow: the row is (1, 2), and it must be (1, 1) to fit (1, 1).") {
            _ = Maxout(w1: [[1]], b1: [[0, 0]], w2: [[1]], b2: [[0]]).forward([[1]])
        },
        Mistake("*: the left side is (1, 2), the right side (1, 1); they must be equal.") {
            let layer = Maxout(w1: [[1]], b1: [[0]], w2: [[1]], b2: [[0]])
            let (_, cache) = layer.forward([[1]])
            _ = layer.backward([[1, 2]], cache: cache)
        },
    ]

    @Test("a mistake in a shape stops with a sentence, file and line", arguments: mistakes.indices)
    func complains(about index: Int) async {
        let result = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) { [index] in
            MaxoutTests.mistakes[index].make()
        }
        Self.mistakes[index].expectComplaint(in: result)
    }
}
