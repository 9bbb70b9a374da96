// Training: batches in, steps downhill, and everything that is needed to go on after a break.

/// The choices of a training run.
public struct TrainingOptions: Equatable, Sendable {
    public var epochs = 10
    public var batchSize = 32
    public var schedule = Schedule.constant

    /// The largest norm of all gradients together; nil for no clipping.
    public var largestNorm: Double?

    /// Stop after so many epochs without a smaller validation loss; nil for never.
    public var patience: Int?

    /// Chooses the order of the examples.
    public var seed = 1

    public init() {}
}

/// What there is to tell while training goes on.
public struct TrainingProgress: Sendable {
    /// Counted from 1.
    public let epoch: Int
    public let epochs: Int

    /// Steps of this epoch that are done, and how many it has.
    public let step: Int
    public let steps: Int

    /// The mean loss of this epoch's steps so far.
    public let loss: Double

    /// At the end of an epoch: loss and accuracy on the validation set, if there is one.
    public let validationLoss: Double?
    public let validationAccuracy: Double?

    public var isEndOfEpoch: Bool { step == steps }
}

/// How a training run ended.
public enum TrainingOutcome: Equatable, Sendable {
    case finished
    /// The validation loss did not get smaller any more.
    case stoppedEarly
    /// Whoever watches asked for it; `run` goes on from here.
    case interrupted
    /// The loss is infinite or no number: the learning rate is too large, or a gradient wrong.
    case diverged
}

/// Trains one model.
///
/// It is a value: a copy goes on by itself. The order of the examples depends on the seed and on the
/// epoch only, so a run that was interrupted and goes on, from a copy or from a file, gives the
/// same losses as one that was not.
public struct Trainer<Net: Model, Rule: Optimizer>: Sendable {
    public var model: Net
    public var optimizer: Rule
    public var options: TrainingOptions

    /// The learning rate that the schedule's factors apply to.
    public let learningRate: Double

    /// What looks at the run from inside, if anything does.
    public var monitor: Monitor?

    /// Epochs that are done, and steps of the next one that are done already.
    public internal(set) var epoch = 0
    public internal(set) var step = 0

    /// The sum of the losses of this epoch's steps so far.
    var lossSum = 0.0
    var bestLoss = Double.infinity
    var epochsWithoutBetter = 0

    public init(_ model: Net, _ optimizer: Rule, _ options: TrainingOptions = TrainingOptions()) {
        require(
            options.batchSize > 0 && options.epochs >= 0,
            "Trainer: \(options.epochs) epochs of batches of \(options.batchSize) cannot be.")
        self.model = model
        self.optimizer = optimizer
        self.options = options
        learningRate = optimizer.learningRate
    }

    /// One step downhill on one batch.
    /// - Returns: the loss before the step; NaN if a gradient is not finite. The model is unchanged if
    ///   what is returned is not finite.
    public mutating func learn(_ x: Net.Input, labels: [Int]) -> Double {
        let (loss, cache) = model.forward(x, labels: labels)
        guard loss.isFinite else { return loss }
        let found = model.list(model.backward(cache: cache))
        var gradients = found
        if let limit = options.largestNorm {
            gradients = GradientClipping(limit: limit).byGlobalNorm(gradients)
        }
        let isFinite = gradients.allSatisfy { $0.largestMagnitude().isFinite }
        if !isFinite { return .nan }
        let before = monitor?.isDue == true ? model : nil
        optimizer.step(&model, list: gradients)
        if monitor != nil {
            let isClipped = options.largestNorm == nil ? nil : gradients != found
            monitor?.look(
                model, before: before, model.activations(cache), gradients, isClipped: isClipped)
        }
        model.finishStep(cache)
        return loss
    }

    /// Trains until all epochs are done, or until there is a reason to stop before.
    /// - Parameters:
    ///   - training: the set to learn from.
    ///   - validation: the set to look at after every epoch.
    ///   - watch: called after every step; if it gives false, training stops there.
    /// - Returns: how it ended.
    public mutating func run<Data: TrainingData>(
        on training: Data, validation: Data? = nil,
        watch: (TrainingProgress) -> Bool = { _ in true }
    ) -> TrainingOutcome where Data.Input == Net.Input {
        require(training.count > 0, "Trainer: there are no examples to learn from.")
        let steps = (training.count + options.batchSize - 1) / options.batchSize
        while epoch < options.epochs {
            let order = shuffledIndices(training.count, seed: options.seed &* 7919 &+ epoch)
            while step < steps {
                let first = step * options.batchSize
                let indices = order[first..<min(first + options.batchSize, order.count)]
                let (x, labels) = training.batch(Array(indices))
                let factor = options.schedule.factor(
                    at: epoch * steps + step, of: options.epochs * steps)
                optimizer.learningRate = learningRate * factor
                let loss = learn(x, labels: labels)
                if !loss.isFinite { return .diverged }
                lossSum += loss
                step += 1
                if step < steps, !watch(progress(steps)) { return .interrupted }
            }
            let found = validation.map { evaluate($0) }
            let report = progress(steps, found)
            monitor?.finishEpoch(epoch + 1, model, loss: report.loss, validation: found)
            (epoch, step, lossSum) = (epoch + 1, 0, 0)
            let goesOn = watch(report)
            if isLate(found?.loss) { return .stoppedEarly }
            if !goesOn && epoch < options.epochs { return .interrupted }
        }
        return .finished
    }

    /// The mean loss and the accuracy on a set, as the model is after training.
    public func evaluate<Data: TrainingData>(_ data: Data) -> (loss: Double, accuracy: Double)
    where Data.Input == Net.Input {
        let net = model.forTesting
        var (loss, right, labelCount) = (0.0, 0, 0)
        for first in stride(from: 0, to: data.count, by: options.batchSize) {
            let indices = Array(first..<min(first + options.batchSize, data.count))
            let (x, labels) = data.batch(indices)
            loss += net.forward(x, labels: labels).loss * Double(indices.count)
            right += zip(net.scores(x).rowArgmaxima(), labels).count { $0 == $1 }
            labelCount += labels.count
        }
        return (loss / Double(max(data.count, 1)), Double(right) / Double(max(labelCount, 1)))
    }

    private func progress(
        _ steps: Int, _ found: (loss: Double, accuracy: Double)? = nil
    ) -> TrainingProgress {
        TrainingProgress(
            epoch: epoch + 1, epochs: options.epochs, step: step, steps: steps,
            loss: lossSum / Double(step), validationLoss: found?.loss,
            validationAccuracy: found?.accuracy)
    }

    /// Whether the validation loss has not become smaller for too long.
    private mutating func isLate(_ loss: Double?) -> Bool {
        guard let loss, let patience = options.patience else { return false }
        if loss < bestLoss {
            (bestLoss, epochsWithoutBetter) = (loss, 0)
        } else {
            epochsWithoutBetter += 1
        }
        return epochsWithoutBetter >= patience
    }
}
