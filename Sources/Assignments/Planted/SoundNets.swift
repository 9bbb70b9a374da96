import Layers

/// Nets with nothing wrong, of which an audit must not complain.
public let soundNets: [AuditCase] = twoLayerNets + deepNets + otherNets

private let toys: [(name: String, data: LabelledExamples, classes: Int)] = [
    ("spirals", Toys.spirals(count: 100, seed: 1), 3),
    ("rings", Toys.rings(count: 150, seed: 1), 2),
    ("moons", Toys.moons(count: 150, seed: 1), 2),
]

private let twoLayerNets = toys.flatMap { name, data, classes in
    [
        AuditCase("two-layer by SGD on \(name)", nil, data, SGD(learningRate: 0.3)) {
            TwoLayerNet(
                inputs: 2, hidden: 32, classes: classes, weightScale: 0.5, regularization: 1e-4,
                using: &$0)
        },
        AuditCase("two-layer by Adam on \(name)", nil, data, Adam(learningRate: 5e-3)) {
            TwoLayerNet(inputs: 2, hidden: 24, classes: classes, weightScale: 0.5, using: &$0)
        },
        AuditCase(
            "two layers of tanh by momentum on \(name)", nil, data, Momentum(learningRate: 0.05)
        ) {
            DeepNet([2, 32, 32, classes], Tanh(), .tanh, gain: 1, using: &$0)
        },
    ]
}

private let spirals = toys[0].data

private func deep(
    _ normalization: FullyConnectedNet.Normalization, keep: Double = 1
) -> @Sendable (inout SeededGenerator) -> FullyConnectedNet {
    { generator in
        FullyConnectedNet(
            inputs: 2, hidden: [48, 48, 48], classes: 3, normalization: normalization, keep: keep,
            regularization: 1e-5, using: &generator)
    }
}

private let deepNets = [
    AuditCase("three hidden layers", nil, spirals, Adam(learningRate: 2e-3), model: deep(.none)),
    AuditCase(
        "three hidden layers by RMSProp", nil, spirals, RMSProp(learningRate: 1e-3),
        model: deep(.none)),
    AuditCase(
        "three hidden layers with batch norm", nil, spirals, Adam(learningRate: 2e-3),
        model: deep(.batch)),
    AuditCase(
        "three hidden layers with layer norm", nil, spirals, Adam(learningRate: 2e-3),
        model: deep(.layer)),
    AuditCase(
        "three hidden layers with dropout", nil, spirals, Adam(learningRate: 2e-3),
        model: deep(.none, keep: 0.8)),
    AuditCase("leaky ReLUs", nil, spirals, Adam(learningRate: 2e-3)) {
        DeepNet([2, 32, 32, 3], LeakyReLU(), .other, gain: 1.4, using: &$0)
    },
    AuditCase("one layer of sigmoids", nil, spirals, Adam(learningRate: 1e-2)) {
        DeepNet([2, 48, 3], Sigmoid(), .sigmoid, gain: 2, using: &$0)
    },
]

private let shapes = Shapes.examples(count: 400, seed: 1)
private let fewShapes = shapes.part(Array(0..<160))
private let text = Text.stories(seed: 1)
private let pieces = TextPieces(ids: text.ids, steps: 12).split(validation: 0.2, seed: 1)

private let otherNets = [
    AuditCase("two-layer on images", nil, shapes, Adam(learningRate: 1e-3)) {
        TwoLayerNet(
            inputs: shapes.x.columns, hidden: 32, classes: Shapes.names.count, weightScale: 0.01,
            using: &$0)
    },
    AuditCase(
        "conv-net", nil, fewShapes, Adam(learningRate: 1e-3), schedule: .warmUpThenCosine(steps: 50)
    ) {
        ConvNet(
            image: CIFAR10.image, filters: 4, size: 3, hidden: 32, classes: Shapes.names.count,
            regularization: 1e-4, using: &$0)
    },
    AuditCase("character-rnn", nil, pieces, Adam(learningRate: 5e-3), 5) {
        CharacterRNN(
            characters: text.alphabet.count, features: 16, hidden: 48, using: &$0)
    },
    AuditCase("transformer", nil, pieces, Adam(learningRate: 3e-3), 5) {
        CharacterTransformer(
            characters: text.alphabet.count, features: 16, heads: 2, blocks: 1, steps: 12,
            using: &$0)
    },
]
