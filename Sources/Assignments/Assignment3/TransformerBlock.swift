// Yours to fill in: replace each `yourCodeHere(...)` line with code.
// Written by `swift run course stubs`; `swift run grade reset` brings a hole back.
import Layers

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
    }

    public func backward(_ dout: Matrix, cache: Cache) -> Gradients {
        // forward names its steps: y.
        // Name their gradients here, as in stageGradient("y", dy), and the grader says
        // which is the first wrong one.
        yourCodeHere("transformer-block.backward")
    }

    public var parameters: [Parameter<TransformerBlock>] {
        parameters(of: \.norm1, \.norm1, as: "norm1")
            + parameters(of: \.attention, \.attention, as: "attention")
            + parameters(of: \.norm2, \.norm2, as: "norm2")
            + parameters(of: \.affine1, \.affine1, as: "affine1")
            + parameters(of: \.affine2, \.affine2, as: "affine2")
    }
}
