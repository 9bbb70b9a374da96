import Testing

@testable import Layers

/// Source: CS231n 2020, assignment 2, Dropout.ipynb.
@Suite("Golden numbers of Dropout.ipynb")
struct DropoutTests {
    /// The notebook's own means are of its own random numbers: 10.0 of the inputs; 10.01, 9.98 and
    /// 9.99 of the outputs.
    @Test("the mean stays at 10, and the share of zeros is 1 - keep", arguments: [0.25, 0.4, 0.7])
    func statistics(keep: Double) {
        var generator = SeededGenerator(seed: 231)
        let x = Matrix.normal(rows: 500, columns: 500, mean: 10, using: &generator)
        var dropout = Dropout(keep: keep)
        let out = dropout.forward(x).out
        #expect(abs(out.mean() / x.mean() - 1) < 0.02)
        #expect(abs(Double(out.elements.count { $0 == 0 }) / 250_000 - (1 - keep)) < 0.01)
        dropout.isTraining = false
        #expect(dropout.forward(x).out == x)
    }

    @Test("the gradient behind the notebook's mask is the notebook's")
    func backward() {
        // Where keep = 0.2 kept a number, and what dout is there; elsewhere dout has no say.
        let kept = [13, 16, 17, 30, 41, 50, 65, 68, 70, 74, 77, 78, 87, 96]
        let upstream = [
            0.8543475733897531, -0.3040979377506749, 0.1808372568789206, -1.120820079094235,
            -0.04084145086621429, -1.8557078450087228, -1.014158604910159, 0.5919036732177574,
            1.0333967558810244, 0.37364742976269966, -0.6264779075442526, -0.4029807295170146,
            0.1554258669795301, -0.9308637017986084,
        ]
        let expected = [
            4.271737866948765, -1.5204896887533745, 0.904186284394603, -5.604100395471176,
            -0.20420725433107145, -9.278539225043614, -5.070793024550795, 2.959518366088787,
            5.166983779405122, 1.8682371488134983, -3.132389537721263, -2.014903647585073,
            0.7771293348976505, -4.654318508993042,
        ]
        var mask = Matrix(rows: 10, columns: 10)
        var dout = Matrix(rows: 10, columns: 10, repeating: 1)
        var dx = mask
        for (n, i) in kept.enumerated() {
            (mask.elements[i], dout.elements[i], dx.elements[i]) = (5, upstream[n], expected[n])
        }
        let cache = Dropout.Cache(x: mask.zeros, mask: mask)
        expectRelativeError(Dropout(keep: 0.2).backward(dout, cache: cache).dx, dx, below: 1e-10)
    }
}
