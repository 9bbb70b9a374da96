import Layers
import Testing

@Suite("Recurrent networks with one product for all steps")
struct FusedRecurrentTests {
    /// Sequences, steps, inputs and hidden units.
    static let sizes = [(1, 1, 1, 1), (1, 4, 2, 3), (3, 1, 2, 2), (5, 6, 9, 8), (16, 3, 20, 24)]

    @Test("the same as an RNN step by step", arguments: sizes)
    func rnn(n: Int, t: Int, d: Int, h: Int) {
        var generator = SeededGenerator(seed: n + t)
        let naive = RNN(
            step: RNNStep(
                wx: .normal(rows: d, columns: h, using: &generator),
                wh: .normal(rows: h, columns: h, standardDeviation: 0.3, using: &generator),
                b: .normal(rows: 1, columns: h, using: &generator)))
        expectSame(naive, FusedRNN(naive), n, t, d, h, &generator)
    }

    @Test("the same as an LSTM step by step", arguments: sizes)
    func lstm(n: Int, t: Int, d: Int, h: Int) {
        var generator = SeededGenerator(seed: n * t)
        let naive = LSTM(
            step: LSTMStep(
                wx: .normal(rows: d, columns: 4 * h, using: &generator),
                wh: .normal(rows: h, columns: 4 * h, standardDeviation: 0.3, using: &generator),
                b: .normal(rows: 1, columns: 4 * h, using: &generator)))
        expectSame(naive, FusedLSTM(naive), n, t, d, h, &generator)
    }

    @Test("backward is right")
    func gradients() {
        var generator = SeededGenerator(seed: 5)
        let input = RecurrentInput(
            x: .normal(rows: 6, columns: 4, using: &generator),
            h: .normal(rows: 2, columns: 3, using: &generator))
        let rnn = RNN(
            step: RNNStep(
                wx: .normal(rows: 4, columns: 3, using: &generator),
                wh: .normal(rows: 3, columns: 3, using: &generator),
                b: .normal(rows: 1, columns: 3, using: &generator)))
        expectGradients(of: FusedRNN(rnn), at: input, using: &generator)
        let lstm = LSTM(
            step: LSTMStep(
                wx: .normal(rows: 4, columns: 12, using: &generator),
                wh: .normal(rows: 3, columns: 12, using: &generator),
                b: .normal(rows: 1, columns: 12, using: &generator)))
        expectGradients(of: FusedLSTM(lstm), at: input, using: &generator)
    }

    /// The output and five gradients of both, for the same numbers.
    private func expectSame<Naive: Layer, Fused: Layer>(
        _ naive: Naive, _ fused: Fused, _ n: Int, _ t: Int, _ d: Int, _ h: Int,
        _ generator: inout SeededGenerator
    )
    where
        Naive.Input == RecurrentInput, Naive.Output == Matrix, Fused.Input == RecurrentInput,
        Fused.Output == Matrix
    {
        let input = RecurrentInput(
            x: .normal(rows: n * t, columns: d, using: &generator),
            h: .normal(rows: n, columns: h, using: &generator))
        let dout = Matrix.normal(rows: n * t, columns: h, using: &generator)
        let (expected, expectedCache) = naive.forward(input)
        let (out, cache) = fused.forward(input)
        expectClose(out, expected, tolerance: 1e-12)
        let expectedGradients = naive.backward(dout, cache: expectedCache)
        let gradients = fused.backward(dout, cache: cache)
        let wanted = naive.inputs.map(\.gradient) + naive.parameters.map(\.gradient)
        let found = fused.inputs.map(\.gradient) + fused.parameters.map(\.gradient)
        #expect(wanted.count == 5 && found.count == 5)
        for (wanted, found) in zip(wanted, found) {
            expectClose(
                gradients[keyPath: found], expectedGradients[keyPath: wanted], tolerance: 1e-11)
        }
    }
}
