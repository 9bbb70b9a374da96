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
        func net<Net>(_ make: (Int, inout SeededGenerator) -> Net) -> Net {
            var generator = SeededGenerator(seed: plan.seed)
            return make(sets.training.x.columns, &generator)
        }
        let mine = net { inputs, g in
            TwoLayerNet(
                inputs: inputs, hidden: 32, classes: classes, weightScale: 0.5,
                regularization: 1e-4, using: &g)
        }
        compareSpeed(plan, mine, sets.training) {
            net { inputs, g in
                Layers.TwoLayerNet(
                    inputs: inputs, hidden: 32, classes: classes, weightScale: 0.5,
                    regularization: 1e-4, using: &g)
            }
        }
        return try plan.run(mine, on: sets)
    case .convNet:
        let (sets, classes, image) = try plan.labelledData()
        let shape = image ?? CIFAR10.image
        let mine = ConvNet(
            image: shape, filters: 12, size: 5, hidden: 48, classes: classes,
            regularization: 1e-4, using: &generator)
        compareSpeed(plan, mine, sets.training) {
            var generator = SeededGenerator(seed: plan.seed)
            return Layers.ConvNet(
                image: shape, filters: 12, size: 5, hidden: 48, classes: classes,
                regularization: 1e-4, using: &generator)
        }
        return try plan.run(mine, on: sets)
    case .characterRNN:
        let (text, sets) = try plan.textData(steps: 25)
        let mine = CharacterRNN(
            characters: text.alphabet.count, features: 24, hidden: 96, using: &generator)
        compareSpeed(plan, mine, sets.training) {
            var generator = SeededGenerator(seed: plan.seed)
            return Layers.CharacterRNN(
                characters: text.alphabet.count, features: 24, hidden: 96, using: &generator)
        }
        return try plan.run(mine, on: sets) { net in
            tellText(text, net.scores, loss: meanLoss(net, sets.validation))
            var generator = SeededGenerator(seed: plan.seed)
            let drawn = net.sample(
                from: text.ids[0], count: 200, temperature: 0.7, using: &generator)
            print("\nIt writes:\n\n\(text.string([text.ids[0]] + drawn))")
        }
    case .transformer:
        let (text, sets) = try plan.textData(steps: 24)
        let mine = CharacterTransformer(
            characters: text.alphabet.count, features: 32, heads: 4, blocks: 2, steps: 24,
            using: &generator)
        compareSpeed(plan, mine, sets.training) {
            var generator = SeededGenerator(seed: plan.seed)
            return Layers.CharacterTransformer(
                characters: text.alphabet.count, features: 32, heads: 4, blocks: 2, steps: 24,
                using: &generator)
        }
        return try plan.run(mine, on: sets) { net in
            tellText(text, net.scores, loss: meanLoss(net, sets.validation))
        }
    }
}

/// The mean loss per character of pieces that were held back.
private func meanLoss<Net: Model>(_ net: Net, _ pieces: TextPieces) -> Double
where Net.Input == Tokens {
    let (x, labels) = pieces.batch(Array(0..<pieces.count))
    return net.forward(x, labels: labels).loss
}

private func tellText(_ text: Text, _ scores: (Tokens) -> Matrix, loss: Double) {
    print(
        String(
            format:
                "On text it has not seen: %.2f nats a character. Knowing only how frequent each character is costs %.2f.",
            loss, text.unigramEntropy))
}

/// How much faster the learner's backward pass is than the kit's, where that is finite differences.
private func compareSpeed<Mine: Model, Kit: Model, Data: TrainingData>(
    _ plan: TrainingPlan, _ mine: Mine, _ data: Data, _ kit: () -> Kit
) where Mine.Input == Kit.Input, Data.Input == Mine.Input {
    guard plan.isMine, !plan.kitHoldsAnswers else { return }
    // Two examples are enough to time, and the kit's way is slow.
    let (x, labels) = data.batch([0, 1])
    let clock = ContinuousClock()
    let kit = kit()
    let kitCache = kit.forward(x, labels: labels).cache
    let numeric = clock.measure { _ = kit.backward(cache: kitCache) }
    let cache = mine.forward(x, labels: labels).cache
    let repeats = 20
    let written = clock.measure {
        for _ in 0..<repeats { _ = mine.backward(cache: cache) }
    }
    let ratio = numeric / written * Double(repeats)
    print(
        String(
            format:
                "Your backward pass is %.0f times as fast as the finite differences it replaces.",
            ratio))
}
