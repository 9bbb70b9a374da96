import Layers
import Testing

/// Source: CS231n 2020, assignment 3, RNN_Captioning.ipynb.
@Suite("Golden numbers of RNN_Captioning.ipynb")
struct RNNCaptioningTests {
    @Test("one step gives the notebook's states")
    func stepForward() {
        let step = RNNStep(
            wx: .linspace(from: -0.1, to: 0.9, rows: 10, columns: 4),
            wh: .linspace(from: -0.3, to: 0.7, rows: 4, columns: 4),
            b: .linspace(from: -0.2, to: 0.4, rows: 1, columns: 4))
        let input = RecurrentInput(
            x: .linspace(from: -0.4, to: 0.7, rows: 3, columns: 10),
            h: .linspace(from: -0.2, to: 0.5, rows: 3, columns: 4))
        let expected: Matrix = [
            [-0.58172089, -0.50182032, -0.41232771, -0.31410098],
            [0.66854692, 0.79562378, 0.87755553, 0.92795967],
            [0.97934501, 0.99144213, 0.99646691, 0.99854353],
        ]
        expectRelativeError(step.forward(input).out, expected, below: 5e-8)
    }

    @Test("one step's gradients are the notebook's")
    func stepBackward() {
        typealias Numbers = RNNStepNumbers
        let step = RNNStep(wx: Numbers.wx, wh: Numbers.wh, b: Numbers.b)
        let cache = step.forward(RecurrentInput(x: Numbers.x, h: Numbers.h)).cache
        let gradients = step.backward(Numbers.dout, cache: cache)
        expectRelativeError(gradients.dx, Numbers.dx, below: 1e-8)
        expectRelativeError(gradients.dh, Numbers.dh, below: 1e-8)
        expectRelativeError(gradients.dwx, Numbers.dwx, below: 1e-8)
        expectRelativeError(gradients.dwh, Numbers.dwh, below: 1e-8)
        expectRelativeError(gradients.db, Numbers.db, below: 1e-8)
    }

    @Test("two sequences of three steps give the notebook's states")
    func forward() {
        let rnn = RNN(
            step: RNNStep(
                wx: .linspace(from: -0.2, to: 0.4, rows: 4, columns: 5),
                wh: .linspace(from: -0.4, to: 0.1, rows: 5, columns: 5),
                b: .linspace(from: -0.7, to: 0.1, rows: 1, columns: 5)))
        let input = RecurrentInput(
            x: .linspace(from: -0.1, to: 0.3, rows: 6, columns: 4),
            h: .linspace(from: -0.3, to: 0.1, rows: 2, columns: 5))
        let expected: Matrix = [
            [-0.42070749, -0.27279261, -0.11074945, 0.05740409, 0.22236251],
            [-0.39525808, -0.22554661, -0.0409454, 0.14649412, 0.32397316],
            [-0.42305111, -0.24223728, -0.04287027, 0.15997045, 0.35014525],
            [-0.55857474, -0.39065825, -0.19198182, 0.02378408, 0.23735671],
            [-0.27150199, -0.07088804, 0.13562939, 0.33099728, 0.50158768],
            [-0.51014825, -0.30524429, -0.06755202, 0.17806392, 0.40333043],
        ]
        expectRelativeError(rnn.forward(input).out, expected, below: 5e-7)
    }

    @Test("the word embedding gives the notebook's rows and gradient")
    func embedding() {
        let layer = Embedding(w: .linspace(from: 0, to: 1, rows: 5, columns: 3))
        let expected: Matrix = [
            [0, 0.07142857, 0.14285714], [0.64285714, 0.71428571, 0.78571429],
            [0.21428571, 0.28571429, 0.35714286], [0.42857143, 0.5, 0.57142857],
            [0.42857143, 0.5, 0.57142857], [0.21428571, 0.28571429, 0.35714286],
            [0, 0.07142857, 0.14285714], [0.64285714, 0.71428571, 0.78571429],
        ]
        let out = layer.forward([0, 3, 1, 2, 2, 1, 0, 3]).out
        expectRelativeError(out, expected, below: 5e-8)

        let trained = Embedding(w: EmbeddingNumbers.w)
        let cache = trained.forward(EmbeddingNumbers.ids).cache
        let dw = trained.backward(EmbeddingNumbers.dout, cache: cache).dw
        expectRelativeError(dw, EmbeddingNumbers.dw, below: 1e-11)
    }
}
