import Foundation
import Layers
import Testing

@Suite("A long short-term memory over sequences")
struct LSTMTests {
    @Test("two steps by hand, with weights of 0 and all gates half open")
    func byHand() {
        let none: Matrix = [[0, 0, 0, 0]]
        let lstm = LSTM(step: LSTMStep(wx: none, wh: none, b: none))
        let (out, cache) = lstm.forward(RecurrentInput(x: [[3], [4]], h: [[5]]))
        #expect(out == [[0], [0]])
        // The cell gets 10/2 at the last step; at the first 1/2 and half of those 5. Of 5 and of 3,
        // half goes to what is written.
        let gradients = lstm.backward([[1], [10]], cache: cache)
        #expect(gradients.db == [[0, 0, 0, 4]])
        #expect(gradients.dwx == [[0, 0, 0, 14.5]])
        #expect(gradients.dwh == [[0, 0, 0, 7.5]])
        #expect(gradients.dx == [[0], [0]])
        #expect(gradients.dh == [[0]])
    }

    @Test("the cell begins at 0, and an open forget gate keeps it")
    func remembers() {
        // Write 1 at the first step only: the input opens the gate i, and f is open throughout.
        let step = LSTMStep(wx: [[200, 0, 0, 0]], wh: [[0, 0, 0, 0]], b: [[-100, 100, 100, 100]])
        let out = LSTM(step: step).forward(
            RecurrentInput(x: [[1], [0], [0], [0]], h: [[0]])
        ).out
        expectClose(out, Matrix(rows: 4, columns: 1, repeating: tanh(1.0)))
    }

    private func random(
        examples: Int, steps: Int, features: Int, hidden: Int, _ g: inout SeededGenerator
    ) -> (layer: LSTM, x: RecurrentInput) {
        (
            layer: LSTM(
                step: LSTMStep(
                    wx: .normal(rows: features, columns: 4 * hidden, using: &g),
                    wh: .normal(rows: hidden, columns: 4 * hidden, using: &g),
                    b: .normal(rows: 1, columns: 4 * hidden, using: &g))),
            x: RecurrentInput(
                x: .normal(rows: examples * steps, columns: features, using: &g),
                h: .normal(rows: examples, columns: hidden, using: &g))
        )
    }

    @Test(
        "backward is right",
        arguments: [(1, 1, 1, 1), (2, 3, 1, 2), (1, 4, 2, 3), (3, 2, 4, 1), (2, 5, 3, 2)])
    func gradients(examples: Int, steps: Int, features: Int, hidden: Int) {
        expectRight { g in
            random(examples: examples, steps: steps, features: features, hidden: hidden, &g)
        }
    }

    @Test("sequences do not know of each other: each alone gives the same rows")
    func alone() {
        var generator = SeededGenerator(seed: 5)
        let (layer, input) = random(examples: 3, steps: 4, features: 2, hidden: 3, &generator)
        let dout = Matrix.normal(rows: 12, columns: 3, using: &generator)
        let (out, cache) = layer.forward(input)
        let gradients = layer.backward(dout, cache: cache)
        var dwx = layer.step.wx.zeros
        for n in 0..<3 {
            let rows = input.shape.rows(of: n)
            let one = RecurrentInput(x: input.x.rows(rows), h: input.h.rows(n..<n + 1))
            let (oneOut, oneCache) = layer.forward(one)
            let oneGradients = layer.backward(dout.rows(rows), cache: oneCache)
            expectClose(oneOut, out.rows(rows))
            expectClose(oneGradients.dx, gradients.dx.rows(rows))
            expectClose(oneGradients.dh, gradients.dh.rows(n..<n + 1))
            dwx += oneGradients.dwx
        }
        expectClose(gradients.dwx, dwx)
    }

    @Test("a hundred steps with inputs of 1e3 stay finite, forward and backward")
    func extremes() {
        var generator = SeededGenerator(seed: 6)
        var (layer, input) = random(examples: 1, steps: 100, features: 2, hidden: 3, &generator)
        input.x *= 1e3
        let (out, cache) = layer.forward(input)
        let gradients = layer.backward(out, cache: cache)
        #expect(out.isFinite && gradients.dx.isFinite && gradients.dwh.isFinite)
        #expect(layer.parameters.map(\.name) == ["wx", "wh", "b"])
    }

    private static let mistakes = [
        Mistake("x is (3, 1) and h (2, 1): x needs a whole number of steps for each row of h.") {
            let layer = LSTM(
                step: LSTMStep(wx: [[0, 0, 0, 0]], wh: [[0, 0, 0, 0]], b: [[0, 0, 0, 0]]))
            _ = layer.forward(RecurrentInput(x: [[1], [2], [3]], h: [[0], [0]]))
        },
        Mistake("1 sequences of 0 steps are none: both must be positive.") {
            let layer = LSTM(
                step: LSTMStep(wx: [[0, 0, 0, 0]], wh: [[0, 0, 0, 0]], b: [[0, 0, 0, 0]]))
            _ = layer.forward(RecurrentInput(x: Matrix(rows: 0, columns: 1), h: [[0]]))
        },
        Mistake("+: the left side is (1, 2), the right side (1, 1); they must be equal.") {
            let layer = LSTM(
                step: LSTMStep(wx: [[0, 0, 0, 0]], wh: [[0, 0, 0, 0]], b: [[0, 0, 0, 0]]))
            let cache = layer.forward(RecurrentInput(x: [[1], [2]], h: [[0]])).cache
            _ = layer.backward([[1, 1], [1, 1]], cache: cache)
        },
    ]

    @Test("a mistake stops with a sentence, file and line", arguments: mistakes.indices)
    func complains(about index: Int) async {
        let result = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) { [index] in
            LSTMTests.mistakes[index].make()
        }
        Self.mistakes[index].expectComplaint(in: result)
    }
}
