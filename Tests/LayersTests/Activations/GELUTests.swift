import Layers
import Testing

@Suite("The GELU")
struct GELUTests {
    @Test("two rows of two, against the normal distribution's table")
    func byHand() {
        // P(1) = 0.84134, P(2) = 0.97725; the bell is 0.39894, 0.24197 and 0.05399 at 0, 1 and 2.
        let (out, cache) = GELU().forward([[0, 1], [-1, 2]])
        expectClose(out, [[0, 0.84134], [-0.15866, 1.95450]], tolerance: 1e-5)
        let dx = GELU().backward([[10, 1], [1, 1]], cache: cache).dx
        expectClose(dx, [[5, 1.08331], [-0.08331, 1.08523]], tolerance: 1e-5)
    }

    @Test("backward agrees with centred differences", arguments: Draw.several)
    func gradients(draw: Draw) {
        expectGradients(of: GELU(), draw: draw)
    }

    @Test("inputs of -1e3 and 1e3 stay finite, forward and backward")
    func extremes() {
        let layer = GELU()
        let (out, cache) = layer.forward([[-1e3, 1e3]])
        expectClose(out, [[0, 1e3]])
        expectClose(layer.backward([[1, 1]], cache: cache).dx, [[0, 1]])
    }

    @Test(
        "the normal distribution function keeps its digits far below 0",
        arguments: [
            (0, 0.5), (1, 0.8413447460685429), (-1, 0.15865525393145707),
            (-10, 7.61985302416052e-24), (1e3, 1), (-1e3, 0),
        ])
    func distribution(x: Double, expected: Double) {
        #expect(abs(normalDistribution(x) - expected) <= 1e-12 * expected)
    }

    private static let mistakes = [
        Mistake("*: the left side is (2, 1), the right side (1, 2); they must be equal.") {
            let layer = GELU()
            let (_, cache) = layer.forward([[1, 2]])
            _ = layer.backward([[1], [2]], cache: cache)
        }
    ]

    @Test("a mistake in a shape stops with a sentence, file and line", arguments: mistakes.indices)
    func complains(about index: Int) async {
        let result = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) { [index] in
            GELUTests.mistakes[index].make()
        }
        Self.mistakes[index].expectComplaint(in: result)
    }
}
