import Layers
import Testing

@Suite("The total variation loss")
struct TotalVariationLossTests {
    @Test("two channels of two by two by hand")
    func byHand() {
        let loss = TotalVariationLoss(
            image: ImageShape(channels: 2, height: 2, width: 2), weight: 0.5)
        // Side by side 1 and 4, one above the other 4 and 9; the second channel is even.
        let (out, cache) = loss.forward([[0, 1, 2, 4, 9, 9, 9, 9]])
        #expect(out == [[0.5 * 18]])
        #expect(loss.backward([[1]], cache: cache).dx == [[-3, -2, 0, 5, 0, 0, 0, 0]])
    }

    @Test(
        "backward is right",
        arguments: [(1, 1, 1, 2), (1, 2, 3, 1), (2, 1, 3, 4), (3, 2, 2, 2), (2, 3, 4, 3)])
    func gradients(n: Int, channels: Int, height: Int, width: Int) {
        let image = ImageShape(channels: channels, height: height, width: width)
        expectRight { g in
            (
                layer: TotalVariationLoss(image: image, weight: 0.3),
                x: Matrix.normal(rows: n, columns: image.count, using: &g)
            )
        }
    }

    @Test("an image of one pixel has no neighbours: a loss of 0, and no gradient")
    func onePixel() {
        let loss = TotalVariationLoss(
            image: ImageShape(channels: 1, height: 1, width: 1), weight: 1)
        let (out, cache) = loss.forward([[5], [7]])
        #expect(out == [[0]])
        #expect(loss.backward([[1]], cache: cache).dx == [[0], [0]])
    }

    private static let mistakes = [
        Mistake("(1, 3): a row should be one image of 1 x 2 x 2, 4 numbers.") {
            let image = ImageShape(channels: 1, height: 2, width: 2)
            _ = TotalVariationLoss(image: image, weight: 1).forward([[1, 2, 3]])
        }
    ]

    @Test("a mistake stops with a sentence, file and line", arguments: mistakes.indices)
    func complains(about index: Int) async {
        let result = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) { [index] in
            TotalVariationLossTests.mistakes[index].make()
        }
        Self.mistakes[index].expectComplaint(in: result)
    }
}
