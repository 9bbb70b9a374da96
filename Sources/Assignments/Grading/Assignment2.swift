import Exchange
import Layers

// Assignment 2: normalization, deep nets, images, and better steps downhill. 100 points.

let assignment2: [Exercise] = [
    .values(
        "momentum.update", 4, "Momentum.swift", optimizers, ["w", "velocity"], subject: "momentum",
        problem: momentum),
    .values(
        "nesterov.update", 4, "Nesterov.swift", optimizers, ["w", "velocity"], subject: "nesterov",
        problem: momentum),
    .values(
        "adagrad.update", 3, "AdaGrad.swift", optimizers, ["w", "squares"], subject: "adagrad",
        problem: scaledSteps),
    .values(
        "rmsprop.update", 4, "RMSProp.swift", optimizers, ["w", "average"], subject: "rmsprop",
        problem: scaledSteps),
    .values(
        "adam.update", 6, "Adam.swift", optimizers, ["w", "m", "v"], subject: "adam", problem: adam),
    .backward(
        "batch-norm.backward", 10, "BatchNorm.swift", norms, of: ["x", "gamma", "beta"],
        problem: batchNorm),
    .backward(
        "batch-norm.simplified", 5, "BatchNorm.swift", norms, of: ["x", "gamma", "beta"],
        subject: "batch-norm-simplified", problem: batchNormInTraining),
    .backward(
        "layer-norm.backward", 7, "LayerNorm.swift", norms, of: ["x", "gamma", "beta"],
        problem: layerNorm),
    .backward("dropout.backward", 4, "Dropout.swift", norms, of: ["x"], problem: dropout),
    .backward(
        "hidden-block.backward", 5, "HiddenBlock.swift", nets,
        of: ["x", "w", "b", "gamma", "beta"],
        uses: ["batch-norm.backward", "layer-norm.backward", "dropout.backward"],
        problem: hiddenBlock),
    .backward(
        "fully-connected-net.backward", 7, "FullyConnectedNet.swift", nets,
        of: [
            "blocks.0.w", "blocks.0.b", "blocks.0.gamma", "blocks.0.beta", "blocks.1.w",
            "blocks.1.b", "blocks.1.gamma", "blocks.1.beta", "blocks.2.w", "blocks.2.b",
            "blocks.2.gamma", "blocks.2.beta", "output.w", "output.b",
        ],
        uses: [
            "batch-norm.backward", "layer-norm.backward", "dropout.backward",
            "hidden-block.backward",
        ], problem: fullyConnectedNet),
    .backward(
        "convolution.backward", 12, "Convolution.swift", images, of: ["x", "w", "b"],
        problem: convolution),
    .backward("max-pool.backward", 6, "MaxPool.swift", images, of: ["x"], problem: maxPool),
    .backward(
        "average-pool.backward", 4, "AveragePool.swift", images, of: ["x"], problem: averagePool),
    .backward(
        "spatial-batch-norm.backward", 4, "SpatialBatchNorm.swift", images,
        of: ["x", "gamma", "beta"], uses: ["batch-norm.backward"], problem: spatialBatchNorm),
    .backward(
        "group-norm.backward", 6, "GroupNorm.swift", images, of: ["x", "gamma", "beta"],
        uses: ["layer-norm.backward"], problem: groupNorm),
    .backward(
        "conv-net.backward", 9, "ConvNet.swift", images,
        of: [
            "convolution.w", "convolution.b", "affine1.w", "affine1.b", "affine2.w", "affine2.b",
        ], uses: ["convolution.backward", "max-pool.backward"], problem: convNet),
]

private let optimizers = "1-optimizers.md"
private let norms = "2-normalization.md"
private let nets = "3-deep-nets.md"
private let images = "4-images.md"

// MARK: - Optimizers

/// w of five numbers, and the gradients of four steps.
private func stepsOfOneParameter(_ g: inout SeededGenerator) -> Problem {
    Problem(
        [
            "w": .normal(rows: 1, columns: 5, using: &g),
            "gradients": .normal(rows: 4, columns: 5, using: &g),
        ], numbers: ["learningRate": g.uniform(from: 0.02, to: 0.3)])
}

@Sendable private func momentum(_ index: Int, _ g: inout SeededGenerator) -> Problem {
    var problem = stepsOfOneParameter(&g)
    problem.numbers["momentum"] = g.uniform(from: 0.5, to: 0.95)
    return problem
}

@Sendable private func scaledSteps(_ index: Int, _ g: inout SeededGenerator) -> Problem {
    var problem = stepsOfOneParameter(&g)
    problem.numbers["decay"] = g.uniform(from: 0.7, to: 0.95)
    // Large enough for its place, inside or outside the root, to show.
    problem.numbers["epsilon"] = [1e-8, 1e-2, 0.1][index % 3]
    return problem
}

@Sendable private func adam(_ index: Int, _ g: inout SeededGenerator) -> Problem {
    var problem = scaledSteps(index, &g)
    problem.numbers["beta1"] = g.uniform(from: 0.6, to: 0.95)
    problem.numbers["beta2"] = g.uniform(from: 0.8, to: 0.99)
    problem.numbers["weightDecay"] = [0, 0.1, 0.03][index % 3]
    return problem
}

// MARK: - Normalization

@Sendable private func batchNormInTraining(_ index: Int, _ g: inout SeededGenerator) -> Problem {
    let size = Size(index, &g)
    return Problem(
        [
            // Neither centred nor of one spread, so that nothing is normalized by chance.
            "x": .normal(
                rows: size.n, columns: size.d, mean: index == 2 ? 20 : 0.7, standardDeviation: 1.8,
                using: &g),
            "gamma": keptFromZero(rows: 1, columns: size.d, &g),
            "beta": .normal(rows: 1, columns: size.d, using: &g),
            "runningMean": .normal(rows: 1, columns: size.d, using: &g),
            "runningVariance": .uniform(rows: 1, columns: size.d, from: 0.5, to: 2, using: &g),
        ], numbers: ["training": 1])
}

/// The second case is in test mode.
@Sendable private func batchNorm(_ index: Int, _ g: inout SeededGenerator) -> Problem {
    var problem = batchNormInTraining(index, &g)
    problem.numbers["training"] = index == 1 ? 0 : 1
    return problem
}

@Sendable private func layerNorm(_ index: Int, _ g: inout SeededGenerator) -> Problem {
    let problem = batchNormInTraining(index, &g)
    return Problem(problem.matrices.filter { !$0.key.hasPrefix("running") })
}

@Sendable private func dropout(_ index: Int, _ g: inout SeededGenerator) -> Problem {
    let size = Size(index, &g)
    return Problem(
        ["x": .normal(rows: size.n, columns: size.d, using: &g)],
        numbers: [
            "keep": [0.6, 0.8, 0.3][index % 3], "seed": Double(1 + g.index(below: 1000)),
            "training": index == 1 ? 0 : 1,
        ])
}

// MARK: - Deep nets

/// The columns, or the rows, with mean 0 and variance 1: how far a ReLU's inputs are from its kink.
private func standardized(_ x: Matrix, batch: Bool, layer: Bool) -> Matrix {
    if layer { return standardized(x.transposed(), batch: true, layer: false).transposed() }
    if !batch { return x }
    let centered = x.addingToEachRow(-x.columnMeans())
    let spread = (centered * centered).columnMeans()
    return centered.multiplyingEachRow(by: spread.mapped { 1 / ($0 + 1e-5).squareRoot() })
}

/// The numbers that say which parts a hidden block has: none, then batch, then layer norm.
private func blockNumbers(_ kind: Int, _ g: inout SeededGenerator) -> [String: Double] {
    [
        "batchNorm": kind == 1 ? 1 : 0, "layerNorm": kind == 2 ? 1 : 0,
        "keep": kind == 0 ? 1 : 0.8, "seed": Double(1 + g.index(below: 1000)),
    ]
}

@Sendable private func hiddenBlock(_ index: Int, _ g: inout SeededGenerator) -> Problem {
    let size = Size(index, &g)
    // The first case has a layer norm and the second none, the third a batch norm.
    let kind = [2, 0, 1][index % 3]
    return redrawn(&g) { g in
        var problem = Problem(
            [
                "x": .normal(rows: size.n, columns: size.d, using: &g),
                "w": .normal(rows: size.d, columns: size.h, using: &g),
                "b": .normal(rows: 1, columns: size.h, using: &g),
            ], numbers: blockNumbers(kind, &g))
        var a = standardized(
            problem["x"].matmul(problem["w"]).addingToEachRow(problem["b"]), batch: kind == 1,
            layer: kind == 2)
        if kind != 0 {
            let gamma = keptFromZero(rows: 1, columns: size.h, &g)
            let beta = Matrix.normal(rows: 1, columns: size.h, using: &g)
            problem.matrices["gamma"] = gamma
            problem.matrices["beta"] = beta
            a = a.multiplyingEachRow(by: gamma).addingToEachRow(beta)
        }
        let open = (a * dropoutMask(a, problem)).elements.count { $0 > 0 }
        return (problem, farFromZero(a) && 4 * open >= a.elements.count)
    }
}

/// What dropout will multiply hidden units of this shape by, with the problem's numbers.
private func dropoutMask(_ a: Matrix, _ problem: Problem) -> Matrix {
    var generator = SeededGenerator(seed: Int(problem.number("seed")))
    let keep = problem.number("keep")
    return a.mapped { _ in keep == 1 || generator.uniform() < keep ? 1 / keep : 0 }
}

/// Two plain blocks, then three with layer norm and dropout, then one with batch norm.
@Sendable private func fullyConnectedNet(_ index: Int, _ g: inout SeededGenerator) -> Problem {
    let size = Size(index, &g)
    let kind = [0, 2, 1][index % 3]
    let units = [[size.h, size.m], [size.h, size.m, size.c + 1], [size.h]][index % 3]
    return redrawn(&g) { g in
        var problem = Problem(
            ["x": .normal(rows: size.n, columns: size.d, using: &g)],
            labels: mixedLabels(size.n, classes: size.c, &g), numbers: blockNumbers(kind, &g))
        problem.numbers["depth"] = Double(units.count)
        problem.numbers["reg"] = [0.4, 0.7, 1.3][index % 3]
        var hidden = problem["x"]
        var isFar = true
        for (l, count) in units.enumerated() {
            let w = Matrix.normal(rows: hidden.columns, columns: count, using: &g)
            let b = Matrix.normal(rows: 1, columns: count, using: &g)
            problem.matrices["blocks.\(l).w"] = w
            problem.matrices["blocks.\(l).b"] = b
            var a = standardized(
                hidden.matmul(w).addingToEachRow(b), batch: kind == 1, layer: kind == 2)
            if kind != 0 {
                let gamma = keptFromZero(rows: 1, columns: count, &g)
                let beta = Matrix.normal(rows: 1, columns: count, using: &g)
                problem.matrices["blocks.\(l).gamma"] = gamma
                problem.matrices["blocks.\(l).beta"] = beta
                a = a.multiplyingEachRow(by: gamma).addingToEachRow(beta)
            }
            isFar = isFar && a.elements.allSatisfy { abs($0) > 0.02 }
            hidden = a.mapped { max($0, 0) } * dropoutMask(a, problem)
            let open = hidden.elements.count { $0 > 0 }
            isFar = isFar && 4 * open >= hidden.elements.count
        }
        problem.matrices["output.w"] = .normal(
            rows: hidden.columns, columns: size.c, standardDeviation: 0.5, using: &g)
        problem.matrices["output.b"] = .normal(rows: 1, columns: size.c, using: &g)
        return (problem, isFar)
    }
}

// MARK: - Images

/// Images and windows of which no two sizes are equal; the windows overlap, then leave a gap and
/// reach over the edge, then touch.
private struct ImageSize {
    let n: Int
    let image: ImageShape
    let window: Window
    let filters: Int

    init(_ index: Int) {
        switch index % 3 {
        case 0:
            image = ImageShape(channels: 2, height: 7, width: 5)
            window = Window(height: 4, width: 3)
            (n, filters) = (3, 6)
        case 1:
            image = ImageShape(channels: 2, height: 5, width: 7)
            window = Window(height: 3, width: 4, stride: 2, padding: 1)
            (n, filters) = (3, 6)
        default:
            image = ImageShape(channels: 3, height: 8, width: 5)
            window = Window(height: 4, width: 2, stride: 4)
            (n, filters) = (2, 7)
        }
    }

    func numbers(padding: Bool = true) -> [String: Double] {
        [
            "channels": Double(image.channels), "height": Double(image.height),
            "width": Double(image.width), "windowHeight": Double(window.height),
            "windowWidth": Double(window.width), "stride": Double(window.stride),
            "padding": padding ? Double(window.padding) : 0,
        ]
    }
}

@Sendable private func convolution(_ index: Int, _ g: inout SeededGenerator) -> Problem {
    let size = ImageSize(index)
    let seen = size.image.channels * size.window.height * size.window.width
    return Problem(
        [
            "x": .normal(
                rows: size.n, columns: size.image.count, mean: index == 2 ? 3 : 0, using: &g),
            "w": .normal(rows: seen, columns: size.filters, using: &g),
            "b": .normal(rows: 1, columns: size.filters, using: &g),
        ], numbers: size.numbers())
}

@Sendable private func averagePool(_ index: Int, _ g: inout SeededGenerator) -> Problem {
    let size = ImageSize(index)
    return Problem(
        ["x": .normal(rows: size.n, columns: size.image.count, using: &g)],
        numbers: size.numbers())
}

/// No two pixels are nearly equal: then a step could change which one is the largest.
@Sendable private func maxPool(_ index: Int, _ g: inout SeededGenerator) -> Problem {
    let size = ImageSize(index)
    let count = size.n * size.image.count
    var order = Array(0..<count)
    for i in order.indices { order.swapAt(i, i + g.index(below: count - i)) }
    let pixels = order.map { 4 * Double($0) / Double(count) - 2 + 0.001 * g.uniform() }
    return Problem(
        ["x": Matrix(rows: size.n, columns: size.image.count, elements: pixels)],
        numbers: size.numbers(padding: false))
}

@Sendable private func spatialBatchNorm(_ index: Int, _ g: inout SeededGenerator) -> Problem {
    let (n, channels, pixels) = [(3, 4, 5), (2, 3, 7), (4, 2, 3)][index % 3]
    return Problem(
        [
            "x": .normal(
                rows: n, columns: channels * pixels, mean: index == 2 ? 20 : 0.7,
                standardDeviation: 1.8, using: &g),
            "gamma": keptFromZero(rows: 1, columns: channels, &g),
            "beta": .normal(rows: 1, columns: channels, using: &g),
            "runningMean": .normal(rows: 1, columns: channels, using: &g),
            "runningVariance": .uniform(rows: 1, columns: channels, from: 0.5, to: 2, using: &g),
        ], numbers: ["training": index == 1 ? 0 : 1])
}

@Sendable private func groupNorm(_ index: Int, _ g: inout SeededGenerator) -> Problem {
    let (n, groups, perGroup, pixels) = [(3, 2, 3, 5), (2, 3, 2, 4), (5, 2, 2, 3)][index % 3]
    let channels = groups * perGroup
    return Problem(
        [
            "x": .normal(
                rows: n, columns: channels * pixels, mean: index == 2 ? 20 : 0.7,
                standardDeviation: 1.8, using: &g),
            "gamma": keptFromZero(rows: 1, columns: channels, &g),
            "beta": .normal(rows: 1, columns: channels, using: &g),
        ], numbers: ["groups": Double(groups)])
}

@Sendable private func convNet(_ index: Int, _ g: inout SeededGenerator) -> Problem {
    let (n, filters, hidden, classes) = [(3, 2, 5, 4), (5, 3, 4, 6), (5, 2, 3, 7)][index % 3]
    let image = [
        ImageShape(channels: 2, height: 4, width: 8), ImageShape(channels: 1, height: 8, width: 2),
        ImageShape(channels: 3, height: 2, width: 6),
    ][index % 3]
    let window = Window(height: 3, width: 3, padding: 1)
    let pool = Window(height: 2, width: 2, stride: 2)
    let pooled = filters * (image.height / 2) * (image.width / 2)
    return redrawn(&g) { g in
        let problem = Problem(
            [
                "x": .normal(rows: n, columns: image.count, using: &g),
                "convolution.w": .normal(
                    rows: image.channels * 9, columns: filters, standardDeviation: 0.5, using: &g),
                "convolution.b": .normal(rows: 1, columns: filters, using: &g),
                "affine1.w": .normal(
                    rows: pooled, columns: hidden, standardDeviation: 0.5, using: &g),
                "affine1.b": .normal(rows: 1, columns: hidden, using: &g),
                "affine2.w": .normal(
                    rows: hidden, columns: classes, standardDeviation: 0.5, using: &g),
                "affine2.b": .normal(rows: 1, columns: classes, using: &g),
            ], labels: mixedLabels(max(n, 3), classes: classes, &g).prefix(n).map { $0 },
            numbers: [
                "channels": Double(image.channels), "height": Double(image.height),
                "width": Double(image.width), "windowHeight": 3, "windowWidth": 3, "stride": 1,
                "padding": 1, "reg": [0.4, 0.7, 1.3][index % 3],
            ])
        let maps = problem["x"].patches(window, of: image).matmul(problem["convolution.w"])
            .addingToEachRow(problem["convolution.b"]).columnsAsChannels(examples: n)
        // Where the largest two under a pooling window are close, the maximum has a kink.
        let channel = ImageShape(channels: 1, height: image.height, width: image.width)
        let seen = maps.mapped { max($0, 0) }
            .reshaped(rows: n * filters, columns: channel.count).patches(pool, of: channel)
        let isClear = (0..<seen.rows).allSatisfy { r in
            let sorted = seen.row(r).sorted()
            return sorted[3] == 0 || sorted[3] - sorted[2] > 0.02
        }
        let features = seen.rowMaxima().reshaped(rows: n, columns: pooled)
        let a = features.matmul(problem["affine1.w"]).addingToEachRow(problem["affine1.b"])
        let isFar = (maps.elements + a.elements).allSatisfy { abs($0) > 0.01 }
        return (problem, isClear && isFar)
    }
}
