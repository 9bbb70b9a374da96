// N = examples of a batch, H = units of a layer.

/// What the units of one hidden layer gave for a batch: what can be seen from outside.
///
/// `Saturation` and `DeadUnits` measure the same for a learner, who writes them: they are exercises,
/// so a monitor cannot rest on them.
public struct Activations: Sendable {
    /// What a unit does with its sum, and so what can go wrong with it.
    public enum Kind: String, Sendable {
        /// 0 for every sum below 0: such a unit can be dead.
        case relu = "ReLU"
        /// Between 0 and 1, or -1 and 1: such a unit can be saturated.
        case sigmoid, tanh
        case other
    }

    /// What the layer is called in the model, such as "hidden".
    public let layer: String
    public let kind: Kind

    /// One column per unit; of a convolution, one row per place of every image.
    public let values: Matrix  // (N, H)

    public init(_ layer: String, _ kind: Kind, _ values: Matrix) {
        (self.layer, self.kind, self.values) = (layer, kind, values)
    }

    /// Whether all units give the same, so that they also learn the same.
    var areAlike: Bool {
        guard values.columns > 1 else { return false }
        return (0..<values.rows).allSatisfy { row in
            values.row(row).allSatisfy { $0 == values[row, 0] }
        }
    }

    /// The share of entries within a hundredth of the range of either end; nil if there are no ends.
    var saturatedShare: Double? {
        let low: Double
        switch kind {
        case .sigmoid: low = 0
        case .tanh: low = -1
        case .relu, .other: return nil
        }
        let near = 0.01 * (1 - low)
        let count = values.elements.count { $0 < low + near || $0 > 1 - near }
        return Double(count) / Double(max(values.elements.count, 1))
    }
}
