import Layers
import Testing

@Suite("Two matrices with a ReLU between them")
struct MLPTests {
    @Test("two rows of two by hand")
    func byHand() {
        let net = MLP(w1: [[1, -1], [2, 0]], w2: [[3, 1], [5, -2]])
        let (out, cache) = net.forward([[1, 1], [-2, 0.5]])
        // a = [1 + 2, -1], [-2 + 1, 2]; hidden = [3, 0], [0, 2].
        #expect(cache.a == [[3, -1], [-1, 2]])
        #expect(cache.hidden == [[3, 0], [0, 2]])
        #expect(out == [[9, 3], [10, -4]])
        let gradients = net.backward([[1, 10], [100, 1000]], cache: cache)
        // dw2 = hidden' dout; dhidden = dout w2' = [13, -15], [1300, -1500];
        // da = [13, 0], [0, -1500].
        #expect(gradients.dw2 == [[3, 30], [200, 2000]])
        #expect(gradients.dw1 == [[13, 3000], [13, -750]])
        #expect(gradients.dx == [[13, 26], [1500, 0]])
    }

    @Test("backward agrees with centred differences", arguments: Draw.several)
    func gradients(draw: Draw) {
        var generator = SeededGenerator(seed: draw.seed)
        let net = MLP(
            w1: .normal(rows: draw.columns, columns: 6, using: &generator),
            w2: .normal(rows: 6, columns: 2, using: &generator))
        let x = Matrix.normal(rows: draw.rows, columns: draw.columns, using: &generator)
        expectGradients(of: net, at: x, using: &generator)
    }

    @Test("there are no biases")
    func parameters() {
        let net = MLP(w1: Matrix(rows: 3, columns: 4), w2: Matrix(rows: 4, columns: 2))
        #expect(net.parameters.map(\.name) == ["w1", "w2"])
        #expect(net.parameterCount == 3 * 4 + 4 * 2)
    }

    private static let mistakes = [
        Mistake("MLP: w1 is (3, 4) and w2 (5, 2): the inner sizes must be equal.") {
            _ = MLP(w1: Matrix(rows: 3, columns: 4), w2: Matrix(rows: 5, columns: 2))
        },
        Mistake("matmul: (1, 2) times (3, 4): the left has 2 columns, the right has 3 rows.") {
            let net = MLP(w1: Matrix(rows: 3, columns: 4), w2: Matrix(rows: 4, columns: 2))
            _ = net.forward([[1, 2]])
        },
        Mistake(
            "transposedMatmul: (1, 1) transposed, times (2, 1): the left has 1 "
                + "rows, the right has 2."
        ) {
            let net = MLP(w1: [[1]], w2: [[1]])
            let (_, cache) = net.forward([[1]])
            _ = net.backward([[1], [2]], cache: cache)
        },
    ]

    @Test("a mistake in a shape stops with a sentence, file and line", arguments: mistakes.indices)
    func complains(about index: Int) async {
        let result = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) { [index] in
            MLPTests.mistakes[index].make()
        }
        Self.mistakes[index].expectComplaint(in: result)
    }
}
