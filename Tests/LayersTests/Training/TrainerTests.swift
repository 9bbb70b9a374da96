import Foundation
import Layers
import Testing

@Suite("The trainer")
struct TrainerTests {
    /// A net with everything that has to be remembered: running statistics and dropout's seeds.
    private static func net(seed: Int, scale: Double? = nil) -> FullyConnectedNet {
        var generator = SeededGenerator(seed: seed)
        return FullyConnectedNet(
            inputs: 2, hidden: [6, 5], classes: 3, weightScale: scale, normalization: .batch,
            keep: 0.8, using: &generator)
    }

    private static let spirals = Toys.spirals(count: 7, seed: 1)

    /// Three epochs of six steps, the last one of each smaller.
    private static var options: TrainingOptions {
        var options = TrainingOptions()
        options.epochs = 3
        options.batchSize = 4
        options.schedule = .cosine
        options.largestNorm = 0.5
        options.patience = 2
        return options
    }

    /// The losses that are told after every step, until `steps` of them; and how it ended.
    private func losses<Rule: Optimizer>(
        _ trainer: inout Trainer<FullyConnectedNet, Rule>, steps: Int = .max
    ) -> ([Double], TrainingOutcome) {
        var told: [Double] = []
        let outcome = trainer.run(on: Self.spirals, validation: Self.spirals) { progress in
            told.append(progress.loss)
            if let loss = progress.validationLoss { told.append(loss) }
            return told.count < steps
        }
        return (told, outcome)
    }

    private func expectTheSame<Rule: Optimizer>(
        _ rule: Rule, sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        var straight = Trainer(Self.net(seed: 1), rule, Self.options)
        let (all, outcome) = losses(&straight)
        #expect(outcome == .finished, sourceLocation: sourceLocation)
        let path = FileManager.default.temporaryDirectory
            .appendingPathComponent("trainer-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        for steps in [1, 3, 5, 6, 7, 8, 13, 19] {
            var first = Trainer(Self.net(seed: 1), rule, Self.options)
            let (before, interrupted) = losses(&first, steps: steps)
            #expect(interrupted == .interrupted, sourceLocation: sourceLocation)
            var copy = first
            let (after, _) = losses(&copy)
            #expect(before + after == all, "a copy after \(steps)", sourceLocation: sourceLocation)
            // From a file, into a net that was made otherwise.
            try first.save(to: path, kind: "spirals")
            var second = Trainer(Self.net(seed: 2), rule, Self.options)
            try second.restore(from: path, kind: "spirals")
            let (restored, _) = losses(&second)
            #expect(
                before + restored == all, "a file after \(steps)", sourceLocation: sourceLocation)
            for parameter in second.model.parameters {
                #expect(
                    second.model[keyPath: parameter.value]
                        == straight.model[keyPath: parameter.value], sourceLocation: sourceLocation)
            }
        }
    }

    @Test("a run that was interrupted goes on with the same losses, by every rule")
    func resumes() throws {
        try expectTheSame(SGD(learningRate: 0.1))
        try expectTheSame(Momentum(learningRate: 0.1))
        try expectTheSame(Nesterov(learningRate: 0.1))
        try expectTheSame(AdaGrad(learningRate: 0.1))
        try expectTheSame(RMSProp(learningRate: 0.01))
        try expectTheSame(Adam(learningRate: 0.01, weightDecay: 0.1))
    }

    @Test("every step is told: epochs, steps, and the validation set at the end of each")
    func progress() {
        var trainer = Trainer(Self.net(seed: 1), SGD(learningRate: 0.1), Self.options)
        var steps: [Int] = []
        _ = trainer.run(on: Self.spirals, validation: Self.spirals) { progress in
            #expect(progress.epochs == 3 && progress.steps == 6)
            #expect(progress.isEndOfEpoch == (progress.step == 6))
            #expect((progress.validationAccuracy != nil) == progress.isEndOfEpoch)
            steps.append(10 * progress.epoch + progress.step)
            return true
        }
        #expect(steps == [11, 12, 13, 14, 15, 16, 21, 22, 23, 24, 25, 26, 31, 32, 33, 34, 35, 36])
        #expect(trainer.epoch == 3)
        // Nothing is left to do.
        #expect(trainer.run(on: Self.spirals) == .finished)
    }

    @Test("it stops when the validation loss does not become smaller", arguments: [1, 2, 4])
    func early(patience: Int) {
        var options = Self.options
        options.epochs = 10
        options.patience = patience
        var generator = SeededGenerator(seed: 1)
        let net = MLPNet.make(&generator)
        var trainer = Trainer(net, SGD(learningRate: 0), options)
        #expect(trainer.run(on: Self.spirals, validation: Self.spirals) == .stoppedEarly)
        #expect(trainer.epoch == 1 + patience)
        // Without a validation set there is nothing to stop for.
        var other = Trainer(net, SGD(learningRate: 0), options)
        #expect(other.run(on: Self.spirals) == .finished)
    }

    @Test("the schedule's factor applies to the learning rate of the beginning")
    func schedule() {
        var options = Self.options
        options.schedule = .step(every: 6, factor: 0.5)
        var trainer = Trainer(Self.net(seed: 1), SGD(learningRate: 0.4), options)
        var rates: [Double] = []
        while trainer.run(on: Self.spirals, watch: { !$0.isEndOfEpoch }) == .interrupted {
            rates.append(trainer.optimizer.learningRate)
        }
        #expect(rates == [0.4, 0.2])
        #expect(trainer.optimizer.learningRate == 0.1)
    }

    @Test(
        "a step is no longer than the learning rate times the largest norm", arguments: [0.01, 1e6])
    func clipping(limit: Double) {
        var options = Self.options
        options.largestNorm = limit
        var generator = SeededGenerator(seed: 2)
        let net = MLPNet.make(&generator)
        var trainer = Trainer(net, SGD(learningRate: 1), options)
        _ = trainer.learn(Self.spirals.x, labels: Self.spirals.labels)
        let norm = net.parameters.reduce(0) {
            let moved = trainer.model[keyPath: $1.value] - net[keyPath: $1.value]
            return $0 + moved.sumOfSquares()
        }.squareRoot()
        let cache = net.forward(Self.spirals.x, labels: Self.spirals.labels).cache
        let whole = net.list(net.backward(cache: cache)).reduce(0) { $0 + $1.sumOfSquares() }
            .squareRoot()
        #expect(abs(norm - min(limit, whole)) < 1e-12)
    }

    @Test("a loss that is not finite ends the run, and the step is not taken")
    func diverges() {
        var options = Self.options
        options.largestNorm = nil
        var generator = SeededGenerator(seed: 3)
        var trainer = Trainer(MLPNet.make(&generator), SGD(learningRate: 1e200), options)
        #expect(trainer.run(on: Self.spirals) == .diverged)
        var spoiled = MLPNet.make(&generator)
        spoiled.affine2.b[0, 0] = .nan
        var other = Trainer(spoiled, Adam(learningRate: 0.1), options)
        #expect(!other.learn(Self.spirals.x, labels: Self.spirals.labels).isFinite)
        #expect(other.model.affine1.w == spoiled.affine1.w)
        #expect(other.optimizer.states.isEmpty)
    }

    @Test("evaluation is of the model after training, and does not depend on the batches")
    func evaluate() {
        var trainer = Trainer(Self.net(seed: 1), Adam(learningRate: 0.05), Self.options)
        _ = trainer.run(on: Self.spirals)
        let (loss, accuracy) = trainer.evaluate(Self.spirals)
        let net = trainer.model.forTesting
        let whole = net.forward(Self.spirals.x, labels: Self.spirals.labels).loss
        #expect(abs(loss - whole) < 1e-12)
        #expect(accuracy == trainer.model.accuracy(Self.spirals.x, labels: Self.spirals.labels))
    }

    @Test("a text is learned: the loss falls below what the frequencies alone say")
    func text() {
        let text = Text.poems
        let pieces = TextPieces(ids: Array(text.ids.prefix(601)), steps: 12)
        var generator = SeededGenerator(seed: 1)
        let net = CharacterRNN(
            characters: text.alphabet.count, features: 8, hidden: 24, using: &generator)
        var options = TrainingOptions()
        options.epochs = 25
        options.batchSize = 10
        var trainer = Trainer(net, Adam(learningRate: 0.02), options)
        #expect(trainer.run(on: pieces) == .finished)
        #expect(trainer.evaluate(pieces).loss < text.unigramEntropy)
    }

    /// A net without dropout, all of whose steps are the same.
    private enum MLPNet {
        static func make(_ generator: inout SeededGenerator) -> TwoLayerNet {
            TwoLayerNet(inputs: 2, hidden: 5, classes: 3, weightScale: 1, using: &generator)
        }
    }

    private static let mistakes = [
        Mistake("Trainer: 10 epochs of batches of 0 cannot be.") {
            var options = TrainingOptions()
            options.batchSize = 0
            _ = Trainer(net(seed: 1), SGD(learningRate: 1), options)
        },
        Mistake("Trainer: -1 epochs of batches of 32 cannot be.") {
            var options = TrainingOptions()
            options.epochs = -1
            _ = Trainer(net(seed: 1), SGD(learningRate: 1), options)
        },
        Mistake("Trainer: there are no examples to learn from.") {
            var trainer = Trainer(net(seed: 1), SGD(learningRate: 1))
            _ = trainer.run(on: spirals.part([]))
        },
    ]

    @Test("a mistake stops with a sentence, file and line", arguments: mistakes.indices)
    func complains(about index: Int) async {
        let result = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) { [index] in
            TrainerTests.mistakes[index].make()
        }
        Self.mistakes[index].expectComplaint(in: result)
    }
}
