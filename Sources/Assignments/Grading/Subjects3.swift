// Compiled twice, as Subjects1.swift is.
import Exchange

#if LEARNER
    import Assignment3
    // Only these names come from the kit, so that every layer below is the learner's; those that
    // an earlier assignment holds are the kit's.
    import struct Layers.Affine
    import struct Layers.ImageShape
    import struct Layers.LayerNorm
    import struct Layers.Matrix
    import struct Layers.RecurrentInput
    import struct Layers.SeededGenerator
    import struct Layers.Tokens
#else
    import Layers
#endif

/// What can be graded of assignment 3, one line for most.
let subjects3: [Subject] = [
    .layer("embedding", input: { $0.labels }, { Embedding(w: $0["w"]) }),
    .layer("rnn-step", input: recurrentInput, rnnStep),
    .layer("rnn", input: recurrentInput, { RNN(step: rnnStep($0)) }),
    .values("gradient-clipping-value") { problem in
        let clipping = GradientClipping(limit: problem.number("limit"))
        return named(clipping.byValue([problem["dw"], problem["db"]]))
    },
    .values("gradient-clipping-norm") { problem in
        let clipping = GradientClipping(limit: problem.number("limit"))
        return named(clipping.byGlobalNorm([problem["dw"], problem["db"]]))
    },
    .layer(
        "lstm-step", input: { LSTMStep.Input(x: $0["x"], h: $0["h"], c: $0["c"]) }, lstmStep),
    .layer("lstm", input: recurrentInput, { LSTM(step: lstmStep($0)) }),
    .layer("gru-step", input: recurrentInput, gruStep),
    .layer("gru", input: recurrentInput, { GRU(step: gruStep($0)) }),
    .layer("temporal-affine") { TemporalAffine(w: $0["w"], b: $0["b"]) },
    .classification("temporal-softmax-loss") {
        let ignored = Int($0.number("ignored"))
        return TemporalSoftmaxLoss(
            steps: Int($0.number("steps")), ignoredLabel: ignored < 0 ? nil : ignored)
    },
    .model(
        "character-rnn",
        input: tokens, characterRNN),
    .values("character-rnn-sample") { problem in
        var generator = SeededGenerator(seed: Int(problem.number("seed")))
        let drawn = characterRNN(problem).sample(
            from: Int(problem.number("first")), count: Int(problem.number("count")),
            temperature: problem.number("temperature"), using: &generator)
        return Values([("characters", Matrix([drawn.map(Double.init)]))])
    },
    .layer("attention", input: attentionInput, { Attention(mask: $0.matrices["mask"]) }),
    .layer(
        "multi-head-attention", input: attentionInput,
        { multiHeadAttention($0, "", mask: $0.matrices["mask"]) }),
    .values("positional-encoding") { problem in
        let table = PositionalEncoding.table(
            steps: Int(problem.number("steps")), features: Int(problem.number("features")))
        return Values([("table", table)])
    },
    .layer("patch-embedding") { problem in
        PatchEmbedding(
            w: problem["w"], b: problem["b"],
            image: ImageShape(
                channels: Int(problem.number("channels")), height: Int(problem.number("height")),
                width: Int(problem.number("width"))), side: Int(problem.number("side")))
    },
    .layer("gelu") { _ in GELU() },
    .layer("transformer-block") { transformerBlock($0, "", mask: $0.matrices["mask"]) },
    .model("character-transformer", input: tokens) { problem in
        let steps = Int(problem.number("steps"))
        return CharacterTransformer(
            embedding: Embedding(w: problem["embedding.w"]),
            positions: PositionalEncoding(steps: steps),
            blocks: (0..<Int(problem.number("depth"))).map {
                transformerBlock(
                    problem, "blocks.\($0).", mask: Attention.causalMask(steps: steps))
            }, norm: norm(problem, "norm"), head: affine(problem, "head"))
    },
]

@Sendable private func tokens(_ problem: Problem) -> Tokens {
    Tokens(ids: problem["ids"].elements.map { Int($0) }, steps: Int(problem.number("steps")))
}

private func norm(_ problem: Problem, _ name: String) -> LayerNorm {
    LayerNorm(gamma: problem["\(name).gamma"], beta: problem["\(name).beta"])
}

private func transformerBlock(
    _ problem: Problem, _ prefix: String, mask: Matrix?
) -> TransformerBlock {
    TransformerBlock(
        norm1: norm(problem, "\(prefix)norm1"),
        attention: multiHeadAttention(problem, "\(prefix)attention.", mask: mask),
        norm2: norm(problem, "\(prefix)norm2"), affine1: affine(problem, "\(prefix)affine1"),
        affine2: affine(problem, "\(prefix)affine2"))
}

private func affine(_ problem: Problem, _ name: String) -> Affine {
    Affine(w: problem["\(name).w"], b: problem["\(name).b"])
}

@Sendable private func recurrentInput(_ problem: Problem) -> RecurrentInput {
    RecurrentInput(x: problem["x"], h: problem["h"])
}

@Sendable private func rnnStep(_ problem: Problem) -> RNNStep {
    RNNStep(wx: problem["wx"], wh: problem["wh"], b: problem["b"])
}

@Sendable private func lstmStep(_ problem: Problem) -> LSTMStep {
    LSTMStep(wx: problem["wx"], wh: problem["wh"], b: problem["b"])
}

@Sendable private func gruStep(_ problem: Problem) -> GRUStep {
    GRUStep(wx: problem["wx"], wh: problem["wh"], b: problem["b"])
}

private func named(_ gradients: [Matrix]) -> Values {
    Values(zip(["dw", "db"], gradients).map { ($0, $1) })
}

@Sendable private func attentionInput(_ problem: Problem) -> AttentionInput {
    AttentionInput(q: problem["q"], k: problem["k"], v: problem["v"])
}

private func multiHeadAttention(
    _ problem: Problem, _ prefix: String, mask: Matrix?
) -> MultiHeadAttention {
    MultiHeadAttention(
        query: affine(problem, "\(prefix)query"), key: affine(problem, "\(prefix)key"),
        value: affine(problem, "\(prefix)value"), output: affine(problem, "\(prefix)output"),
        heads: Int(problem.number("heads")), steps: Int(problem.number("steps")),
        mask: mask)
}

@Sendable private func characterRNN(_ problem: Problem) -> CharacterRNN {
    CharacterRNN(
        embedding: Embedding(w: problem["embedding.w"]),
        rnn: RNN(
            step: RNNStep(wx: problem["rnn.wx"], wh: problem["rnn.wh"], b: problem["rnn.b"])),
        affine: TemporalAffine(w: problem["affine.w"], b: problem["affine.b"]))
}
