import Layers
import Testing

@Suite("Max pooling")
struct MaxPoolTests {
    private static func pool(
        _ image: (Int, Int, Int), _ window: (Int, Int), stride: Int = 1
    ) -> MaxPool {
        let size = Sliding(1, image, window, stride: stride)
        return MaxPool(window: size.window, image: size.image)
    }

    /// A pooling layer, images, and what must come out of it, forward and backward.
    struct Example: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let pool: MaxPool
        let x: Matrix
        let out: Matrix
        let dout: Matrix
        let dx: Matrix
    }

    static let examples = [
        Example(
            testDescription: "one winner in each window", pool: pool((1, 2, 3), (2, 2)),
            x: [[1, 5, 2, 3, 4, 6]], out: [[5, 6]],
            dout: [[10, 20]], dx: [[0, 10, 0, 0, 0, 20]]),
        Example(
            testDescription: "a pixel that wins twice gets both gradients",
            pool: pool((1, 2, 3), (2, 2)), x: [[1, 9, 2, 3, 4, 6]], out: [[9, 9]],
            dout: [[10, 20]], dx: [[0, 30, 0, 0, 0, 0]]),
        Example(
            testDescription: "of equal pixels the first one wins, row by row",
            pool: pool((1, 2, 2), (2, 2)), x: [[3, 7, 7, 7]], out: [[7]],
            dout: [[10]], dx: [[0, 10, 0, 0]]),
        Example(
            testDescription: "in overlapping windows of equal pixels each has its own first one",
            pool: pool((1, 2, 3), (2, 2)), x: [[7, 7, 7, 7, 7, 7]], out: [[7, 7]],
            dout: [[10, 20]], dx: [[10, 20, 0, 0, 0, 0]]),
        Example(
            testDescription: "negative pixels are compared as they are",
            pool: pool((1, 1, 4), (1, 2), stride: 2), x: [[-4, -3, -1, -2]], out: [[-3, -1]],
            dout: [[10, 20]], dx: [[0, 10, 20, 0]]),
        Example(
            testDescription: "pixels that the stride leaves out have no gradient",
            pool: pool((1, 1, 5), (1, 1), stride: 2), x: [[1, 9, 2, 9, 3]], out: [[1, 2, 3]],
            dout: [[10, 20, 30]], dx: [[10, 0, 20, 0, 30]]),
        Example(
            testDescription: "channels and images are pooled by themselves",
            pool: pool((2, 2, 1), (2, 1)), x: [[1, 2, 4, 3], [5, 6, 8, 7]],
            out: [[2, 4], [6, 8]],
            dout: [[10, 20], [30, 40]], dx: [[0, 10, 20, 0], [0, 30, 40, 0]]),
    ]

    @Test("by hand", arguments: examples)
    func byHand(example: Example) {
        let (out, cache) = example.pool.forward(example.x)
        #expect(out == example.out)
        #expect(example.pool.backward(example.dout, cache: cache).dx == example.dx)
    }

    @Test("backward is right", arguments: Sliding.several)
    func gradients(size: Sliding) {
        expectRight { generator in
            let pool = MaxPool(window: size.window, image: size.image)
            let x = shuffled(rows: size.images, columns: size.image.count, using: &generator)
            return (layer: pool, x: x)
        }
    }

    @Test("the gradient is handed on whole: its sum stays", arguments: Sliding.several)
    func conserved(size: Sliding) {
        var generator = SeededGenerator(seed: 3)
        let pool = MaxPool(window: size.window, image: size.image)
        let (out, cache) = pool.forward(
            .normal(rows: size.images, columns: size.image.count, using: &generator))
        let dout = Matrix.normal(rows: out.rows, columns: out.columns, using: &generator)
        #expect(out.columns == pool.output.count)
        #expect(abs(pool.backward(dout, cache: cache).dx.sum() - dout.sum()) < 1e-13)
    }

    @Test("pixels of 1e3 stay finite, forward and backward")
    func extremes() {
        let pool = Self.pool((1, 1, 3), (1, 2))
        let (out, cache) = pool.forward([[-1e3, 1e3, -1e3]])
        #expect(out == [[1e3, 1e3]])
        #expect(pool.backward([[1e3, 1e3]], cache: cache).dx == [[0, 2e3, 0]])
    }

    private static let mistakes = [
        Mistake(
            "MaxPool: zeros around the image would win over negative numbers; padding must be 0."
        ) {
            _ = MaxPool(
                window: Window(height: 2, width: 2, padding: 1),
                image: ImageShape(channels: 1, height: 2, width: 2))
        },
        Mistake("(1, 5): a row should be one image of 1 x 2 x 3, 6 numbers.") {
            _ = pool((1, 2, 3), (2, 2)).forward([[1, 2, 3, 4, 5]])
        },
        Mistake("a window of 2 x 4 does not fit an image of 2 x 3.") {
            _ = pool((1, 2, 3), (2, 4)).forward([[1, 2, 3, 4, 5, 6]])
        },
    ]

    @Test("a mistake in a shape stops with a sentence, file and line", arguments: mistakes.indices)
    func complains(about index: Int) async {
        let result = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) { [index] in
            MaxPoolTests.mistakes[index].make()
        }
        Self.mistakes[index].expectComplaint(in: result)
    }
}
