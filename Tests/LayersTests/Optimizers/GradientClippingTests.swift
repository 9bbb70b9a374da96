import Layers
import Testing

@Suite("Clipping gradients")
struct GradientClippingTests {
    @Test("by value every entry is moved on its own")
    func byValue() {
        let clipped = GradientClipping(limit: 2).byValue([[[1, -3], [5, 2]], [[-2.5]]])
        #expect(clipped == [[[1, -2], [2, 2]], [[-2]]])
    }

    @Test("by norm all are shortened together: the direction stays")
    func byNorm() {
        let clipped = GradientClipping(limit: 2.5).byGlobalNorm([[[3, 0]], [[-4]]])
        #expect(clipped == [[[1.5, 0]], [[-2]]])
    }

    @Test("a norm at the limit, or below it, changes nothing", arguments: [5, 5.5, 1e6])
    func short(limit: Double) {
        let gradients: [Matrix] = [[[3, 0]], [[-4]]]
        #expect(GradientClipping(limit: limit).byGlobalNorm(gradients) == gradients)
    }

    @Test("gradients of 0, or none at all, are left as they are")
    func nothing() {
        #expect(GradientClipping(limit: 1).byGlobalNorm([[[0, 0]]]) == [[[0, 0]]])
        #expect(GradientClipping(limit: 1).byGlobalNorm([]) == [])
        #expect(GradientClipping(limit: 1).byValue([]) == [])
    }

    @Test("entries of 1e100 are clipped to the limit")
    func extremes() {
        expectClose(GradientClipping(limit: 3).byGlobalNorm([[[1e100, 0]]])[0], [[3, 0]])
        #expect(GradientClipping(limit: 3).byValue([[[1e300, -1e300]]]) == [[[3, -3]]])
    }

    private static let mistakes = [
        Mistake("GradientClipping: the limit is 0.0, and must be positive.") {
            _ = GradientClipping(limit: 0)
        },
        Mistake("GradientClipping: the limit is nan, and must be positive.") {
            _ = GradientClipping(limit: .nan)
        },
    ]

    @Test("a mistake stops with a sentence, file and line", arguments: mistakes.indices)
    func complains(about index: Int) async {
        let result = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) { [index] in
            GradientClippingTests.mistakes[index].make()
        }
        Self.mistakes[index].expectComplaint(in: result)
    }
}
