import Layers
import Testing

/// A model of one parameter, w, so that an optimizer can be watched.
struct OneParameter: Parameterized {
    var w: Matrix

    struct Gradients: Sendable {
        let dw: Matrix
    }

    var parameters: [Parameter<OneParameter>] { [Parameter("w", \.w, \.dw)] }
}

/// w = (1, -2) after steps with the gradients (0.5, -1.5) and (-0.25, 3).
func afterTwoSteps(_ optimizer: inout some Optimizer) -> Matrix {
    var model = OneParameter(w: [[1, -2]])
    for gradient: Matrix in [[[0.5, -1.5]], [[-0.25, 3]]] {
        optimizer.step(&model, OneParameter.Gradients(dw: gradient))
    }
    return model.w
}

@Suite("Optimizer")
struct OptimizerTests {
    /// Sixty points in three clusters.
    private func clusters() -> (x: Matrix, labels: [Int]) {
        var generator = SeededGenerator(seed: 4)
        let labels = (0..<60).map { $0 % 3 }
        let rows = labels.map { label in
            let angle = Double(label) * 2.1
            return [
                2 * angle - 3 + 0.4 * generator.normal(),
                (angle - 2) * (angle - 2) + 0.4 * generator.normal(),
            ]
        }
        return (Matrix(rows), labels)
    }

    private func finalLoss(_ optimizer: some Optimizer) -> Double {
        var optimizer = optimizer
        var generator = SeededGenerator(seed: 5)
        var net = TwoLayerNet(
            inputs: 2, hidden: 8, classes: 3, weightScale: 0.5, using: &generator)
        let (x, labels) = clusters()
        for _ in 0..<200 {
            let cache = net.forward(x, labels: labels).cache
            optimizer.step(&net, net.backward(cache: cache))
        }
        return net.forward(x, labels: labels).loss
    }

    @Test("every rule trains a net to a small loss")
    func trains() {
        #expect(finalLoss(SGD(learningRate: 0.5)) < 0.1)
        #expect(finalLoss(Momentum(learningRate: 0.1)) < 0.1)
        #expect(finalLoss(Nesterov(learningRate: 0.1)) < 0.1)
        #expect(finalLoss(AdaGrad(learningRate: 0.2)) < 0.1)
        #expect(finalLoss(RMSProp(learningRate: 0.01)) < 0.1)
        #expect(finalLoss(Adam(learningRate: 0.05)) < 0.1)
    }

    @Test("a copy goes on by itself")
    func value() {
        var first = Momentum(learningRate: 0.1)
        _ = afterTwoSteps(&first)
        let copy = first
        _ = afterTwoSteps(&first)
        #expect(copy.states["w"] != first.states["w"])
    }

    private static let wrongShape = Mistake("w is (1, 2), and its gradient (2, 1).") {
        var model = OneParameter(w: [[1, -2]])
        var optimizer = SGD(learningRate: 1)
        optimizer.step(&model, OneParameter.Gradients(dw: [[1], [2]]))
    }

    @Test("a gradient of another shape stops with a sentence")
    func complaint() async {
        let result = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) {
            OptimizerTests.wrongShape.make()
        }
        OptimizerTests.wrongShape.expectComplaint(in: result)
    }
}
