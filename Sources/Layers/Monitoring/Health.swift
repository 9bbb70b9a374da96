// What a monitor remembers of one epoch.

/// How the units of one hidden layer did in one epoch.
public struct LayerHealth: Sendable {
    public let layer: String
    public let kind: Activations.Kind
    public let units: Int

    /// The share of units that were 0 for every example of the epoch; nil if they are no ReLUs.
    public let neverFired: Double?

    /// The share of activations near an end of their range; nil if it has no ends.
    public let saturated: Double?

    /// Activations of the last batch that was looked at; of many, 10 000 or so.
    public let activations: [Double]
}

/// How one parameter did in one epoch: means over the steps that were looked at.
public struct ParameterHealth: Sendable {
    public let name: String

    /// Whether it is a matrix of weights, and not one row, such as a bias.
    public let isWeights: Bool

    /// The norm of its gradient.
    public let gradientNorm: Double

    /// The norm of its change divided by its own; infinite if it was 0.
    public let updateRatio: Double

    /// The spectral radius at the end of the epoch, if it leads from a recurrent state to the next.
    public let spectralRadius: Double?
}

extension Model {
    /// The spectral radius of a parameter, if it leads from a recurrent state to the next: if it is
    /// square and called "wh".
    func recurrentRadius(_ parameter: Parameter<Self>) -> Double? {
        let value = self[keyPath: parameter.value]
        let isRecurrent =
            parameter.name.split(separator: ".").last == "wh" && value.rows == value.columns
        return isRecurrent ? value.spectralRadius() : nil
    }
}

/// One epoch of a training run, looked at from inside.
public struct EpochHealth: Sendable {
    /// Counted from 1.
    public let number: Int

    /// The mean loss of its steps.
    public let loss: Double

    /// On the validation set, if there is one.
    public let validationLoss: Double?
    public let validationAccuracy: Double?

    /// The share of steps whose gradient was clipped; nil without a limit.
    public let clippedShare: Double?

    public let layers: [LayerHealth]
    public let parameters: [ParameterHealth]

    /// The update ratios of all matrices of weights that do not begin as 0.
    var updateRatios: [Double] {
        parameters.filter { $0.isWeights && $0.updateRatio.isFinite }.map(\.updateRatio)
    }
}
