import Foundation
import Layers
import Testing

@Suite("One step of a long short-term memory")
struct LSTMStepTests {
    @Test("one example by hand, with all gates half open")
    func byHand() {
        let step = LSTMStep(wx: [[1, 2, 3, 4]], wh: [[5, 6, 7, 8]], b: [[0, 0, 0, 0]])
        // i, f and o are 1/2, g is 0: the cell keeps half of 2.
        let (out, cache) = step.forward(LSTMStep.Input(x: [[0]], h: [[0]], c: [[2]]))
        #expect(out.c == [[1]])
        expectClose(out.h, Matrix(tanh(1.0) / 2))
        // What is after c gets 1: f gets 2, of which a quarter passes, g gets 1/2, and i nothing.
        let gradients = step.backward(LSTMState(h: [[0]], c: [[1]]), cache: cache)
        #expect(gradients.dc == [[0.5]])
        #expect(gradients.db == [[0, 0.5, 0, 0.5]])
        #expect(gradients.dx == [[3]])
        #expect(gradients.dh == [[7]])
        // What is after h gets 1: o gets tanh(1), and c half of the tanh's slope.
        let other = step.backward(LSTMState(h: [[1]], c: [[0]]), cache: cache)
        let y = tanh(1.0)
        let dc = (1 - y * y) / 2
        expectClose(other.db, [[0, dc / 2, y / 4, dc / 2]])
    }

    @Test("the four parts of the sum are i, f, o and g, in this order", arguments: 0..<4)
    func order(open: Int) {
        // One part at a time is large, the others are so that it shows.
        var b: Matrix = [[0, 0, 0, 0]]
        b[0, open] = 100
        let none: Matrix = [[0, 0, 0, 0]]
        let step = LSTMStep(wx: none, wh: none, b: b)
        let out = step.forward(LSTMStep.Input(x: [[1]], h: [[1]], c: [[2]])).out
        let c = [1.0, 2, 1, 1.5][open]
        expectClose(out.c, Matrix(c))
        expectClose(out.h, Matrix(tanh(c) * (open == 2 ? 1 : 0.5)))
    }

    @Test("backward is right", arguments: [(1, 1, 1), (2, 3, 1), (1, 2, 4), (4, 1, 2), (3, 5, 2)])
    func gradients(examples: Int, features: Int, hidden: Int) {
        expectRight { g in
            (
                layer: LSTMStep(
                    wx: .normal(rows: features, columns: 4 * hidden, using: &g),
                    wh: .normal(rows: hidden, columns: 4 * hidden, using: &g),
                    b: .normal(rows: 1, columns: 4 * hidden, using: &g)),
                x: LSTMStep.Input(
                    x: .normal(rows: examples, columns: features, using: &g),
                    h: .normal(rows: examples, columns: hidden, using: &g),
                    c: .normal(rows: examples, columns: hidden, using: &g))
            )
        }
    }

    @Test("sums of -1e3 and 1e3 stay finite, forward and backward")
    func extremes() {
        let step = LSTMStep(
            wx: [[1e3, -1e3, 1e3, -1e3]], wh: [[0, 0, 0, 0]], b: [[0, 0, 0, 0]])
        for x in [-1.0, 1] {
            let (out, cache) = step.forward(LSTMStep.Input(x: Matrix(x), h: [[0]], c: [[1e3]]))
            let gradients = step.backward(out, cache: cache)
            #expect(out.h.isFinite && out.c.isFinite && gradients.dx.isFinite)
        }
    }

    private static let mistakes = [
        Mistake(
            "LSTMStep: wx is (1, 2), wh (1, 2) and b (1, 2); they must be (D, 4H), (H, 4H) and (1, 4H)."
        ) {
            _ = LSTMStep(wx: [[1, 2]], wh: [[1, 2]], b: [[1, 2]])
        },
        Mistake(
            "LSTMStep: wx is (1, 4), wh (1, 4) and b (1, 1); they must be (D, 4H), (H, 4H) and (1, 4H)."
        ) {
            _ = LSTMStep(wx: [[1, 2, 3, 4]], wh: [[1, 2, 3, 4]], b: [[1]])
        },
        Mistake("*: the left side is (1, 1), the right side (1, 2); they must be equal.") {
            let none: Matrix = [[0, 0, 0, 0]]
            let step = LSTMStep(wx: none, wh: none, b: none)
            _ = step.forward(LSTMStep.Input(x: [[1]], h: [[1]], c: [[1, 2]]))
        },
    ]

    @Test("a mistake stops with a sentence, file and line", arguments: mistakes.indices)
    func complains(about index: Int) async {
        let result = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) { [index] in
            LSTMStepTests.mistakes[index].make()
        }
        Self.mistakes[index].expectComplaint(in: result)
    }
}
