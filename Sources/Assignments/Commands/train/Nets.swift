// Compiled twice: here with the kit's nets, and for `train --mine` with the learner's of the same
// names, by the compiler that builds the grader's workers.
import Layers
import Training

#if LEARNER
    import Assignment1
    import Assignment2
    import Assignment3

    typealias TwoLayerNet = Assignment1.TwoLayerNet
    typealias ConvNet = Assignment2.ConvNet
    typealias CharacterRNN = Assignment3.CharacterRNN
    typealias CharacterTransformer = Assignment3.CharacterTransformer
#else
    typealias TwoLayerNet = Layers.TwoLayerNet
    typealias ConvNet = Layers.ConvNet
    typealias CharacterRNN = Layers.CharacterRNN
    typealias CharacterTransformer = Layers.CharacterTransformer
#endif

/// Builds the net of a plan and trains it.
/// - Returns: the exit status.
/// - Throws: `DataError` if a file is missing or wrong.
func trained(_ plan: TrainingPlan) throws -> Int32 {
    var generator = SeededGenerator(seed: plan.seed)
    switch plan.net {
    case .twoLayer:
        let (sets, classes, _) = try plan.labelledData()
        let net = TwoLayerNet(
            inputs: sets.training.x.columns, hidden: 32, classes: classes, weightScale: 0.5,
            regularization: 1e-4, using: &generator)
        try compareCosts(plan, net, sets.training)
        return try plan.run(net, on: sets)
    case .convNet:
        let (sets, classes, image) = try plan.labelledData()
        let shape = image ?? CIFAR10.image
        let net = ConvNet(
            image: shape, filters: 12, size: 5, hidden: 48, classes: classes,
            regularization: 1e-4, using: &generator)
        try compareCosts(plan, net, sets.training)
        return try plan.run(net, on: sets)
    case .characterRNN:
        let (text, sets) = try plan.textData(steps: 25)
        let net = CharacterRNN(
            characters: text.alphabet.count, features: 24, hidden: 96, using: &generator)
        try compareCosts(plan, net, sets.training)
        return try plan.run(net, on: sets) { net in
            tellText(text, loss: meanLoss(net, sets.validation))
            var generator = SeededGenerator(seed: plan.seed)
            let drawn = net.sample(
                from: text.ids[0], count: 200, temperature: 0.7, using: &generator)
            print("\nIt writes:\n\n\(text.string([text.ids[0]] + drawn))")
        }
    case .transformer:
        let (text, sets) = try plan.textData(steps: 24)
        let net = CharacterTransformer(
            characters: text.alphabet.count, features: 32, heads: 4, blocks: 2, steps: 24,
            using: &generator)
        try compareCosts(plan, net, sets.training)
        return try plan.run(net, on: sets) { net in
            tellText(text, loss: meanLoss(net, sets.validation))
        }
    }
}

/// The mean loss per character of pieces that were held back.
private func meanLoss<Net: Model>(_ net: Net, _ pieces: TextPieces) -> Double
where Net.Input == Tokens {
    let (x, labels) = pieces.batch(Array(0..<pieces.count))
    return net.forward(x, labels: labels).loss
}

private func tellText(_ text: Text, loss: Double) {
    print(
        String(
            format:
                "On text it has not seen: %.2f nats a character. Knowing only how frequent each character is costs %.2f.",
            loss, text.unigramEntropy))
}

/// How much a backward pass costs, and what finite differences would.
private func compareCosts<Net: Model, Data: TrainingData>(
    _ plan: TrainingPlan, _ net: Net, _ data: Data
) throws where Data.Input == Net.Input {
    let (x, labels) = data.batch(Array(0..<min(plan.batchSize, data.count)))
    let clock = ContinuousClock()
    let cache = net.forward(x, labels: labels).cache
    let repeats = 10
    let forward = clock.measure {
        for _ in 0..<repeats { _ = net.forward(x, labels: labels) }
    }
    // Two forward passes for every number that is trained.
    let numeric = 2 * Double(net.parameterCount)
    if !plan.standIns.isEmpty {
        let steps = plan.epochs * (data.count + plan.batchSize - 1) / plan.batchSize
        let seconds = forward / .seconds(repeats) * numeric * Double(steps)
        if seconds > 1800 {
            throw DataError(
                file: plan.net.rawValue,
                String(
                    format:
                        "in this tree these backward passes of the kit are finite differences, and it would take up to %.0f hours: %@. Write them and use --mine, or train two-layer, which is small enough.",
                    seconds / 3600, plan.standIns.joined(separator: ", ")))
        }
    }
    guard plan.isMine, plan.standIns.isEmpty else { return }
    let backward = clock.measure {
        for _ in 0..<repeats { _ = net.backward(cache: cache) }
    }
    print(
        String(
            format:
                "Your backward pass takes as long as %.1f forward passes. Finite differences would take %.0f: %.0f times as long.",
            backward / forward, numeric, numeric * (forward / backward)))
}
