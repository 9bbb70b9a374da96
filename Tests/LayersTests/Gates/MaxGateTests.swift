import Layers
import Testing

@Suite("The max gate")
struct MaxGateTests {
    @Test("the larger input wins, and gets the whole gradient")
    func byHand() {
        let (out, cache) = MaxGate().forward(
            Pair(x: [[2, -1], [-5, 0]], y: [[-1, 2], [-3, -4]]))
        #expect(out == [[2, 2], [-3, 0]])
        let gradients = MaxGate().backward([[10, 20], [30, -40]], cache: cache)
        #expect(gradients.dx == [[10, 0], [0, -40]])
        #expect(gradients.dy == [[0, 20], [30, 0]])
    }

    @Test("where both are equal, x wins", arguments: [-3.0, 0, 2])
    func tie(value: Double) {
        let (out, cache) = MaxGate().forward(Pair(x: Matrix(value), y: Matrix(value)))
        let gradients = MaxGate().backward([[5]], cache: cache)
        #expect(out == Matrix(value))
        #expect(gradients.dx == [[5]])
        #expect(gradients.dy == [[0]])
    }

    @Test("backward agrees with centred differences", arguments: Draw.several)
    func gradients(draw: Draw) {
        expectGradientsOfPair(of: MaxGate(), draw: draw)
    }

    private static let mistakes = [
        Mistake("*: the left side is (2, 1), the right side (1, 2); they must be equal.") {
            let (_, cache) = MaxGate().forward(Pair(x: [[1, 2]], y: [[3, 4]]))
            _ = MaxGate().backward([[1], [2]], cache: cache)
        },
        Mistake(
            "zipMapped: the left side is (1, 2), the right side (1, 1); they must "
                + "be equal."
        ) {
            var pair = Pair(x: [[1, 2]], y: [[3, 4]])
            pair.y = Matrix(1)
            _ = MaxGate().forward(pair)
        },
    ]

    @Test("a mistake in a shape stops with a sentence, file and line", arguments: mistakes.indices)
    func complains(about index: Int) async {
        let result = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) { [index] in
            MaxGateTests.mistakes[index].make()
        }
        Self.mistakes[index].expectComplaint(in: result)
    }
}
