import Layers
import Testing

@Suite("The multiply gate")
struct MultiplyGateTests {
    @Test("the numbers of the course notes: x = -2 and y = 3 give -6, slopes 3 and -2")
    func notes() {
        let (out, cache) = MultiplyGate().forward(Pair(x: Matrix(-2), y: Matrix(3)))
        let gradients = MultiplyGate().backward([[1]], cache: cache)
        #expect(out == [[-6]])
        #expect(gradients.dx == [[3]])
        #expect(gradients.dy == [[-2]])
    }

    @Test("two rows of two by hand")
    func byHand() {
        let (out, cache) = MultiplyGate().forward(
            Pair(x: [[1, 2], [3, 0]], y: [[5, -1], [4, 7]]))
        #expect(out == [[5, -2], [12, 0]])
        let gradients = MultiplyGate().backward([[1, 2], [-1, 10]], cache: cache)
        #expect(gradients.dx == [[5, -2], [-4, 70]])
        #expect(gradients.dy == [[1, 4], [-3, 0]])
    }

    @Test("backward agrees with centred differences", arguments: Draw.several)
    func gradients(draw: Draw) {
        expectGradientsOfPair(of: MultiplyGate(), draw: draw)
    }

    private static let mistakes = [
        Mistake("*: the left side is (2, 1), the right side (1, 2); they must be equal.") {
            let (_, cache) = MultiplyGate().forward(Pair(x: [[1, 2]], y: [[3, 4]]))
            _ = MultiplyGate().backward([[1], [2]], cache: cache)
        }
    ]

    @Test("a mistake in a shape stops with a sentence, file and line", arguments: mistakes.indices)
    func complains(about index: Int) async {
        let result = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) { [index] in
            MultiplyGateTests.mistakes[index].make()
        }
        Self.mistakes[index].expectComplaint(in: result)
    }
}
