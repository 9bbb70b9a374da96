import Layers
import Testing

@Suite("The circuit f = (x + y) z")
struct CircuitTests {
    @Test("the numbers of the course notes: f = -12, gradients -4, -4 and 3")
    func notes() {
        let input = Circuit.Input(x: Matrix(-2), y: Matrix(5), z: Matrix(-4))
        let (out, cache) = Circuit().forward(input)
        #expect(out == [[-12]])
        #expect(cache.q == [[3]])
        let gradients = Circuit().backward([[1]], cache: cache)
        #expect(gradients.dx == [[-4]])
        #expect(gradients.dy == [[-4]])
        #expect(gradients.dz == [[3]])
    }

    @Test("two rows of two by hand")
    func byHand() {
        // q = x + y = [[3, 1], [0, 5]], f = q z = [[6, -1], [0, 20]].
        let input = Circuit.Input(
            x: [[1, 2], [-3, 4]], y: [[2, -1], [3, 1]], z: [[2, -1], [7, 4]])
        let (out, cache) = Circuit().forward(input)
        #expect(out == [[6, -1], [0, 20]])
        let gradients = Circuit().backward([[1, 10], [2, -1]], cache: cache)
        #expect(gradients.dx == [[2, -10], [14, -4]])
        #expect(gradients.dy == [[2, -10], [14, -4]])
        #expect(gradients.dz == [[3, 10], [0, -5]])
    }

    @Test("backward agrees with centred differences", arguments: Draw.several)
    func gradients(draw: Draw) {
        var generator = SeededGenerator(seed: draw.seed)
        func random() -> Matrix {
            .normal(rows: draw.rows, columns: draw.columns, using: &generator)
        }
        let input = Circuit.Input(x: random(), y: random(), z: random())
        expectGradients(of: Circuit(), at: input, using: &generator)
    }

    private static let mistakes = [
        Mistake("+: the left side is (1, 2), the right side (2, 1); they must be equal.") {
            _ = Circuit().forward(.init(x: [[1, 2]], y: [[1], [2]], z: [[1, 2]]))
        },
        Mistake("*: the left side is (1, 2), the right side (1, 1); they must be equal.") {
            _ = Circuit().forward(.init(x: [[1, 2]], y: [[3, 4]], z: [[5]]))
        },
        Mistake("*: the left side is (2, 1), the right side (1, 1); they must be equal.") {
            let (_, cache) = Circuit().forward(.init(x: Matrix(1), y: Matrix(2), z: Matrix(3)))
            _ = Circuit().backward([[1], [2]], cache: cache)
        },
    ]

    @Test("a mistake in a shape stops with a sentence, file and line", arguments: mistakes.indices)
    func complains(about index: Int) async {
        let result = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) { [index] in
            CircuitTests.mistakes[index].make()
        }
        Self.mistakes[index].expectComplaint(in: result)
    }
}
