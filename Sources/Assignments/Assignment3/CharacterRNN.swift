// Yours to fill in: replace each `yourCodeHere(...)` line with code.
// Written by `swift run course stubs`; `swift run grade reset` brings a hole back.
import Layers

// N = sequences, T = steps, V = characters in the alphabet, D = numbers for each, H = hidden units.

/// A recurrent network that reads a text character by character and guesses the next one each time.
///
/// Concretely:
///
///     scores = affine(rnn(embedding(ids), 0))
///     loss = temporal softmax loss of the scores / T           the mean per character
///
/// | name            | shape                  | meaning                           |
/// |-----------------|------------------------|-----------------------------------|
/// | ids, labels     | N T                    | each character, and the one after |
/// | embedding.w     | (V, D)                 | one row per character             |
/// | rnn.wx, .wh, .b | (D, H), (H, H), (1, H) | the recurrent step                |
/// | affine.w, .b    | (H, V), (1, V)         | from the state to the scores      |
///
/// Source: Karpathy, "The unreasonable effectiveness of recurrent neural networks", 2015; CS231n,
/// assignment 3.
public struct CharacterRNN: Model {
    public var embedding: Embedding
    public var rnn: RNN
    public var affine: TemporalAffine

    public init(embedding: Embedding, rnn: RNN, affine: TemporalAffine) {
        self.embedding = embedding
        self.rnn = rnn
        self.affine = affine
    }

    /// Random weights of standard deviation 1/sqrt(inputs of the layer), and biases of 0.
    public init(characters: Int, features: Int, hidden: Int, using generator: inout SeededGenerator)
    {
        func normal(_ rows: Int, _ columns: Int) -> Matrix {
            .normal(
                rows: rows, columns: columns, standardDeviation: 1 / Double(rows).squareRoot(),
                using: &generator)
        }
        self.init(
            embedding: Embedding(
                words: characters, features: features, weightScale: 1, using: &generator),
            rnn: RNN(
                step: RNNStep(
                    wx: normal(features, hidden), wh: normal(hidden, hidden),
                    b: Matrix(rows: 1, columns: hidden))),
            affine: TemporalAffine(
                w: 0.01 * normal(hidden, characters), b: Matrix(rows: 1, columns: characters)))
    }

    /// The labels, and what every layer remembers.
    public struct Cache: Sendable {
        public let tokens: Tokens
        public let labels: [Int]
        public let embedding: Embedding.Cache
        public let rnn: RNN.Cache
        public let affine: TemporalAffine.Cache
        public let loss: TemporalSoftmaxLoss.Cache
    }

    public struct Gradients: Sendable {
        public let embedding: Embedding.Gradients
        public let rnn: RNN.Gradients
        public let affine: TemporalAffine.Gradients
    }

    /// No state yet, before the first character.
    private func start(_ tokens: Tokens) -> Matrix {
        Matrix(rows: tokens.shape.examples, columns: rnn.step.b.columns)
    }

    public func scores(_ tokens: Tokens) -> Matrix {
        let x = embedding.forward(tokens.ids).out
        let hidden = rnn.forward(RecurrentInput(x: x, h: start(tokens))).out
        return affine.forward(hidden).out
    }

    public func forward(_ tokens: Tokens, labels: [Int]) -> (loss: Double, cache: Cache) {
        let loss = TemporalSoftmaxLoss(steps: tokens.shape.steps)
        let (x, embeddingCache) = embedding.forward(tokens.ids)
        let (hidden, rnnCache) = rnn.forward(RecurrentInput(x: x, h: start(tokens)))
        let (scores, affineCache) = affine.forward(hidden)
        let (total, lossCache) = loss.forward(scores, labels: labels)
        let cache = Cache(
            tokens: tokens, labels: labels, embedding: embeddingCache, rnn: rnnCache,
            affine: affineCache, loss: lossCache)
        return (total / Double(tokens.shape.steps), cache)
    }

    public func backward(_ dloss: Double, cache: Cache) -> Gradients {
        yourCodeHere("character-rnn.backward")
    }

    /// Characters that the model makes up, one after the other, each drawn from its probabilities and
    /// then read as the next input.
    /// - Parameters:
    ///   - first: the character that it reads first, which is not part of the result.
    ///   - count: how many to draw.
    ///   - temperature: the scores are divided by it: below 1 the likely ones become likelier.
    ///   - generator: gives one number u in [0, 1) per character, which is the first one at which the
    ///     sum of the probabilities so far is above u.
    /// - Returns: `count` characters.
    public func sample(
        from first: Int, count: Int, temperature: Double = 1, using generator: inout SeededGenerator
    ) -> [Int] {
        yourCodeHere("character-rnn.sample")
    }

    /// The states after every step.
    public func activations(_ cache: Cache) -> [Activations] {
        [Activations("rnn", .tanh, cache.affine.x)]
    }

    public var parameters: [Parameter<CharacterRNN>] {
        parameters(of: \.embedding, \.embedding, as: "embedding")
            + parameters(of: \.rnn, \.rnn, as: "rnn")
            + parameters(of: \.affine, \.affine, as: "affine")
    }
}
