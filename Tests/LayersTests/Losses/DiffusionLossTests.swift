import Foundation
import Layers
import Testing

@Suite("The loss of a diffusion model")
struct DiffusionLossTests {
    @Test("one example by hand")
    func byHand() {
        // A quarter is kept: 4/2 + 0 = 2. The denoiser takes it for 2 + 1 of noise.
        let loss = DiffusionLoss(denoiser: Affine(w: [[1]], b: [[1]]), kept: [[0.25]])
        let (out, cache) = loss.forward(NoisyInput(x: [[4]], noise: [[0]]))
        #expect(out == [[9]])
        let gradients = loss.backward([[1]], cache: cache)
        #expect(gradients.dw == [[12]])
        #expect(gradients.db == [[6]])
        #expect(gradients.dx == [[3]])
        // The noise has two roads: into the example, and straight into the error.
        expectClose(gradients.dnoise, Matrix(6 * sqrt(0.75) - 6))
    }

    @Test("backward is right", arguments: [(1, 1), (1, 4), (3, 2), (5, 1), (2, 6)])
    func gradients(n: Int, features: Int) {
        expectRight { g in
            (
                layer: DiffusionLoss(
                    denoiser: Affine(
                        w: .normal(rows: features, columns: features, using: &g),
                        b: .normal(rows: 1, columns: features, using: &g)),
                    kept: .uniform(rows: n, columns: 1, from: 0.05, to: 0.95, using: &g)),
                x: NoisyInput(
                    x: .normal(rows: n, columns: features, using: &g),
                    noise: .normal(rows: n, columns: features, using: &g))
            )
        }
    }

    private static let mistakes = [
        Mistake("matmul: (1, 2) times (1, 1): the left has 2 columns, the right has 1 rows.") {
            let loss = DiffusionLoss(denoiser: Affine(w: [[1]], b: [[1]]), kept: [[0.5]])
            _ = loss.forward(NoisyInput(x: [[1, 2]], noise: [[1, 2]]))
        },
        Mistake("-: the left side is (1, 2), the right side (1, 1); they must be equal.") {
            let loss = DiffusionLoss(denoiser: Affine(w: [[1, 2]], b: [[1, 2]]), kept: [[0.5]])
            _ = loss.forward(NoisyInput(x: [[1]], noise: [[1]]))
        },
    ]

    @Test("a mistake stops with a sentence, file and line", arguments: mistakes.indices)
    func complains(about index: Int) async {
        let result = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) { [index] in
            DiffusionLossTests.mistakes[index].make()
        }
        Self.mistakes[index].expectComplaint(in: result)
    }
}
