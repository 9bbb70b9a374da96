import Layers
import Testing

/// Source: CS231n 2024, assignment 3, Transformer_Captioning.ipynb.
@Suite("Golden numbers of Transformer_Captioning.ipynb")
struct TransformerCaptioningTests {
    /// Two heads of four features, over sequences of three steps.
    private func layer(mask: Matrix? = nil) -> MultiHeadAttention {
        typealias Numbers = MultiHeadAttentionNumbers
        return MultiHeadAttention(
            query: Affine(w: Numbers.queryw.transposed(), b: Numbers.queryb),
            key: Affine(w: Numbers.keyw.transposed(), b: Numbers.keyb),
            value: Affine(w: Numbers.valuew.transposed(), b: Numbers.valueb),
            output: Affine(w: Numbers.outputw.transposed(), b: Numbers.outputb), heads: 2,
            steps: 3, mask: mask)
    }

    @Test(
        "attention to itself, with and without a mask, and to others, gives the notebook's outputs")
    func forward() {
        typealias Numbers = MultiHeadAttentionNumbers
        let itself = AttentionInput(q: Numbers.data, k: Numbers.data, v: Numbers.data)
        expectRelativeError(layer().forward(itself).out, Numbers.itself, below: 1e-6)
        let masked = layer(mask: Numbers.mask).forward(itself).out
        expectRelativeError(masked, Numbers.masked, below: 1e-6)
        let across = AttentionInput(q: Numbers.data, k: Numbers.other, v: Numbers.other)
        expectRelativeError(layer().forward(across).out, Numbers.across, below: 1e-6)
    }
}
