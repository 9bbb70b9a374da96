import Foundation

/// Random numbers that are the same on every machine for the same seed (SplitMix64).
///
/// Source: Steele, Lea, Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014.
public struct SeededGenerator: RandomNumberGenerator, Sendable {
    private var state: UInt64

    /// What is added to the state for every number.
    fileprivate static let step: UInt64 = 0x9E37_79B9_7F4A_7C15

    /// Two generators of one seed give the same numbers.
    public init(seed: Int) { state = UInt64(bitPattern: Int64(seed)) }

    public mutating func next() -> UInt64 {
        state &+= SeededGenerator.step
        return SeededGenerator.mixed(state)
    }

    /// What is given out for a state: its bits, thoroughly mixed.
    @inline(__always)
    fileprivate static func mixed(_ state: UInt64) -> UInt64 {
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    /// A number in [0, 1), all 53 bits of it random.
    public mutating func uniform() -> Double { Double(next() >> 11) * 0x1p-53 }

    /// A number in [low, high).
    public mutating func uniform(from low: Double, to high: Double) -> Double {
        low + (high - low) * uniform()
    }

    /// A whole number in 0..<count; `count` must be positive.
    public mutating func index(below count: Int) -> Int {
        require(count > 0, "index(below: \(count)): there is no index below \(count).")
        return Int(uniform() * Double(count))
    }

    /// A number from the normal distribution of mean 0 and standard deviation 1 (Box and Muller).
    public mutating func normal() -> Double {
        let radius = sqrt(-2 * log(1 - uniform()))
        return radius * cos(2 * Double.pi * uniform())
    }
}

extension Matrix {
    /// Entries drawn from the normal distribution; numpy's `mean + standardDeviation * randn(rows, columns)`.
    public static func normal(
        rows: Int, columns: Int, mean: Double = 0, standardDeviation: Double = 1,
        using generator: inout SeededGenerator
    ) -> Matrix {
        var result = Matrix(rows: rows, columns: columns)
        for i in 0..<rows * columns {
            result.elements[i] = mean + standardDeviation * generator.normal()
        }
        return result
    }

    /// Entries drawn evenly from [low, high).
    public static func uniform(
        rows: Int, columns: Int, from low: Double, to high: Double,
        using generator: inout SeededGenerator
    ) -> Matrix {
        var result = Matrix(rows: rows, columns: columns)
        for i in 0..<rows * columns {
            result.elements[i] = generator.uniform(from: low, to: high)
        }
        return result
    }

    /// 1 / keep with probability `keep`, and 0 elsewhere: entry number i is kept if the i-th number of
    /// `SeededGenerator(seed: seed).uniform()` is below `keep`.
    public static func mask(rows: Int, columns: Int, keep: Double, seed: Int) -> Matrix {
        let first = UInt64(bitPattern: Int64(seed)) &+ SeededGenerator.step
        // uniform() is a whole number below 2^53, divided by that.
        let limit = UInt64((keep * 0x1p53).rounded(.up))
        let kept = 1 / keep
        return Matrix(rows: rows, columns: columns) { out in
            Threads.share(out.count, multiple: 8, work: out.count * 4) { part in
                // The generator's state is a counter, so that every number can be had by itself.
                for i in part {
                    let state = first &+ UInt64(truncatingIfNeeded: i) &* SeededGenerator.step
                    out[i] = SeededGenerator.mixed(state) >> 11 < limit ? kept : 0
                }
            }
        }
    }

    /// Evenly spaced numbers from `start` to `end`, both included; numpy's
    /// `np.linspace(start, end, num=rows*columns).reshape(rows, columns)`.
    public static func linspace(
        from start: Double, to end: Double, rows: Int, columns: Int
    ) -> Matrix {
        require(rows >= 0 && columns >= 0, "linspace: (\(rows), \(columns)) has a negative side.")
        let count = rows * columns
        let step = (end - start) / Double(Swift.max(count - 1, 1))
        var numbers = (0..<count).map { start + Double($0) * step }
        if count > 1 { numbers[count - 1] = end }
        return Matrix(rows: rows, columns: columns, elements: numbers)
    }
}
