import Layers
import Testing

@Suite("The content loss")
struct ContentLossTests {
    @Test("two rows of two by hand")
    func byHand() {
        let loss = ContentLoss(weight: 3)
        let (value, cache) = loss.forward([[1, 2], [3, 4]], targets: [[1, 0], [4, 4]])
        #expect(value == 3 * 5)
        #expect(loss.backward(cache: cache) == [[0, 12], [-6, 0]])
        #expect(loss.backward(0.5, cache: cache) == [[0, 6], [-3, 0]])
    }

    @Test("backward agrees with centred differences", arguments: Draw.several)
    func gradients(draw: Draw) {
        expectGradient(of: ContentLoss(weight: 0.3), draw: draw)
    }

    @Test("features of 1e3 stay finite, forward and backward")
    func extremes() {
        let (value, cache) = ContentLoss(weight: 1).forward([[1e3]], targets: [[-1e3]])
        #expect(value == 4e6)
        #expect(ContentLoss(weight: 1).backward(cache: cache) == [[4e3]])
    }

    private static let mistakes = [
        Mistake("-: the left side is (1, 2), the right side (2, 1); they must be equal.") {
            _ = ContentLoss(weight: 1).forward([[1, 2]], targets: [[1], [2]])
        }
    ]

    @Test("a mistake stops with a sentence, file and line", arguments: mistakes.indices)
    func complains(about index: Int) async {
        let result = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) { [index] in
            ContentLossTests.mistakes[index].make()
        }
        Self.mistakes[index].expectComplaint(in: result)
    }
}
