import Foundation
import Layers
import Testing

@Suite("The linear classifier")
struct LinearClassifierTests {
    @Test("one example by hand")
    func byHand() {
        let classifier = LinearClassifier(
            affine: Affine(w: [[1, 0], [0, 1]], b: [[0, log(3)]]), loss: SoftmaxLoss(),
            regularization: 0.5)
        // Scores 2 and 2 + log 3, so the probabilities are 1/4 and 3/4.
        let (loss, cache) = classifier.forward([[2, 2]], labels: [1])
        #expect(abs(loss - (log(4.0 / 3) + 0.25 * 2)) < 1e-14)
        let gradients = classifier.backward(cache: cache)
        expectClose(gradients.db, [[0.25, -0.25]])
        expectClose(gradients.dw, [[0.5 + 0.5, -0.5], [0.5, -0.5 + 0.5]])
        #expect(classifier.predictions([[2, 2], [5, 1]]) == [1, 0])
    }

    @Test("backward agrees with centred differences: softmax and hinge", arguments: Draw.several)
    func gradients(draw: Draw) {
        check(SoftmaxLoss(), draw: draw, outputs: 4, classes: 4)
        check(HingeLoss(), draw: draw, outputs: 4, classes: 4)
    }

    @Test("backward agrees with centred differences: one output", arguments: Draw.several)
    func gradientsOfNeuron(draw: Draw) {
        check(LogisticLoss(), draw: draw, outputs: 1, classes: 2)
        check(BinaryHingeLoss(), draw: draw, outputs: 1, classes: 2)
    }

    private func check<Loss: ClassificationLoss>(
        _ loss: Loss, draw: Draw, outputs: Int, classes: Int
    ) {
        var generator = SeededGenerator(seed: draw.seed)
        let affine = Affine(
            inputs: draw.columns, outputs: outputs, weightScale: 1, using: &generator)
        let classifier = LinearClassifier(affine: affine, loss: loss, regularization: 0.3)
        let x = Matrix.normal(rows: draw.rows, columns: draw.columns, using: &generator)
        let labels = (0..<draw.rows).map { _ in generator.index(below: classes) }
        let (_, cache) = classifier.forward(x, labels: labels)
        let gradients = classifier.backward(0.7, cache: cache)
        let numeric = classifier.numericGradients(0.7) { $0.forward(x, labels: labels).loss }
        expectClose(gradients.dw, numeric["w"], tolerance: 1e-7)
        expectClose(gradients.db, numeric["b"], tolerance: 1e-7)
    }

    @Test("CIFAR-10: 10 classes, 3072 inputs, 30730 parameters, at chance to begin with")
    func cifar() {
        var generator = SeededGenerator(seed: 1)
        let affine = Affine(inputs: 3072, outputs: 10, weightScale: 1e-4, using: &generator)
        let x = Matrix.uniform(rows: 5, columns: 3072, from: -1, to: 1, using: &generator)
        let labels = [0, 9, 3, 3, 7]
        let softmax = LinearClassifier(affine: affine, loss: SoftmaxLoss())
        let hinge = LinearClassifier(affine: affine, loss: HingeLoss())
        #expect(softmax.parameterCount == 30_730)
        #expect(softmax.parameters.map(\.name) == ["w", "b"])
        #expect(softmax.scores(x).shape == Shape(rows: 5, columns: 10))
        #expect(abs(softmax.forward(x, labels: labels).loss - log(10)) < 0.02)
        #expect(abs(hinge.forward(x, labels: labels).loss - 9) < 0.1)
        let gradients = softmax.backward(cache: softmax.forward(x, labels: labels).cache)
        #expect(gradients.dw.shape == Shape(rows: 3072, columns: 10))
        #expect(gradients.db.shape == Shape(rows: 1, columns: 10))
    }

    @Test("a single neuron decides where its probability passes a half")
    func singleNeuron() {
        let neuron = LinearClassifier(
            affine: Affine(w: [[2], [-1]], b: [[1]]), loss: LogisticLoss())
        // The scores are 1, 0, 0.001, -0.001 and 1 - log 3 - 1.
        let x: Matrix = [[0, 0], [0, 1], [0, 0.999], [0, 1.001], [0, 1 + log(3)]]
        expectClose(
            neuron.probabilities(x),
            [[0.7310585786300049], [0.5], [sigmoid(0.001)], [sigmoid(-0.001)], [0.25]])
        #expect(neuron.predictions(x) == [1, 0, 1, 0, 0])
        #expect(
            neuron.predictions(x) == neuron.probabilities(x).elements.map { $0 > 0.5 ? 1 : 0 })
    }

    private static let mistakes = [
        Mistake("a binary loss takes one score per example, (N, 1), not (1, 2).") {
            let affine = Affine(w: [[1, 2]], b: [[0, 0]])
            _ = LinearClassifier(affine: affine, loss: SoftmaxLoss()).probabilities([[1]])
        },
        Mistake("matmul: (1, 2) times (1, 1): the left has 2 columns, the right has 1 rows.") {
            let affine = Affine(w: [[1]], b: [[0]])
            _ = LinearClassifier(affine: affine, loss: LogisticLoss()).scores([[1, 2]])
        },
        Mistake("label 2 of example 0 is out of range: labels are 0..<2.") {
            let affine = Affine(w: [[1, 2]], b: [[0, 0]])
            _ = LinearClassifier(affine: affine, loss: HingeLoss()).forward([[1]], labels: [2])
        },
    ]

    @Test(
        "a mistake in shapes or labels stops with a sentence, file and line",
        arguments: mistakes.indices)
    func complains(about index: Int) async {
        let result = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) { [index] in
            LinearClassifierTests.mistakes[index].make()
        }
        Self.mistakes[index].expectComplaint(in: result)
    }
}
