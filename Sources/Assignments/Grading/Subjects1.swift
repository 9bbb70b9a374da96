// Compiled twice: here with the kit's types, which give the numeric gradient, and in the worker, where
// a link leads to this file, with the learner's types of the same names.
import Exchange

#if LEARNER
    import Assignment1
    // Only these names come from the kit, so that every layer below is the learner's.
    import struct Layers.Matrix
    import struct Layers.Pair
#else
    import Layers
#endif

/// What can be graded of assignment 1, one line for most.
let subjects1: [Subject] = [
    .layer(
        "circuit", input: { Circuit.Input(x: $0["x"], y: $0["y"], z: $0["z"]) },
        { _ in Circuit() }),
    .layer("multiply-gate", input: { Pair(x: $0["x"], y: $0["y"]) }, { _ in MultiplyGate() }),
    .layer("max-gate", input: { Pair(x: $0["x"], y: $0["y"]) }, { _ in MaxGate() }),
    .layer("sigmoid-neuron") { SigmoidNeuron(w: $0["w"]) },
    .layer(
        "staged-expression", input: { Pair(x: $0["x"], y: $0["y"]) }, { _ in StagedExpression() }),
    .layer("affine") { Affine(w: $0["w"], b: $0["b"]) },
    .layer("relu") { _ in ReLU() },
    .layer("leaky-relu") { LeakyReLU(alpha: $0.number("alpha")) },
    .layer("sigmoid") { _ in Sigmoid() },
    .layer("tanh") { _ in Tanh() },
    .layer("maxout") { Maxout(w1: $0["w1"], b1: $0["b1"], w2: $0["w2"], b2: $0["b2"]) },
    .classification("softmax-loss") { _ in SoftmaxLoss() },
    .classification("hinge-loss") { HingeLoss(margin: $0.number("margin")) },
    .classification("logistic-loss") { _ in LogisticLoss() },
    .regression("mean-squared-error") { _ in MeanSquaredError() },
    .layer("mlp") { MLP(w1: $0["w1"], w2: $0["w2"]) },
    .model("two-layer-net", twoLayerNet),
    .values("two-layer-net-training") { problem in
        var net = twoLayerNet(problem)
        let losses = net.train(
            problem["x"], labels: problem.labels, steps: Int(problem.number("steps")),
            learningRate: problem.number("learningRate"))
        return Values([
            ("losses", Matrix(rows: 1, columns: losses.count, elements: losses)),
            ("affine1.w", net.affine1.w), ("affine1.b", net.affine1.b),
            ("affine2.w", net.affine2.w), ("affine2.b", net.affine2.b),
        ])
    },
]

@Sendable private func twoLayerNet(_ problem: Problem) -> TwoLayerNet {
    TwoLayerNet(
        affine1: Affine(w: problem["affine1.w"], b: problem["affine1.b"]),
        affine2: Affine(w: problem["affine2.w"], b: problem["affine2.b"]),
        regularization: problem.number("reg"))
}
