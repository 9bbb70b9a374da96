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
        // BEGIN SOLUTION character-rnn.forward
        let loss = TemporalSoftmaxLoss(steps: tokens.shape.steps)
        let (x, embeddingCache) = embedding.forward(tokens.ids)
        let (hidden, rnnCache) = rnn.forward(RecurrentInput(x: x, h: start(tokens)))
        let (scores, affineCache) = affine.forward(hidden)
        let (total, lossCache) = loss.forward(scores, labels: labels)
        let cache = Cache(
            tokens: tokens, labels: labels, embedding: embeddingCache, rnn: rnnCache,
            affine: affineCache, loss: lossCache)
        return (total / Double(tokens.shape.steps), cache)
        // END SOLUTION character-rnn.forward
    }

    public func backward(_ dloss: Double, cache: Cache) -> Gradients {
        // BEGIN SOLUTION character-rnn.backward
        let loss = TemporalSoftmaxLoss(steps: cache.tokens.shape.steps)
        // forward: the loss is the temporal softmax loss / T
        let dtotal = dloss / Double(cache.tokens.shape.steps)
        let dscores = loss.backward(dtotal, cache: cache.loss)
        // forward: scores = affine(rnn(embedding(ids), 0)). The layers in the opposite order:
        let last = affine.backward(dscores, cache: cache.affine)
        let recurrent = rnn.backward(last.dx, cache: cache.rnn)
        let first = embedding.backward(recurrent.dx, cache: cache.embedding)
        return Gradients(embedding: first, rnn: recurrent, affine: last)
        // STUB
        // let numeric = numericGradients(dloss) { net in
        //     net.forward(cache.tokens, labels: cache.labels).loss
        // }
        // let none = Matrix(rows: 0, columns: 0)
        // return Gradients(
        //     embedding: Embedding.Gradients(dw: numeric["embedding.w"]),
        //     rnn: RNN.Gradients(
        //         dx: none, dh: none, dwx: numeric["rnn.wx"], dwh: numeric["rnn.wh"],
        //         db: numeric["rnn.b"]),
        //     affine: TemporalAffine.Gradients(
        //         dx: none, dw: numeric["affine.w"], db: numeric["affine.b"]))
        // END SOLUTION character-rnn.backward
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
        // BEGIN SOLUTION character-rnn.sample
        var drawn: [Int] = []
        var last = first
        var h = start(Tokens(ids: [first], steps: 1))
        for _ in 0..<count {
            let x = embedding.forward([last]).out
            h = rnn.forward(RecurrentInput(x: x, h: h)).out
            let scores = affine.forward(h).out
            let probabilities = (scores / temperature).softmaxOfRows().elements
            let u = generator.uniform()
            var sum = 0.0
            // Rounding may leave the sum of all below u: then it is the last one.
            last = probabilities.count - 1
            for (character, probability) in probabilities.enumerated() {
                sum += probability
                if sum > u {
                    last = character
                    break
                }
            }
            drawn.append(last)
        }
        return drawn
        // STUB
        // (0..<count).map { _ in generator.index(below: embedding.w.rows) }
        // END SOLUTION character-rnn.sample
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
