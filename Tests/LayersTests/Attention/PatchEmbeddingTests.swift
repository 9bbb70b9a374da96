import Layers
import Testing

@Suite("An image as a sequence of patches")
struct PatchEmbeddingTests {
    @Test("an image of two patches by hand")
    func byHand() {
        let layer = PatchEmbedding(
            w: [[1], [10], [100], [1000]], b: [[0.5]],
            image: ImageShape(channels: 1, height: 2, width: 4), side: 2)
        let (out, cache) = layer.forward([[1, 2, 3, 4, 5, 6, 7, 8]])
        #expect(out == [[6521.5], [8743.5]])
        let gradients = layer.backward([[1], [2]], cache: cache)
        #expect(gradients.dx == [[1, 10, 2, 20, 100, 1000, 200, 2000]])
        #expect(gradients.dw == [[7], [10], [19], [22]])
        #expect(gradients.db == [[3]])
    }

    @Test("it is a convolution whose stride is its window, with the pixels as rows")
    func convolution() {
        var generator = SeededGenerator(seed: 9)
        let image = ImageShape(channels: 3, height: 4, width: 6)
        let w = Matrix.normal(rows: 12, columns: 5, using: &generator)
        let b = Matrix.normal(rows: 1, columns: 5, using: &generator)
        let x = Matrix.normal(rows: 2, columns: image.count, using: &generator)
        let other = Convolution(
            w: w, b: b, window: Window(height: 2, width: 2, stride: 2), image: image)
        let out = PatchEmbedding(w: w, b: b, image: image, side: 2).forward(x).out
        expectClose(out, other.forward(x).out.channelsAsColumns(5))
    }

    @Test(
        "backward is right",
        arguments: [
            (1, 1, 1, 1, 1, 1), (2, 1, 2, 4, 2, 3), (1, 2, 4, 2, 2, 1), (3, 3, 3, 3, 3, 2),
            (2, 2, 2, 3, 1, 4),
        ])
    func gradients(n: Int, channels: Int, height: Int, width: Int, side: Int, features: Int) {
        expectRight { g in
            (
                layer: PatchEmbedding(
                    w: .normal(rows: channels * side * side, columns: features, using: &g),
                    b: .normal(rows: 1, columns: features, using: &g),
                    image: ImageShape(channels: channels, height: height, width: width),
                    side: side),
                x: Matrix.normal(rows: n, columns: channels * height * width, using: &g)
            )
        }
    }

    private static let image = ImageShape(channels: 1, height: 2, width: 3)

    private static let mistakes = [
        Mistake("PatchEmbedding: an image of 1 x 2 x 3 cannot be cut into squares of 2.") {
            _ = PatchEmbedding(w: Matrix(rows: 4, columns: 1), b: [[0]], image: image, side: 2)
        },
        Mistake("PatchEmbedding: an image of 1 x 2 x 3 cannot be cut into squares of 0.") {
            _ = PatchEmbedding(w: Matrix(rows: 4, columns: 1), b: [[0]], image: image, side: 0)
        },
        Mistake("PatchEmbedding: w is (2, 1) and b (1, 1), and a patch has 1 x 1 x 1 numbers.") {
            _ = PatchEmbedding(w: Matrix(rows: 2, columns: 1), b: [[0]], image: image, side: 1)
        },
        Mistake("PatchEmbedding: w is (1, 1) and b (1, 2), and a patch has 1 x 1 x 1 numbers.") {
            _ = PatchEmbedding(w: [[1]], b: [[0, 0]], image: image, side: 1)
        },
        Mistake("(1, 2): a row should be one image of 1 x 2 x 3, 6 numbers.") {
            _ = PatchEmbedding(w: [[1]], b: [[0]], image: image, side: 1).forward([[1, 2]])
        },
    ]

    @Test("a mistake stops with a sentence, file and line", arguments: mistakes.indices)
    func complains(about index: Int) async {
        let result = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) { [index] in
            PatchEmbeddingTests.mistakes[index].make()
        }
        Self.mistakes[index].expectComplaint(in: result)
    }
}
