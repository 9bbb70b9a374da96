// The derivative of a function along one line, by differences, with an honest error bar.
//
// A single centred difference cannot tell a wrong gradient from a kink or from rounding. So this
// takes differences at a ladder of shrinking steps, extrapolates them to step 0 (Richardson), and
// watches the two one-sided slopes: at a kink they do not meet, however small the step.
//
// Sources: Ridders, "Accurate computation of F'(x) and F'(x)F''(x)", 1982; Press and others,
// "Numerical Recipes", 5.7; More and Wild, "Estimating derivatives of noisy simulations", 2012.

/// What is known of a derivative.
enum Derivative {
    /// The value, and how far off it may be.
    case smooth(value: Double, error: Double)

    /// The function bends here: any value between the slopes of its two sides is defensible.
    case kink(low: Double, high: Double)

    /// Neither: too noisy, or kinks too close together.
    case unresolved
}

/// A function of matrices, looked at along one line through `x`: one entry or one direction.
struct Line {
    let x: Matrix
    let along: Direction

    enum Direction {
        case entry(Int)
        case vector(Matrix)
    }

    /// x moved by t.
    func point(_ t: Double) -> Matrix {
        var moved = x
        switch along {
        case .entry(let i): moved.elements[i] += t
        case .vector(let v): moved = x + t * v
        }
        return moved
    }

    /// The distances really stepped to either side, after rounding.
    func realStep(_ h: Double) -> (up: Double, down: Double) {
        guard case .entry(let i) = along else { return (h, h) }
        let centre = x.elements[i]
        return ((centre + h) - centre, centre - (centre - h))
    }
}

/// sum(weights * f(x)) and its derivatives, f being a function from a matrix to a list of numbers.
struct WeightedFunction {
    let weights: [Double]
    let f: (Matrix) throws -> [Double]

    /// f(x), where all lines start.
    let centre: [Double]

    /// How much sum(weights * f) jitters from rounding alone.
    var noise = 0.0

    init(weights: [Double], at x: Matrix, of f: @escaping (Matrix) throws -> [Double]) throws {
        self.weights = weights
        self.f = f
        centre = try f(x)
    }

    /// One centred difference with step `h`; also says whether f moved at all.
    func centredDifference(_ line: Line, _ h: Double) throws -> (slope: Double, moved: Bool) {
        let (above, below) = (try f(line.point(h)), try f(line.point(-h)))
        let (up, down) = line.realStep(h)
        let slope = weightedDifference(weights, above, below) / (up + down)
        return (slope, above != centre || below != centre)
    }

    /// The derivative along `line`, by the ladder of steps from 2^-5 down to 2^-25.
    /// - Parameters:
    ///   - line: where to look.
    ///   - scale: the largest derivative around; what is far below it counts as 0.
    /// - Returns: the derivative, or what stands in its way.
    /// - Throws: what the function throws.
    func derivative(_ line: Line, scale: Double) throws -> Derivative {
        var previous: [Double] = []  // the last row of the Richardson tableau
        var best: (value: Double, error: Double)?
        var sides: [(h: Double, above: Double, below: Double)] = []
        for level in 0...10 {
            let h = 0x1p-5 / Double(1 << (2 * level))
            let (up, down) = line.realStep(h)
            if up == 0 || down == 0 { break }
            let (above, below) = (try f(line.point(h)), try f(line.point(-h)))
            let noiseHere = noise / h
            if !(above + below).allSatisfy(\.isFinite) {
                // Stepped out of the function's domain: forget everything this far out.
                (previous, best, sides) = ([], nil, [])
                continue
            }
            sides.append(
                (
                    h, weightedDifference(weights, above, centre) / up,
                    weightedDifference(weights, centre, below) / down
                ))
            var row = [weightedDifference(weights, above, below) / (up + down)]
            let g = max(abs(row[0]), scale, 1e-300)
            if !previous.isEmpty {
                let candidate = extrapolate(&row, previous, noiseHere)
                let (last, before) = (sides[sides.count - 1], sides[sides.count - 2])
                let gap = last.above - last.below
                let gapBefore = before.above - before.below
                // The one-sided slopes' difference, extrapolated to step 0: a kink's height.
                let jump = abs(4 * gap - gapBefore) / 3
                let meet = abs(gap) <= max(0.5 * abs(gapBefore), 1e-3 * g, 16 * noiseHere)
                if jump <= max(1e-3 * g, 16 * noiseHere) && meet {
                    if best.map({ candidate.error < $0.error }) ?? true { best = candidate }
                    if let best, sides.count >= 3,
                        best.error <= max(1e-9 * g, 1.5 * noiseHere),
                        jump <= max(3e-5 * g, 8 * noiseHere)
                    {
                        return .smooth(value: best.value, error: best.error)
                    }
                }
            }
            previous = row
        }
        return settle(best, sides, scale)
    }

    /// Fills `row` with higher-order estimates and returns the one that scatters least.
    private func extrapolate(
        _ row: inout [Double], _ previous: [Double], _ noiseHere: Double
    ) -> (value: Double, error: Double) {
        var candidate = (value: row[0], error: Double.infinity)
        var factor = 16.0
        for j in 1...min(previous.count, 3) {
            row.append((row[j - 1] * factor - previous[j - 1]) / (factor - 1))
            factor *= 16
            let error = max(abs(row[j] - row[j - 1]), abs(row[j] - previous[j - 1]), noiseHere)
            if error < candidate.error { candidate = (row[j], error) }
        }
        return candidate
    }

    /// The verdict when no level was good enough to stop at.
    private func settle(
        _ best: (value: Double, error: Double)?,
        _ sides: [(h: Double, above: Double, below: Double)], _ scale: Double
    ) -> Derivative {
        let g = max(abs(best?.value ?? 0), scale, 1e-300)
        if let best, best.error <= 1e-4 * g {
            return .smooth(value: best.value, error: best.error)
        }
        let readable = sides.filter { noise / $0.h < 1e-3 * g }.suffix(3)
        if readable.count == 3, readable.contains(where: { abs($0.above - $0.below) > 1e-3 * g }) {
            let slopes = readable.flatMap { [$0.above, $0.below] }
            return .kink(low: slopes.min() ?? 0, high: slopes.max() ?? 0)
        }
        return .unresolved
    }

    /// Measures the rounding noise of sum(weights * f) near x: twice the larger of what seven
    /// closely spaced values show (their higher differences are noise) and of what the size of
    /// the numbers makes inevitable.
    mutating func measureNoise(at x: Matrix, using generator: inout SeededGenerator) throws {
        let direction = x.mapped { entry in
            (generator.uniform() < 0.5 ? -1 : 1) * max(abs(entry), 0x1p-10)
        }
        let line = Line(x: x, along: .vector(direction))
        var differences = try (0...6).map { j in
            weightedDifference(weights, try f(line.point(Double(j) * 0x1p-40)), centre)
        }
        var measured = 0.0
        // (q!)^2 / (2q)! turns the mean square of q-th differences into the noise's variance.
        var factor = 1.0
        for q in 1...4 {
            differences = zip(differences.dropFirst(), differences).map { $0 - $1 }
            factor *= Double(q * q) / Double((2 * q - 1) * 2 * q)
            if q >= 2 {
                let meanSquare = differences.reduce(0) { $0 + $1 * $1 } / Double(differences.count)
                measured = max(measured, (factor * meanSquare).squareRoot())
            }
        }
        let outputs = zip(weights, centre).reduce(0) { $0 + ($1.0 * $1.1) * ($1.0 * $1.1) }
        let weightSquares = weights.reduce(0) { $0 + $1 * $1 }
        let inputs = x.sumOfSquares() / Double(max(x.elements.count, 1))
        let inevitable =
            Double.ulpOfOne * (outputs.squareRoot() + (weightSquares * inputs).squareRoot())
        noise = 2 * max(measured, inevitable)
    }
}
