extension Monitor {
    /// What looks wrong in the last epoch, the worst first.
    public var findings: [Finding] {
        guard let last = epochs.last else { return [] }
        return unitFindings(last) + gradientFindings(last) + recurrentFindings(last)
            + overfittingFindings(last)
    }

    /// Dead and saturated units: from 40 % on, as the course notes have seen them.
    private func unitFindings(_ epoch: EpochHealth) -> [Finding] {
        epoch.layers.compactMap { layer in
            if let share = layer.neverFired, share >= 0.4 {
                return Finding(
                    .dead,
                    "\(layer.layer): \(percent(share)) of its \(layer.units) units never fired in epoch \(epoch.number)."
                )
            }
            if let share = layer.saturated, share >= 0.5 {
                return Finding(
                    .saturated,
                    "\(layer.layer): \(percent(share)) of its activations are at an end of \(layer.kind.rawValue)'s range."
                )
            }
            return nil
        }
    }

    private func gradientFindings(_ epoch: EpochHealth) -> [Finding] {
        var found: [Finding] = []
        let weights = epoch.parameters.filter(\.isWeights)
        if let first = weights.first, let last = weights.last, weights.count > 1,
            first.gradientNorm < 1e-3 * last.gradientNorm
        {
            let times = shownNumber(first.gradientNorm / last.gradientNorm)
            found.append(
                Finding(
                    .vanishing,
                    "The gradient of \(first.name) is \(times) times that of \(last.name), in norm."
                ))
        }
        let ratios = epoch.updateRatios
        if let largest = ratios.max(), largest > 0.1 {
            found.append(
                Finding(
                    .largeSteps,
                    "A step changes weights by up to \(shownNumber(largest)) of their norm."))
        } else if let largest = epochs.flatMap(\.updateRatios).max(), largest < 1e-5 {
            // Of all epochs: a schedule makes the last steps small on purpose.
            found.append(
                Finding(
                    .smallSteps,
                    "A step changes the weights by at most \(shownNumber(largest)) of their norm."
                ))
        }
        if let share = epoch.clippedShare, share >= 0.9 {
            found.append(
                Finding(
                    .alwaysClipped, "The gradient was clipped in \(percent(share)) of the steps.")
            )
        }
        return found
    }

    /// Gradients through a recurrent matrix grow or shrink by about its spectral radius at each step.
    private func recurrentFindings(_ epoch: EpochHealth) -> [Finding] {
        epoch.parameters.compactMap { parameter in
            parameter.spectralRadius.flatMap { recurrentFinding(parameter.name, radius: $0) }
        }
    }

    private func overfittingFindings(_ epoch: EpochHealth) -> [Finding] {
        let losses = epochs.compactMap(\.validationLoss)
        guard let last = epoch.validationLoss, let best = losses.min(), last > 1.5 * best,
            last > best + 0.1
        else { return [] }
        return [
            Finding(
                .overfitting,
                "The loss on held-out data was \(shownNumber(best)), and is \(shownNumber(last)) now."
            )
        ]
    }
}

/// What is wrong with a recurrent matrix of this radius, if anything.
func recurrentFinding(_ name: String, radius: Double) -> Finding? {
    let sentence = "The spectral radius of \(name) is \(shownNumber(radius))."
    if radius > 3 { return Finding(.explodingRecurrence, sentence) }
    if radius < 0.5 { return Finding(.forgetfulRecurrence, sentence) }
    return nil
}

/// A share in whole per cent.
func percent(_ share: Double) -> String { "\(Int((100 * share).rounded())) %" }
