import Layers
import Testing

@Suite("The style loss")
struct StyleLossTests {
    @Test("one image of two channels by hand")
    func byHand() {
        // The gram matrix of (1, 2) and (3, 4) is (1.25, 2.75, 2.75, 6.25).
        let loss = StyleLoss(target: [[0.25, 2.75, 2.75, 6.25]], channels: 2, weight: 3)
        let (out, cache) = loss.forward([[1, 2, 3, 4]])
        #expect(out == [[3]])
        // 2 weight is 6 for the first entry, which gives 2/4 of it to 1 and to 2.
        #expect(loss.backward([[1]], cache: cache).dx == [[3, 6, 0, 0]])
        #expect(loss.backward([[2]], cache: cache).dx == [[6, 12, 0, 0]])
    }

    @Test("backward is right", arguments: [(1, 1, 1), (1, 2, 3), (2, 3, 1), (3, 2, 4), (2, 4, 2)])
    func gradients(n: Int, channels: Int, pixels: Int) {
        expectRight { g in
            (
                layer: StyleLoss(
                    target: .normal(rows: n, columns: channels * channels, using: &g),
                    channels: channels, weight: 0.7),
                x: Matrix.normal(rows: n, columns: channels * pixels, using: &g)
            )
        }
    }

    private static let mistakes = [
        Mistake("-: the left side is (1, 4), the right side (1, 1); they must be equal.") {
            _ = StyleLoss(target: [[1]], channels: 2, weight: 1).forward([[1, 2]])
        },
        Mistake("GramMatrix: rows of 3 numbers are not 2 channels.") {
            _ = StyleLoss(target: [[1]], channels: 2, weight: 1).forward([[1, 2, 3]])
        },
    ]

    @Test("a mistake stops with a sentence, file and line", arguments: mistakes.indices)
    func complains(about index: Int) async {
        let result = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) { [index] in
            StyleLossTests.mistakes[index].make()
        }
        Self.mistakes[index].expectComplaint(in: result)
    }
}
