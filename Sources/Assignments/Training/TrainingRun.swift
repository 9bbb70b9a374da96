import Foundation
import Layers

// One training run from a plan: data, optimizer, progress, Ctrl-C, checkpoint, and what came of it.

/// A set to learn from and one to look at.
public struct TrainingSets<Data: TrainingData>: Sendable {
    public let training: Data
    public let validation: Data

    public init(training: Data, validation: Data) {
        self.training = training
        self.validation = validation
    }
}

extension TrainingPlan {
    /// Trains a model with whichever optimizer the plan names, and prints how it goes.
    /// - Parameters:
    ///   - model: as it begins.
    ///   - sets: what to learn from, and what to look at.
    ///   - finish: called with the model in the end; prints what it can do.
    /// - Returns: the exit status: 0 if it came to its end, 1 if the loss blew up, 130 if interrupted.
    /// - Throws: `DataError` if the checkpoint cannot be read or written.
    public func run<Net: Model, Data: TrainingData>(
        _ model: Net, on sets: TrainingSets<Data>, finish: (Net) -> Void = { _ in }
    ) throws -> Int32 where Data.Input == Net.Input {
        Threads.count = threads
        switch optimizer {
        case "momentum": return try run(model, Momentum(learningRate: learningRate), sets, finish)
        case "nesterov": return try run(model, Nesterov(learningRate: learningRate), sets, finish)
        case "adagrad": return try run(model, AdaGrad(learningRate: learningRate), sets, finish)
        case "rmsprop": return try run(model, RMSProp(learningRate: learningRate), sets, finish)
        case "adam": return try run(model, Adam(learningRate: learningRate), sets, finish)
        case "adamw":
            let rule = Adam(learningRate: learningRate, weightDecay: 0.01)
            return try run(model, rule, sets, finish)
        default: return try run(model, SGD(learningRate: learningRate), sets, finish)
        }
    }

    private func run<Net: Model, Rule: Optimizer, Data: TrainingData>(
        _ model: Net, _ rule: Rule, _ sets: TrainingSets<Data>, _ finish: (Net) -> Void
    ) throws -> Int32 where Data.Input == Net.Input {
        var trainer = Trainer(model, rule, options)
        if isAudit { return audit(trainer, sets) }
        if report != nil { trainer.monitor = Monitor() }
        let kind = "\(net.rawValue) on \(data) by \(optimizer)"
        if let resume {
            try trainer.restore(from: resume, kind: kind)
            print("Going on after epoch \(trainer.epoch) and \(trainer.step) steps.")
        }
        print(
            "\(net.rawValue)\(isMine ? ", your own," : "") on \(data): \(model.parameterCount) parameters, \(sets.training.count) examples to learn from, \(sets.validation.count) to look at; \(optimizer), learning rate \(learningRate)."
        )
        Interrupt.watch()
        var display = ProgressDisplay()
        let outcome = trainer.run(on: sets.training, validation: sets.validation) { progress in
            display.show(progress)
            return !Interrupt.happened
        }
        display.finish()
        try writeReport(trainer.monitor, outcome)
        switch outcome {
        case .diverged:
            print(
                "The loss is no number any more, in epoch \(trainer.epoch + 1): try a learning rate below \(learningRate)."
            )
            return 1
        case .interrupted:
            try trainer.save(to: checkpoint, kind: kind)
            print("Interrupted, and saved. To go on:\n\n    \(resumeCommand)")
            return 130
        case .stoppedEarly:
            print("Stopped early: the validation loss has not become smaller any more.")
        case .finished: break
        }
        try trainer.save(to: checkpoint, kind: kind)
        finish(trainer.model.forTesting)
        return 0
    }

    /// The trainer's options that the plan stands for.
    private var options: TrainingOptions {
        var options = TrainingOptions()
        options.epochs = epochs
        options.batchSize = batchSize
        options.patience = patience
        options.seed = seed
        // Recurrent gradients explode now and then.
        if net == .characterRNN || net == .transformer { options.largestNorm = 1 }
        switch schedule {
        case "step": options.schedule = .step(every: 200, factor: 0.5)
        case "cosine": options.schedule = .cosine
        case "warmup": options.schedule = .warmUpThenCosine(steps: 50)
        default: options.schedule = .constant
        }
        return options
    }

    // MARK: - Data

    /// The part after the colon: a folder or a file.
    private var place: String { String(data.drop { $0 != ":" }.dropFirst()) }

    /// Labelled examples, their classes, and their size if they are images.
    /// - Throws: `DataError` if files are missing or wrong.
    public func labelledData() throws -> (
        sets: TrainingSets<LabelledExamples>, classes: Int, image: ImageShape?
    ) {
        func parts(_ all: LabelledExamples) -> TrainingSets<LabelledExamples> {
            let (training, held) = all.split(validation: validation, seed: seed)
            return TrainingSets(training: training, validation: held)
        }
        switch data.prefix(while: { $0 != ":" }) {
        case "rings": return (parts(Toys.rings(count: examples, seed: seed)), 2, nil)
        case "moons": return (parts(Toys.moons(count: examples, seed: seed)), 2, nil)
        case "shapes":
            let all = Shapes.examples(count: examples, seed: seed)
            return (parts(all), Shapes.names.count, CIFAR10.image)
        case "cifar10":
            let (training, test) = try CIFAR10.load(folder: place)
            let sets = TrainingSets(training: training, validation: test)
            return (sets, CIFAR10.classes, CIFAR10.image)
        case "mnist":
            let (training, test, image) = try MNIST.load(folder: place)
            return (TrainingSets(training: training, validation: test), MNIST.classes, image)
        default: return (parts(Toys.spirals(count: examples, seed: seed)), 3, nil)
        }
    }

    /// A text, and its pieces.
    /// - Throws: `DataError` if the file is missing, wrong or too short.
    public func textData(steps: Int) throws -> (text: Text, sets: TrainingSets<TextPieces>) {
        let text: Text
        switch data.prefix(while: { $0 != ":" }) {
        case "text": text = try Text(path: place)
        case "poems": text = Text.poems
        default: text = Text.stories(seed: seed)
        }
        if text.ids.count < 4 * steps {
            throw DataError(
                file: place, byte: text.ids.count,
                "a text of \(4 * steps) characters at least is expected; it has \(text.ids.count).")
        }
        let pieces = TextPieces(ids: text.ids, steps: steps)
        let (training, held) = pieces.split(validation: validation, seed: seed)
        return (text, TrainingSets(training: training, validation: held))
    }
}

/// Whether Ctrl-C was pressed.
private enum Interrupt {
    // Written by a signal handler, which may do nothing else.
    nonisolated(unsafe) private static var flag: sig_atomic_t = 0

    static var happened: Bool { flag != 0 }

    static func watch() {
        signal(SIGINT) { _ in
            // The second time it ends at once.
            if Interrupt.flag != 0 { _exit(130) }
            Interrupt.flag = 1
        }
    }
}

/// A bar on a terminal, a line for every epoch elsewhere.
struct ProgressDisplay {
    private let isTerminal = isatty(1) == 1
    private let clock = ContinuousClock()
    private let start = ContinuousClock.now
    private var lastShown: ContinuousClock.Instant?
    private var firstSteps: Int?

    mutating func show(_ progress: TrainingProgress) {
        let done = (progress.epoch - 1) * progress.steps + progress.step
        // A run that goes on from a file did not need any time for what was done before.
        let before = firstSteps ?? done - 1
        firstSteps = before
        let left = progress.epochs * progress.steps - done
        if progress.isEndOfEpoch {
            var line = String(
                format: "epoch %3d of %d   loss %.4f", progress.epoch, progress.epochs,
                progress.loss)
            if let loss = progress.validationLoss, let accuracy = progress.validationAccuracy {
                line += String(
                    format: "   held out: loss %.4f, %.1f %% right", loss, 100 * accuracy)
            }
            print((isTerminal ? "\r\u{1B}[K" : "") + line)
            fflush(nil)
            return
        }
        guard isTerminal else { return }
        let now = clock.now
        if let lastShown, now - lastShown < .milliseconds(100) { return }
        lastShown = now
        let seconds = Double((now - start).components.seconds)
        let timeLeft = Int(seconds * Double(left) / Double(max(done - before, 1)))
        let width = 24
        let filled = width * progress.step / progress.steps
        let bar =
            String(repeating: "#", count: filled) + String(repeating: ".", count: width - filled)
        print(
            String(
                format: "\r\u{1B}[Kepoch %d of %d [%@] loss %.4f   %d:%02d left", progress.epoch,
                progress.epochs, bar, progress.loss, timeLeft / 60, timeLeft % 60),
            terminator: "")
        fflush(nil)
    }

    mutating func finish() {
        if isTerminal { print("\r\u{1B}[K", terminator: "") }
        fflush(nil)
    }
}
