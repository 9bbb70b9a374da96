import Foundation
import Layers
import Testing

@Suite("One step of a recurrent network")
struct RNNStepTests {
    @Test("one example by hand, where the tanh is a straight line")
    func byHand() {
        let step = RNNStep(wx: [[0.5], [-0.25]], wh: [[2]], b: [[-1]])
        // 0.5 - 0.5 + 1 - 1 = 0, where the slope of tanh is 1.
        let (out, cache) = step.forward(RecurrentInput(x: [[1, 2]], h: [[0.5]]))
        #expect(out == [[0]])
        let gradients = step.backward([[3]], cache: cache)
        #expect(gradients.dx == [[1.5, -0.75]])
        #expect(gradients.dh == [[6]])
        #expect(gradients.dwx == [[3], [6]])
        #expect(gradients.dwh == [[1.5]])
        #expect(gradients.db == [[3]])
    }

    @Test("elsewhere the slope is 1 - tanh^2")
    func slope() {
        let step = RNNStep(wx: [[1]], wh: [[1]], b: [[0.25]])
        let (out, cache) = step.forward(RecurrentInput(x: [[1]], h: [[-0.5]]))
        expectClose(out, Matrix(tanh(0.75)))
        expectClose(step.backward([[2]], cache: cache).db, Matrix(2 * (1 - pow(tanh(0.75), 2))))
    }

    @Test("backward is right", arguments: [(1, 1, 1), (2, 3, 1), (1, 2, 4), (4, 1, 2), (3, 5, 2)])
    func gradients(examples: Int, features: Int, hidden: Int) {
        expectRight { g in
            (
                layer: RNNStep(
                    wx: .normal(rows: features, columns: hidden, using: &g),
                    wh: .normal(rows: hidden, columns: hidden, using: &g),
                    b: .normal(rows: 1, columns: hidden, using: &g)),
                x: RecurrentInput(
                    x: .normal(rows: examples, columns: features, using: &g),
                    h: .normal(rows: examples, columns: hidden, using: &g))
            )
        }
    }

    @Test("a saturated unit is 1 or -1, and passes nothing back")
    func extremes() {
        let step = RNNStep(wx: [[1, -1]], wh: [[0, 0], [0, 0]], b: [[0, 0]])
        let (out, cache) = step.forward(RecurrentInput(x: [[1e3]], h: [[1e3, -1e3]]))
        #expect(out == [[1, -1]])
        #expect(step.backward([[1, 1]], cache: cache).dx == [[0]])
    }

    private static let mistakes = [
        Mistake("RNNStep: wx is (1, 2); wh (1, 1) and b (1, 2) must fit 2 units.") {
            _ = RNNStep(wx: [[1, 2]], wh: [[1]], b: [[1, 2]])
        },
        Mistake("RNNStep: wx is (1, 1); wh (1, 1) and b (2, 1) must fit 1 units.") {
            _ = RNNStep(wx: [[1]], wh: [[1]], b: [[1], [2]])
        },
        Mistake("+: the left side is (2, 1), the right side (1, 1); they must be equal.") {
            let step = RNNStep(wx: [[1]], wh: [[1]], b: [[0]])
            _ = step.forward(RecurrentInput(x: [[1], [2]], h: [[0]]))
        },
        Mistake("matmul: (1, 2) times (1, 1): the left has 2 columns, the right has 1 rows.") {
            let step = RNNStep(wx: [[1]], wh: [[1]], b: [[0]])
            _ = step.forward(RecurrentInput(x: [[1, 2]], h: [[0]]))
        },
    ]

    @Test("a mistake stops with a sentence, file and line", arguments: mistakes.indices)
    func complains(about index: Int) async {
        let result = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) { [index] in
            RNNStepTests.mistakes[index].make()
        }
        Self.mistakes[index].expectComplaint(in: result)
    }
}
