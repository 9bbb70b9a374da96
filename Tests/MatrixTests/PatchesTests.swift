import Layers
import Testing

@Suite("Patches of images")
struct PatchesTests {
    /// Images and a window that slides over them.
    struct Sizes: Sendable, CustomTestStringConvertible {
        let images: Int
        let image: ImageShape
        let window: Window

        init(
            _ images: Int, _ channels: Int, _ height: Int, _ width: Int, _ window: Window
        ) {
            self.images = images
            image = ImageShape(channels: channels, height: height, width: width)
            self.window = window
        }

        var testDescription: String { "\(images) of \(image), \(window)" }
    }

    static let sizes = [
        Sizes(1, 1, 1, 1, Window(height: 1, width: 1)),
        Sizes(2, 3, 4, 5, Window(height: 2, width: 3)),
        Sizes(1, 2, 5, 3, Window(height: 3, width: 1, stride: 2)),
        Sizes(3, 1, 4, 6, Window(height: 2, width: 2, stride: 3)),
        Sizes(2, 2, 3, 4, Window(height: 3, width: 2, padding: 1)),
        Sizes(1, 2, 2, 3, Window(height: 4, width: 5, stride: 2, padding: 2)),
        // Wider than the window: some places see nothing but padding.
        Sizes(1, 1, 2, 2, Window(height: 1, width: 2, padding: 3)),
    ]

    @Test("an image of 2 x 3 by hand")
    func byHand() {
        let image = ImageShape(channels: 1, height: 2, width: 3)
        let x: Matrix = [[1, 2, 3, 4, 5, 6]]
        let window = Window(height: 2, width: 2)
        #expect(x.patches(window, of: image) == [[1, 2, 4, 5], [2, 3, 5, 6]])
        let patches: Matrix = [[1, 10, 100, 1000], [2, 20, 200, 2000]]
        // The two pixels in the middle are in both patches.
        #expect(patches.addingPatches(window, to: image) == [[1, 12, 20, 100, 1200, 2000]])
    }

    @Test("two channels, with zeros around them")
    func padding() {
        let image = ImageShape(channels: 2, height: 1, width: 1)
        let patches = Matrix([[3, 4]]).patches(Window(height: 2, width: 2, padding: 1), of: image)
        #expect(
            patches == [
                [0, 0, 0, 3, 0, 0, 0, 4], [0, 0, 3, 0, 0, 0, 4, 0],
                [0, 3, 0, 0, 0, 4, 0, 0], [3, 0, 0, 0, 4, 0, 0, 0],
            ])
    }

    @Test("every number of a patch is the pixel that the formulas name", arguments: sizes)
    func naive(sizes: Sizes) {
        let (image, window) = (sizes.image, sizes.window)
        var generator = SeededGenerator(seed: 1)
        let x = Matrix.normal(rows: sizes.images, columns: image.count, using: &generator)
        let places = window.places(in: image)
        var expected: [[Double]] = []
        for n in 0..<sizes.images {
            for place in 0..<places.height * places.width {
                var patch: [Double] = []
                for entry in 0..<image.channels * window.height * window.width {
                    let c = entry / (window.height * window.width)
                    let top = place / places.width * window.stride - window.padding
                    let left = place % places.width * window.stride - window.padding
                    let py = top + entry / window.width % window.height
                    let px = left + entry % window.width
                    let isInside = 0..<image.height ~= py && 0..<image.width ~= px
                    let pixel = (c * image.height + py) * image.width + px
                    patch.append(isInside ? x[n, pixel] : 0)
                }
                expected.append(patch)
            }
        }
        #expect(x.patches(window, of: image) == Matrix(expected))
    }

    @Test("adding patches is the transpose of taking them", arguments: sizes)
    func adjoint(sizes: Sizes) {
        var generator = SeededGenerator(seed: 2)
        let x = Matrix.normal(rows: sizes.images, columns: sizes.image.count, using: &generator)
        let patches = x.patches(sizes.window, of: sizes.image)
        let y = Matrix.normal(rows: patches.rows, columns: patches.columns, using: &generator)
        // <take(x), y> = <x, add(y)> is what makes one the gradient of the other.
        let back = y.addingPatches(sizes.window, to: sizes.image)
        #expect(abs((patches * y).sum() - (x * back).sum()) < 1e-12)
    }

    @Test("how many places a window has")
    func places() {
        let image = ImageShape(channels: 3, height: 5, width: 7)
        func places(_ window: Window) -> String { window.places(in: image).description }
        #expect(image.count == 105)
        #expect(places(Window(height: 1, width: 1)) == "3 x 5 x 7")
        #expect(places(Window(height: 2, width: 3)) == "3 x 4 x 5")
        #expect(places(Window(height: 3, width: 3, padding: 1)) == "3 x 5 x 7")
        // A remainder that the stride does not reach is left out.
        #expect(places(Window(height: 2, width: 2, stride: 2)) == "3 x 2 x 3")
        #expect(places(Window(height: 5, width: 7, stride: 9)) == "3 x 1 x 1")
    }

    private static let image = ImageShape(channels: 1, height: 2, width: 3)

    private static let mistakes = [
        Mistake("an image cannot be 1 x 0 x 3.") {
            _ = ImageShape(channels: 1, height: 0, width: 3)
        },
        Mistake("a window cannot be 2 x 2 with stride 0 and padding 0.") {
            _ = Window(height: 2, width: 2, stride: 0)
        },
        Mistake("a window cannot be 2 x 0 with stride 1 and padding -1.") {
            _ = Window(height: 2, width: 0, padding: -1)
        },
        Mistake("a window of 3 x 3 does not fit an image of 2 x 3.") {
            _ = Window(height: 3, width: 3).places(in: image)
        },
        Mistake("a window of 2 x 8 does not fit an image of 6 x 7.") {
            _ = Window(height: 2, width: 8, padding: 2).places(in: image)
        },
        Mistake("(2, 5): a row should be one image of 1 x 2 x 3, 6 numbers.") {
            _ = Matrix(rows: 2, columns: 5).patches(Window(height: 1, width: 1), of: image)
        },
        Mistake("addingPatches: (2, 3) is not 2 patches of 4 numbers for each image.") {
            _ = Matrix(rows: 2, columns: 3).addingPatches(Window(height: 2, width: 2), to: image)
        },
        Mistake("addingPatches: (3, 4) is not 2 patches of 4 numbers for each image.") {
            _ = Matrix(rows: 3, columns: 4).addingPatches(Window(height: 2, width: 2), to: image)
        },
    ]

    @Test("a mistake stops with a sentence, file and line", arguments: mistakes.indices)
    func complains(about index: Int) async {
        let result = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) { [index] in
            PatchesTests.mistakes[index].make()
        }
        Self.mistakes[index].expectComplaint(in: result)
    }

    @Test(
        "the largest under a window is the largest of its patch, the first of equals",
        arguments: [Window(height: 2, width: 2, stride: 2), Window(height: 3, width: 2)])
    func largest(window: Window) {
        let image = ImageShape(channels: 1, height: 6, width: 5)
        var generator = SeededGenerator(seed: 4)
        // Few values, so that some are equal.
        var x = Matrix.uniform(rows: 3, columns: 30, from: 0, to: 5, using: &generator)
            .mapped { $0.rounded() }
        x[1, 7] = .nan
        let shown = x.patches(window, of: image)
        let (largest, winners) = x.largest(under: window, of: image)
        let expected = shown.rowMaxima().elements
        #expect(zip(largest.elements, expected).allSatisfy { $0 == $1 || $0.isNaN && $1.isNaN })
        #expect(winners == shown.rowArgmaxima())
    }
}
