import Foundation
import Layers
import Testing

@Suite("The convolutional net")
struct ConvNetTests {
    @Test("one image by hand")
    func byHand() {
        // A filter of one pixel doubles and adds 1; one unit, and scores (h, 0).
        let image = ImageShape(channels: 1, height: 2, width: 2)
        let net = ConvNet(
            convolution: Convolution(
                w: [[2]], b: [[1]], window: Window(height: 1, width: 1), image: image),
            affine1: Affine(w: [[0.5]], b: [[-3]]), affine2: Affine(w: [[1, 0]], b: [[0, 0.5]]),
            regularization: 0.1)
        // (1, -2, 3, 0) -> (3, -3, 7, 1) -> 7 -> 0.5 -> scores (0.5, 0.5).
        expectClose(net.scores([[1, -2, 3, 0]]), [[0.5, 0.5]])
        let (loss, cache) = net.forward([[1, -2, 3, 0]], labels: [0])
        // The squares add up to 4 + 0.25 + 1.
        #expect(abs(loss - (log(2) + 0.05 * 5.25)) < 1e-13)
        let gradients = net.backward(cache: cache)
        expectClose(gradients.db2, [[-0.5, 0.5]])
        expectClose(gradients.dw2, [[-0.25 + 0.1, 0.25]])
        // The unit gets -0.5, and the pixel that won had the value 3.
        expectClose(gradients.db1, [[-0.5]])
        expectClose(gradients.dw1, [[-3.5 + 0.05]])
        expectClose(gradients.dbc, [[-0.25]])
        expectClose(gradients.dwc, [[-0.75 + 0.2]])
    }

    /// Sizes of images and of a net for them.
    struct Design: Sendable, CustomTestStringConvertible {
        let n: Int
        let image: (channels: Int, height: Int, width: Int)
        let filters: Int
        var size = 3
        let hidden: Int
        let classes: Int
        var regularization = 0.0

        var testDescription: String { "\(n) of \(image), \(filters) of \(size) x \(size)" }

        func net(_ generator: inout SeededGenerator) -> ConvNet {
            ConvNet(
                image: ImageShape(
                    channels: image.channels, height: image.height, width: image.width),
                filters: filters, size: size, hidden: hidden, classes: classes,
                regularization: regularization, using: &generator)
        }

        static let several = [
            Design(n: 1, image: (1, 2, 4), filters: 2, hidden: 3, classes: 2),
            Design(n: 2, image: (2, 4, 2), filters: 1, hidden: 2, classes: 3, regularization: 0.7),
            Design(n: 3, image: (1, 5, 3), filters: 3, hidden: 4, classes: 2),
            Design(n: 2, image: (3, 2, 3), filters: 2, size: 1, hidden: 5, classes: 4),
            Design(
                n: 2, image: (1, 4, 5), filters: 2, size: 5, hidden: 3, classes: 5,
                regularization: 1.3),
        ]
    }

    /// No ReLU is near its kink, and no two open pixels under a pooling window are nearly equal.
    private static func isFar(_ net: ConvNet, _ cache: ConvNet.Cache) -> Bool {
        let maps = net.pool.image
        let channel = ImageShape(channels: 1, height: maps.height, width: maps.width)
        let seen = cache.pool.x.reshaped(
            rows: cache.x.rows * maps.channels, columns: channel.count
        ).patches(net.pool.window, of: channel)
        let isClear = (0..<seen.rows).allSatisfy { r in
            let sorted = seen.row(r).sorted()
            return sorted[3] == 0 || sorted[3] - sorted[2] > 0.005
        }
        let units = cache.relu1.x.elements + cache.relu2.x.elements
        return isClear && units.allSatisfy { abs($0) > 0.005 }
    }

    @Test("backward is right", arguments: Design.several)
    func gradients(design: Design) {
        expectRight { generator in
            redrawn(
                &generator,
                until: { net, x, labels in
                    Self.isFar(net, net.forward(x, labels: labels).cache)
                }
            ) { g in
                var net = design.net(&g)
                // Biases other than 0, which a new net has.
                for parameter in net.parameters where parameter.name.hasSuffix("b") {
                    let size = net[keyPath: parameter.value].columns
                    net[keyPath: parameter.value] = .normal(rows: 1, columns: size, using: &g)
                }
                return (
                    model: net,
                    x: .normal(rows: design.n, columns: net.convolution.image.count, using: &g),
                    labels: (0..<design.n).map { _ in g.index(below: design.classes) }
                )
            }
        }
    }

    @Test("the parameters are those of the three layers")
    func parameters() {
        var generator = SeededGenerator(seed: 1)
        let net = Design(n: 1, image: (2, 5, 7), filters: 3, hidden: 4, classes: 6).net(&generator)
        #expect(
            net.parameters.map(\.name) == [
                "convolution.w", "convolution.b", "affine1.w", "affine1.b", "affine2.w",
                "affine2.b",
            ])
        // The image keeps its size, and pooling leaves 2 x 3 of 5 x 7.
        #expect(net.pool.output == ImageShape(channels: 3, height: 2, width: 3))
        #expect(net.parameterCount == 18 * 3 + 3 + 18 * 4 + 4 + 4 * 6 + 6)
    }

    @Test("a new net is at chance: its loss is log C, and with a penalty more", arguments: [2, 10])
    func initial(classes: Int) {
        func loss(_ regularization: Double) -> Double {
            var generator = SeededGenerator(seed: 1)
            let net = ConvNet(
                image: ImageShape(channels: 3, height: 6, width: 8), filters: 4, hidden: 10,
                classes: classes, weightScale: 1e-3, regularization: regularization,
                using: &generator)
            let x = Matrix.normal(rows: 10, columns: 144, using: &generator)
            return net.forward(x, labels: (0..<10).map { $0 % classes }).loss
        }
        #expect(abs(loss(0) - log(Double(classes))) < 1e-6)
        #expect(loss(0.5) > loss(0))
    }

    @Test("twenty random images are learned by heart", arguments: [1, 2, 3])
    func overfits(seed: Int) {
        var generator = SeededGenerator(seed: seed)
        var net = ConvNet(
            image: ImageShape(channels: 2, height: 6, width: 4), filters: 8, hidden: 20,
            classes: 4, using: &generator)
        let x = Matrix.normal(rows: 20, columns: 48, using: &generator)
        let labels = (0..<20).map { _ in generator.index(below: 4) }
        var optimizer = Adam(learningRate: 0.01)
        for _ in 0..<100 {
            let cache = net.forward(x, labels: labels).cache
            optimizer.step(&net, net.backward(cache: cache))
        }
        #expect(net.forward(x, labels: labels).loss < 0.01)
        #expect(net.accuracy(x, labels: labels) == 1)
    }

    @Test("pixels of 1e3 stay finite, forward and backward")
    func extremes() {
        var generator = SeededGenerator(seed: 4)
        let net = Design.several[0].net(&generator)
        let (loss, cache) = net.forward(
            [[1e3, -1e3, 1e3, -1e3, 1e3, 1e3, -1e3, -1e3]], labels: [1])
        let gradients = net.backward(cache: cache)
        #expect(loss.isFinite)
        for parameter in net.parameters {
            #expect(gradients[keyPath: parameter.gradient].isFinite, "\(parameter.name)")
        }
    }

    private static func net() -> ConvNet {
        var generator = SeededGenerator(seed: 1)
        return Design.several[0].net(&generator)
    }

    private static let mistakes = [
        Mistake("(1, 7): a row should be one image of 1 x 2 x 4, 8 numbers.") {
            _ = net().forward(Matrix(rows: 1, columns: 7), labels: [0])
        },
        Mistake("there are 2 labels for scores of shape (1, 2): one per row is needed.") {
            _ = net().forward(Matrix(rows: 1, columns: 8), labels: [0, 1])
        },
        Mistake("label -1 of example 0 is out of range: labels are 0..<2.") {
            _ = net().forward(Matrix(rows: 1, columns: 8), labels: [-1])
        },
        Mistake("matmul: (1, 4) times (5, 3): the left has 4 columns, the right has 5 rows.") {
            var misfit = net()
            misfit.affine1.w = Matrix(rows: 5, columns: 3)
            _ = misfit.forward(Matrix(rows: 1, columns: 8), labels: [0])
        },
    ]

    @Test(
        "a mistake in shapes or labels stops with a sentence, file and line",
        arguments: mistakes.indices)
    func complains(about index: Int) async {
        let result = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) { [index] in
            ConvNetTests.mistakes[index].make()
        }
        Self.mistakes[index].expectComplaint(in: result)
    }
}
