import Foundation
import Layers
import Testing

@Suite("The losses of a GAN")
struct GANLossTests {
    @Test("scores of 0 by hand")
    func byHand() {
        let (out, cache) = GANLoss().forward(Pair(x: [[0], [0]], y: [[0], [0]]))
        expectClose(out.discriminator, Matrix(2 * log(2)))
        expectClose(out.generator, Matrix(log(2)))
        // Half of each slope of 1/2: real scores should rise, made-up ones fall, says the
        // discriminator; the generator says the opposite of these.
        let first = GANLoss().backward(
            GANLosses(discriminator: [[1]], generator: [[0]]), cache: cache)
        #expect(first.dx == [[-0.25], [-0.25]])
        #expect(first.dy == [[0.25], [0.25]])
        let second = GANLoss().backward(
            GANLosses(discriminator: [[0]], generator: [[4]]), cache: cache)
        #expect(second.dx == [[0], [0]])
        #expect(second.dy == [[-1], [-1]])
    }

    @Test("backward is right", arguments: [1, 2, 3, 5, 8])
    func gradients(rows: Int) {
        expectRight { g in
            (
                layer: GANLoss(),
                x: Pair(
                    x: .normal(rows: rows, columns: 1, using: &g),
                    y: .normal(rows: rows, columns: 1, using: &g))
            )
        }
    }

    @Test("scores of -1e3 and 1e3 stay finite, and the generator still learns from the worst")
    func extremes() {
        let (out, cache) = GANLoss().forward(Pair(x: [[-1e3]], y: [[-1e3]]))
        #expect(out.discriminator == [[1e3]])
        #expect(out.generator == [[1e3]])
        let gradients = GANLoss().backward(
            GANLosses(discriminator: [[1]], generator: [[1]]), cache: cache)
        #expect(gradients.dx == [[-1]])
        #expect(gradients.dy == [[-1]])
    }

    private static let mistakes = [
        Mistake("Pair: x is (1, 1) and y (2, 1); they must be equal.") {
            _ = GANLoss().forward(Pair(x: [[1]], y: [[1], [2]]))
        },
        Mistake("mean: a (0, 1) matrix has no entries.") {
            _ = GANLoss().forward(
                Pair(x: Matrix(rows: 0, columns: 1), y: Matrix(rows: 0, columns: 1)))
        },
    ]

    @Test("a mistake stops with a sentence, file and line", arguments: mistakes.indices)
    func complains(about index: Int) async {
        let result = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) { [index] in
            GANLossTests.mistakes[index].make()
        }
        Self.mistakes[index].expectComplaint(in: result)
    }
}
