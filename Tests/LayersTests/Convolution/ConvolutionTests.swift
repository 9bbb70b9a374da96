import Layers
import Testing

/// Images and a window, and how many of either.
struct Sliding: Sendable, CustomTestStringConvertible {
    let images: Int
    let filters: Int
    let image: ImageShape
    let window: Window

    init(
        _ images: Int, _ image: (Int, Int, Int), _ window: (Int, Int), stride: Int = 1,
        padding: Int = 0, filters: Int = 2
    ) {
        (self.images, self.filters) = (images, filters)
        self.image = ImageShape(channels: image.0, height: image.1, width: image.2)
        self.window = Window(
            height: window.0, width: window.1, stride: stride, padding: padding)
    }

    var testDescription: String {
        let size = "\(window.height) x \(window.width)"
        return
            "\(images) of \(image), \(size), stride \(window.stride), padding \(window.padding)"
    }

    /// Overlap, gaps, a window as large as the image, one of a single pixel; no sizes are equal.
    static let several = [
        Sliding(1, (1, 1, 1), (1, 1), filters: 1),
        Sliding(2, (2, 3, 4), (2, 3)),
        Sliding(3, (1, 5, 4), (2, 1), stride: 3),
        Sliding(1, (3, 4, 2), (4, 2), filters: 3),
        Sliding(2, (2, 4, 5), (1, 2), stride: 2),
        Sliding(2, (3, 2, 3), (1, 1), filters: 4),
    ]

    /// The same, and some whose windows reach over the edge.
    static let padded =
        several + [
            Sliding(2, (2, 3, 4), (3, 2), padding: 1),
            Sliding(1, (2, 4, 5), (2, 3), stride: 2, padding: 1, filters: 3),
            Sliding(2, (1, 2, 3), (3, 4), stride: 3, padding: 2),
        ]

    /// Pixel (c, y, x) of image n; 0 outside the image.
    func pixel(_ images: Matrix, _ n: Int, _ c: Int, _ y: Int, _ x: Int) -> Double {
        if y < 0 || y >= image.height || x < 0 || x >= image.width { return 0 }
        return images[n, (c * image.height + y) * image.width + x]
    }
}

@Suite("Convolution")
struct ConvolutionTests {
    @Test("a window of 2 x 2 on an image of 2 x 3 by hand")
    func byHand() {
        let layer = Convolution(
            w: [[1], [10], [100], [1000]], b: [[0.5]], window: Window(height: 2, width: 2),
            image: ImageShape(channels: 1, height: 2, width: 3))
        let (out, cache) = layer.forward([[1, 2, 3, 4, 5, 6]])
        // 1 + 20 + 400 + 5000 and 2 + 30 + 500 + 6000, plus b.
        #expect(out == [[5421.5, 6532.5]])
        let gradients = layer.backward([[1, 2]], cache: cache)
        // (1, 2, 4, 5) once and (2, 3, 5, 6) twice.
        #expect(gradients.dw == [[5], [8], [14], [17]])
        #expect(gradients.db == [[3]])
        // The two pixels in the middle are seen twice: 10 + 2 and 1000 + 200.
        #expect(gradients.dx == [[1, 12, 20, 100, 1200, 2000]])
    }

    @Test("two filters give two channels, one after the other")
    func filters() {
        let layer = Convolution(
            w: [[1, -1], [10, 2]], b: [[0, 100]], window: Window(height: 1, width: 1),
            image: ImageShape(channels: 2, height: 1, width: 2))
        // Pixels (1, 2) in the first channel and (3, 4) in the second one.
        let (out, cache) = layer.forward([[1, 2, 3, 4]])
        #expect(out == [[31, 42, 105, 106]])
        let gradients = layer.backward([[1, 0, 0, 1]], cache: cache)
        #expect(gradients.dw == [[1, 2], [3, 4]])
        #expect(gradients.db == [[1, 1]])
        #expect(gradients.dx == [[1, -1, 10, 2]])
    }

    private static func drawn(
        _ size: Sliding, _ generator: inout SeededGenerator
    ) -> (layer: Convolution, x: Matrix) {
        let seen = size.image.channels * size.window.height * size.window.width
        let layer = Convolution(
            w: .normal(rows: seen, columns: size.filters, using: &generator),
            b: .normal(rows: 1, columns: size.filters, using: &generator), window: size.window,
            image: size.image)
        return (layer, .normal(rows: size.images, columns: size.image.count, using: &generator))
    }

    @Test("forward is the naive loop", arguments: Sliding.padded)
    func naive(size: Sliding) {
        var generator = SeededGenerator(seed: 1)
        let (layer, x) = Self.drawn(size, &generator)
        let (window, places) = (size.window, layer.output)
        var expected = Matrix(rows: size.images, columns: places.count)
        for n in 0..<size.images {
            for f in 0..<size.filters {
                for top in 0..<places.height {
                    for left in 0..<places.width {
                        var sum = layer.b[0, f]
                        var k = 0
                        for c in 0..<size.image.channels {
                            for dy in 0..<window.height {
                                for dx in 0..<window.width {
                                    let y = top * window.stride + dy - window.padding
                                    let x0 = left * window.stride + dx - window.padding
                                    sum += size.pixel(x, n, c, y, x0) * layer.w[k, f]
                                    k += 1
                                }
                            }
                        }
                        expected[n, (f * places.height + top) * places.width + left] = sum
                    }
                }
            }
        }
        expectClose(layer.forward(x).out, expected)
    }

    @Test("backward is right", arguments: Sliding.padded)
    func gradients(size: Sliding) {
        expectRight { Self.drawn(size, &$0) }
    }

    @Test("a window as large as the image is an affine layer", arguments: 1...5)
    func affine(seed: Int) {
        var generator = SeededGenerator(seed: seed)
        let (layer, x) = Self.drawn(Sliding(3, (2, 3, 4), (3, 4), filters: 5), &generator)
        let (out, cache) = layer.forward(x)
        let (other, otherCache) = Affine(w: layer.w, b: layer.b).forward(x)
        expectClose(out, other)
        let gradients = layer.backward(out, cache: cache)
        let expected = Affine(w: layer.w, b: layer.b).backward(out, cache: otherCache)
        expectClose(gradients.dx, expected.dx)
        expectClose(gradients.dw, expected.dw)
        expectClose(gradients.db, expected.db)
    }

    @Test("a new layer has small random weights and biases of 0")
    func initial() {
        var generator = SeededGenerator(seed: 1)
        let layer = Convolution(
            filters: 50, window: Window(height: 4, width: 5),
            image: ImageShape(channels: 5, height: 9, width: 8), weightScale: 0.01,
            using: &generator)
        #expect(layer.w.shape == Shape(rows: 100, columns: 50))
        #expect(abs((layer.w.sumOfSquares() / 5000).squareRoot() - 0.01) < 0.001)
        #expect(layer.b == Matrix(rows: 1, columns: 50))
        #expect(layer.output == ImageShape(channels: 50, height: 6, width: 4))
        #expect(layer.parameters.map(\.name) == ["w", "b"])
    }

    @Test("pixels of 1e3 stay finite, forward and backward")
    func extremes() {
        let layer = Convolution(
            w: [[1e3], [-1e3]], b: [[1e3]], window: Window(height: 1, width: 2),
            image: ImageShape(channels: 1, height: 1, width: 2))
        let (out, cache) = layer.forward([[1e3, -1e3]])
        #expect(out == [[2_001_000]])
        #expect(layer.backward([[1e3]], cache: cache).dx == [[1e6, -1e6]])
    }

    private static let image = ImageShape(channels: 2, height: 3, width: 4)
    private static let window = Window(height: 2, width: 3)

    /// A convolution whose parts fit.
    private static func layer() -> Convolution {
        Convolution(
            w: Matrix(rows: 12, columns: 5), b: [[1, 2, 3, 4, 5]], window: window, image: image)
    }

    private static let mistakes = [
        Mistake("Convolution: w is (6, 5), and the window shows 2 x 2 x 3 numbers.") {
            _ = Convolution(
                w: Matrix(rows: 6, columns: 5), b: Matrix(rows: 1, columns: 5), window: window,
                image: image)
        },
        Mistake("Convolution: b is (1, 2), and w (12, 5) needs (1, 5).") {
            _ = Convolution(
                w: Matrix(rows: 12, columns: 5), b: [[1, 2]], window: window, image: image)
        },
        Mistake("(1, 23): a row should be one image of 2 x 3 x 4, 24 numbers.") {
            _ = layer().forward(Matrix(rows: 1, columns: 23))
        },
        Mistake("a window of 3 x 5 does not fit an image of 3 x 4.") {
            let layer = Convolution(
                w: Matrix(rows: 30, columns: 1), b: [[0]], window: Window(height: 3, width: 5),
                image: image)
            _ = layer.forward(Matrix(rows: 1, columns: 24))
        },
        Mistake("channelsAsColumns: rows of 19 numbers are not 5 channels.") {
            let cache = layer().forward(Matrix(rows: 1, columns: 24)).cache
            _ = layer().backward(Matrix(rows: 1, columns: 19), cache: cache)
        },
        Mistake(
            "transposedMatmul: (4, 12) transposed, times (3, 5): the left has 4 rows, "
                + "the right has 3."
        ) {
            let cache = layer().forward(Matrix(rows: 1, columns: 24)).cache
            _ = layer().backward(Matrix(rows: 1, columns: 15), cache: cache)
        },
    ]

    @Test("a mistake in a shape stops with a sentence, file and line", arguments: mistakes.indices)
    func complains(about index: Int) async {
        let result = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) { [index] in
            ConvolutionTests.mistakes[index].make()
        }
        Self.mistakes[index].expectComplaint(in: result)
    }
}
