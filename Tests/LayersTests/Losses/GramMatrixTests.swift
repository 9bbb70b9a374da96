import Layers
import Testing

@Suite("The gram matrix")
struct GramMatrixTests {
    @Test("one image of two channels by hand")
    func byHand() {
        let layer = GramMatrix(channels: 2)
        // The channels are (1, 2) and (3, 4), and there are four numbers.
        let (out, cache) = layer.forward([[1, 2, 3, 4]])
        #expect(out == [[1.25, 2.75, 2.75, 6.25]])
        #expect(layer.backward([[4, 0, 0, 0]], cache: cache).dx == [[2, 4, 0, 0]])
        #expect(layer.backward([[0, 4, 0, 0]], cache: cache).dx == [[3, 4, 1, 2]])
        #expect(layer.backward([[0, 0, 4, 0]], cache: cache).dx == [[3, 4, 1, 2]])
    }

    @Test("backward is right", arguments: [(1, 1, 1), (1, 2, 3), (2, 3, 1), (3, 2, 4), (2, 4, 2)])
    func gradients(n: Int, channels: Int, pixels: Int) {
        expectRight { g in
            (
                layer: GramMatrix(channels: channels),
                x: Matrix.normal(rows: n, columns: channels * pixels, using: &g)
            )
        }
    }

    @Test("features of 1e3 stay finite, forward and backward")
    func extremes() {
        let (out, cache) = GramMatrix(channels: 1).forward([[1e3, -1e3]])
        #expect(out == [[1e6]])
        #expect(GramMatrix(channels: 1).backward([[1]], cache: cache).dx == [[1e3, -1e3]])
    }

    private static let mistakes = [
        Mistake("GramMatrix: rows of 3 numbers are not 2 channels.") {
            _ = GramMatrix(channels: 2).forward([[1, 2, 3]])
        },
        Mistake("GramMatrix: rows of 3 numbers are not 0 channels.") {
            _ = GramMatrix(channels: 0).forward([[1, 2, 3]])
        },
    ]

    @Test("a mistake stops with a sentence, file and line", arguments: mistakes.indices)
    func complains(about index: Int) async {
        let result = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) { [index] in
            GramMatrixTests.mistakes[index].make()
        }
        Self.mistakes[index].expectComplaint(in: result)
    }
}
