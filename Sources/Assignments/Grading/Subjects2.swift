// Compiled twice, as Subjects1.swift is.
import Exchange

#if LEARNER
    import Assignment2
    // Only these names come from the kit, so that every layer below is the learner's; those that
    // an earlier assignment holds are the kit's.
    import struct Layers.Affine
    import struct Layers.ImageShape
    import struct Layers.Matrix
    import protocol Layers.Optimizer
    import struct Layers.Window
#else
    import Layers
#endif

/// What can be graded of assignment 2, one line for most.
let subjects2: [Subject] = [
    .layer("batch-norm", batchNorm),
    .layer(
        "batch-norm-simplified", input: { $0["x"] },
        backward: { $0.simplifiedBackward($1, cache: $2) }, batchNorm),
    .layer("layer-norm") { LayerNorm(gamma: $0["gamma"], beta: $0["beta"]) },
    .layer("dropout") { dropout($0) },
    .layer("hidden-block") { hiddenBlock($0) },
    .model("fully-connected-net", fullyConnectedNet),
    .layer("convolution") {
        Convolution(w: $0["w"], b: $0["b"], window: window($0), image: image($0))
    },
    .layer("max-pool") { MaxPool(window: window($0), image: image($0)) },
    .layer("average-pool") { AveragePool(window: window($0), image: image($0)) },
    .layer("spatial-batch-norm") { SpatialBatchNorm(norm: batchNorm($0)) },
    .layer("group-norm") {
        GroupNorm(gamma: $0["gamma"], beta: $0["beta"], groups: Int($0.number("groups")))
    },
    .model("conv-net") { problem in
        ConvNet(
            convolution: Convolution(
                w: problem["convolution.w"], b: problem["convolution.b"],
                window: window(problem), image: image(problem)),
            affine1: Affine(w: problem["affine1.w"], b: problem["affine1.b"]),
            affine2: Affine(w: problem["affine2.w"], b: problem["affine2.b"]),
            regularization: problem.number("reg"))
    },
    .values("momentum") { problem in
        let rule = Momentum(learningRate: rate(problem), momentum: problem.number("momentum"))
        let (w, velocity) = steps(rule, problem)
        return Values([("w", w), ("velocity", velocity)])
    },
    .values("nesterov") { problem in
        let rule = Nesterov(learningRate: rate(problem), momentum: problem.number("momentum"))
        let (w, velocity) = steps(rule, problem)
        return Values([("w", w), ("velocity", velocity)])
    },
    .values("adagrad") { problem in
        let rule = AdaGrad(learningRate: rate(problem), epsilon: problem.number("epsilon"))
        let (w, squares) = steps(rule, problem)
        return Values([("w", w), ("squares", squares)])
    },
    .values("rmsprop") { problem in
        let rule = RMSProp(
            learningRate: rate(problem), decay: problem.number("decay"),
            epsilon: problem.number("epsilon"))
        let (w, average) = steps(rule, problem)
        return Values([("w", w), ("average", average)])
    },
    .values("adam") { problem in
        let rule = Adam(
            learningRate: rate(problem), beta1: problem.number("beta1"),
            beta2: problem.number("beta2"), epsilon: problem.number("epsilon"),
            weightDecay: problem.number("weightDecay"))
        let (w, state) = steps(rule, problem)
        return Values([("w", w), ("m", state.m), ("v", state.v)])
    },
]

private func image(_ problem: Problem) -> ImageShape {
    ImageShape(
        channels: Int(problem.number("channels")), height: Int(problem.number("height")),
        width: Int(problem.number("width")))
}

private func window(_ problem: Problem) -> Window {
    Window(
        height: Int(problem.number("windowHeight")), width: Int(problem.number("windowWidth")),
        stride: Int(problem.number("stride")), padding: Int(problem.number("padding")))
}

@Sendable private func batchNorm(_ problem: Problem) -> BatchNorm {
    var norm = BatchNorm(gamma: problem["gamma"], beta: problem["beta"])
    norm.runningMean = problem["runningMean"]
    norm.runningVariance = problem["runningVariance"]
    norm.isTraining = problem.number("training") == 1
    return norm
}

private func dropout(_ problem: Problem) -> Dropout {
    var dropout = Dropout(keep: problem.number("keep"), seed: Int(problem.number("seed")))
    dropout.isTraining = problem.number("training") == 1
    return dropout
}

/// The numbers say which parts there are: "batchNorm", "layerNorm" and "keep" below 1.
private func hiddenBlock(_ problem: Problem, _ prefix: String = "") -> HiddenBlock {
    let keep = problem.number("keep")
    func norm<Norm>(_ name: String, _ make: (Matrix, Matrix) -> Norm) -> Norm? {
        problem.number(name) == 0
            ? nil : make(problem["\(prefix)gamma"], problem["\(prefix)beta"])
    }
    return HiddenBlock(
        affine: Affine(w: problem["\(prefix)w"], b: problem["\(prefix)b"]),
        batchNorm: norm("batchNorm") { BatchNorm(gamma: $0, beta: $1) },
        layerNorm: norm("layerNorm") { LayerNorm(gamma: $0, beta: $1) },
        dropout: keep < 1 ? Dropout(keep: keep, seed: Int(problem.number("seed"))) : nil)
}

@Sendable private func fullyConnectedNet(_ problem: Problem) -> FullyConnectedNet {
    FullyConnectedNet(
        blocks: (0..<Int(problem.number("depth"))).map { hiddenBlock(problem, "blocks.\($0).") },
        output: Affine(w: problem["output.w"], b: problem["output.b"]),
        regularization: problem.number("reg"))
}

private func rate(_ problem: Problem) -> Double { problem.number("learningRate") }

/// w after each step, one row per step, and what the rule remembers in the end.
///
/// w begins as the problem's "w"; each row of "gradients" is the gradient of one step.
private func steps<Rule: Optimizer>(
    _ rule: Rule, _ problem: Problem
) -> (w: Matrix, state: Rule.State) {
    var w = problem["w"]
    var state = rule.initialState(for: w)
    var rows: [[Double]] = []
    for n in 0..<problem["gradients"].rows {
        let gradient = Matrix([Array(problem["gradients"].row(n))])
        rule.update(&w, gradient: gradient, state: &state)
        rows.append(w.elements)
    }
    return (Matrix(rows), state)
}
