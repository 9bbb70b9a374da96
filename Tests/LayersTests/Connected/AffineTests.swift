import Layers
import Testing

@Suite("The affine layer")
struct AffineTests {
    @Test("two rows of two by hand")
    func byHand() {
        let affine = Affine(w: [[1, 2], [3, -1]], b: [[10, 20]])
        let (out, cache) = affine.forward([[1, 2], [-1, 0]])
        // [1 + 6, 2 - 2] and [-1, -2], plus b.
        #expect(out == [[17, 20], [9, 18]])
        let gradients = affine.backward([[1, 2], [3, -1]], cache: cache)
        // dx = dout times w transposed: [1 + 4, 3 - 2] and [3 - 2, 9 + 1].
        #expect(gradients.dx == [[5, 1], [1, 10]])
        // dw = x transposed times dout: [1 - 3, 2 + 1] and [2, 4].
        #expect(gradients.dw == [[-2, 3], [2, 4]])
        #expect(gradients.db == [[4, 1]])
    }

    @Test("backward agrees with centred differences", arguments: Draw.several)
    func gradients(draw: Draw) {
        var generator = SeededGenerator(seed: draw.seed)
        let affine = Affine(
            w: .normal(rows: draw.columns, columns: 3, using: &generator),
            b: .normal(rows: 1, columns: 3, using: &generator))
        let x = Matrix.normal(rows: draw.rows, columns: draw.columns, using: &generator)
        expectGradients(of: affine, at: x, using: &generator)
    }

    @Test("a new layer has small random weights and biases of 0")
    func initial() {
        var generator = SeededGenerator(seed: 1)
        let affine = Affine(inputs: 100, outputs: 50, weightScale: 0.01, using: &generator)
        let deviation = (affine.w.sumOfSquares() / 5000).squareRoot()
        #expect(affine.w.shape == Shape(rows: 100, columns: 50))
        #expect(abs(deviation - 0.01) < 0.001)
        #expect(affine.b == Matrix(rows: 1, columns: 50))
    }

    @Test("the parameters are w and b")
    func parameters() {
        let affine = Affine(w: Matrix(rows: 3, columns: 4), b: Matrix(rows: 1, columns: 4))
        #expect(affine.parameters.map(\.name) == ["w", "b"])
        #expect(affine.parameterCount == 16)
    }

    @Test("inputs of 1e3 stay finite, forward and backward")
    func extremes() {
        let affine = Affine(w: [[1e3], [-1e3]], b: [[1e3]])
        let (out, cache) = affine.forward([[1e3, -1e3]])
        let gradients = affine.backward([[1e3]], cache: cache)
        #expect(out == [[2_001_000]])
        #expect(gradients.dx == [[1e6, -1e6]])
        #expect(gradients.dw == [[1e6], [-1e6]])
    }

    private static let mistakes = [
        Mistake("Affine: b is (1, 3), and w (3, 2) needs (1, 2).") {
            _ = Affine(w: Matrix(rows: 3, columns: 2), b: [[1, 2, 3]])
        },
        Mistake("Affine: b is (2, 1), and w (3, 2) needs (1, 2).") {
            _ = Affine(w: Matrix(rows: 3, columns: 2), b: [[1], [2]])
        },
        Mistake("matmul: (1, 2) times (3, 2): the left has 2 columns, the right has 3 rows.") {
            _ = Affine(w: Matrix(rows: 3, columns: 2), b: [[1, 2]]).forward([[1, 2]])
        },
        Mistake(
            "matmulTransposed: (1, 1) times (3, 2) transposed: the left has 1 "
                + "columns, the right has 2."
        ) {
            let affine = Affine(w: Matrix(rows: 3, columns: 2), b: [[1, 2]])
            let (_, cache) = affine.forward([[1, 2, 3]])
            _ = affine.backward([[1]], cache: cache)
        },
        Mistake(
            "transposedMatmul: (1, 3) transposed, times (2, 2): the left has 1 "
                + "rows, the right has 2."
        ) {
            let affine = Affine(w: Matrix(rows: 3, columns: 2), b: [[1, 2]])
            let (_, cache) = affine.forward([[1, 2, 3]])
            _ = affine.backward([[1, 2], [3, 4]], cache: cache)
        },
        Mistake("matmul: the row to add is (1, 1), and it must be (1, 2) to fit the product.") {
            var affine = Affine(w: Matrix(rows: 3, columns: 2), b: [[1, 2]])
            affine.b = [[1]]
            _ = affine.forward([[1, 2, 3]])
        },
    ]

    @Test("a mistake in a shape stops with a sentence, file and line", arguments: mistakes.indices)
    func complains(about index: Int) async {
        let result = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) { [index] in
            AffineTests.mistakes[index].make()
        }
        Self.mistakes[index].expectComplaint(in: result)
    }
}
