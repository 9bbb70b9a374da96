import Layers
import Testing

@Suite("The losses of a least-squares GAN")
struct LeastSquaresGANLossTests {
    @Test("two scores each by hand")
    func byHand() {
        let loss = LeastSquaresGANLoss()
        let (out, cache) = loss.forward(Pair(x: [[1], [3]], y: [[0], [2]]))
        #expect(out.discriminator == [[2]])
        #expect(out.generator == [[0.5]])
        let gradients = loss.backward(
            GANLosses(discriminator: [[2]], generator: [[10]]), cache: cache)
        #expect(gradients.dx == [[0], [2]])
        #expect(gradients.dy == [[-5], [7]])
    }

    @Test("backward is right", arguments: [1, 2, 3, 5, 8])
    func gradients(rows: Int) {
        expectRight { g in
            (
                layer: LeastSquaresGANLoss(),
                x: Pair(
                    x: .normal(rows: rows, columns: 1, using: &g),
                    y: .normal(rows: rows, columns: 1, using: &g))
            )
        }
    }

    @Test("scores of -1e3 and 1e3 stay finite, forward and backward")
    func extremes() {
        let (out, cache) = LeastSquaresGANLoss().forward(Pair(x: [[1e3]], y: [[-1e3]]))
        #expect(out.discriminator.isFinite && out.generator.isFinite)
        let gradients = LeastSquaresGANLoss().backward(out, cache: cache)
        #expect(gradients.dx.isFinite && gradients.dy.isFinite)
    }

    private static let mistakes = [
        Mistake("Pair: x is (1, 1) and y (2, 1); they must be equal.") {
            _ = LeastSquaresGANLoss().forward(Pair(x: [[1]], y: [[1], [2]]))
        }
    ]

    @Test("a mistake stops with a sentence, file and line", arguments: mistakes.indices)
    func complains(about index: Int) async {
        let result = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) { [index] in
            LeastSquaresGANLossTests.mistakes[index].make()
        }
        Self.mistakes[index].expectComplaint(in: result)
    }
}
