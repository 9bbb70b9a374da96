import Foundation
import Layers
import Testing

@Suite("The gates of one line")
struct SimpleGatesTests {
    @Test("the add gate shares the gradient")
    func add() {
        let (out, cache) = AddGate().forward(
            Pair(x: [[1, 2], [3, 4]], y: [[10, 20], [-3, 0]]))
        let gradients = AddGate().backward([[1, 2], [3, 4]], cache: cache)
        #expect(out == [[11, 22], [0, 4]])
        #expect(gradients.dx == [[1, 2], [3, 4]])
        #expect(gradients.dy == [[1, 2], [3, 4]])
    }

    @Test("one over x has the slope -1 / x^2; in the notes, -0.53 at 1.37")
    func reciprocal() {
        let (out, cache) = ReciprocalGate().forward([[2, -4], [0.5, 1.37]])
        let dx = ReciprocalGate().backward([[1, 16], [3, 1]], cache: cache).dx
        expectClose(out, [[0.5, -0.25], [2, 1 / 1.37]])
        expectClose(dx, [[-0.25, -1], [-12, -0.53]], tolerance: 0.005 / 12)
    }

    @Test("adding a constant passes the gradient on")
    func addConstant() {
        let (out, cache) = AddConstantGate(1).forward([[0.37, -1], [2, 0]])
        #expect(out == [[1.37, 0], [3, 1]])
        let dx = AddConstantGate(1).backward([[-0.53, 1], [2, 3]], cache: cache).dx
        #expect(dx == [[-0.53, 1], [2, 3]])
    }

    @Test("scaling scales the gradient")
    func scale() {
        let (out, cache) = ScaleGate(-3).forward([[1, -2], [0, 0.5]])
        #expect(out == [[-3, 6], [0, -1.5]])
        #expect(
            ScaleGate(-3).backward([[1, 2], [3, -4]], cache: cache).dx == [[-3, -6], [-9, 12]])
    }

    @Test("the exponential is its own slope; in the notes, -0.20 at -1")
    func exponential() {
        let (out, cache) = ExpGate().forward([[0, -1]])
        #expect(out == [[1, exp(-1)]])
        #expect(ExpGate().backward([[2, -1]], cache: cache).dx == [[2, -exp(-1)]])
        #expect(abs(ExpGate().backward([[0, -0.534]], cache: cache).dx[0, 1] + 0.20) < 0.005)
    }

    @Test("the exponential is finite at 709 and infinite at 710")
    func overflow() {
        #expect(ExpGate().forward([[709]]).out.isFinite)
        #expect(ExpGate().forward([[710]]).out == [[.infinity]])
    }

    @Test("backward agrees with centred differences", arguments: Draw.several)
    func gradients(draw: Draw) {
        expectGradientsOfPair(of: AddGate(), draw: draw)
        expectGradients(of: AddConstantGate(2.5), draw: draw)
        expectGradients(of: ScaleGate(-1.5), draw: draw)
        expectGradients(of: ExpGate(), draw: draw)
        var generator = SeededGenerator(seed: draw.seed)
        let x = Matrix.uniform(
            rows: draw.rows, columns: draw.columns, from: 0.5, to: 2, using: &generator)
        expectGradients(of: ReciprocalGate(), at: x, using: &generator)
        expectGradients(of: ReciprocalGate(), at: -x, using: &generator)
    }

    private static let mistakes = [
        Mistake("/: the left side is (2, 1), the right side (1, 2); they must be equal.") {
            let layer = ReciprocalGate()
            let (_, cache) = layer.forward([[1, 2]])
            _ = layer.backward([[1], [2]], cache: cache)
        },
        Mistake("*: the left side is (2, 1), the right side (1, 2); they must be equal.") {
            let layer = ExpGate()
            let (_, cache) = layer.forward([[1, 2]])
            _ = layer.backward([[1], [2]], cache: cache)
        },
        Mistake("+: the left side is (1, 2), the right side (1, 1); they must be equal.") {
            var pair = Pair(x: [[1, 2]], y: [[3, 4]])
            pair.y = Matrix(1)
            _ = AddGate().forward(pair)
        },
    ]

    @Test("a mistake in a shape stops with a sentence, file and line", arguments: mistakes.indices)
    func complains(about index: Int) async {
        let result = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) { [index] in
            SimpleGatesTests.mistakes[index].make()
        }
        Self.mistakes[index].expectComplaint(in: result)
    }
}
