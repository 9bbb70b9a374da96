/// How many units of a sigmoid or tanh layer are saturated: so near an end of their range that their
/// slope, and so every gradient through them, is almost 0.
///
/// Source: Karpathy, "Yes you should understand backprop", 2016; Glorot, Bengio, "Understanding the
/// difficulty of training deep feedforward neural networks", 2010.
public struct Saturation: Sendable {
    /// The ends of the range: 0 and 1 for a sigmoid, -1 and 1 for tanh.
    public let low: Double
    public let high: Double

    /// How near an end counts as saturated, as a share of the range.
    public let margin: Double

    public static let sigmoid = Saturation(low: 0, high: 1)
    public static let tanh = Saturation(low: -1, high: 1)

    public init(low: Double, high: Double, margin: Double = 0.01) {
        require(
            low < high && margin > 0 && margin < 0.5,
            "Saturation: \(low) ... \(high) with a margin of \(margin) is no range.")
        self.low = low
        self.high = high
        self.margin = margin
    }

    /// The share of entries of `out` that are nearer than the margin to either end.
    /// - Parameter out: what the layer gave for any number of examples, (N, H).
    /// - Returns: the share; stops if there are no entries.
    public func fraction(_ out: Matrix) -> Double {
        // BEGIN SOLUTION saturation.fraction
        let near = margin * (high - low)
        return out.mapped { $0 < low + near || $0 > high - near ? 1 : 0 }.mean()
        // STUB
        // stop("there is no stand-in for a measure, and this tree holds no answers.")
        // END SOLUTION saturation.fraction
    }
}
