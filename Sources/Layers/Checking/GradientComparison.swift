// Comparing one gradient, entry by entry, with the numeric one.

/// How one gradient compares with the numeric one, and how sure that is.
public struct GradientComparison: Sendable {
    public enum Verdict: String, Sendable {
        /// Every entry agrees.
        case right
        /// At least one entry is certainly wrong.
        case wrong
        /// The gradient's shape is not that of the matrix it belongs to.
        case wrongShape = "wrong shape"
        /// The gradient holds a NaN or an infinity.
        case notFinite = "not finite"
        /// The forward pass gives a NaN or an infinity: there is nothing to compare with.
        case forwardNotFinite = "forward not finite"
        /// The numeric gradient is too noisy here, or has too many kinks, to decide.
        case inconclusive
    }

    public let verdict: Verdict

    /// The gradient under test.
    public let yours: Matrix

    /// The numeric gradient; at an accepted kink, the value accepted.
    public let numeric: Matrix

    /// By how much `numeric` may be off, entry by entry.
    public let errorBars: Matrix

    /// Positions in `elements` of the entries that are wrong, the worst one first.
    public let wrongEntries: [Int]

    /// How many entries sit on a kink, where any slope between both sides' is accepted.
    public let kinks: Int

    /// How many entries could not be decided.
    public let unresolved: Int

    /// The largest entry of the numeric gradient, by magnitude.
    public let scale: Double

    /// The largest |yours - numeric| as a share of `scale`.
    public let largestRelativeError: Double

    /// What that error might have been.
    public let allowedRelativeError: Double

    /// The smallest error, as a share of `scale`, that would have been called wrong in any entry.
    public let power: Double

    /// How many times the function was computed.
    public let evaluations: Int

    /// Whether the function's value ever changed while its argument did.
    public let functionMoved: Bool

    /// Row and column of an entry.
    public func place(of entry: Int) -> (row: Int, column: Int) {
        (entry / max(numeric.columns, 1), entry % max(numeric.columns, 1))
    }
}

/// Compares `yours` with the numeric gradient of sum(dout * f(x)) with respect to x.
///
/// Every entry gets one centred difference of step 2^-17. Entries that disagree are looked at again
/// with a ladder of steps before anything is called wrong. An entry agrees if
///
///     |yours - numeric| <= 1e-6 max(|yours|, |numeric|) + 1e-7 scale + 4 (error bar)
///
/// where `scale` is the largest entry. Above 2000 entries a sample is compared, and sums along four
/// random directions for the rest.
/// - Parameters:
///   - yours: the gradient to judge.
///   - x: where it was taken.
///   - dout: the gradient of the loss with respect to f's numbers.
///   - f: the function, as a list of numbers; it must use its argument.
/// - Returns: the comparison.
/// - Throws: what the function throws.
package func compareGradient(
    _ yours: Matrix, at x: Matrix, dout: [Double], of f: @escaping (Matrix) throws -> [Double]
) throws -> GradientComparison {
    GradedRun.refuseGradientCheck()
    var comparison = try Comparing(yours, at: x, dout: dout, of: f)
    return try comparison.compare()
}

/// One comparison under way.
private struct Comparing {
    let yours: Matrix
    let x: Matrix
    var function: WeightedFunction
    let counter = Counter()
    var generator = SeededGenerator(seed: 7)

    var numeric: Matrix
    var errorBars: Matrix
    var scale = 0.0
    var wrong: [(entry: Int, excess: Double)] = []
    var kinks = 0
    var unresolved = 0
    var moved = false
    var largest = (error: 0.0, allowed: 0.0)
    var loosest = 0.0

    final class Counter { var calls = 0 }

    static let step = 0x1p-17
    static let mostEntries = 2000

    init(
        _ yours: Matrix, at x: Matrix, dout: [Double],
        of f: @escaping (Matrix) throws -> [Double]
    ) throws {
        self.yours = yours
        self.x = x
        let counter = counter
        function = try WeightedFunction(weights: dout, at: x) { moved in
            counter.calls += 1
            return try f(moved)
        }
        numeric = Matrix(rows: x.rows, columns: x.columns)
        errorBars = numeric
    }

    mutating func compare() throws -> GradientComparison {
        if yours.shape != x.shape { return result(.wrongShape) }
        if !function.centre.allSatisfy(\.isFinite) { return result(.forwardNotFinite) }
        try function.measureNoise(at: x, using: &generator)
        let entries = chosenEntries()
        for i in entries {
            let found = try function.centredDifference(
                Line(x: x, along: .entry(i)), Comparing.step)
            numeric.elements[i] = found.slope
            moved = moved || found.moved
        }
        scale = entries.map { abs(numeric.elements[$0]) }.filter(\.isFinite).max() ?? 0
        if !yours.elements.allSatisfy(\.isFinite) { return result(.notFinite) }
        if try isZero(entries) {
            numeric = numeric.zeros
            scale = 0
            return result(.right)
        }
        for i in entries { try judge(i) }
        if entries.count < x.elements.count, wrong.isEmpty, try !directionsAgree() {
            try judgeRest(entries)
        }
        return result(verdict())
    }

    /// All entries, or for a large matrix its corners, the largest and some random ones.
    private mutating func chosenEntries() -> [Int] {
        let count = x.elements.count
        if count <= Comparing.mostEntries { return Array(0..<count) }
        var chosen: Set<Int> = [0, x.columns - 1, count - x.columns, count - 1]
        for _ in 0..<20 { chosen.insert(generator.index(below: count)) }
        let byMagnitude = yours.elements.indices.sorted {
            abs(yours.elements[$0]) > abs(yours.elements[$1])
        }
        chosen.formUnion(byMagnitude.prefix(8))
        return chosen.sorted()
    }

    /// Whether both gradients are 0, as far as rounding lets one see, like that of a bias which a
    /// normalization takes away again.
    private func isZero(_ entries: [Int]) throws -> Bool {
        let coarse = 0x1p-9
        let rounding = 8 * function.noise
        if largestOfYours > rounding / coarse || scale > rounding / Comparing.step { return false }
        // Small steps show nothing but noise. At a large one a gradient would stand out.
        return try entries.allSatisfy { i in
            let found = try function.centredDifference(Line(x: x, along: .entry(i)), coarse)
            return abs(found.slope) <= rounding / coarse
        }
    }

    private mutating func judge(_ i: Int) throws {
        let a = yours.elements[i]
        let quick = numeric.elements[i]
        // The first look counts only where its own noise is small.
        let quickBar = min(function.noise / Comparing.step, 1e-4 * scale)
        errorBars.elements[i] = quickBar
        if quick.isFinite && note(a, quick, quickBar) { return }
        let line = Line(x: x, along: .entry(i))
        switch try function.derivative(line, scale: max(scale, largestOfYours)) {
        case .smooth(let value, let error):
            numeric.elements[i] = value
            errorBars.elements[i] = error
            if !note(a, value, error) { wrong.append((i, abs(a - value))) }
        case .kink(let low, let high):
            kinks += 1
            let nearest = min(max(a, low), high)
            numeric.elements[i] = nearest
            if !note(a, nearest, function.noise / Comparing.step) {
                wrong.append((i, abs(a - nearest)))
            }
        case .unresolved:
            unresolved += 1
        }
    }

    /// Whether a and n agree; remembers the largest error and the loosest bound of those that do.
    private mutating func note(_ a: Double, _ n: Double, _ bar: Double) -> Bool {
        let allowed = 1e-6 * max(abs(a), abs(n)) + 1e-7 * scale + 4 * bar
        let error = abs(a - n)
        let agrees = error <= allowed
        if agrees && error >= largest.error { largest = (error, allowed) }
        if agrees { loosest = max(loosest, allowed) }
        return agrees
    }

    /// Sums along random directions: they see every entry, but cannot say which is wrong.
    private mutating func directionsAgree() throws -> Bool {
        for _ in 0..<4 {
            let direction = Matrix.normal(rows: x.rows, columns: x.columns, using: &generator)
            let mine = (yours * direction).sum()
            let norm = yours.sumOfSquares().squareRoot()
            let line = Line(x: x, along: .vector(direction))
            switch try function.derivative(line, scale: norm) {
            case .smooth(let value, let error):
                let allowed = 1e-6 * max(abs(mine), norm) + 4 * error
                loosest = max(loosest, allowed)
                if abs(mine - value) > allowed { return false }
            case .kink, .unresolved: break  // a random direction crosses every kink at once
            }
        }
        return true
    }

    /// A direction disagrees: the entries left out are looked at until some are found wrong.
    private mutating func judgeRest(_ judged: [Int]) throws {
        let known = Set(judged)
        for i in x.elements.indices where !known.contains(i) && wrong.count < 10 {
            numeric.elements[i] = try function.centredDifference(
                Line(x: x, along: .entry(i)), Comparing.step
            ).slope
            try judge(i)
        }
    }

    private var largestOfYours: Double { yours.largestMagnitude() }

    private func verdict() -> GradientComparison.Verdict {
        // Above this the noise would hide errors of the size that matters.
        let resolution = function.noise / 0x1p-9
        let trustworthy =
            resolution <= 1e-4 * max(scale, largestOfYours)
            || (scale == 0 && largestOfYours == 0)
        if !trustworthy { return .inconclusive }
        if !wrong.isEmpty { return .wrong }
        return unresolved > 0 ? .inconclusive : .right
    }

    private func result(_ verdict: GradientComparison.Verdict) -> GradientComparison {
        let sorted = wrong.sorted { $0.excess > $1.excess }
        let unit = scale > 0 ? scale : 1
        var (error, allowed) = largest
        if let worst = sorted.first {
            error = worst.excess
            let i = worst.entry
            allowed =
                1e-6 * max(abs(yours.elements[i]), abs(numeric.elements[i])) + 1e-7 * scale
                + 4 * errorBars.elements[i]
        }
        return GradientComparison(
            verdict: verdict, yours: yours, numeric: numeric, errorBars: errorBars,
            wrongEntries: sorted.map(\.entry), kinks: kinks, unresolved: unresolved, scale: scale,
            largestRelativeError: error / unit, allowedRelativeError: allowed / unit,
            power: loosest / unit, evaluations: counter.calls, functionMoved: moved)
    }
}
