import Exchange
import Layers

// Assignment 1: circuits, layers, losses, and the first networks. 100 points.

let assignment1: [Exercise] = [
    .backward(
        "circuit.backward", 4, "Circuit.swift", circuits, of: ["x", "y", "z"], problem: threeInputs),
    .backward(
        "multiply-gate.backward", 4, "MultiplyGate.swift", circuits, of: ["x", "y"],
        problem: twoInputs),
    .backward(
        "max-gate.backward", 4, "MaxGate.swift", circuits, of: ["x", "y"], problem: twoRivals),
    .backward(
        "sigmoid-neuron.backward", 6, "SigmoidNeuron.swift", circuits, of: ["x", "w"],
        problem: neuron),
    .backward(
        "staged-expression.backward", 8, "StagedExpression.swift", circuits, of: ["x", "y"],
        problem: twoInputs),
    .backward("affine.backward", 8, "Affine.swift", layers, of: ["x", "w", "b"], problem: affine),
    .backward("relu.backward", 4, "ReLU.swift", layers, of: ["x"], problem: awayFromZero),
    .backward("leaky-relu.backward", 4, "LeakyReLU.swift", layers, of: ["x"], problem: leaky),
    .backward("sigmoid.backward", 4, "Sigmoid.swift", layers, of: ["x"], problem: oneInput),
    .backward("tanh.backward", 4, "Tanh.swift", layers, of: ["x"], problem: oneInput),
    .backward(
        "maxout.backward", 6, "Maxout.swift", layers, of: ["x", "w1", "b1", "w2", "b2"],
        problem: maxout),
    .backward(
        "softmax-loss.backward", 8, "SoftmaxLoss.swift", losses, of: ["scores"], problem: softmax),
    .backward("hinge-loss.backward", 6, "HingeLoss.swift", losses, of: ["scores"], problem: hinge),
    .backward(
        "logistic-loss.backward", 5, "LogisticLoss.swift", losses, of: ["scores"], problem: logistic
    ),
    .backward(
        "mean-squared-error.backward", 5, "MeanSquaredError.swift", losses, of: ["predictions"],
        problem: predictions),
    .backward("mlp.backward", 6, "MLP.swift", networks, of: ["x", "w1", "w2"], problem: mlp),
    .backward(
        "two-layer-net.backward", 8, "TwoLayerNet.swift", networks,
        of: ["affine1.w", "affine1.b", "affine2.w", "affine2.b"],
        uses: ["affine.backward", "relu.backward", "softmax-loss.backward"], problem: twoLayerNet),
    .values(
        "two-layer-net.train", 6, "TwoLayerNet.swift", networks,
        ["losses", "affine1.w", "affine1.b", "affine2.w", "affine2.b"],
        subject: "two-layer-net-training",
        uses: [
            "affine.backward", "relu.backward", "softmax-loss.backward", "two-layer-net.backward",
        ], problem: trainingSet),
]

private let circuits = "1-circuits.md"
private let layers = "2-layers.md"
private let losses = "3-losses.md"
private let networks = "4-networks.md"

// MARK: - Problems

// Every case keeps away from kinks by construction: at a kink two answers are defensible.

@Sendable private func oneInput(_ index: Int, _ g: inout SeededGenerator) -> Problem {
    let size = Size(index, &g)
    // The third case goes far out, where sigmoid and tanh saturate and a careless e^x overflows.
    let spread = index == 2 ? 4.0 : 1.5
    var x = Matrix.normal(rows: size.n, columns: size.d, standardDeviation: spread, using: &g)
    if index == 2 {
        x[0, 0] = 800
        x[1, 0] = -800
    }
    return Problem(["x": x])
}

@Sendable private func twoInputs(_ index: Int, _ g: inout SeededGenerator) -> Problem {
    let size = Size(index, &g)
    return Problem([
        "x": .normal(rows: size.n, columns: size.d, using: &g),
        "y": .normal(rows: size.n, columns: size.d, using: &g),
    ])
}

@Sendable private func threeInputs(_ index: Int, _ g: inout SeededGenerator) -> Problem {
    var problem = twoInputs(index, &g)
    let shape = problem["x"].shape
    problem.matrices["z"] = .normal(rows: shape.rows, columns: shape.columns, using: &g)
    return problem
}

@Sendable private func twoRivals(_ index: Int, _ g: inout SeededGenerator) -> Problem {
    let size = Size(index, &g)
    let x = Matrix.normal(rows: size.n, columns: size.d, using: &g)
    let gap = keptFromZero(rows: size.n, columns: size.d, &g)
    return Problem(["x": x, "y": x + gap])
}

@Sendable private func neuron(_ index: Int, _ g: inout SeededGenerator) -> Problem {
    Problem([
        "x": .normal(rows: 1, columns: 2, using: &g),
        "w": .normal(rows: 1, columns: 3, using: &g),
    ])
}

@Sendable private func affine(_ index: Int, _ g: inout SeededGenerator) -> Problem {
    let size = Size(index, &g)
    // The third case has inputs far from 0.
    return Problem([
        "x": .normal(rows: size.n, columns: size.d, mean: index == 2 ? 10 : 0, using: &g),
        "w": .normal(rows: size.d, columns: size.m, using: &g),
        "b": .normal(rows: 1, columns: size.m, using: &g),
    ])
}

@Sendable private func awayFromZero(_ index: Int, _ g: inout SeededGenerator) -> Problem {
    let size = Size(index, &g)
    return Problem(["x": keptFromZero(rows: size.n, columns: size.d, &g)])
}

@Sendable private func leaky(_ index: Int, _ g: inout SeededGenerator) -> Problem {
    var problem = awayFromZero(index, &g)
    problem.numbers["alpha"] = index == 0 ? 0.1 : g.uniform(from: 0.01, to: 0.4)
    return problem
}

@Sendable private func maxout(_ index: Int, _ g: inout SeededGenerator) -> Problem {
    let size = Size(index, &g)
    return redrawn(&g) { g in
        let problem = Problem([
            "x": .normal(rows: size.n, columns: size.d, using: &g),
            "w1": .normal(rows: size.d, columns: size.m, using: &g),
            "b1": .normal(rows: 1, columns: size.m, using: &g),
            "w2": .normal(rows: size.d, columns: size.m, using: &g),
            "b2": .normal(rows: 1, columns: size.m, using: &g),
        ])
        let gap =
            problem["x"].matmul(problem["w1"] - problem["w2"])
            .addingToEachRow(problem["b1"] - problem["b2"])
        return (problem, farFromZero(gap))
    }
}

@Sendable private func softmax(_ index: Int, _ g: inout SeededGenerator) -> Problem {
    let size = Size(index, &g)
    // The third case is shifted: the same probabilities, from scores s of which e^s overflows.
    return Problem(
        [
            "scores": .normal(
                rows: size.n, columns: size.c, mean: index == 2 ? 900 : 0,
                standardDeviation: 1.5, using: &g)
        ], labels: mixedLabels(size.n, classes: size.c, &g))
}

@Sendable private func hinge(_ index: Int, _ g: inout SeededGenerator) -> Problem {
    let size = Size(index, &g)
    let margin = [1, 0.7, 1.6][index % 3]
    return redrawn(&g) { g in
        let scores = Matrix.normal(rows: size.n, columns: size.c, using: &g)
        let labels = mixedLabels(size.n, classes: size.c, &g)
        let far = labels.enumerated().allSatisfy { n, label in
            (0..<scores.columns).allSatisfy { c in
                c == label || abs(scores[n, c] - scores[n, label] + margin) > 0.05
            }
        }
        return (Problem(["scores": scores], labels: labels, numbers: ["margin": margin]), far)
    }
}

@Sendable private func logistic(_ index: Int, _ g: inout SeededGenerator) -> Problem {
    let size = Size(index, &g)
    var scores = Matrix.normal(rows: size.n, columns: 1, standardDeviation: 2, using: &g)
    if index == 2 {
        scores[0, 0] = 800
        scores[1, 0] = -800
    }
    return Problem(["scores": scores], labels: mixedLabels(size.n, classes: 2, &g))
}

@Sendable private func predictions(_ index: Int, _ g: inout SeededGenerator) -> Problem {
    let size = Size(index, &g)
    return Problem([
        "predictions": .normal(rows: size.n, columns: size.d, using: &g),
        "targets": .normal(rows: size.n, columns: size.d, using: &g),
    ])
}

@Sendable private func mlp(_ index: Int, _ g: inout SeededGenerator) -> Problem {
    let size = Size(index, &g)
    return redrawn(&g) { g in
        let problem = Problem([
            "x": .normal(rows: size.n, columns: size.d, using: &g),
            "w1": .normal(rows: size.d, columns: size.h, using: &g),
            "w2": .normal(rows: size.h, columns: size.m, using: &g),
        ])
        return (problem, farFromZero(problem["x"].matmul(problem["w1"])))
    }
}

@Sendable private func twoLayerNet(_ index: Int, _ g: inout SeededGenerator) -> Problem {
    let size = Size(index, &g)
    let classes = size.c
    return redrawn(&g) { g in
        let problem = Problem(
            [
                "x": .normal(rows: size.n, columns: size.d, using: &g),
                "affine1.w": .normal(rows: size.d, columns: size.h, using: &g),
                "affine1.b": .normal(rows: 1, columns: size.h, using: &g),
                "affine2.w": .normal(
                    rows: size.h, columns: classes, standardDeviation: 0.5, using: &g),
                "affine2.b": .normal(rows: 1, columns: classes, using: &g),
            ], labels: mixedLabels(size.n, classes: classes, &g),
            numbers: ["reg": [0.4, 0.4, 1.3][index % 3]])
        let a = problem["x"].matmul(problem["affine1.w"]).addingToEachRow(problem["affine1.b"])
        return (problem, farFromZero(a))
    }
}

@Sendable private func trainingSet(_ index: Int, _ g: inout SeededGenerator) -> Problem {
    var problem = twoLayerNet(index, &g)
    problem.numbers = ["reg": 0.01, "steps": 20, "learningRate": 0.1]
    return problem
}
