import Layers
import Testing

@Suite("The clipped error of deep Q-learning")
struct ClippedTDErrorTests {
    @Test("four errors by hand: within the limits, and beyond both")
    func byHand() {
        let loss = ClippedTDError(minDelta: -2, maxDelta: 1)
        let targets: Matrix = [[0.5], [3], [-1], [-5]]
        let (value, cache) = loss.forward(Matrix(rows: 4, columns: 1), targets: targets)
        // 0.25 + 1 + 1 + 4; only the first and the third still have a say.
        #expect(value == 6.25 / 4)
        #expect(loss.backward(cache: cache) == [[-0.25], [0], [0.5], [0]])
        #expect(loss.backward(-2, cache: cache) == [[0.5], [0], [-1], [0]])
        let none = Matrix(rows: 4, columns: 1)
        #expect(loss.deadZone(none, targets: targets) == [[0], [1], [0], [1]])
        // Beyond the limits the lines 2 d - 1 and -4 d - 4 go on.
        // That is 0.25, 5, 1 and 16.
        #expect(loss.repairedLoss(none, targets: targets) == 22.25 / 4)
    }

    @Test("at a limit itself nothing is clipped yet, and an error of 0 is no dead one")
    func limits() {
        let loss = ClippedTDError()
        #expect(loss.deadZone([[0], [0], [0]], targets: [[1], [-1], [0]]) == [[0], [0], [0]])
        #expect(loss.repairedLoss([[0], [0]], targets: [[1], [-1]]) == 1)
    }

    @Test("the repaired loss is twice the Huber loss where the limits are equally far")
    func repaired() {
        var generator = SeededGenerator(seed: 6)
        let predictions = Matrix.normal(rows: 30, columns: 1, using: &generator)
        let targets = Matrix.normal(rows: 30, columns: 1, standardDeviation: 3, using: &generator)
        let repaired = ClippedTDError(minDelta: -1.5, maxDelta: 1.5)
            .repairedLoss(predictions, targets: targets)
        let huber = HuberLoss(delta: 1.5).forward(predictions, targets: targets).loss
        #expect(abs(repaired - 2 * huber) < 1e-13)
    }

    @Test(
        "backward is right",
        arguments: [(1, -1.0, 1.0), (2, -0.5, 2), (5, -2, 0.5), (9, -1, 3), (20, -1, 1)])
    func gradients(rows: Int, low: Double, high: Double) {
        let loss = ClippedTDError(minDelta: low, maxDelta: high)
        for seed in 1...20 {
            var generator = SeededGenerator(seed: seed)
            let predictions = Matrix.normal(rows: rows, columns: 1, using: &generator)
            // No error is near a limit.
            let errors = redrawn(
                &generator,
                until: { (errors: Matrix) in
                    errors.elements.allSatisfy { abs($0 - low) > 0.01 && abs($0 - high) > 0.01 }
                }
            ) { .normal(rows: rows, columns: 1, standardDeviation: 2, using: &$0) }
            let report = checkGradients(of: loss, at: predictions, targets: predictions + errors)
            #expect(report.isRight, "seed \(seed): \(report)")
        }
    }

    @Test("errors of -1e3 and 1e3 stay finite, and have no gradient")
    func extremes() {
        let (value, cache) = ClippedTDError().forward([[-1e3], [1e3]], targets: [[0], [0]])
        #expect(value == 1)
        #expect(ClippedTDError().backward(cache: cache) == [[0], [0]])
    }

    private static let mistakes = [
        Mistake("ClippedTDError: 0 must lie between 0.0 and 1.0.") {
            _ = ClippedTDError(minDelta: 0, maxDelta: 1)
        },
        Mistake("ClippedTDError: 0 must lie between -1.0 and -0.5.") {
            _ = ClippedTDError(minDelta: -1, maxDelta: -0.5)
        },
        Mistake("-: the left side is (2, 1), the right side (1, 1); they must be equal.") {
            _ = ClippedTDError().forward([[1]], targets: [[1], [2]])
        },
    ]

    @Test("a mistake stops with a sentence, file and line", arguments: mistakes.indices)
    func complains(about index: Int) async {
        let result = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) { [index] in
            ClippedTDErrorTests.mistakes[index].make()
        }
        Self.mistakes[index].expectComplaint(in: result)
    }
}
