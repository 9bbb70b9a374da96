import Layers
import Testing

/// Source: CS231n 2020, assignment 2, BatchNormalization.ipynb.
@Suite("Golden numbers of BatchNormalization.ipynb")
struct BatchNormalizationTests {
    /// The standard deviation of every column.
    private func deviations(_ x: Matrix) -> Matrix {
        let centered = x.addingToEachRow(-x.columnMeans())
        return (centered * centered).columnMeans().mapped { $0.squareRoot() }
    }

    @Test("batch normalization gives the means and deviations that the notebook prints")
    func batchNormForward() {
        let x = BatchNormNumbers.scores
        expectRelativeError(x.columnMeans(), [[-2.3814598, -13.18038246, 1.91780462]], below: 1e-8)
        expectRelativeError(
            deviations(x), [[27.18502186, 34.21455511, 37.68611762]], below: 1e-8)

        let plain = BatchNorm(features: 3).forward(x).out
        #expect(plain.columnMeans().largestMagnitude() < 1e-12)
        expectRelativeError(deviations(plain), [[0.99999999, 1, 1]], below: 1e-8)
        expectRelativeError(plain.rows(0..<5), BatchNormNumbers.firstRows, below: 1e-12)

        let scaled = BatchNorm(gamma: [[1, 2, 3]], beta: [[11, 12, 13]]).forward(x).out
        expectRelativeError(scaled.columnMeans(), [[11, 12, 13]], below: 1e-12)
        expectRelativeError(
            deviations(scaled), [[0.99999999, 1.99999999, 2.99999999]], below: 1e-8)
    }

    @Test("batch normalization's gradients are the notebook's, by either backward pass")
    func batchNormBackward() {
        let norm = BatchNorm(gamma: BatchNormNumbers.gamma, beta: BatchNormNumbers.beta)
        let cache = norm.forward(BatchNormNumbers.x).cache
        for gradients in [
            norm.backward(BatchNormNumbers.dout, cache: cache),
            norm.simplifiedBackward(BatchNormNumbers.dout, cache: cache),
        ] {
            expectRelativeError(gradients.dx, BatchNormNumbers.dx, below: 1e-8)
            expectRelativeError(gradients.dgamma, BatchNormNumbers.dgamma, below: 1e-8)
            expectRelativeError(gradients.dbeta, BatchNormNumbers.dbeta, below: 1e-8)
        }
    }

    @Test("layer normalization gives the means and deviations that the notebook prints")
    func layerNormForward() {
        let x = BatchNormNumbers.layerScores
        let before: Matrix = [[-59.06673243], [-47.60782686], [-43.31137368], [-26.40991744]]
        expectRelativeError(x.rowMeans(), before, below: 1e-8)

        let norm = LayerNorm(gamma: [[3, 3, 3]], beta: [[5, 5, 5]])
        let out = norm.forward(x).out
        expectRelativeError(out.rowMeans(), [[5], [5], [5], [5]], below: 1e-12)
        expectRelativeError(
            deviations(out.transposed()), [[2.99999985, 2.99999998, 2.99999999, 2.99999907]],
            below: 1e-8)
        expectRelativeError(out, BatchNormNumbers.layerOut, below: 1e-12)
    }
}
