import Layers

// N = sequences, T = steps, D = features, F = hidden units.

/// The transformer block that other libraries are timed with: as `TransformerBlock`, with a ReLU where that
/// has a GELU, and with both norms in one pass.
struct ReLUBlock: Layer {
    var norm1: FusedLayerNorm
    var attention: MultiHeadAttention
    var norm2: FusedLayerNorm
    var affine1: Affine
    var affine2: Affine

    private let relu = ReLU()

    init(attention: MultiHeadAttention, affine1: Affine, affine2: Affine) {
        norm1 = FusedLayerNorm(LayerNorm(features: affine1.w.rows))
        norm2 = norm1
        (self.attention, self.affine1, self.affine2) = (attention, affine1, affine2)
    }

    struct Cache: Sendable {
        let norm1: FusedLayerNorm.Cache
        let attention: MultiHeadAttention.Cache
        let norm2: FusedLayerNorm.Cache
        let affine1: Affine.Cache
        let relu: ReLU.Cache
        let affine2: Affine.Cache
    }

    struct Gradients: GradientOfInput {
        let dx: Matrix  // (N T, D)
        let norm1: FusedLayerNorm.Gradients
        let attention: MultiHeadAttention.Gradients
        let norm2: FusedLayerNorm.Gradients
        let affine1: Affine.Gradients
        let affine2: Affine.Gradients
    }

    func forward(_ x: Matrix) -> (out: Matrix, cache: Cache) {
        let (normed, cacheOfNorm1) = norm1.forward(x)
        let (looked, cacheOfAttention) = attention.forward(
            AttentionInput(q: normed, k: normed, v: normed))
        let middle = x + looked
        let (again, cacheOfNorm2) = norm2.forward(middle)
        let (wide, cacheOfAffine1) = affine1.forward(again)
        let (cut, cacheOfReLU) = relu.forward(wide)
        let (narrow, cacheOfAffine2) = affine2.forward(cut)
        let cache = Cache(
            norm1: cacheOfNorm1, attention: cacheOfAttention, norm2: cacheOfNorm2,
            affine1: cacheOfAffine1, relu: cacheOfReLU, affine2: cacheOfAffine2)
        return (middle + narrow, cache)
    }

    func backward(_ dout: Matrix, cache: Cache) -> Gradients {
        let last = affine2.backward(dout, cache: cache.affine2)
        let dwide = relu.backward(last.dx, cache: cache.relu).dx
        let wide = affine1.backward(dwide, cache: cache.affine1)
        let again = norm2.backward(wide.dx, cache: cache.norm2)
        let dmiddle = dout + again.dx
        let looked = attention.backward(dmiddle, cache: cache.attention)
        let normed = norm1.backward(looked.dq + looked.dk + looked.dv, cache: cache.norm1)
        return Gradients(
            dx: dmiddle + normed.dx, norm1: normed, attention: looked, norm2: again,
            affine1: wide, affine2: last)
    }

    var parameters: [Parameter<ReLUBlock>] {
        parameters(of: \.norm1, \.norm1, as: "norm1")
            + parameters(of: \.attention, \.attention, as: "attention")
            + parameters(of: \.norm2, \.norm2, as: "norm2")
            + parameters(of: \.affine1, \.affine1, as: "affine1")
            + parameters(of: \.affine2, \.affine2, as: "affine2")
    }
}
