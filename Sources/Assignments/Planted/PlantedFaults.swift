import Layers

/// Nets with one thing wrong each.
public let plantedFaults: [AuditCase] =
    faultsOfData + faultsOfTheStart + faultsOfTraining + faultsOfRecurrence

private let spirals = Toys.spirals(count: 100, seed: 1)

/// The same examples with other inputs or labels.
private func changed(
    x: (Matrix) -> Matrix = { $0 }, labels: ([Int]) -> [Int] = { $0 }
) -> LabelledExamples {
    LabelledExamples(x: x(spirals.x), labels: labels(spirals.labels))
}

private let rule = SGD(learningRate: 0.3)

/// The usual net for the spirals, or one with other weights.
private func twoLayer(
    scale: Double = 0.5, regularization: Double = 1e-4
) -> @Sendable (inout SeededGenerator) -> TwoLayerNet {
    { generator in
        TwoLayerNet(
            inputs: 2, hidden: 32, classes: 3, weightScale: scale, regularization: regularization,
            using: &generator)
    }
}

private let faultsOfData = [
    AuditCase("inputs times 1000", .inputScale, changed(x: { 1000 * $0 }), rule, model: twoLayer()),
    AuditCase(
        "inputs far from 0", .inputCentre, changed(x: { $0.mapped { $0 + 5 } }), rule,
        model: twoLayer()),
    AuditCase(
        "an input that is no number", .notANumber,
        changed(x: { x in
            var x = x
            x[7, 1] = .nan
            return x
        }), rule, model: twoLayer()),
    AuditCase(
        "nearly all labels are 0", .unbalancedLabels,
        changed(labels: { $0.enumerated().map { $0.offset % 20 == 0 ? $0.element : 0 } }), rule,
        model: twoLayer()),
    AuditCase(
        "labels in any order", .nothingLearned,
        changed(labels: { labels in shuffledIndices(labels.count, seed: 3).map { labels[$0] } }),
        rule, model: twoLayer()),
    AuditCase(
        "held-out data that is trained on", .overlap, (spirals, spirals.part(Array(0..<60))), rule,
        nil, .constant, twoLayer()),
]

private let faultsOfTheStart = [
    AuditCase("weights of deviation 20", .firstLoss, spirals, rule, model: twoLayer(scale: 20)),
    AuditCase("weights of 0", .sameUnits, spirals, rule, model: twoLayer(scale: 0)),
    AuditCase(
        "a regularization of 1", .penalty, spirals, rule, model: twoLayer(regularization: 1)),
    AuditCase("the gradient of a bias doubled", .wrongGradient, spirals, rule) { generator in
        var net = DeepNet([2, 32, 3], ReLU(), .relu, gain: 1, using: &generator)
        net.mistake = { gradients in
            var gradients = gradients
            gradients.db[0] *= 2
            return gradients
        }
        return net
    },
    AuditCase("a sign lost in the first layer", .wrongGradient, spirals, rule) { generator in
        var net = DeepNet([2, 32, 3], Tanh(), .tanh, gain: 1, using: &generator)
        net.mistake = { gradients in
            var gradients = gradients
            gradients.dw[0] = -gradients.dw[0]
            return gradients
        }
        return net
    },
    AuditCase("a clipped loss", .flatLoss, spirals, rule) { generator in
        ClippedNet(
            affine: Affine(inputs: 2, outputs: 3, weightScale: 0.1, using: &generator))
    },
    AuditCase("tanh units with large weights", .saturated, spirals, rule) { generator in
        DeepNet([2, 32, 32, 3], Tanh(), .tanh, gain: 12, using: &generator)
    },
    AuditCase("ten layers of sigmoids", .vanishing, spirals, rule) { generator in
        DeepNet(
            [2] + Array(repeating: 32, count: 10) + [3], Sigmoid(), .sigmoid, gain: 1,
            using: &generator)
    },
    AuditCase("biases of -5 before ReLUs", .dead, spirals, rule) { generator in
        var net = DeepNet([2, 32, 3], ReLU(), .relu, gain: 1, using: &generator)
        net.layers[0].b = net.layers[0].b.mapped { _ in -5 }
        return net
    },
]

private let faultsOfTraining = [
    AuditCase(
        "a learning rate of 1e-6", .smallSteps, spirals, SGD(learningRate: 1e-6), model: twoLayer()),
    AuditCase(
        "Adam with a learning rate of 0.5", .largeSteps, spirals, Adam(learningRate: 0.5),
        model: twoLayer()),
    AuditCase(
        "a learning rate of 1000 without regularization", .diverged, spirals,
        SGD(learningRate: 1e3), model: twoLayer(regularization: 1)),
    AuditCase(
        "gradients clipped at 1e-4", .alwaysClipped, spirals, rule, largestNorm: 1e-4,
        model: twoLayer()),
]

private let stories = TextPieces(ids: Text.stories(seed: 1).ids, steps: 12)
    .split(validation: 0.2, seed: 1)

/// A character RNN whose recurrent matrix is made larger or smaller.
private func characterRNN(_ factor: Double) -> @Sendable (inout SeededGenerator) -> CharacterRNN {
    { generator in
        var net = CharacterRNN(
            characters: Text.stories(seed: 1).alphabet.count, features: 8, hidden: 24,
            using: &generator)
        net.rnn.step.wh *= factor
        return net
    }
}

private let faultsOfRecurrence = [
    AuditCase(
        "a recurrent matrix times 4", .explodingRecurrence, stories, Adam(learningRate: 3e-3), 5,
        .constant, characterRNN(4)),
    AuditCase(
        "a recurrent matrix times 0.01", .forgetfulRecurrence, stories, Adam(learningRate: 3e-3), 5,
        .constant, characterRNN(0.01)),
]
