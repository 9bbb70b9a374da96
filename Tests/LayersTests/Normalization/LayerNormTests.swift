import Layers
import Testing

@Suite("Layer normalization")
struct LayerNormTests {
    @Test("two rows of four by hand")
    func byHand() {
        // With epsilon 1 the first row, of mean 2 and variance 3, is divided by 2.
        let norm = LayerNorm(gamma: [[2, 2, 2, 4]], beta: [[10, 10, 10, 20]], epsilon: 1)
        let (out, cache) = norm.forward([[1, 1, 1, 5], [7, 7, 7, 7]])
        expectClose(out, [[9, 9, 9, 26], [10, 10, 10, 20]])
        let gradients = norm.backward([[4, 0, 0, 0], [0, 0, 0, 2]], cache: cache)
        // First row: dxhat = (8, 0, 0, 0), less its mean 2, less xhat (-1), and half of that.
        // Second one: dxhat = (0, 0, 0, 8), less its mean 2.
        expectClose(gradients.dx, [[2.75, -1.25, -1.25, -0.25], [-2, -2, -2, 6]])
        expectClose(gradients.dgamma, [[-2, 0, 0, 0]])
        expectClose(gradients.dbeta, [[4, 0, 0, 2]])
    }

    @Test(
        "backward is right", arguments: [(1, 2), (1, 5), (3, 1), (4, 3), (2, 7), (6, 20)])
    func gradients(rows: Int, columns: Int) {
        expectRight { generator in
            let norm = LayerNorm(
                gamma: .normal(rows: 1, columns: columns, using: &generator),
                beta: .normal(rows: 1, columns: columns, using: &generator))
            let x = Matrix.normal(rows: rows, columns: columns, mean: 3, using: &generator)
            return (layer: norm, x: x)
        }
    }

    @Test("without scale and shift it is batch normalization of the transpose", arguments: 1...5)
    func transposed(seed: Int) {
        var generator = SeededGenerator(seed: seed)
        let x = Matrix.normal(rows: 3, columns: 6, mean: 5, using: &generator)
        let dout = Matrix.normal(rows: 3, columns: 6, using: &generator)
        let (layer, batch) = (LayerNorm(features: 6), BatchNorm(features: 3))
        let (out, cache) = layer.forward(x)
        let (other, otherCache) = batch.forward(x.transposed())
        expectClose(out, other.transposed())
        expectClose(
            layer.backward(dout, cache: cache).dx,
            batch.backward(dout.transposed(), cache: otherCache).dx.transposed(), tolerance: 1e-12)
    }

    @Test("an example is treated as if it were alone")
    func alone() {
        let norm = LayerNorm(gamma: [[1, -2, 3]], beta: [[1, 2, 3]])
        let x: Matrix = [[1, 2, 4], [-3, 0.5, 9]]
        let both = norm.forward(x).out
        for n in 0..<2 { #expect(norm.forward(x.rows(n..<n + 1)).out == both.rows(n..<n + 1)) }
    }

    @Test("a new layer has a scale of 1 and a shift of 0, and two parameters")
    func initial() {
        let norm = LayerNorm(features: 2)
        #expect(norm.gamma == [[1, 1]])
        #expect(norm.beta == [[0, 0]])
        #expect(norm.parameters.map(\.name) == ["gamma", "beta"])
    }

    @Test("equal inputs and inputs of 1e3 stay finite, forward and backward")
    func extremes() {
        let norm = LayerNorm(features: 3)
        let (out, cache) = norm.forward([[1e3, -1e3, 1e3], [5, 5, 5]])
        #expect(out.isFinite)
        #expect(norm.backward([[1, 2, 3], [4, 5, 6]], cache: cache).dx.isFinite)
    }

    private static let mistakes = [
        Mistake("LayerNorm: gamma is (1, 2) and beta (1, 3); both must be (1, D).") {
            _ = LayerNorm(gamma: [[1, 1]], beta: [[0, 0, 0]])
        },
        Mistake("LayerNorm: gamma is (2, 1) and beta (2, 1); both must be (1, D).") {
            _ = LayerNorm(gamma: [[1], [1]], beta: [[0], [0]])
        },
        Mistake("multiplyingEachRow: the row is (1, 3), and it must be (1, 2) to fit (2, 2).") {
            _ = LayerNorm(features: 3).forward([[1, 2], [3, 4]])
        },
        Mistake("rowMeans: a (3, 0) matrix has no columns.") {
            _ = LayerNorm(features: 0).forward(Matrix(rows: 3, columns: 0))
        },
        Mistake("*: the left side is (1, 2), the right side (2, 2); they must be equal.") {
            let norm = LayerNorm(features: 2)
            _ = norm.backward([[1, 2]], cache: norm.forward([[1, 2], [3, 4]]).cache)
        },
    ]

    @Test("a mistake in a shape stops with a sentence, file and line", arguments: mistakes.indices)
    func complains(about index: Int) async {
        let result = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) { [index] in
            LayerNormTests.mistakes[index].make()
        }
        Self.mistakes[index].expectComplaint(in: result)
    }
}
