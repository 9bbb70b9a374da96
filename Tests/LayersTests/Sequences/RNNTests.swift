import Layers
import Testing

@Suite("A recurrent network over sequences")
struct RNNTests {
    @Test("two steps by hand, where the tanh is a straight line")
    func byHand() {
        let rnn = RNN(step: RNNStep(wx: [[2]], wh: [[0.5]], b: [[0]]))
        let (out, cache) = rnn.forward(RecurrentInput(x: [[0], [0]], h: [[0]]))
        #expect(out == [[0], [0]])
        // The last step gets 10, and the first 1 and, through wh, half of 10.
        let gradients = rnn.backward([[1], [10]], cache: cache)
        #expect(gradients.dx == [[12], [20]])
        #expect(gradients.dh == [[3]])
        #expect(gradients.db == [[16]])
        #expect(gradients.dwx == [[0]])
        #expect(gradients.dwh == [[0]])
    }

    private func random(
        examples: Int, steps: Int, features: Int, hidden: Int, _ g: inout SeededGenerator
    ) -> (layer: RNN, x: RecurrentInput) {
        (
            layer: RNN(
                step: RNNStep(
                    wx: .normal(rows: features, columns: hidden, using: &g),
                    wh: .normal(rows: hidden, columns: hidden, using: &g),
                    b: .normal(rows: 1, columns: hidden, using: &g))),
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
            let layer = RNN(step: RNNStep(wx: [[0]], wh: [[0]], b: [[0]]))
            _ = layer.forward(RecurrentInput(x: [[1], [2], [3]], h: [[0], [0]]))
        },
        Mistake("1 sequences of 0 steps are none: both must be positive.") {
            let layer = RNN(step: RNNStep(wx: [[0]], wh: [[0]], b: [[0]]))
            _ = layer.forward(RecurrentInput(x: Matrix(rows: 0, columns: 1), h: [[0]]))
        },
        Mistake("+: the left side is (1, 2), the right side (1, 1); they must be equal.") {
            let layer = RNN(step: RNNStep(wx: [[0]], wh: [[0]], b: [[0]]))
            let cache = layer.forward(RecurrentInput(x: [[1], [2]], h: [[0]])).cache
            _ = layer.backward([[1, 1], [1, 1]], cache: cache)
        },
    ]

    @Test("a mistake stops with a sentence, file and line", arguments: mistakes.indices)
    func complains(about index: Int) async {
        let result = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) { [index] in
            RNNTests.mistakes[index].make()
        }
        Self.mistakes[index].expectComplaint(in: result)
    }
}
