import Layers
import Testing

@Suite("Batch normalization of images")
struct SpatialBatchNormTests {
    @Test("two images of two channels of two pixels by hand")
    func byHand() {
        let layer = SpatialBatchNorm(
            norm: BatchNorm(gamma: [[2, 3]], beta: [[10, 20]], epsilon: 1))
        // The first channel's pixels are 1, 1, 1, 5: mean 2, variance 3, divided by 2.
        let (out, cache) = layer.forward([[1, 1, 7, 7], [1, 5, 7, 7]])
        expectClose(out, [[9, 9, 20, 20], [9, 13, 20, 20]])
        let gradients = layer.backward([[4, 0, 1, 2], [0, 0, 3, 2]], cache: cache)
        // As in batch normalization with the examples 1, 1, 1, 5 and 7, 7, 7, 7.
        expectClose(gradients.dx, [[2.75, -1.25, -3, 0], [-1.25, -0.25, 3, 0]])
        expectClose(gradients.dgamma, [[-2, 0]])
        expectClose(gradients.dbeta, [[4, 8]])
    }

    @Test(
        "backward is right in training and in test mode",
        arguments: [(1, 2, 4), (2, 3, 2), (3, 1, 5), (4, 4, 1), (2, 2, 6)], [true, false])
    func gradients(size: (images: Int, channels: Int, pixels: Int), isTraining: Bool) {
        expectRight { generator in
            let (n, c) = (size.images, size.channels)
            var norm = BatchNorm(
                gamma: .normal(rows: 1, columns: c, using: &generator),
                beta: .normal(rows: 1, columns: c, using: &generator))
            norm.isTraining = isTraining
            norm.runningMean = .normal(rows: 1, columns: c, using: &generator)
            norm.runningVariance = .uniform(
                rows: 1, columns: c, from: 0.5, to: 2, using: &generator)
            let x = Matrix.normal(rows: n, columns: c * size.pixels, mean: 3, using: &generator)
            return (layer: SpatialBatchNorm(norm: norm), x: x)
        }
    }

    @Test("with one pixel a channel it is batch normalization")
    func onePixel() {
        var generator = SeededGenerator(seed: 1)
        let x = Matrix.normal(rows: 5, columns: 3, using: &generator)
        #expect(
            SpatialBatchNorm(channels: 3).forward(x).out == BatchNorm(features: 3).forward(x).out)
    }

    @Test("the parameters and the running statistics are those of the channels")
    func parameters() {
        var layer = SpatialBatchNorm(channels: 2)
        #expect(layer.parameters.map(\.name) == ["gamma", "beta"])
        #expect(layer.parameterCount == 4)
        layer.norm.updateRunningStatistics(layer.forward([[1, 3, 10, 10]]).cache.norm)
        expectClose(layer.norm.runningMean, [[0.2, 1]])
        expectClose(layer.norm.runningVariance, [[0.1, 0]])
    }

    @Test("equal pixels and pixels of 1e3 stay finite, forward and backward")
    func extremes() {
        let layer = SpatialBatchNorm(channels: 2)
        let (out, cache) = layer.forward([[1e3, -1e3, 5, 5]])
        #expect(out.isFinite)
        #expect(layer.backward([[1, 2, 3, 4]], cache: cache).dx.isFinite)
    }

    private static let mistakes = [
        Mistake("channelsAsColumns: rows of 5 numbers are not 2 channels.") {
            _ = SpatialBatchNorm(channels: 2).forward([[1, 2, 3, 4, 5]])
        },
        Mistake("*: the left side is (1, 2), the right side (2, 2); they must be equal.") {
            let layer = SpatialBatchNorm(channels: 2)
            _ = layer.backward([[1, 2]], cache: layer.forward([[1, 2, 3, 4]]).cache)
        },
    ]

    @Test("a mistake in a shape stops with a sentence, file and line", arguments: mistakes.indices)
    func complains(about index: Int) async {
        let result = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) { [index] in
            SpatialBatchNormTests.mistakes[index].make()
        }
        Self.mistakes[index].expectComplaint(in: result)
    }
}
