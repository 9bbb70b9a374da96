import Layers

extension TrainingPlan {
    /// Looks at a training run with suspicion, and prints what it finds.
    /// - Returns: the exit status: 0 if there is nothing, 1 otherwise.
    func audit<Net: Model, Rule: Optimizer, Data: TrainingData>(
        _ trainer: Trainer<Net, Rule>, _ sets: TrainingSets<Data>
    ) -> Int32 where Data.Input == Net.Input {
        let audit = Audit(trainer, on: sets.training, validation: sets.validation)
        let findings = audit.findings()
        print(
            "\(net.rawValue)\(isMine ? ", your own," : "") on \(data): looked at the data, the first loss, \(trainer.model.parameters.count) gradients, and up to \(audit.steps) steps by \(optimizer)."
        )
        if findings.isEmpty {
            print("Nothing suspicious.")
            return 0
        }
        for (index, finding) in findings.enumerated() {
            print(
                "\n\(index + 1). \(finding.kind.rawValue): \(finding.sentence)\n   \(finding.cause)\n   \(finding.page)"
            )
        }
        return 1
    }
}
