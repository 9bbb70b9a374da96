import Layers
import Testing

@Suite("The circuit f = 2 (x y + max(z, w))")
struct PatternsCircuitTests {
    @Test("the numbers of the course notes: f = -20, gradients -8, 6, 2 and 0")
    func notes() {
        let input = PatternsCircuit.Input(x: Matrix(3), y: Matrix(-4), z: Matrix(2), w: Matrix(-1))
        let (out, cache) = PatternsCircuit().forward(input)
        #expect(out == [[-20]])
        let gradients = PatternsCircuit().backward([[1]], cache: cache)
        #expect(gradients.dx == [[-8]])
        #expect(gradients.dy == [[6]])
        #expect(gradients.dz == [[2]])
        #expect(gradients.dw == [[0]])
    }

    @Test("the gradient follows the winner when w is the larger one")
    func otherWinner() {
        // f = 2 (1 * 5 + 7) = 24; with dout = 3 every slope below is three times its own.
        let input = PatternsCircuit.Input(x: Matrix(1), y: Matrix(5), z: Matrix(2), w: Matrix(7))
        let (out, cache) = PatternsCircuit().forward(input)
        #expect(out == [[24]])
        let gradients = PatternsCircuit().backward([[3]], cache: cache)
        #expect(gradients.dx == [[30]])
        #expect(gradients.dy == [[6]])
        #expect(gradients.dz == [[0]])
        #expect(gradients.dw == [[6]])
    }

    @Test("backward agrees with centred differences", arguments: Draw.several)
    func gradients(draw: Draw) {
        var generator = SeededGenerator(seed: draw.seed)
        func random() -> Matrix {
            .normal(rows: draw.rows, columns: draw.columns, using: &generator)
        }
        let input = PatternsCircuit.Input(
            x: random(), y: random(), z: random(), w: random())
        expectGradients(of: PatternsCircuit(), at: input, using: &generator)
    }

    private static let mistakes = [
        Mistake("Pair: x is (1, 2) and y (1, 1); they must be equal.") {
            _ = PatternsCircuit().forward(.init(x: [[1, 2]], y: [[3]], z: [[4]], w: [[5]]))
        },
        Mistake("Pair: x is (1, 1) and y (1, 2); they must be equal.") {
            _ = PatternsCircuit().forward(.init(x: [[1]], y: [[3]], z: [[4, 5]], w: [[5, 6]]))
        },
    ]

    @Test("a mistake in a shape stops with a sentence, file and line", arguments: mistakes.indices)
    func complains(about index: Int) async {
        let result = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) { [index] in
            PatternsCircuitTests.mistakes[index].make()
        }
        Self.mistakes[index].expectComplaint(in: result)
    }
}
