import Foundation
import Layers
import Testing

@Suite("The softmax loss at every step")
struct TemporalSoftmaxLossTests {
    @Test("two sequences of two steps by hand: the mean over sequences of the sums over steps")
    func byHand() {
        let loss = TemporalSoftmaxLoss(steps: 2)
        let (value, cache) = loss.forward(Matrix(rows: 4, columns: 2), labels: [0, 1, 1, 0])
        #expect(abs(value - 4 * log(2) / 2) < 1e-14)
        let expected: Matrix = [[-0.25, 0.25], [0.25, -0.25], [0.25, -0.25], [-0.25, 0.25]]
        expectClose(loss.backward(cache: cache), expected)
        expectClose(loss.backward(3, cache: cache), 3 * expected)
    }

    @Test("rows with the ignored label count for nothing, and are not divided by")
    func ignored() {
        let loss = TemporalSoftmaxLoss(steps: 2, ignoredLabel: 1)
        let (value, cache) = loss.forward(Matrix(rows: 4, columns: 2), labels: [0, 1, 1, 0])
        #expect(abs(value - 2 * log(2) / 2) < 1e-14)
        expectClose(
            loss.backward(cache: cache), [[-0.25, 0.25], [0, 0], [0, 0], [-0.25, 0.25]])
    }

    @Test("with one step it is the softmax loss")
    func oneStep() {
        var generator = SeededGenerator(seed: 3)
        let scores = Matrix.normal(rows: 4, columns: 3, using: &generator)
        let (value, cache) = TemporalSoftmaxLoss(steps: 1).forward(scores, labels: [0, 2, 1, 2])
        let (other, otherCache) = SoftmaxLoss().forward(scores, labels: [0, 2, 1, 2])
        #expect(abs(value - other) < 1e-14)
        expectClose(
            TemporalSoftmaxLoss(steps: 1).backward(cache: cache),
            SoftmaxLoss().backward(cache: otherCache))
    }

    @Test("backward is right", arguments: [(1, 1, 2), (1, 4, 3), (3, 2, 2), (2, 3, 5), (4, 1, 4)])
    func gradients(examples: Int, steps: Int, classes: Int) {
        for seed in 1...20 {
            var g = SeededGenerator(seed: seed)
            let scores = Matrix.normal(rows: examples * steps, columns: classes, using: &g)
            var labels = (0..<scores.rows).map { _ in g.index(below: classes) }
            // One row at least counts.
            labels[0] = 1
            let loss = TemporalSoftmaxLoss(steps: steps, ignoredLabel: seed % 2 == 0 ? 0 : nil)
            let report = checkGradients(of: loss, at: scores, labels: labels)
            #expect(report.isRight, "seed \(seed): \(report)")
        }
    }

    @Test("scores of -1e3 and 1e3 stay finite, forward and backward")
    func extremes() {
        let loss = TemporalSoftmaxLoss(steps: 1)
        let (value, cache) = loss.forward([[-1e3, 1e3]], labels: [0])
        #expect(value == 2e3)
        #expect(loss.backward(cache: cache) == [[-1, 1]])
    }

    private static let mistakes = [
        Mistake("there are 1 labels for scores of shape (2, 2): one per row is needed.") {
            _ = TemporalSoftmaxLoss(steps: 2).forward([[1, 2], [3, 4]], labels: [0])
        },
        Mistake("label 2 of example 1 is out of range: labels are 0..<2.") {
            _ = TemporalSoftmaxLoss(steps: 2).forward([[1, 2], [3, 4]], labels: [0, 2])
        },
        Mistake("1 rows are not whole sequences of 2 steps.") {
            _ = TemporalSoftmaxLoss(steps: 2).forward([[1, 2]], labels: [0])
        },
    ]

    @Test("a mistake stops with a sentence, file and line", arguments: mistakes.indices)
    func complains(about index: Int) async {
        let result = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) { [index] in
            TemporalSoftmaxLossTests.mistakes[index].make()
        }
        Self.mistakes[index].expectComplaint(in: result)
    }
}
