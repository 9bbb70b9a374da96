import Foundation
import Layers
import Testing

@Suite("The contrastive loss of SimCLR")
struct ContrastiveLossTests {
    @Test("two pairs by hand")
    func byHand() {
        // Partners are alike (1), all others at right angles (0): e^s is 3, 1 and 1.
        let loss = ContrastiveLoss(temperature: 1 / log(3))
        let pair = Pair(x: [[2, 0], [0, 5]], y: [[7, 0], [0, 0.5]])
        let (out, cache) = loss.forward(pair)
        expectClose(out, Matrix(log(5.0 / 3)))
        // The scores of the others get 1/5 from both of their rows, and a quarter of that counts.
        let along = 0.1 * log(3) * 2
        let gradients = loss.backward([[1]], cache: cache)
        expectClose(gradients.dx, [[0, along / 2], [along / 5, 0]])
        expectClose(gradients.dy, [[0, along / 7], [along / 0.5, 0]])
    }

    @Test("the lengths of rows do not count")
    func lengths() {
        var generator = SeededGenerator(seed: 4)
        let x = Matrix.normal(rows: 3, columns: 4, using: &generator)
        let y = Matrix.normal(rows: 3, columns: 4, using: &generator)
        let loss = ContrastiveLoss(temperature: 0.3)
        let (out, cache) = loss.forward(Pair(x: x, y: y))
        expectClose(loss.forward(Pair(x: 10 * x, y: 0.1 * y)).out, out, tolerance: 1e-12)
        // So no gradient points along a row.
        let along = (loss.backward([[1]], cache: cache).dx * x).rowSums()
        #expect(along.largestMagnitude() < 1e-13)
    }

    @Test(
        "backward is right",
        arguments: [(1, 2, 1.0), (2, 1, 0.5), (2, 3, 0.5), (3, 4, 2), (4, 2, 0.3)])
    func gradients(pairs: Int, features: Int, temperature: Double) {
        expectRight { g in
            (
                layer: ContrastiveLoss(temperature: temperature),
                x: Pair(
                    x: .normal(rows: pairs, columns: features, using: &g),
                    y: .normal(rows: pairs, columns: features, using: &g))
            )
        }
    }

    @Test("a temperature of 1e-3 stays finite, forward and backward")
    func extremes() {
        let loss = ContrastiveLoss(temperature: 1e-3)
        let (out, cache) = loss.forward(Pair(x: [[1e3, 0], [0, 1]], y: [[0, 1e-3], [1, 0]]))
        expectClose(out, Matrix(1e3), tolerance: 1e-12)
        let gradients = loss.backward([[1]], cache: cache)
        #expect(gradients.dx.isFinite && gradients.dy.isFinite)
    }

    private static let mistakes = [
        Mistake("ContrastiveLoss: the temperature is 0.0, and must be positive.") {
            _ = ContrastiveLoss(temperature: 0)
        },
        Mistake("Pair: x is (1, 1) and y (1, 2); they must be equal.") {
            _ = ContrastiveLoss(temperature: 1).forward(Pair(x: [[1]], y: [[1, 2]]))
        },
    ]

    @Test("a mistake stops with a sentence, file and line", arguments: mistakes.indices)
    func complains(about index: Int) async {
        let result = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) { [index] in
            ContrastiveLossTests.mistakes[index].make()
        }
        Self.mistakes[index].expectComplaint(in: result)
    }
}
