import Layers
import Testing

@Suite("Average pooling")
struct AveragePoolTests {
    private static func pool(
        _ image: (Int, Int, Int), _ window: (Int, Int), stride: Int = 1, padding: Int = 0
    ) -> AveragePool {
        let size = Sliding(1, image, window, stride: stride, padding: padding)
        return AveragePool(window: size.window, image: size.image)
    }

    @Test("overlapping windows by hand")
    func byHand() {
        let pool = Self.pool((1, 2, 3), (2, 2))
        let (out, cache) = pool.forward([[1, 2, 3, 4, 5, 6]])
        #expect(out == [[3, 4]])
        #expect(pool.backward([[4, 8]], cache: cache).dx == [[1, 3, 2, 1, 3, 2]])
    }

    @Test("zeros of the padding count")
    func padding() {
        // Four places, each with the one pixel in another corner.
        let pool = Self.pool((1, 1, 1), (2, 2), padding: 1)
        let (out, cache) = pool.forward([[8]])
        #expect(out == [[2, 2, 2, 2]])
        #expect(pool.backward([[4, 8, 12, 16]], cache: cache).dx == [[10]])
    }

    @Test("channels and images are pooled by themselves, and a stride leaves pixels out")
    func channels() {
        let pool = Self.pool((2, 1, 3), (1, 1), stride: 2)
        let (out, cache) = pool.forward([[1, 2, 3, 4, 5, 6], [7, 8, 9, 10, 11, 12]])
        #expect(out == [[1, 3, 4, 6], [7, 9, 10, 12]])
        let dx = pool.backward([[1, 2, 3, 4], [5, 6, 7, 8]], cache: cache).dx
        #expect(dx == [[1, 0, 2, 3, 0, 4], [5, 0, 6, 7, 0, 8]])
    }

    @Test("backward is right", arguments: Sliding.padded)
    func gradients(size: Sliding) {
        expectRight { generator in
            let pool = AveragePool(window: size.window, image: size.image)
            let x = Matrix.normal(rows: size.images, columns: size.image.count, using: &generator)
            return (layer: pool, x: x)
        }
    }

    @Test("it is a convolution of each channel with equal weights", arguments: Sliding.padded)
    func convolution(size: Sliding) {
        var generator = SeededGenerator(seed: 2)
        let channel = ImageShape(channels: 1, height: size.image.height, width: size.image.width)
        let area = size.window.height * size.window.width
        let convolution = Convolution(
            w: Matrix(rows: area, columns: 1, repeating: 1 / Double(area)), b: [[0]],
            window: size.window, image: channel)
        let x = Matrix.normal(rows: size.images, columns: size.image.count, using: &generator)
        let pool = AveragePool(window: size.window, image: size.image)
        let out = pool.forward(x).out
        let channels = x.reshaped(
            rows: size.images * size.image.channels, columns: channel.count)
        #expect(out.columns == pool.output.count)
        expectClose(
            out,
            convolution.forward(channels).out.reshaped(rows: out.rows, columns: out.columns))
    }

    @Test("pixels of 1e3 stay finite, forward and backward")
    func extremes() {
        let pool = Self.pool((1, 1, 2), (1, 2))
        let (out, cache) = pool.forward([[1e3, -1e3]])
        #expect(out == [[0]])
        #expect(pool.backward([[1e3]], cache: cache).dx == [[500, 500]])
    }

    private static let mistakes = [
        Mistake("(1, 5): a row should be one image of 1 x 2 x 3, 6 numbers.") {
            _ = pool((1, 2, 3), (2, 2)).forward([[1, 2, 3, 4, 5]])
        },
        Mistake("a window of 2 x 4 does not fit an image of 2 x 3.") {
            _ = pool((1, 2, 3), (2, 4)).forward([[1, 2, 3, 4, 5, 6]])
        },
        Mistake("addingPatches: (3, 4) is not 2 patches of 4 numbers for each image.") {
            let layer = pool((1, 2, 3), (2, 2))
            let cache = layer.forward([[1, 2, 3, 4, 5, 6]]).cache
            _ = layer.backward([[1, 2, 3]], cache: cache)
        },
    ]

    @Test("a mistake in a shape stops with a sentence, file and line", arguments: mistakes.indices)
    func complains(about index: Int) async {
        let result = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) { [index] in
            AveragePoolTests.mistakes[index].make()
        }
        Self.mistakes[index].expectComplaint(in: result)
    }
}
