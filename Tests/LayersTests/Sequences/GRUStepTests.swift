import Foundation
import Layers
import Testing

@Suite("One step of a gated recurrent unit")
struct GRUStepTests {
    @Test("one example by hand, with weights of 0")
    func byHand() {
        let none: Matrix = [[0, 0, 0]]
        let step = GRUStep(wx: none, wh: none, b: none)
        let (out, cache) = step.forward(RecurrentInput(x: [[3]], h: [[2]]))
        #expect(out == [[1]])
        // z gets 2 - 0, of which a quarter passes, and n the other half of 1. The reset gate halves
        // what goes into wh, and gets nothing itself, as h·wh is 0.
        let gradients = step.backward([[1]], cache: cache)
        #expect(gradients.db == [[0, 0.5, 0.5]])
        #expect(gradients.dwx == [[0, 1.5, 1.5]])
        #expect(gradients.dwh == [[0, 1, 0.5]])
        #expect(gradients.dx == [[0]])
        #expect(gradients.dh == [[0.5]])
    }

    @Test(
        "the three parts are r, z and n, and r is applied after the product with wh",
        arguments: [(-100.0, 0.25), (100, 1.25)])
    func order(reset: Double, inside: Double) {
        // z is closed, so that only n counts: tanh(0.25 + r h).
        let step = GRUStep(wx: [[0, 0, 0]], wh: [[0, 0, 1]], b: [[reset, -100, 0.25]])
        let out = step.forward(RecurrentInput(x: [[1]], h: [[1]])).out
        expectClose(out, Matrix(tanh(inside)))
    }

    @Test("backward is right", arguments: [(1, 1, 1), (2, 3, 1), (1, 2, 4), (4, 1, 2), (3, 5, 2)])
    func gradients(examples: Int, features: Int, hidden: Int) {
        expectRight { g in
            (
                layer: GRUStep(
                    wx: .normal(rows: features, columns: 3 * hidden, using: &g),
                    wh: .normal(rows: hidden, columns: 3 * hidden, using: &g),
                    b: .normal(rows: 1, columns: 3 * hidden, using: &g)),
                x: RecurrentInput(
                    x: .normal(rows: examples, columns: features, using: &g),
                    h: .normal(rows: examples, columns: hidden, using: &g))
            )
        }
    }

    @Test("sums of -1e3 and 1e3 stay finite, and an open gate z keeps the state")
    func extremes() {
        let step = GRUStep(wx: [[0, 1e3, -1e3]], wh: [[0, 0, 0]], b: [[0, 0, 0]])
        let (out, cache) = step.forward(RecurrentInput(x: [[1], [-1]], h: [[7], [7]]))
        #expect(out == [[7], [1]])
        #expect(step.backward([[1], [1]], cache: cache).dh == [[1], [0]])
    }

    private static let mistakes = [
        Mistake(
            "GRUStep: wx is (1, 2), wh (1, 2) and b (1, 2); they must be (D, 3H), (H, 3H) and (1, 3H)."
        ) {
            _ = GRUStep(wx: [[1, 2]], wh: [[1, 2]], b: [[1, 2]])
        },
        Mistake(
            "GRUStep: wx is (1, 3), wh (1, 3) and b (1, 1); they must be (D, 3H), (H, 3H) and (1, 3H)."
        ) {
            _ = GRUStep(wx: [[1, 2, 3]], wh: [[1, 2, 3]], b: [[1]])
        },
        Mistake("+: the left side is (1, 1), the right side (2, 1); they must be equal.") {
            let none: Matrix = [[0, 0, 0]]
            let step = GRUStep(wx: none, wh: none, b: none)
            _ = step.forward(RecurrentInput(x: [[1]], h: [[1], [2]]))
        },
    ]

    @Test("a mistake stops with a sentence, file and line", arguments: mistakes.indices)
    func complains(about index: Int) async {
        let result = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) { [index] in
            GRUStepTests.mistakes[index].make()
        }
        Self.mistakes[index].expectComplaint(in: result)
    }
}
