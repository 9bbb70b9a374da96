import Layers

/// A net, its data and how it is trained, of which it is known what an audit must find.
public struct AuditCase: Sendable {
    public let name: String

    /// What must be found; nil if it must be silent.
    public let fault: Finding.Kind?

    /// Audits it with weights and an order of examples chosen by a seed.
    public let findings: @Sendable (_ seed: Int) -> [Finding]

    /// Whether these are the findings that there must be.
    public func isRight(_ findings: [Finding]) -> Bool {
        fault.map { fault in findings.contains { $0.kind == fault } } ?? findings.isEmpty
    }

    /// A case of labelled examples, a fifth of which are held back.
    init<Net: Model, Rule: Optimizer>(
        _ name: String, _ fault: Finding.Kind?, _ data: LabelledExamples, _ rule: Rule,
        largestNorm: Double? = nil, schedule: Schedule = .constant,
        model: @escaping @Sendable (inout SeededGenerator) -> Net
    ) where Net.Input == Matrix {
        self.init(
            name, fault, data.split(validation: 0.2, seed: 1), rule, largestNorm, schedule, model)
    }

    /// A case of sets that are split already.
    init<Net: Model, Rule: Optimizer, Data: TrainingData>(
        _ name: String, _ fault: Finding.Kind?, _ sets: (training: Data, validation: Data),
        _ rule: Rule, _ largestNorm: Double? = nil, _ schedule: Schedule = .constant,
        _ model: @escaping @Sendable (inout SeededGenerator) -> Net
    ) where Net.Input == Data.Input {
        (self.name, self.fault) = (name, fault)
        findings = { seed in
            var generator = SeededGenerator(seed: seed)
            var options = TrainingOptions()
            options.epochs = 40
            options.batchSize = 16
            options.seed = seed
            (options.largestNorm, options.schedule) = (largestNorm, schedule)
            let trainer = Trainer(model(&generator), rule, options)
            return Audit(trainer, on: sets.training, validation: sets.validation).findings()
        }
    }
}
