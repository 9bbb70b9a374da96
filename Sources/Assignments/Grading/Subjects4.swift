// Compiled twice, as Subjects1.swift is.
import Exchange

#if LEARNER
    import Assignment4
    // Only these names come from the kit, so that every layer below is the learner's; those that
    // an earlier assignment holds are the kit's.
    import struct Layers.Affine
    import struct Layers.ImageShape
    import struct Layers.MLP
    import struct Layers.Matrix
    import struct Layers.Pair
#else
    import Layers
#endif

/// What can be graded of assignment 4, one line for most.
let subjects4: [Subject] = [
    .layer(
        "q-gather", input: { QGatherInput(q: $0["q"], actions: $0.labels) }, { _ in QGather() }),
    .values("q-gather-one-hot") { problem in
        let input = QGatherInput(q: problem["q"], actions: problem.labels)
        return Values([("out", QGather().oneHot(input))])
    },
    .regression("clipped-td-error", clippedTDError),
    .values("clipped-td-error-dead") { problem in
        let zone = clippedTDError(problem).deadZone(
            problem["predictions"], targets: problem["targets"])
        return Values([("zone", zone)])
    },
    .values("clipped-td-error-repaired") { problem in
        let loss = clippedTDError(problem).repairedLoss(
            problem["predictions"], targets: problem["targets"])
        return Values([("loss", Matrix(loss))])
    },
    .regression("huber-loss") { HuberLoss(delta: $0.number("delta")) },
    .values("saturation") { problem in
        Values([
            ("sigmoid", Matrix(Saturation.sigmoid.fraction(problem["sigmoid"]))),
            ("tanh", Matrix(Saturation.tanh.fraction(problem["tanh"]))),
        ])
    },
    .values("dead-units") { Values([("fraction", Matrix(DeadUnits().fraction($0["out"])))]) },
    .layer("unrolled-rnn") {
        UnrolledRNN(
            w: $0["w"], steps: Int($0.number("steps")), usesReLU: $0.number("relu") == 1)
    },
    .values("standardize") { problem in
        let standardizer = Standardizer.fit(problem["training"])
        return Values([
            ("mean", standardizer.mean), ("deviation", standardizer.deviation),
            ("out", standardizer.apply(problem["test"])),
        ])
    },
    .values("bump-approximator") { problem in
        let net = BumpApproximator.weights(
            edges: problem["edges"].elements, heights: problem["heights"].elements,
            steepness: problem.number("steepness"))
        return Values([("out", net(problem["x"]))])
    },
    .values("saliency") { problem in
        let image = imageShape(problem)
        let net = MLP(w1: problem["w1"], w2: problem["w2"])
        let map = Saliency(image: image).map(net, problem["x"], labels: problem.labels)
        return Values([("map", map)])
    },
    .layer("gram-matrix") { GramMatrix(channels: Int($0.number("channels"))) },
    .layer("style-loss") {
        StyleLoss(
            target: $0["target"], channels: Int($0.number("channels")),
            weight: $0.number("weight"))
    },
    .regression("content-loss") { ContentLoss(weight: $0.number("weight")) },
    .layer("total-variation-loss") {
        TotalVariationLoss(image: imageShape($0), weight: $0.number("weight"))
    },
    .layer("gan-loss", input: pair, { _ in GANLoss() }),
    .layer("least-squares-gan-loss", input: pair, { _ in LeastSquaresGANLoss() }),
    .layer(
        "contrastive-loss", input: pair,
        { ContrastiveLoss(temperature: $0.number("temperature")) }),
    .layer("q-sample", input: noisyInput, { QSample(kept: $0["kept"]) }),
    .layer(
        "diffusion-loss", input: noisyInput,
        { DiffusionLoss(denoiser: Affine(w: $0["w"], b: $0["b"]), kept: $0["kept"]) }),
    .values("nearest-neighbour-distances") { problem in
        Values([("distances", nearestNeighbour(problem).distances(problem["x"]))])
    },
    .values("nearest-neighbour-predict") { problem in
        let found = nearestNeighbour(problem).predict(problem["x"], k: Int(problem.number("k")))
        return Values([("labels", Matrix([found.map(Double.init)]))])
    },
]

@Sendable private func pair(_ problem: Problem) -> Pair { Pair(x: problem["x"], y: problem["y"]) }

@Sendable private func noisyInput(_ problem: Problem) -> NoisyInput {
    NoisyInput(x: problem["x"], noise: problem["noise"])
}

@Sendable private func clippedTDError(_ problem: Problem) -> ClippedTDError {
    ClippedTDError(minDelta: problem.number("minDelta"), maxDelta: problem.number("maxDelta"))
}

private func imageShape(_ problem: Problem) -> ImageShape {
    ImageShape(
        channels: Int(problem.number("channels")), height: Int(problem.number("height")),
        width: Int(problem.number("width")))
}

private func nearestNeighbour(_ problem: Problem) -> NearestNeighbour {
    NearestNeighbour(examples: problem["examples"], labels: problem.labels)
}
