/// What to be suspicious of before hours are spent on training: data, the first loss, every gradient
/// in one direction, and then some steps with a monitor.
///
///     for finding in Audit(trainer, on: training, validation: held).findings() { print(finding) }
///
/// A silent audit proves nothing; each of its findings is something that was measured.
///
/// Source: CS231n notes, "Neural Networks Part 3", before learning: sanity checks; Karpathy, "A recipe
/// for training neural networks", 2019.
public struct Audit<Net: Model, Rule: Optimizer, Data: TrainingData>: Sendable
where Data.Input == Net.Input {
    let trainer: Trainer<Net, Rule>
    let training: Data
    let validation: Data

    /// How many steps it trains, at most; whole epochs, and one at least.
    public let steps = 300

    /// - Parameters:
    ///   - trainer: a model, an optimizer and options, as they would be used.
    ///   - training: what to learn from.
    ///   - validation: what to look at.
    public init(_ trainer: Trainer<Net, Rule>, on training: Data, validation: Data) {
        (self.trainer, self.training, self.validation) = (trainer, training, validation)
    }

    /// Everything that looks wrong, in the order in which it is worth mending.
    public func findings() -> [Finding] {
        let first = AuditedStart(model: trainer.model, training)
        let found = dataFindings(training, validation) + first.findings()
        // With a wrong number in the data nothing else can be judged.
        if found.contains(where: { $0.kind == .notANumber }) { return found }
        let known = Set(found.map(\.kind))
        return found + trainingFindings(chance: first.chance).filter { !known.contains($0.kind) }
    }

    /// Trains a copy, and says what a monitor sees.
    private func trainingFindings(chance: Double) -> [Finding] {
        var trainer = trainer
        let perEpoch = (training.count + trainer.options.batchSize - 1) / trainer.options.batchSize
        let epochs = min(trainer.options.epochs, max(1, steps / max(perEpoch, 1)))
        trainer.options.epochs = epochs
        trainer.monitor = Monitor()
        let outcome = trainer.run(on: training, validation: validation)
        if outcome == .diverged {
            let done = trainer.epoch * perEpoch + trainer.step
            return [Finding(.diverged, "The loss is no finite number after \(done) steps.")]
        }
        let monitor = trainer.monitor ?? Monitor()
        // Some hundred steps say nothing about overfitting yet.
        var found = monitor.findings.filter { $0.kind != .overfitting }
        // The first steps are the longest, before the weights have grown with them.
        if let shortest = monitor.epochs.first?.updateRatios.min(), shortest > 0.3 {
            found.append(
                Finding(
                    .largeSteps,
                    "In the first epoch a step changes all weights by \(shownNumber(shortest)) of their norm or more."
                ))
        }
        if let last = monitor.epochs.last, last.loss > 0.98 * chance {
            found.append(
                Finding(
                    .nothingLearned,
                    "After \(epochs) epochs the loss is \(shownNumber(last.loss)); knowing only how frequent each class is costs \(shownNumber(chance))."
                ))
        }
        return found
    }
}
