import Layers
import Testing

/// Source: CS231n 2020, assignment 2, ConvolutionalNetworks.ipynb.
@Suite("Golden numbers of ConvolutionalNetworks.ipynb")
struct ConvolutionalNetworksTests {
    @Test("the convolution gives the notebook's outputs")
    func convolutionForward() {
        // The notebook's w is (3, 3, 4, 4): three filters, one after the other.
        let convolution = Convolution(
            w: Matrix.linspace(from: -0.2, to: 0.3, rows: 3, columns: 48).transposed(),
            b: .linspace(from: -0.1, to: 0.2, rows: 1, columns: 3),
            window: Window(height: 4, width: 4, stride: 2, padding: 1),
            image: ImageShape(channels: 3, height: 4, width: 4))
        let x = Matrix.linspace(from: -0.1, to: 0.5, rows: 2, columns: 48)
        let expected: Matrix = [
            [
                -0.08759809, -0.10987781, -0.18387192, -0.2109216, 0.21027089, 0.21661097,
                0.22847626, 0.23004637, 0.50813986, 0.54309974, 0.64082444, 0.67101435,
            ],
            [
                -0.98053589, -1.03143541, -1.19128892, -1.24695841, 0.69108355, 0.66880383,
                0.59480972, 0.56776003, 2.36270298, 2.36904306, 2.38090835, 2.38247847,
            ],
        ]
        expectRelativeError(convolution.forward(x).out, expected, below: 5e-8)
    }

    @Test("the convolution's gradients are the notebook's")
    func convolutionBackward() {
        let convolution = Convolution(
            w: ConvolutionNumbers.w, b: ConvolutionNumbers.b,
            window: Window(height: 3, width: 3, padding: 1),
            image: ImageShape(channels: 3, height: 5, width: 5))
        let cache = convolution.forward(ConvolutionNumbers.x).cache
        let gradients = convolution.backward(ConvolutionNumbers.dout, cache: cache)
        expectRelativeError(gradients.dx, ConvolutionNumbers.dx, below: 1e-8)
        expectRelativeError(gradients.dw, ConvolutionNumbers.dw, below: 1e-8)
        expectRelativeError(gradients.db, ConvolutionNumbers.db, below: 1e-8)
    }

    @Test("max pooling gives the notebook's outputs")
    func maxPoolForward() {
        let pool = MaxPool(
            window: Window(height: 2, width: 2, stride: 2),
            image: ImageShape(channels: 3, height: 4, width: 4))
        let x = Matrix.linspace(from: -0.3, to: 0.4, rows: 2, columns: 48)
        let expected: Matrix = [
            [
                -0.26315789, -0.24842105, -0.20421053, -0.18947368, -0.14526316, -0.13052632,
                -0.08631579, -0.07157895, -0.02736842, -0.01263158, 0.03157895, 0.04631579,
            ],
            [
                0.09052632, 0.10526316, 0.14947368, 0.16421053, 0.20842105, 0.22315789,
                0.26736842, 0.28210526, 0.32631579, 0.34105263, 0.38526316, 0.4,
            ],
        ]
        expectRelativeError(pool.forward(x).out, expected, below: 1e-7)
    }

    @Test("spatial batch normalization gives the means and deviations that the notebook prints")
    func spatialBatchNormForward() {
        /// The mean and the standard deviation of every channel.
        func statistics(_ x: Matrix) -> (means: Matrix, deviations: Matrix) {
            let cache = BatchNorm(features: 3).forward(x.channelsAsColumns(3)).cache
            return (cache.mean, cache.variance.mapped { $0.squareRoot() })
        }
        let before = statistics(SpatialBatchNormNumbers.images)
        expectRelativeError(before.means, [[9.33463814, 8.90909116, 9.11056338]], below: 1e-8)
        expectRelativeError(before.deviations, [[3.61447857, 3.19347686, 3.5168142]], below: 1e-8)

        let layer = SpatialBatchNorm(norm: BatchNorm(gamma: [[3, 4, 5]], beta: [[6, 7, 8]]))
        let out = layer.forward(SpatialBatchNormNumbers.images).out
        let after = statistics(out)
        expectRelativeError(after.means, [[6, 7, 8]], below: 1e-12)
        expectRelativeError(after.deviations, [[2.99999885, 3.99999804, 4.99999798]], below: 1e-8)
        expectRelativeError(out, SpatialBatchNormNumbers.out, below: 1e-12)
    }

    @Test("spatial batch normalization's gradients are the notebook's")
    func spatialBatchNormBackward() {
        let layer = SpatialBatchNorm(
            norm: BatchNorm(
                gamma: SpatialBatchNormNumbers.gamma, beta: SpatialBatchNormNumbers.beta))
        let cache = layer.forward(SpatialBatchNormNumbers.x).cache
        let gradients = layer.backward(SpatialBatchNormNumbers.dout, cache: cache)
        expectRelativeError(gradients.dx, SpatialBatchNormNumbers.dx, below: 1e-8)
        expectRelativeError(gradients.dgamma, SpatialBatchNormNumbers.dgamma, below: 1e-8)
        expectRelativeError(gradients.dbeta, SpatialBatchNormNumbers.dbeta, below: 1e-8)
    }
}
