// N = sequences, T = steps, D = features, F = hidden units of the two affine layers.

/// One block of a transformer, with the normalization first: attention over the steps, then two
/// affine layers at each step, and around both a road that changes nothing.
///
/// Concretely:
///
///     y = x + attention(norm1(x))
///     out = y + affine2(gelu(affine1(norm2(y))))
///
/// | name      | shape    | meaning                         |
/// |-----------|----------|---------------------------------|
/// | x, out    | (N T, D) | in the order of `SequenceShape` |
/// | affine1.w | (D, F)   | and affine2.w is (F, D)         |
///
/// The sums let gradients pass every block unchanged, however deep the network ("residual").
///
/// Source: Xiong and others, "On layer normalization in the transformer architecture", 2020,
/// arXiv:2002.04745 (pre-norm); Vaswani and others, 2017.
public struct TransformerBlock: Layer {
    public var norm1: LayerNorm
    public var attention: MultiHeadAttention
    public var norm2: LayerNorm
    public var affine1: Affine
    public var affine2: Affine

    private let gelu = GELU()

    public init(
        norm1: LayerNorm, attention: MultiHeadAttention, norm2: LayerNorm, affine1: Affine,
        affine2: Affine
    ) {
        self.norm1 = norm1
        self.attention = attention
        self.norm2 = norm2
        self.affine1 = affine1
        self.affine2 = affine2
    }

    public struct Cache: Sendable {
        public let x: Matrix  // (N T, D)
        public let norm1: LayerNorm.Cache
        public let attention: MultiHeadAttention.Cache
        public let norm2: LayerNorm.Cache
        public let affine1: Affine.Cache
        public let gelu: GELU.Cache
        public let affine2: Affine.Cache
    }

    public struct Gradients: GradientOfInput {
        public let dx: Matrix  // (N T, D)
        public let norm1: LayerNorm.Gradients
        public let attention: MultiHeadAttention.Gradients
        public let norm2: LayerNorm.Gradients
        public let affine1: Affine.Gradients
        public let affine2: Affine.Gradients
    }

    public func forward(_ x: Matrix) -> (out: Matrix, cache: Cache) {
        // BEGIN SOLUTION transformer-block.forward
        let (a, norm1Cache) = norm1.forward(x)
        let (attended, attentionCache) = attention.forward(AttentionInput(q: a, k: a, v: a))
        let y = stage("y", x + attended)
        let (m, norm2Cache) = norm2.forward(y)
        let (hidden, affine1Cache) = affine1.forward(m)
        let (bent, geluCache) = gelu.forward(hidden)
        let (mixed, affine2Cache) = affine2.forward(bent)
        let cache = Cache(
            x: x, norm1: norm1Cache, attention: attentionCache, norm2: norm2Cache,
            affine1: affine1Cache, gelu: geluCache, affine2: affine2Cache)
        return (y + mixed, cache)
        // END SOLUTION transformer-block.forward
    }

    public func backward(_ dout: Matrix, cache: Cache) -> Gradients {
        // BEGIN SOLUTION transformer-block.backward
        // forward: out = y + affine2(gelu(affine1(norm2(y)))). The branch first:
        let second = affine2.backward(dout, cache: cache.affine2)
        let dhidden = gelu.backward(second.dx, cache: cache.gelu).dx
        let first = affine1.backward(dhidden, cache: cache.affine1)
        let outer = norm2.backward(first.dx, cache: cache.norm2)
        // y also goes straight to out: both gradients add up.
        let dy = stageGradient("y", dout + outer.dx)
        // forward: y = x + attention(a, a, a). a is used three times:
        let attended = attention.backward(dy, cache: cache.attention)
        let da = attended.dq + attended.dk + attended.dv
        // forward: a = norm1(x), and x also goes straight to y.
        let inner = norm1.backward(da, cache: cache.norm1)
        return Gradients(
            dx: dy + inner.dx, norm1: inner, attention: attended, norm2: outer, affine1: first,
            affine2: second)
        // STUB
        // let numeric = numericGradients(dout, at: cache.x)
        // func affine(_ name: String) -> Affine.Gradients {
        //     Affine.Gradients(dx: dout, dw: numeric["\(name).w"], db: numeric["\(name).b"])
        // }
        // func norm(_ name: String) -> LayerNorm.Gradients {
        //     LayerNorm.Gradients(
        //         dx: dout, dgamma: numeric["\(name).gamma"], dbeta: numeric["\(name).beta"])
        // }
        // return Gradients(
        //     dx: numeric["x"], norm1: norm("norm1"),
        //     attention: MultiHeadAttention.Gradients(
        //         dq: dout, dk: dout, dv: dout, query: affine("attention.query"),
        //         key: affine("attention.key"), value: affine("attention.value"),
        //         output: affine("attention.output")),
        //     norm2: norm("norm2"), affine1: affine("affine1"), affine2: affine("affine2"))
        // END SOLUTION transformer-block.backward
    }

    public var parameters: [Parameter<TransformerBlock>] {
        parameters(of: \.norm1, \.norm1, as: "norm1")
            + parameters(of: \.attention, \.attention, as: "attention")
            + parameters(of: \.norm2, \.norm2, as: "norm2")
            + parameters(of: \.affine1, \.affine1, as: "affine1")
            + parameters(of: \.affine2, \.affine2, as: "affine2")
    }
}
