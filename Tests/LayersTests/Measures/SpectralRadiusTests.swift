import Foundation
import Layers
import Testing

@Suite("Spectral radius")
struct SpectralRadiusTests {
    @Test(
        "by hand",
        arguments: [
            (Matrix([[3, 0], [0, -4]]), 4),
            // A rotation by a right angle, twice as long: the eigenvalues are 2i and -2i.
            (Matrix([[0, -2], [2, 0]]), 2),
            // Its square is 0.
            (Matrix([[0, 5], [0, 0]]), 0),
            (Matrix([[1, 1], [0, 1]]), 1),
            (Matrix([[0, 0], [0, 0]]), 0),
            (Matrix([[1e-150]]), 1e-150),
        ] as [(Matrix, Double)])
    func byHand(_ w: Matrix, _ radius: Double) {
        #expect(abs(w.spectralRadius() - radius) <= 2e-5 * radius)
    }

    // numpy: np.random.seed(0); w = np.round(np.random.randn(4, 4), 2); max(abs(np.linalg.eigvals(w)))
    @Test("as numpy has it")
    func numpy() {
        let w = Matrix([
            [1.76, 0.4, 0.98, 2.24], [1.87, -0.98, 0.95, -0.15], [-0.1, 0.41, 0.14, 1.45],
            [0.76, 0.12, 0.44, 0.33],
        ])
        #expect(abs(w.spectralRadius() - 2.9611059260863817) < 1e-5)
    }

    @Test("powers of a matrix grow with it")
    func growth() {
        var generator = SeededGenerator(seed: 1)
        let w = Matrix.normal(rows: 5, columns: 5, using: &generator)
        let scaled = w * (1.5 / w.spectralRadius())
        var power = scaled
        for _ in 0..<100 { power = power.matmul(scaled) }
        let more = (0..<100).reduce(power) { product, _ in product.matmul(scaled) }
        #expect(abs(pow(more.norm / power.norm, 0.01) - 1.5) < 0.02)
    }

    private static let mistakes = [
        Mistake("spectralRadius(): the matrix is (2, 3), and must be square.") {
            _ = Matrix(rows: 2, columns: 3).spectralRadius()
        }
    ]

    @Test("a mistake stops with a sentence, file and line", arguments: mistakes.indices)
    func complains(about index: Int) async {
        let result = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) { [index] in
            SpectralRadiusTests.mistakes[index].make()
        }
        Self.mistakes[index].expectComplaint(in: result)
    }
}
