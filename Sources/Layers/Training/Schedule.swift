import Foundation

/// How the learning rate changes while training goes on: what it is multiplied by at each step.
///
/// Source: CS231n notes, "Neural Networks Part 3", annealing the learning rate; Loshchilov, Hutter,
/// "SGDR", 2016, arXiv:1608.03983, for the cosine.
public enum Schedule: Equatable, Sendable {
    /// Always 1.
    case constant

    /// Multiplied by `factor` after every `steps` steps.
    case step(every: Int, factor: Double)

    /// Half a cosine wave, from 1 at the first step down to almost 0 at the last.
    case cosine

    /// Rising evenly to 1 over the first steps, and then the cosine.
    case warmUpThenCosine(steps: Int)

    /// What the learning rate is multiplied by.
    /// - Parameters:
    ///   - step: which step it is, counted from 0.
    ///   - total: how many there will be.
    /// - Returns: a factor, above 0 for every step below `total`.
    public func factor(at step: Int, of total: Int) -> Double {
        switch self {
        case .constant: return 1
        case .step(let every, let factor): return pow(factor, Double(step / max(every, 1)))
        case .cosine: return halfWave(step, total)
        case .warmUpThenCosine(let steps):
            if step < steps { return Double(step + 1) / Double(steps + 1) }
            return halfWave(step - steps, total - steps)
        }
    }

    private func halfWave(_ step: Int, _ total: Int) -> Double {
        let share = min(Double(step) / Double(max(total, 1)), 1)
        return (1 + cos(Double.pi * share)) / 2
    }
}
