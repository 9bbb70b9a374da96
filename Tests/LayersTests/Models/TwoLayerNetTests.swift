import Foundation
import Layers
import Testing

@Suite("The two-layer network")
struct TwoLayerNetTests {
    @Test("one example by hand")
    func byHand() {
        let net = TwoLayerNet(
            affine1: Affine(w: [[1, -1]], b: [[1, 0]]),
            affine2: Affine(w: [[1, 1], [5, 9]], b: [[0, log(3)]]), regularization: 0.1)
        // 2 -> [3, -2] -> [3, 0] -> scores [3, 3 + log 3], so the probabilities are 1/4 and 3/4.
        expectClose(net.scores([[2]]), [[3, 3 + log(3)]])
        let (loss, cache) = net.forward([[2]], labels: [0])
        // The squares add up to 2 + 108.
        #expect(abs(loss - (log(4) + 0.05 * 110)) < 1e-13)
        let gradients = net.backward(cache: cache)
        expectClose(gradients.db2, [[-0.75, 0.75]])
        expectClose(gradients.dw2, [[-2.25 + 0.1, 2.25 + 0.1], [0.5, 0.9]])
        // dhidden = [-0.75 + 0.75, ...], and the second unit is closed: only the penalty is left.
        expectClose(gradients.dw1, [[0.1, -0.1]])
        #expect(gradients.db1.largestMagnitude() < 1e-15)
    }

    @Test("backward agrees with centred differences", arguments: [0, 0.7], Draw.several)
    func gradients(regularization: Double, draw: Draw) {
        var generator = SeededGenerator(seed: draw.seed)
        let net = TwoLayerNet(
            inputs: draw.columns, hidden: 6, classes: 3, weightScale: 1,
            regularization: regularization, using: &generator)
        let x = Matrix.normal(rows: draw.rows, columns: draw.columns, using: &generator)
        let labels = (0..<draw.rows).map { _ in generator.index(below: 3) }
        let gradients = net.backward(1.5, cache: net.forward(x, labels: labels).cache)
        let numeric = net.numericGradients(1.5) { $0.forward(x, labels: labels).loss }
        for parameter in net.parameters {
            expectClose(
                gradients[keyPath: parameter.gradient], numeric[parameter.name], tolerance: 1e-7)
        }
    }

    @Test("3 inputs, 4 hidden units and 2 classes make 26 parameters")
    func parameters() {
        var generator = SeededGenerator(seed: 1)
        let net = TwoLayerNet(inputs: 3, hidden: 4, classes: 2, using: &generator)
        #expect(net.parameterCount == 26)
        #expect(
            net.parameters.map(\.name) == ["affine1.w", "affine1.b", "affine2.w", "affine2.b"])
    }

    @Test("a new network is at chance: its loss is log C, and its biases are 0")
    func initial() {
        var generator = SeededGenerator(seed: 1)
        let net = TwoLayerNet(inputs: 5, hidden: 50, classes: 7, using: &generator)
        let x = Matrix.normal(rows: 10, columns: 5, using: &generator)
        let (loss, _) = net.forward(x, labels: [0, 1, 2, 3, 4, 5, 6, 0, 1, 2])
        #expect(abs(loss - log(7)) < 1e-3)
        #expect(net.affine1.b == Matrix(rows: 1, columns: 50))
        #expect(net.affine2.b == Matrix(rows: 1, columns: 7))
        #expect(abs((net.affine1.w.sumOfSquares() / 250).squareRoot() - 1e-3) < 2e-4)
    }

    @Test("twenty random examples are learned by heart", arguments: [1, 2, 3])
    func overfits(seed: Int) {
        var generator = SeededGenerator(seed: seed)
        var net = TwoLayerNet(
            inputs: 10, hidden: 30, classes: 4, weightScale: 0.1, using: &generator)
        let x = Matrix.normal(rows: 20, columns: 10, using: &generator)
        let labels = (0..<20).map { _ in generator.index(below: 4) }
        let losses = net.train(x, labels: labels, steps: 500, learningRate: 0.5)
        #expect(losses.count == 500)
        #expect(abs(losses[0] - log(4)) < 0.2)
        #expect(net.forward(x, labels: labels).loss < 0.02)
        #expect(net.scores(x).rowArgmaxima() == labels)
    }

    @Test("one step of training goes down the gradient, and returns the loss before it")
    func step() {
        var generator = SeededGenerator(seed: 9)
        let before = TwoLayerNet(
            inputs: 3, hidden: 4, classes: 2, weightScale: 1, regularization: 0.1, using: &generator
        )
        let x = Matrix.normal(rows: 5, columns: 3, using: &generator)
        let labels = [0, 1, 1, 0, 1]
        let (loss, cache) = before.forward(x, labels: labels)
        let gradients = before.backward(cache: cache)
        var after = before
        #expect(after.train(x, labels: labels, steps: 1, learningRate: 0.3) == [loss])
        for parameter in before.parameters {
            let expected =
                before[keyPath: parameter.value] - 0.3 * gradients[keyPath: parameter.gradient]
            expectClose(after[keyPath: parameter.value], expected)
        }
    }

    @Test("inputs of 1e3 stay finite, forward and backward")
    func extremes() {
        var generator = SeededGenerator(seed: 4)
        let net = TwoLayerNet(inputs: 2, hidden: 8, classes: 3, weightScale: 1, using: &generator)
        let (loss, cache) = net.forward([[1e3, -1e3], [-1e3, 1e3]], labels: [0, 2])
        let gradients = net.backward(cache: cache)
        #expect(loss.isFinite)
        for parameter in net.parameters {
            #expect(gradients[keyPath: parameter.gradient].isFinite, "\(parameter.name)")
        }
    }

    private static func net() -> TwoLayerNet {
        var generator = SeededGenerator(seed: 1)
        return TwoLayerNet(inputs: 3, hidden: 4, classes: 2, using: &generator)
    }

    private static let mistakes = [
        Mistake("matmul: (1, 2) times (3, 4): the left has 2 columns, the right has 3 rows.") {
            _ = net().forward([[1, 2]], labels: [0])
        },
        Mistake("there are 2 labels for scores of shape (1, 2): one per row is needed.") {
            _ = net().forward([[1, 2, 3]], labels: [0, 1])
        },
        Mistake("label 2 of example 0 is out of range: labels are 0..<2.") {
            _ = net().forward([[1, 2, 3]], labels: [2])
        },
    ]

    @Test(
        "a mistake in shapes or labels stops with a sentence, file and line",
        arguments: mistakes.indices)
    func complains(about index: Int) async {
        let result = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) { [index] in
            TwoLayerNetTests.mistakes[index].make()
        }
        Self.mistakes[index].expectComplaint(in: result)
    }
}
