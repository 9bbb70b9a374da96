import Layers
import Testing

/// Source: CS231n 2020, assignment 3, LSTM_Captioning.ipynb.
@Suite("Golden numbers of LSTM_Captioning.ipynb")
struct LSTMCaptioningTests {
    @Test("one step gives the notebook's states")
    func stepForward() {
        let step = LSTMStep(
            wx: .linspace(from: -2.1, to: 1.3, rows: 4, columns: 20),
            wh: .linspace(from: -0.7, to: 2.2, rows: 5, columns: 20),
            b: .linspace(from: 0.3, to: 0.7, rows: 1, columns: 20))
        let input = LSTMStep.Input(
            x: .linspace(from: -0.4, to: 1.2, rows: 3, columns: 4),
            h: .linspace(from: -0.3, to: 0.7, rows: 3, columns: 5),
            c: .linspace(from: -0.4, to: 0.9, rows: 3, columns: 5))
        let nexth: Matrix = [
            [0.24635157, 0.28610883, 0.32240467, 0.35525807, 0.38474904],
            [0.49223563, 0.55611431, 0.61507696, 0.66844003, 0.7159181],
            [0.56735664, 0.66310127, 0.74419266, 0.80889665, 0.858299],
        ]
        let nextc: Matrix = [
            [0.32986176, 0.39145139, 0.451556, 0.51014116, 0.56717407],
            [0.66382255, 0.76674007, 0.87195994, 0.97902709, 1.08751345],
            [0.74192008, 0.90592151, 1.07717006, 1.25120233, 1.42395676],
        ]
        let out = step.forward(input).out
        expectRelativeError(out.h, nexth, below: 5e-8)
        expectRelativeError(out.c, nextc, below: 5e-8)
    }

    @Test("one step's gradients are the notebook's")
    func stepBackward() {
        typealias Numbers = LSTMStepNumbers
        let step = LSTMStep(wx: Numbers.wx, wh: Numbers.wh, b: Numbers.b)
        let input = LSTMStep.Input(x: Numbers.x, h: Numbers.h, c: Numbers.c)
        let dout = LSTMState(h: Numbers.dout.columns(0..<6), c: Numbers.dout.columns(6..<12))
        let gradients = step.backward(dout, cache: step.forward(input).cache)
        expectRelativeError(gradients.dx, Numbers.dx, below: 1e-8)
        expectRelativeError(gradients.dh, Numbers.dh, below: 1e-8)
        expectRelativeError(gradients.dc, Numbers.dc, below: 1e-8)
        expectRelativeError(gradients.dwx, Numbers.dwx, below: 1e-8)
        expectRelativeError(gradients.dwh, Numbers.dwh, below: 1e-8)
        expectRelativeError(gradients.db, Numbers.db, below: 1e-8)
    }

    @Test("two sequences of three steps give the notebook's states")
    func forward() {
        let lstm = LSTM(
            step: LSTMStep(
                wx: .linspace(from: -0.2, to: 0.9, rows: 5, columns: 16),
                wh: .linspace(from: -0.3, to: 0.6, rows: 4, columns: 16),
                b: .linspace(from: 0.2, to: 0.7, rows: 1, columns: 16)))
        let input = RecurrentInput(
            x: .linspace(from: -0.4, to: 0.6, rows: 6, columns: 5),
            h: .linspace(from: -0.4, to: 0.8, rows: 2, columns: 4))
        let expected: Matrix = [
            [0.01764008, 0.01823233, 0.01882671, 0.0194232],
            [0.11287491, 0.12146228, 0.13018446, 0.13902939],
            [0.31358768, 0.33338627, 0.35304453, 0.37250975],
            [0.45767879, 0.4761092, 0.4936887, 0.51041945],
            [0.6704845, 0.69350089, 0.71486014, 0.7346449],
            [0.81733511, 0.83677871, 0.85403753, 0.86935314],
        ]
        expectRelativeError(lstm.forward(input).out, expected, below: 5e-7)
    }

    @Test("the gradients of whole sequences are the notebook's")
    func backward() {
        typealias Numbers = LSTMNumbers
        let lstm = LSTM(step: LSTMStep(wx: Numbers.wx, wh: Numbers.wh, b: Numbers.b))
        let (out, cache) = lstm.forward(RecurrentInput(x: Numbers.x, h: Numbers.h))
        expectRelativeError(out, Numbers.out, below: 1e-8)
        let gradients = lstm.backward(Numbers.dout, cache: cache)
        expectRelativeError(gradients.dx, Numbers.dx, below: 1e-8)
        expectRelativeError(gradients.dh, Numbers.dh, below: 1e-8)
        expectRelativeError(gradients.dwx, Numbers.dwx, below: 1e-8)
        expectRelativeError(gradients.dwh, Numbers.dwh, below: 1e-8)
        expectRelativeError(gradients.db, Numbers.db, below: 1e-8)
    }
}
