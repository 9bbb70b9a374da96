/// Watches a training run from inside: units that never fire, saturated ones, the norms of gradients
/// and the lengths of steps, epoch by epoch.
///
///     trainer.monitor = Monitor()
///     _ = trainer.run(on: training, validation: held)
///     for finding in trainer.monitor?.findings ?? [] { print(finding) }
///
/// Whether units fire is looked at in every step, the rest in one step of twenty. It does not
/// change a training run, and it is not part of a checkpoint: after a break it begins anew.
public struct Monitor: Sendable {
    /// What is done, from the first epoch to the last one that is complete.
    public private(set) var epochs: [EpochHealth] = []

    /// What is seen of the epoch that goes on.
    private var open = OpenEpoch()

    public init() {}

    /// Whether gradients and steps are measured at the next step, too.
    var isDue: Bool { open.steps % 20 == 0 }

    /// Looks at one step.
    /// - Parameters:
    ///   - model: after the step.
    ///   - before: the model before it, if gradients and steps are to be measured.
    ///   - activations: what its hidden units gave.
    ///   - gradients: one per parameter, as the step used them.
    ///   - isClipped: whether they were clipped; nil without a limit.
    mutating func look<Net: Model>(
        _ model: Net, before: Net?, _ activations: [Activations], _ gradients: [Matrix],
        isClipped: Bool?
    ) {
        open.steps += 1
        if let isClipped {
            open.clipped = (open.clipped ?? 0) + (isClipped ? 1 : 0)
        }
        open.addLargest(activations)
        guard let before else { return }
        open.measured += 1
        open.activations = activations
        for (parameter, gradient) in zip(model.parameters, gradients) {
            let (old, new) = (before[keyPath: parameter.value], model[keyPath: parameter.value])
            open.gradientNorms[parameter.name, default: 0] += gradient.norm
            open.updateRatios[parameter.name, default: 0] += (new - old).norm / old.norm
        }
    }

    /// Closes an epoch.
    mutating func finishEpoch<Net: Model>(
        _ number: Int, _ model: Net, loss: Double, validation: (loss: Double, accuracy: Double)?
    ) {
        let count = Double(max(open.measured, 1))
        let parameters = model.parameters.map { parameter in
            ParameterHealth(
                name: parameter.name, isWeights: model[keyPath: parameter.value].rows > 1,
                gradientNorm: (open.gradientNorms[parameter.name] ?? 0) / count,
                updateRatio: (open.updateRatios[parameter.name] ?? 0) / count,
                spectralRadius: model.recurrentRadius(parameter))
        }
        epochs.append(
            EpochHealth(
                number: number, loss: loss, validationLoss: validation?.loss,
                validationAccuracy: validation?.accuracy,
                clippedShare: open.clipped.map { Double($0) / Double(max(open.steps, 1)) },
                layers: open.layers, parameters: parameters))
        open = OpenEpoch()
    }
}

/// Sums over the steps of an epoch.
private struct OpenEpoch: Sendable {
    var steps = 0
    /// Steps at which gradients and steps were measured.
    var measured = 0
    var clipped: Int?
    /// The sums over the measured steps, by the parameter's name.
    var gradientNorms: [String: Double] = [:]
    var updateRatios: [String: Double] = [:]
    /// Those of the last measured step.
    var activations: [Activations] = []
    /// The largest output of each unit of a ReLU so far, by the layer's name.
    private var largest: [String: Matrix] = [:]

    /// Remembers which units fired.
    mutating func addLargest(_ activations: [Activations]) {
        for layer in activations where layer.kind == .relu {
            let now = layer.values.columnMaxima()
            largest[layer.layer] = largest[layer.layer].map { $0.zipMapped(now, max) } ?? now
        }
    }

    var layers: [LayerHealth] {
        activations.map { layer in
            let silent = largest[layer.layer].map { units in
                Double(units.elements.count { $0 <= 0 }) / Double(max(units.columns, 1))
            }
            let all = layer.values.elements
            let some = stride(from: 0, to: all.count, by: all.count / 10_000 + 1).map { all[$0] }
            return LayerHealth(
                layer: layer.layer, kind: layer.kind, units: layer.values.columns,
                neverFired: silent, saturated: layer.saturatedShare, activations: some)
        }
    }
}
