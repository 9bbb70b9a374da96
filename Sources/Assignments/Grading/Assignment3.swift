import Exchange
import Layers

// Assignment 3: sequences and attention. 100 points.

let assignment3: [Exercise] = [
    .backward(
        "embedding.backward", 4, "Embedding.swift", recurrent, of: ["w"], problem: embedding),
    .backward(
        "rnn-step.backward", 6, "RNNStep.swift", recurrent, of: ["x", "h", "wx", "wh", "b"],
        problem: { recurrentStep($0, &$1, gates: 1) }),
    .backward(
        "rnn.backward", 7, "RNN.swift", recurrent, of: ["x", "h", "wx", "wh", "b"],
        uses: ["rnn-step.backward"], problem: { sequence($0, &$1, gates: 1) }),
    .values(
        "gradient-clipping.value", 2, "GradientClipping.swift", recurrent, ["dw", "db"],
        subject: "gradient-clipping-value", problem: clippedByValue),
    .values(
        "gradient-clipping.norm", 4, "GradientClipping.swift", recurrent, ["dw", "db"],
        subject: "gradient-clipping-norm", problem: clippedByNorm),
    .backward(
        "lstm-step.backward", 7, "LSTMStep.swift", gated, of: ["x", "h", "c", "wx", "wh", "b"],
        problem: lstmStep),
    .backward(
        "lstm.backward", 6, "LSTM.swift", gated, of: ["x", "h", "wx", "wh", "b"],
        uses: ["lstm-step.backward"], problem: { sequence($0, &$1, gates: 4) }),
    .backward(
        "gru-step.backward", 7, "GRUStep.swift", gated, of: ["x", "h", "wx", "wh", "b"],
        problem: { recurrentStep($0, &$1, gates: 3) }),
    .backward(
        "gru.backward", 3, "GRU.swift", gated, of: ["x", "h", "wx", "wh", "b"],
        uses: ["gru-step.backward"], problem: { sequence($0, &$1, gates: 3) }),
    .backward(
        "temporal-affine.backward", 3, "TemporalAffine.swift", text, of: ["x", "w", "b"],
        problem: temporalAffine),
    .backward(
        "temporal-softmax-loss.backward", 5, "TemporalSoftmaxLoss.swift", text, of: ["scores"],
        problem: temporalSoftmax),
    .backward(
        "character-rnn.backward", 6, "CharacterRNN.swift", text,
        of: ["embedding.w", "rnn.wx", "rnn.wh", "rnn.b", "affine.w", "affine.b"],
        uses: [
            "embedding.backward", "rnn-step.backward", "rnn.backward", "temporal-affine.backward",
            "temporal-softmax-loss.backward",
        ], problem: characterRNN),
    .values(
        "character-rnn.sample", 4, "CharacterRNN.swift", text, ["characters"],
        subject: "character-rnn-sample", problem: sampling),
    .backward(
        "attention.backward", 8, "Attention.swift", attentionPage, of: ["q", "k", "v"],
        problem: attention),
    .backward(
        "multi-head-attention.backward", 7, "MultiHeadAttention.swift", attentionPage,
        of: ["q", "k", "v"] + projections, uses: ["attention.backward"],
        problem: multiHeadAttention),
    .values(
        "positional-encoding.table", 3, "PositionalEncoding.swift", attentionPage, ["table"],
        subject: "positional-encoding", problem: positions),
    .backward(
        "patch-embedding.backward", 4, "PatchEmbedding.swift", attentionPage, of: ["x", "w", "b"],
        problem: patches),
    .backward("gelu.backward", 3, "GELU.swift", attentionPage, of: ["x"], problem: gelu),
    .backward(
        "transformer-block.backward", 6, "TransformerBlock.swift", attentionPage,
        of: ["x", "norm1.gamma", "norm1.beta"] + projections.map { "attention.\($0)" } + [
            "norm2.gamma", "norm2.beta", "affine1.w", "affine1.b", "affine2.w", "affine2.b",
        ],
        uses: ["attention.backward", "multi-head-attention.backward", "gelu.backward"],
        problem: transformerBlock),
    .backward(
        "character-transformer.backward", 5, "CharacterTransformer.swift", attentionPage,
        of: ["embedding.w"]
            + ["blocks.0", "blocks.1"].flatMap { block in
                ["norm1.gamma", "attention.query.w", "affine1.w", "affine2.b"].map {
                    "\(block).\($0)"
                }
            } + ["norm.gamma", "norm.beta", "head.w", "head.b"],
        uses: [
            "embedding.backward", "attention.backward", "multi-head-attention.backward",
            "positional-encoding.table", "gelu.backward", "transformer-block.backward",
            "temporal-softmax-loss.backward",
        ], problem: characterTransformer),
]

private let recurrent = "1-recurrent-nets.md"
private let gated = "2-gates-that-remember.md"
private let text = "3-text.md"
private let attentionPage = "4-attention.md"

private let projections = [
    "query.w", "query.b", "key.w", "key.b", "value.w", "value.b", "output.w", "output.b",
]

// MARK: - Recurrent nets

@Sendable private func embedding(_ index: Int, _ g: inout SeededGenerator) -> Problem {
    let size = Size(index, &g)
    let words = size.c + 1
    // More tokens than words, so that one at least occurs twice; and the last word never does.
    let ids = (0..<words + 2).map { _ in g.index(below: words - 1) }
    return Problem(["w": .normal(rows: words, columns: size.d, using: &g)], labels: ids)
}

/// One step of a recurrent layer with this many parts side by side in its weights.
private func recurrentStep(
    _ index: Int, _ g: inout SeededGenerator, gates: Int
) -> Problem {
    let size = Size(index, &g)
    return Problem([
        "x": .normal(rows: size.n, columns: size.d, using: &g),
        "h": .normal(rows: size.n, columns: size.h, using: &g),
        "wx": .normal(
            rows: size.d, columns: gates * size.h, standardDeviation: 0.5, using: &g),
        "wh": .normal(
            rows: size.h, columns: gates * size.h, standardDeviation: 0.5, using: &g),
        "b": .normal(rows: 1, columns: gates * size.h, using: &g),
    ])
}

/// The same for several steps: 4, then 2, then 5.
private func sequence(_ index: Int, _ g: inout SeededGenerator, gates: Int) -> Problem {
    var problem = recurrentStep(index, &g, gates: gates)
    let steps = [4, 2, 5][index % 3]
    let x = problem["x"]
    problem.matrices["x"] = .normal(rows: x.rows * steps, columns: x.columns, using: &g)
    return problem
}

@Sendable private func lstmStep(_ index: Int, _ g: inout SeededGenerator) -> Problem {
    var problem = recurrentStep(index, &g, gates: 4)
    let h = problem["h"]
    problem.matrices["c"] = .normal(rows: h.rows, columns: h.columns, using: &g)
    return problem
}

private func twoGradients(_ index: Int, _ g: inout SeededGenerator, limit: Double) -> Problem {
    let size = Size(index, &g)
    return Problem(
        [
            "dw": .normal(rows: size.d, columns: size.m, standardDeviation: 2, using: &g),
            "db": .normal(rows: 1, columns: size.m, using: &g),
        ], numbers: ["limit": limit])
}

@Sendable private func clippedByValue(_ index: Int, _ g: inout SeededGenerator) -> Problem {
    twoGradients(index, &g, limit: [0.5, 1, 1.5][index % 3])
}

/// In the second case the norm is below the limit, and nothing is to be done.
@Sendable private func clippedByNorm(_ index: Int, _ g: inout SeededGenerator) -> Problem {
    twoGradients(index, &g, limit: [1, 50, 5][index % 3])
}

// MARK: - Text

@Sendable private func temporalAffine(_ index: Int, _ g: inout SeededGenerator) -> Problem {
    let size = Size(index, &g)
    return Problem([
        "x": .normal(rows: size.n * size.c, columns: size.d, using: &g),
        "w": .normal(rows: size.d, columns: size.m, using: &g),
        "b": .normal(rows: 1, columns: size.m, using: &g),
    ])
}

/// Some rows do not count, except in the second case, where all do.
@Sendable private func temporalSoftmax(_ index: Int, _ g: inout SeededGenerator) -> Problem {
    let size = Size(index, &g)
    let steps = size.m
    var labels = mixedLabels(size.n * steps, classes: size.c, &g)
    labels[3] = 1
    return Problem(
        [
            "scores": .normal(
                rows: size.n * steps, columns: size.c, mean: index == 2 ? 900 : 0,
                standardDeviation: 1.5, using: &g)
        ], labels: labels,
        numbers: ["steps": Double(steps), "ignored": index == 1 ? -1 : 1])
}

/// A model of `size.c` characters; every sequence has the given steps.
private func characterModel(_ size: Size, _ g: inout SeededGenerator) -> [String: Matrix] {
    [
        "embedding.w": .normal(rows: size.c, columns: size.d, using: &g),
        "rnn.wx": .normal(rows: size.d, columns: size.h, standardDeviation: 0.5, using: &g),
        "rnn.wh": .normal(rows: size.h, columns: size.h, standardDeviation: 0.5, using: &g),
        "rnn.b": .normal(rows: 1, columns: size.h, using: &g),
        "affine.w": .normal(rows: size.h, columns: size.c, using: &g),
        "affine.b": .normal(rows: 1, columns: size.c, using: &g),
    ]
}

@Sendable private func characterRNN(_ index: Int, _ g: inout SeededGenerator) -> Problem {
    let size = Size(index, &g)
    let steps = [4, 2, 5][index % 3]
    func characters(_ g: inout SeededGenerator) -> [Int] {
        (0..<size.n * steps).map { _ in g.index(below: size.c) }
    }
    var problem = Problem(characterModel(size, &g), labels: characters(&g))
    problem.matrices["ids"] = Matrix([characters(&g).map(Double.init)])
    problem.numbers["steps"] = Double(steps)
    return problem
}

@Sendable private func sampling(_ index: Int, _ g: inout SeededGenerator) -> Problem {
    let size = Size(index, &g)
    return Problem(
        characterModel(size, &g),
        numbers: [
            "seed": Double(1 + g.index(below: 1000)), "first": Double(g.index(below: size.c)),
            "count": 20, "temperature": [1, 0.5, 2][index % 3],
        ])
}

// MARK: - Attention

/// T queries, S keys, K and V numbers in each: no two are equal, but T and S are where the mask needs
/// them to be.
@Sendable private func attention(_ index: Int, _ g: inout SeededGenerator) -> Problem {
    let (t, s, k, v) = [(3, 5, 4, 2), (4, 4, 3, 5), (5, 3, 2, 4)][index % 3]
    var problem = Problem([
        "q": .normal(rows: t, columns: k, mean: index == 2 ? 2 : 0, using: &g),
        "k": .normal(rows: s, columns: k, using: &g),
        "v": .normal(rows: s, columns: v, using: &g),
    ])
    // The second case may not look into the future.
    if index == 1 { problem.matrices["mask"] = causal(t) }
    return problem
}

private func causal(_ steps: Int) -> Matrix {
    Matrix((0..<steps).map { t in (0..<steps).map { $0 <= t ? 1 : 0 } })
}

private func heads(
    _ d: Int, _ prefix: String, _ g: inout SeededGenerator
) -> [String: Matrix] {
    var matrices: [String: Matrix] = [:]
    for name in ["query", "key", "value", "output"] {
        matrices["\(prefix)\(name).w"] = .normal(
            rows: d, columns: d, standardDeviation: 0.6, using: &g)
        matrices["\(prefix)\(name).b"] = .normal(
            rows: 1, columns: d, standardDeviation: 0.5, using: &g)
    }
    return matrices
}

@Sendable private func multiHeadAttention(_ index: Int, _ g: inout SeededGenerator) -> Problem {
    let (n, t, s, d, count) = [(2, 3, 5, 4, 2), (3, 4, 4, 6, 3), (2, 5, 3, 6, 2)][index % 3]
    var problem = Problem(
        heads(d, "", &g), numbers: ["heads": Double(count), "steps": Double(t)])
    problem.matrices["q"] = .normal(rows: n * t, columns: d, using: &g)
    problem.matrices["k"] = .normal(rows: n * s, columns: d, using: &g)
    problem.matrices["v"] = .normal(rows: n * s, columns: d, using: &g)
    if index == 1 { problem.matrices["mask"] = causal(t) }
    return problem
}

@Sendable private func positions(_ index: Int, _ g: inout SeededGenerator) -> Problem {
    let (steps, features) = [(4, 6), (5, 3), (30, 8)][index % 3]
    return Problem(numbers: ["steps": Double(steps), "features": Double(features)])
}

@Sendable private func patches(_ index: Int, _ g: inout SeededGenerator) -> Problem {
    let (n, channels, height, width, side, features) = [
        (3, 2, 4, 6, 2, 5), (2, 3, 6, 3, 3, 4), (4, 1, 4, 8, 4, 3),
    ][index % 3]
    return Problem(
        [
            "x": .normal(rows: n, columns: channels * height * width, using: &g),
            "w": .normal(rows: channels * side * side, columns: features, using: &g),
            "b": .normal(rows: 1, columns: features, using: &g),
        ],
        numbers: [
            "channels": Double(channels), "height": Double(height), "width": Double(width),
            "side": Double(side),
        ])
}

@Sendable private func gelu(_ index: Int, _ g: inout SeededGenerator) -> Problem {
    let size = Size(index, &g)
    var x = Matrix.normal(rows: size.n, columns: size.d, standardDeviation: 1.5, using: &g)
    if index == 2 {
        x[0, 0] = 40
        x[1, 0] = -40
    }
    return Problem(["x": x])
}

/// The parameters of one block with D features and F hidden units.
private func block(
    _ d: Int, _ f: Int, _ prefix: String, _ g: inout SeededGenerator
) -> [String: Matrix] {
    var matrices = heads(d, "\(prefix)attention.", &g)
    for name in ["norm1", "norm2"] {
        matrices["\(prefix)\(name).gamma"] = keptFromZero(rows: 1, columns: d, &g)
        matrices["\(prefix)\(name).beta"] = .normal(rows: 1, columns: d, using: &g)
    }
    for (name, rows, columns) in [("affine1", d, f), ("affine2", f, d)] {
        matrices["\(prefix)\(name).w"] = .normal(
            rows: rows, columns: columns, standardDeviation: 0.6, using: &g)
        matrices["\(prefix)\(name).b"] = .normal(rows: 1, columns: columns, using: &g)
    }
    return matrices
}

/// Two blocks, or in the second case one.
@Sendable private func characterTransformer(_ index: Int, _ g: inout SeededGenerator) -> Problem {
    let (n, t, d, f, words) = [(2, 3, 4, 5, 6), (3, 4, 6, 5, 4), (2, 4, 4, 3, 5)][index % 3]
    func characters(_ g: inout SeededGenerator) -> [Int] {
        (0..<n * t).map { _ in g.index(below: words) }
    }
    var problem = Problem(labels: characters(&g))
    let depth = index == 1 ? 1 : 2
    for l in 0..<depth { problem.matrices.merge(block(d, f, "blocks.\(l).", &g)) { $1 } }
    problem.numbers = ["heads": 2, "steps": Double(t), "depth": Double(depth)]
    problem.matrices["ids"] = Matrix([characters(&g).map(Double.init)])
    problem.matrices["embedding.w"] = .normal(rows: words, columns: d, using: &g)
    problem.matrices["norm.gamma"] = keptFromZero(rows: 1, columns: d, &g)
    problem.matrices["norm.beta"] = .normal(rows: 1, columns: d, using: &g)
    problem.matrices["head.w"] = .normal(rows: d, columns: words, using: &g)
    problem.matrices["head.b"] = .normal(rows: 1, columns: words, using: &g)
    return problem
}

@Sendable private func transformerBlock(_ index: Int, _ g: inout SeededGenerator) -> Problem {
    let (n, t, d, f, count) = [(2, 3, 4, 5, 2), (3, 4, 6, 5, 3), (2, 5, 6, 7, 2)][index % 3]
    var problem = Problem(
        block(d, f, "", &g), numbers: ["heads": Double(count), "steps": Double(t)])
    problem.matrices["x"] = .normal(rows: n * t, columns: d, using: &g)
    if index == 1 { problem.matrices["mask"] = causal(t) }
    return problem
}
