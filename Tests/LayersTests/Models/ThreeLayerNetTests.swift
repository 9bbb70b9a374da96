import Layers
import Testing

@Suite("The three-layer network")
struct ThreeLayerNetTests {
    @Test("one example by hand")
    func byHand() {
        let net = ThreeLayerNet(
            affine1: Affine(w: [[1, -1]], b: [[1, 0]]),
            affine2: Affine(w: [[2, -2], [5, 5]], b: [[0, 1]]),
            affine3: Affine(w: [[3], [7]], b: [[-1]]))
        // 2 -> [3, -2] -> [3, 0] -> [6, -5] -> [6, 0] -> 17.
        let (out, cache) = net.forward([[2]])
        #expect(out == [[17]])
        let gradients = net.backward([[1]], cache: cache)
        #expect(gradients.affine3.dw == [[6], [0]])
        #expect(gradients.affine3.db == [[1]])
        // Only the first unit of each layer is open: 3, then 3 * 2 = 6.
        #expect(gradients.affine2.dw == [[9, 0], [0, 0]])
        #expect(gradients.affine2.db == [[3, 0]])
        #expect(gradients.affine1.dw == [[12, 0]])
        #expect(gradients.affine1.db == [[6, 0]])
        #expect(gradients.dx == [[6]])
    }

    @Test("backward agrees with centred differences", arguments: Draw.several)
    func gradients(draw: Draw) {
        var generator = SeededGenerator(seed: draw.seed)
        let net = ThreeLayerNet(
            sizes: (draw.columns, 6, 5, 2), weightScale: 1, using: &generator)
        let x = Matrix.normal(rows: draw.rows, columns: draw.columns, using: &generator)
        expectGradients(of: net, at: x, using: &generator)
    }

    @Test("3 inputs, twice 4 hidden units and 1 output make 41 parameters")
    func parameters() {
        var generator = SeededGenerator(seed: 1)
        let net = ThreeLayerNet(sizes: (3, 4, 4, 1), weightScale: 1, using: &generator)
        #expect(net.parameterCount == 41)
        let names = [
            "affine1.w", "affine1.b", "affine2.w", "affine2.b", "affine3.w", "affine3.b",
        ]
        #expect(net.parameters.map(\.name) == names)
        let shapes = net.parameters.map { net[keyPath: $0.value].shape.description }
        #expect(shapes == ["(3, 4)", "(1, 4)", "(4, 4)", "(1, 4)", "(4, 1)", "(1, 1)"])
    }

    private static let mistakes = [
        Mistake("matmul: (1, 2) times (3, 4): the left has 2 columns, the right has 3 rows.") {
            var generator = SeededGenerator(seed: 1)
            let net = ThreeLayerNet(sizes: (3, 4, 4, 1), weightScale: 1, using: &generator)
            _ = net.forward([[1, 2]])
        },
        Mistake("matmul: (1, 2) times (3, 1): the left has 2 columns, the right has 3 rows.") {
            let net = ThreeLayerNet(
                affine1: Affine(w: [[1, 2]], b: [[0, 0]]),
                affine2: Affine(w: [[1], [2], [3]], b: [[0]]),
                affine3: Affine(w: [[1]], b: [[0]]))
            _ = net.forward([[1]])
        },
    ]

    @Test("a mistake in a shape stops with a sentence, file and line", arguments: mistakes.indices)
    func complains(about index: Int) async {
        let result = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) { [index] in
            ThreeLayerNetTests.mistakes[index].make()
        }
        Self.mistakes[index].expectComplaint(in: result)
    }
}
