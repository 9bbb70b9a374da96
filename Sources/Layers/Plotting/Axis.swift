import Foundation

/// How numbers are laid out along an axis.
public enum AxisScale: Sendable {
    /// Equal differences are equally long.
    case linear
    /// Equal factors are equally long; there is no place for 0 and what is below it.
    case logarithmic
}

/// A number that is written beside an axis.
struct Tick: Equatable {
    let value: Double
    let label: String
}

/// An axis of a chart: from its lowest to its highest number, or their logarithms to base 10.
struct Axis {
    private let scale: AxisScale
    private let low: Double
    private let high: Double
    /// Whether there are only whole numbers, of which no halves should be marked.
    private let isWhole: Bool

    /// - Parameters:
    ///   - scale: linear or logarithmic.
    ///   - numbers: what must find its place; those that have none do not count.
    ///   - range: the ends, if they are not to be found from the numbers.
    ///   - padding: the room beyond the first and last number, as a share of their distance.
    ///   - standsOnZero: whether there is no room below 0, if that is the lowest: bars stand on it.
    init(
        _ scale: AxisScale, for numbers: [Double], range: ClosedRange<Double>? = nil,
        padding: Double = 0, standsOnZero: Bool = false
    ) {
        self.scale = scale
        let ends = range.map { [$0.lowerBound, $0.upperBound] }
        let placed = (ends ?? numbers).compactMap { Self.place($0, scale) }
        isWhole = scale == .linear && numbers.allSatisfy { !$0.isFinite || $0 == $0.rounded() }
        let (low, high) = Self.widened(placed.min() ?? 0, placed.max() ?? 1, scale)
        let room = range == nil ? padding : 0
        let limit = Double.greatestFiniteMagnitude
        let below = standsOnZero && low == 0 && scale == .linear ? 0 : room
        self.low = max(-limit, low - (high * below - low * below))
        self.high = min(limit, high + (high * room - low * room))
    }

    /// The number on a linear axis, its logarithm on the other one; nil if it has no place.
    private static func place(_ x: Double, _ scale: AxisScale) -> Double? {
        switch scale {
        case .linear: return x.isFinite ? x : nil
        case .logarithmic: return x.isFinite && x > 0 ? log10(x) : nil
        }
    }

    /// Ends that are far enough apart, even if all numbers are the same.
    private static func widened(_ low: Double, _ high: Double, _ scale: AxisScale)
        -> (Double, Double)
    {
        let size = max(abs(low), abs(high))
        if scale == .logarithmic { return high - low < 1e-9 ? (low - 1, high + 1) : (low, high) }
        if high / 2 - low / 2 > max(size * 1e-12, 1e-300) { return (low, high) }
        let room = size < 1e-290 ? 1 : size / 2
        return (low - room, min(high + room, Double.greatestFiniteMagnitude))
    }

    /// How far along the axis a number is, from 0 to 1 between its ends; nil if it has no place.
    func share(of x: Double) -> Double? {
        guard let place = Self.place(x, scale) else { return nil }
        let length = high - low
        if length.isFinite { return (place - low) / length }
        return (place / 2 - low / 2) / (high / 2 - low / 2)
    }

    /// The distance of the ends; may be infinite.
    var length: Double { high - low }

    /// Round numbers along the axis.
    /// - Parameter most: about how many there is room for, at least 2.
    /// - Returns: the ticks, upwards.
    func ticks(most: Int) -> [Tick] {
        switch scale {
        case .linear: return Self.linear(low, high, most: most, isWhole: isWhole)
        case .logarithmic: return powers(most: most)
        }
    }

    private static func linear(_ low: Double, _ high: Double, most: Int, isWhole: Bool) -> [Tick] {
        let room = high / Double(most) - low / Double(most)
        let power = pow(10, floor(log10(room)))
        let needed = room / power - 1e-9
        let factor: Double = needed <= 1 ? 1 : needed <= 2 ? 2 : needed <= 5 ? 5 : 10
        let round = isWhole ? max(1, factor * power) : factor * power
        let step = round.isFinite ? round : power
        let first = (low / step - 1e-9).rounded(.up)
        let last = (high / step + 1e-9).rounded(.down)
        let values = stride(from: first, through: last, by: 1).map { $0 * step }
        return labelled(values, step: step)
    }

    /// The same number of decimals for all, and powers of ten where there would be many noughts.
    private static func labelled(_ values: [Double], step: Double) -> [Tick] {
        let largest = values.map { abs($0) }.max() ?? 0
        let finest = Int(floor(log10(step) + 1e-9))
        let isPlain = largest == 0 || (largest >= 1e-3 && largest < 99_999)
        return values.map { value in
            if value == 0 { return Tick(value: 0, label: "0") }
            if isPlain {
                return Tick(value: value, label: String(format: "%.\(max(0, -finest))f", value))
            }
            let digits = max(0, Int(floor(log10(abs(value)) + 1e-9)) - finest)
            return Tick(value: value, label: scientific(value, digits: digits))
        }
    }

    /// "1.5e6" for 1500000.
    private static func scientific(_ value: Double, digits: Int) -> String {
        let parts = String(format: "%.\(digits)e", value).split(separator: "e")
        return "\(parts[0])e\(Int(parts[1]) ?? 0)"
    }

    private func powers(most: Int) -> [Tick] {
        let whole =
            Int(
                (low - 1e-9).rounded(.up))...max(
                Int((low - 1e-9).rounded(.up)), Int((high + 1e-9).rounded(.down)))
        let least = (whole.count + most - 1) / most
        let every = [1, 2, 3, 5, 10, 20, 50, 100, 200].first { $0 >= least } ?? least
        let isPlain = low > -3.5 && high < 5
        func tick(_ factor: Double, _ power: Int) -> Tick {
            let value = factor * pow(10, Double(power))
            let label =
                isPlain
                ? String(format: "%.\(max(0, -power))f", value) : "\(Int(factor))e\(power)"
            return Tick(value: value, label: label)
        }
        if high - low >= 2 {
            return whole.filter { $0.isMultiple(of: every) }.map { tick(1, $0) }
        }
        // Within a few powers of ten there is room between them.
        let between = (whole.lowerBound - 1...whole.upperBound).flatMap { power in
            [1, 2, 5].map { tick($0, power) }
        }.filter { (-1e-9...1 + 1e-9).contains(share(of: $0.value) ?? -1) }
        if between.count > 2 && between.count <= most + 2 { return between }
        if high - low >= 1 { return whole.map { tick(1, $0) } }
        return Self.linear(pow(10, low), pow(10, high), most: most, isWhole: false)
            .filter { $0.value > 0 }
    }
}
