import Layers
import Testing

@Suite("Which pixels a score depends on")
struct SaliencyTests {
    @Test("a net of one unit by hand: of the channels the largest slope")
    func byHand() {
        // Two channels of two pixels; the second class has three times the slope.
        let net = MLP(w1: [[1], [-2], [-3], [0.5]], w2: [[1, -3]])
        let saliency = Saliency(image: ImageShape(channels: 2, height: 1, width: 2))
        let x: Matrix = [[4, 1, 0, 1], [4, 1, 0, 1], [-4, 1, 0, 1]]
        // The last image closes the unit.
        #expect(saliency.map(net, x, labels: [0, 1, 0]) == [[3, 2], [9, 6], [0, 0]])
    }

    @Test("of an affine layer it is the weights' size, whatever the image")
    func affine() {
        let net = Affine(w: [[1, -2], [-3, 4]], b: [[5, 6]])
        let saliency = Saliency(image: ImageShape(channels: 1, height: 2, width: 1))
        #expect(saliency.map(net, [[9, 8], [7, -6]], labels: [1, 0]) == [[2, 4], [1, 3]])
    }

    private static let saliency = Saliency(image: ImageShape(channels: 1, height: 2, width: 1))

    private static let mistakes = [
        Mistake("(1, 3): a row should be one image of 1 x 2 x 1, 2 numbers.") {
            _ = saliency.map(Affine(w: [[1], [2]], b: [[0]]), [[1, 2, 3]], labels: [0])
        },
        Mistake("index [0, 1] is outside a (1, 1) matrix: rows are 0..<1, columns 0..<1.") {
            _ = saliency.map(Affine(w: [[1], [2]], b: [[0]]), [[1, 2]], labels: [1])
        },
    ]

    @Test("a mistake stops with a sentence, file and line", arguments: mistakes.indices)
    func complains(about index: Int) async {
        let result = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) { [index] in
            SaliencyTests.mistakes[index].make()
        }
        Self.mistakes[index].expectComplaint(in: result)
    }
}
