import Testing

@testable import Layers

@Suite("The monitor")
struct MonitorTests {
    private static let spirals = Toys.spirals(count: 20, seed: 1)

    private static func net(biases: Double = 0, scale: Double = 0.5) -> TwoLayerNet {
        var generator = SeededGenerator(seed: 1)
        var net = TwoLayerNet(
            inputs: 2, hidden: 10, classes: 3, weightScale: scale, using: &generator)
        // The first three units can never fire with this much taken away.
        for unit in 0..<3 { net.affine1.b[0, unit] = biases }
        return net
    }

    private static func monitored(
        _ net: TwoLayerNet, rate: Double = 0.1, epochs: Int = 2, largestNorm: Double? = nil
    ) -> Trainer<TwoLayerNet, SGD> {
        var options = TrainingOptions()
        (options.epochs, options.batchSize, options.largestNorm) = (epochs, 15, largestNorm)
        var trainer = Trainer(net, SGD(learningRate: rate), options)
        trainer.monitor = Monitor()
        _ = trainer.run(on: spirals, validation: spirals)
        return trainer
    }

    @Test("changes nothing")
    func changesNothing() {
        var plain = Self.monitored(Self.net())
        plain.monitor = nil
        var options = plain.options
        options.epochs = 2
        var other = Trainer(Self.net(), SGD(learningRate: 0.1), options)
        _ = other.run(on: Self.spirals, validation: Self.spirals)
        for parameter in other.model.parameters {
            #expect(
                other.model[keyPath: parameter.value] == plain.model[keyPath: parameter.value])
        }
    }

    @Test("counts the units that never fire in a whole epoch", arguments: [0, -100.0])
    func dead(biases: Double) throws {
        let epochs = try #require(Self.monitored(Self.net(biases: biases)).monitor).epochs
        #expect(epochs.map(\.number) == [1, 2])
        let layer = try #require(epochs[1].layers.first)
        #expect((layer.layer, layer.kind, layer.units) == ("hidden", .relu, 10))
        #expect(layer.saturated == nil)
        #expect(layer.neverFired == (biases == 0 ? 0 : 0.3))
    }

    @Test("measures the gradient and the step of a single step")
    func step() throws {
        let net = Self.net()
        var options = TrainingOptions()
        (options.epochs, options.batchSize) = (1, Self.spirals.count)
        var trainer = Trainer(net, SGD(learningRate: 0.25), options)
        trainer.monitor = Monitor()
        _ = trainer.run(on: Self.spirals)
        let (_, cache) = net.forward(Self.spirals.x, labels: Self.spirals.labels)
        let gradients = net.backward(cache: cache)
        let epoch = try #require(trainer.monitor?.epochs.first)
        let first = epoch.parameters[0]
        #expect((first.name, first.isWeights) == ("affine1.w", true))
        #expect(abs(first.gradientNorm - gradients.dw1.norm) < 1e-12)
        let share = 0.25 * gradients.dw1.norm / net.affine1.w.norm
        #expect(abs(first.updateRatio - share) < 1e-12)
        // A bias that begins as 0 has no share.
        #expect(epoch.parameters[1].updateRatio == .infinity)
        #expect((epoch.parameters[1].isWeights, epoch.clippedShare) == (false, nil))
        #expect(epoch.validationLoss == nil)
    }

    @Test("says what is wrong in a sentence with its number, cause and page")
    func complaints() throws {
        var net = Self.net(biases: -100)
        for unit in 0..<5 { net.affine1.b[0, unit] = -100 }
        let trainer = Self.monitored(net, rate: 1e-7, largestNorm: 1e-5)
        let findings = try #require(trainer.monitor).findings
        #expect(findings.map(\.kind) == [.dead, .smallSteps, .alwaysClipped])
        #expect(
            findings[0].sentence == "hidden: 50 % of its 10 units never fired in epoch 2.")
        #expect(findings[2].sentence == "The gradient was clipped in 100 % of the steps.")
        #expect(
            findings[0].description.hasSuffix(
                "a leaky ReLU. See Notebooks-md/LeakyAbstractions/3-dying-relus.md."))
    }

    @Test("is silent where nothing is wrong, and before the first epoch")
    func silent() {
        #expect(Self.monitored(Self.net(), rate: 0.3).monitor?.findings == [])
        #expect(Monitor().findings.isEmpty)
    }

    @Test(
        "near the ends of its range a unit is saturated",
        arguments: [
            (Activations.Kind.tanh, [-1, -0.99, 0, 0.5, 0.97], 0.4),
            (.sigmoid, [0.001, 0.2, 0.5, 0.98, 0.995], 0.4), (.tanh, [0, 0.5], 0),
        ])
    func saturated(kind: Activations.Kind, outputs: [Double], share: Double) {
        #expect(Activations("h", kind, Matrix([outputs])).saturatedShare == share)
        #expect(Activations("h", .relu, Matrix([outputs])).saturatedShare == nil)
    }

    @Test("a recurrent matrix of weights has a radius, others have none")
    func radius() throws {
        var generator = SeededGenerator(seed: 1)
        var net = CharacterRNN(characters: 5, features: 3, hidden: 4, using: &generator)
        net.rnn.step.wh = Matrix([[3.5, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, -2]])
        let found = net.parameters.compactMap { net.recurrentRadius($0) }
        #expect(found.count == 1 && abs(found[0] - 3.5) < 1e-9)
        #expect(recurrentFinding("rnn.wh", radius: 1) == nil)
        #expect(recurrentFinding("rnn.wh", radius: 3.5)?.kind == .explodingRecurrence)
        #expect(
            recurrentFinding("rnn.wh", radius: 0.25)?.sentence
                == "The spectral radius of rnn.wh is 0.25.")
    }
}
