// Yours to fill in: replace each `yourCodeHere(...)` line with code.
// Written by `swift run course stubs`; `swift run grade reset` brings a hole back.
import Layers

// N = sequences, T = steps, V = characters in the alphabet, D = features.

/// A small transformer that reads a text and guesses the next character at every step.
///
/// Concretely:
///
///     x = positions(embedding(ids))
///     scores = head(norm(blocks[L-1](... blocks[0](x))))
///     loss = temporal softmax loss of the scores / T           the mean per character
///
/// A step may look at itself and at the steps before it, and never at those that it has to guess.
///
/// | name        | shape          | meaning                           |
/// |-------------|----------------|-----------------------------------|
/// | ids, labels | N T            | each character, and the one after |
/// | embedding.w | (V, D)         | one row per character             |
/// | head.w, .b  | (D, V), (1, V) | to the scores                     |
///
/// Source: Radford and others, "Improving language understanding by generative pre-training", 2018;
/// Karpathy, "nanoGPT".
public struct CharacterTransformer: Model {
    public var embedding: Embedding
    public let positions: PositionalEncoding
    public var blocks: [TransformerBlock]
    public var norm: LayerNorm
    public var head: Affine

    public init(
        embedding: Embedding, positions: PositionalEncoding, blocks: [TransformerBlock],
        norm: LayerNorm, head: Affine
    ) {
        self.embedding = embedding
        self.positions = positions
        self.blocks = blocks
        self.norm = norm
        self.head = head
    }

    /// Random weights and biases of 0; the last layer of every branch begins small.
    public init(
        characters: Int, features: Int, heads: Int, blocks count: Int, steps: Int,
        using generator: inout SeededGenerator
    ) {
        let hidden = 4 * features
        func affine(_ inputs: Int, _ outputs: Int, scale: Double = 1) -> Affine {
            Affine(
                inputs: inputs, outputs: outputs,
                weightScale: scale / Double(inputs).squareRoot(), using: &generator)
        }
        embedding = Embedding(
            words: characters, features: features, weightScale: 1, using: &generator)
        positions = PositionalEncoding(steps: steps)
        var blocks: [TransformerBlock] = []
        for _ in 0..<count {
            blocks.append(
                TransformerBlock(
                    norm1: LayerNorm(features: features),
                    attention: MultiHeadAttention(
                        query: affine(features, features), key: affine(features, features),
                        value: affine(features, features),
                        output: affine(features, features, scale: 0.1), heads: heads, steps: steps,
                        mask: Attention.causalMask(steps: steps)),
                    norm2: LayerNorm(features: features), affine1: affine(features, hidden),
                    affine2: affine(hidden, features, scale: 0.1)))
        }
        self.blocks = blocks
        norm = LayerNorm(features: features)
        head = affine(features, characters, scale: 0.01)
    }

    /// The labels, and what every layer remembers.
    public struct Cache: Sendable {
        public let tokens: Tokens
        public let labels: [Int]
        public let embedding: Embedding.Cache
        public let positions: PositionalEncoding.Cache
        public let blocks: [TransformerBlock.Cache]
        public let norm: LayerNorm.Cache
        public let head: Affine.Cache
        public let loss: TemporalSoftmaxLoss.Cache
    }

    public struct Gradients: Sendable {
        public let embedding: Embedding.Gradients
        public let blocks: [TransformerBlock.Gradients]
        public let norm: LayerNorm.Gradients
        public let head: Affine.Gradients
    }

    public func scores(_ tokens: Tokens) -> Matrix {
        let x = positions.forward(embedding.forward(tokens.ids).out).out
        let last = blocks.reduce(x) { x, block in block.forward(x).out }
        return head.forward(norm.forward(last).out).out
    }

    public func forward(_ tokens: Tokens, labels: [Int]) -> (loss: Double, cache: Cache) {
        let loss = TemporalSoftmaxLoss(steps: tokens.shape.steps)
        let (words, embeddingCache) = embedding.forward(tokens.ids)
        var (x, positionsCache) = positions.forward(words)
        var caches: [TransformerBlock.Cache] = []
        for block in blocks {
            let (out, cache) = block.forward(x)
            x = out
            caches.append(cache)
        }
        let (normed, normCache) = norm.forward(x)
        let (scores, headCache) = head.forward(normed)
        let (total, lossCache) = loss.forward(scores, labels: labels)
        let cache = Cache(
            tokens: tokens, labels: labels, embedding: embeddingCache, positions: positionsCache,
            blocks: caches, norm: normCache, head: headCache, loss: lossCache)
        return (total / Double(tokens.shape.steps), cache)
    }

    /// Nothing but the backward passes of its layers, in the opposite order.
    public func backward(_ dloss: Double, cache: Cache) -> Gradients {
        yourCodeHere("character-transformer.backward")
    }

    /// The hidden units of every block's two affine layers.
    public func activations(_ cache: Cache) -> [Activations] {
        cache.blocks.enumerated().map { index, block in
            Activations("blocks.\(index)", .other, block.affine2.x)
        }
    }

    public var parameters: [Parameter<CharacterTransformer>] {
        parameters(of: \.embedding, \.embedding, as: "embedding")
            + blocks.indices.flatMap {
                parameters(of: \.blocks[$0], \.blocks[$0], as: "blocks.\($0)")
            }
            + parameters(of: \.norm, \.norm, as: "norm")
            + parameters(of: \.head, \.head, as: "head")
    }
}
