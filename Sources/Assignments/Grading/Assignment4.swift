import Exchange
import Layers

// Assignment 4: backprop is a leaky abstraction, and losses that people get wrong. 100 points.

let assignment4: [Exercise] = [
    .backward("q-gather.backward", 4, "QGather.swift", clipped, of: ["q"], problem: qGather),
    .values(
        "q-gather.one-hot", 2, "QGather.swift", clipped, ["out"], subject: "q-gather-one-hot",
        problem: qGather),
    .backward(
        "clipped-td-error.backward", 4, "ClippedTDError.swift", clipped, of: ["predictions"],
        problem: tdError),
    .values(
        "clipped-td-error.dead", 3, "ClippedTDError.swift", clipped, ["zone"],
        subject: "clipped-td-error-dead", problem: tdError),
    .values(
        "clipped-td-error.repaired", 4, "ClippedTDError.swift", clipped, ["loss"],
        subject: "clipped-td-error-repaired", problem: tdError),
    .backward(
        "huber-loss.backward", 4, "HuberLoss.swift", clipped, of: ["predictions"],
        problem: huber),
    .values(
        "saturation.fraction", 4, "Saturation.swift", leaks, ["sigmoid", "tanh"],
        subject: "saturation", problem: saturation),
    .values(
        "dead-units.fraction", 4, "DeadUnits.swift", leaks, ["fraction"], subject: "dead-units",
        problem: deadUnits),
    .backward(
        "unrolled-rnn.backward", 7, "UnrolledRNN.swift", leaks, of: ["x", "w"],
        problem: unrolledRNN),
    .values(
        "standardize.fit", 4, "Standardizer.swift", leaks, ["mean", "deviation", "out"],
        subject: "standardize", problem: standardize),
    .values(
        "bump-approximator.weights", 5, "BumpApproximator.swift", leaks, ["out"],
        subject: "bump-approximator", problem: bumps),
    .values(
        "saliency.map", 5, "Saliency.swift", pictures, ["map"], subject: "saliency",
        problem: saliency),
    .backward(
        "gram-matrix.backward", 6, "GramMatrix.swift", pictures, of: ["x"], problem: gram),
    .backward(
        "style-loss.backward", 5, "StyleLoss.swift", pictures, of: ["x"],
        uses: ["gram-matrix.backward"], problem: style),
    .backward(
        "content-loss.backward", 3, "ContentLoss.swift", pictures, of: ["predictions"],
        problem: content),
    .backward(
        "total-variation-loss.backward", 6, "TotalVariationLoss.swift", pictures, of: ["x"],
        problem: totalVariation),
    .backward("gan-loss.backward", 4, "GANLoss.swift", generative, of: ["x", "y"], problem: gan),
    .backward(
        "least-squares-gan-loss.backward", 4, "LeastSquaresGANLoss.swift", generative,
        of: ["x", "y"], problem: gan),
    .backward(
        "contrastive-loss.backward", 8, "ContrastiveLoss.swift", generative, of: ["x", "y"],
        problem: contrastive),
    .backward(
        "q-sample.backward", 2, "QSample.swift", generative, of: ["x", "noise"],
        problem: qSample),
    .backward(
        "diffusion-loss.backward", 5, "DiffusionLoss.swift", generative,
        of: ["x", "noise", "w", "b"], uses: ["q-sample.backward"], problem: diffusion),
    .values(
        "nearest-neighbour.distances", 4, "NearestNeighbour.swift", pictures, ["distances"],
        subject: "nearest-neighbour-distances", problem: neighbours),
    .values(
        "nearest-neighbour.predict", 3, "NearestNeighbour.swift", pictures, ["labels"],
        subject: "nearest-neighbour-predict", uses: ["nearest-neighbour.distances"],
        problem: neighbours),
]

private let clipped = "1-clipped-losses.md"
private let leaks = "2-leaks.md"
private let pictures = "3-pictures.md"
private let generative = "4-generative-losses.md"

// MARK: - Losses that people get wrong

@Sendable private func qGather(_ index: Int, _ g: inout SeededGenerator) -> Problem {
    let size = Size(index, &g)
    return Problem(
        ["q": .normal(rows: size.n, columns: size.c, using: &g)],
        labels: mixedLabels(size.n, classes: size.c, &g))
}

/// Errors on both sides of both limits, and none near a limit or 0.
@Sendable private func tdError(_ index: Int, _ g: inout SeededGenerator) -> Problem {
    let size = Size(index, &g)
    let (low, high) = [(-1.0, 1.0), (-0.7, 1.4), (-2.0, 0.5)][index % 3]
    let predictions = Matrix.normal(rows: size.n, columns: 1, using: &g)
    var delta = predictions
    for n in 0..<size.n {
        let share = g.uniform(from: 0.1, to: 0.9)
        delta[n, 0] = [high + share, low - share, high * share, low * share][n % 4]
    }
    return Problem(
        ["predictions": predictions, "targets": predictions + delta],
        numbers: ["minDelta": low, "maxDelta": high])
}

/// Errors below and above the threshold, and none near it.
@Sendable private func huber(_ index: Int, _ g: inout SeededGenerator) -> Problem {
    let size = Size(index, &g)
    let delta = [1, 0.6, 1.7][index % 3]
    let predictions = Matrix.normal(rows: size.n, columns: size.d, using: &g)
    var errors = predictions
    for i in errors.elements.indices {
        let share = g.uniform(from: 0.1, to: 0.9)
        errors.elements[i] = [share, -share, 1 + share, -1 - share][i % 4] * delta
    }
    return Problem(
        ["predictions": predictions, "targets": predictions - errors], numbers: ["delta": delta])
}

// MARK: - Leaks

@Sendable private func saturation(_ index: Int, _ g: inout SeededGenerator) -> Problem {
    let size = Size(index, &g)
    // Between almost no saturated unit and almost none that is not.
    let spread = [1, 4, 12][index % 3]
    let x = Matrix.normal(
        rows: size.n + 4, columns: size.d, standardDeviation: Double(spread), using: &g)
    return Problem(["sigmoid": x.mapped(sigmoid), "tanh": x.mapped { 2 * sigmoid($0) - 1 }])
}

@Sendable private func deadUnits(_ index: Int, _ g: inout SeededGenerator) -> Problem {
    let size = Size(index, &g)
    var out = Matrix.normal(rows: size.n, columns: size.h, using: &g).mapped { max($0, 0) }
    // Two units never fire, and one only once.
    for n in 0..<size.n {
        out[n, 0] = 0
        out[n, 2] = 0
        out[n, 1] = n == 1 ? 0.5 : 0
    }
    return Problem(["out": out])
}

/// With the ReLU, without it, and with it again; no unit is near its kink at any step.
@Sendable private func unrolledRNN(_ index: Int, _ g: inout SeededGenerator) -> Problem {
    let (n, hidden, steps) = [(3, 5, 4), (2, 5, 6), (4, 3, 5)][index % 3]
    let usesReLU = index != 1
    return redrawn(&g) { g in
        let problem = Problem(
            [
                "x": .normal(rows: n, columns: hidden, using: &g),
                "w": .normal(
                    rows: hidden, columns: hidden,
                    standardDeviation: 1.4 / Double(hidden).squareRoot(), using: &g),
            ], numbers: ["steps": Double(steps), "relu": usesReLU ? 1 : 0])
        var h = problem["x"]
        var isFar = true
        for _ in 0..<steps where usesReLU {
            let s = h.matmul(problem["w"])
            isFar = isFar && s.elements.allSatisfy { abs($0) > 0.02 }
            h = s.mapped { max($0, 0) }
        }
        return (problem, isFar && h.elements.count { $0 != 0 } * 3 >= h.elements.count)
    }
}

/// The last column of the training set is constant.
@Sendable private func standardize(_ index: Int, _ g: inout SeededGenerator) -> Problem {
    let size = Size(index, &g)
    var training = Matrix.normal(
        rows: size.n, columns: size.d, mean: 3, standardDeviation: [1, 1000, 0.1][index % 3],
        using: &g)
    for n in 0..<size.n { training[n, size.d - 1] = 5 }
    return Problem([
        "training": training,
        "test": .normal(rows: size.m, columns: size.d, mean: 3, using: &g),
    ])
}

@Sendable private func bumps(_ index: Int, _ g: inout SeededGenerator) -> Problem {
    let count = [3, 5, 8][index % 3]
    var edges = [g.uniform(from: -1, to: 0)]
    for i in 0..<count { edges.append(edges[i] + g.uniform(from: 0.3, to: 1)) }
    return Problem(
        [
            "edges": Matrix([edges]), "heights": .normal(rows: 1, columns: count, using: &g),
            "x": .uniform(
                rows: 9, columns: 1, from: edges[0] - 0.5, to: edges[count] + 0.5, using: &g),
        ], numbers: ["steepness": [20, 50, 100][index % 3]])
}

// MARK: - Pictures

@Sendable private func saliency(_ index: Int, _ g: inout SeededGenerator) -> Problem {
    let size = Size(index, &g)
    let (channels, height, width) = [(2, 2, 3), (3, 2, 4), (2, 3, 5)][index % 3]
    return redrawn(&g) { g in
        let problem = Problem(
            [
                "x": .normal(rows: size.n, columns: channels * height * width, using: &g),
                "w1": .normal(
                    rows: channels * height * width, columns: size.h, standardDeviation: 0.5,
                    using: &g),
                "w2": .normal(rows: size.h, columns: size.c, using: &g),
            ], labels: mixedLabels(size.n, classes: size.c, &g),
            numbers: [
                "channels": Double(channels), "height": Double(height), "width": Double(width),
            ])
        return (problem, farFromZero(problem["x"].matmul(problem["w1"])))
    }
}

@Sendable private func gram(_ index: Int, _ g: inout SeededGenerator) -> Problem {
    let (n, channels, pixels) = [(2, 3, 4), (3, 2, 5), (2, 4, 3)][index % 3]
    return Problem(
        ["x": .normal(rows: n, columns: channels * pixels, using: &g)],
        numbers: ["channels": Double(channels)])
}

@Sendable private func style(_ index: Int, _ g: inout SeededGenerator) -> Problem {
    var problem = gram(index, &g)
    let channels = Int(problem.number("channels"))
    problem.matrices["target"] = .normal(
        rows: problem["x"].rows, columns: channels * channels, using: &g)
    problem.numbers["weight"] = [2, 0.3, 7][index % 3]
    return problem
}

@Sendable private func content(_ index: Int, _ g: inout SeededGenerator) -> Problem {
    let size = Size(index, &g)
    return Problem(
        [
            "predictions": .normal(rows: size.n, columns: size.d, using: &g),
            "targets": .normal(rows: size.n, columns: size.d, using: &g),
        ], numbers: ["weight": [3, 0.2, 11][index % 3]])
}

@Sendable private func totalVariation(_ index: Int, _ g: inout SeededGenerator) -> Problem {
    let (n, channels, height, width) = [(2, 3, 4, 5), (3, 2, 3, 4), (2, 2, 5, 3)][index % 3]
    return Problem(
        ["x": .normal(rows: n, columns: channels * height * width, using: &g)],
        numbers: [
            "channels": Double(channels), "height": Double(height), "width": Double(width),
            "weight": [0.7, 2, 0.05][index % 3],
        ])
}

@Sendable private func neighbours(_ index: Int, _ g: inout SeededGenerator) -> Problem {
    let size = Size(index, &g)
    let count = size.n + 5
    return Problem(
        [
            "examples": .normal(rows: count, columns: size.d, using: &g),
            "x": .normal(rows: size.m, columns: size.d, using: &g),
        ], labels: mixedLabels(count, classes: 3, &g), numbers: ["k": [3, 1, 5][index % 3]])
}

// MARK: - Generative losses

@Sendable private func gan(_ index: Int, _ g: inout SeededGenerator) -> Problem {
    let size = Size(index, &g)
    func scores(_ g: inout SeededGenerator) -> Matrix {
        .normal(rows: size.n, columns: 1, standardDeviation: index == 2 ? 20 : 1.5, using: &g)
    }
    return Problem(["x": scores(&g), "y": scores(&g)])
}

@Sendable private func contrastive(_ index: Int, _ g: inout SeededGenerator) -> Problem {
    let size = Size(index, &g)
    return Problem(
        [
            "x": .normal(rows: size.n, columns: size.d, using: &g),
            "y": .normal(rows: size.n, columns: size.d, using: &g),
        ], numbers: ["temperature": [0.5, 1.3, 0.2][index % 3]])
}

@Sendable private func qSample(_ index: Int, _ g: inout SeededGenerator) -> Problem {
    let size = Size(index, &g)
    return Problem([
        "x": .normal(rows: size.n, columns: size.d, using: &g),
        "noise": .normal(rows: size.n, columns: size.d, using: &g),
        "kept": .uniform(rows: size.n, columns: 1, from: 0.05, to: 0.95, using: &g),
    ])
}

@Sendable private func diffusion(_ index: Int, _ g: inout SeededGenerator) -> Problem {
    var problem = qSample(index, &g)
    let features = problem["x"].columns
    problem.matrices["w"] = .normal(
        rows: features, columns: features, standardDeviation: 0.5, using: &g)
    problem.matrices["b"] = .normal(rows: 1, columns: features, using: &g)
    return problem
}
