import Layers
import Testing

/// Source: CS231n 2025, assignment 3, DDPM.ipynb.
@Suite("Golden numbers of DDPM.ipynb")
struct DiffusionTests {
    /// The notebook computes in 32 bits. How much is kept is what its sigmoid schedule says at three of
    /// 1000 steps.
    @Test("three noisy images are the notebook's")
    func noisy() {
        let layer = QSample(kept: [
            [0.9996997208025897], [0.7954827543123562], [3.002869867999664e-07],
        ])
        let input = NoisyInput(
            x: .linspace(from: -0.9, to: 0.6, rows: 3, columns: 12),
            noise: .linspace(from: -0.7, to: 0.8, rows: 3, columns: 12))
        let expected: Matrix = [
            [
                -0.9119949, -0.86840147, -0.8248081, -0.7812148, -0.7376214, -0.694028, -0.65043473,
                -0.6068413, -0.563248, -0.51965463, -0.47606122, -0.43246788,
            ],
            [
                -0.42800453, -0.37039882, -0.31279305, -0.2551873, -0.19758154, -0.1399758,
                -0.08237009, -0.024764337, 0.032841414, 0.090447165, 0.14805292, 0.20565866,
            ],
            [
                0.32864183, 0.37152246, 0.41440308, 0.45728368, 0.50016433, 0.5430449, 0.5859255,
                0.6288062, 0.67168677, 0.7145674, 0.757448, 0.8003287,
            ],
        ]
        expectRelativeError(layer.forward(input).out, expected, below: 2e-6)
    }
}
