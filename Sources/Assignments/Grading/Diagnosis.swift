import Exchange
import Foundation
import Layers

// What kind of wrong a gradient is, computed and never guessed: each test below states something
// that can be verified on numbers, and it is said only if three fresh problems agree on it.

/// One verified statement about a wrong gradient.
public struct Diagnosis: Codable, Equatable, Sendable {
    /// The kind of fault, such as "constant-factor".
    public let code: String
    /// One sentence; it never gives the answer away.
    public let message: String
}

/// Everything that is known of one wrong gradient on one problem.
struct WrongGradient {
    let name: String
    let variable: String
    let yours: Matrix
    let numeric: Matrix
    let problem: Problem
    /// The upstream gradient; a loss has a 1 x 1 one.
    let dout: Matrix
    /// The forward pass's output.
    let out: Matrix
    /// The gradient for an upstream gradient of zeros.
    let atZero: Matrix
    /// The numeric gradient for an upstream gradient of ones.
    let numericForOnes: Matrix
    /// The numeric gradients for upstream gradients that are 0 but in the first, or last, row.
    let numericForFirst: Matrix
    let numericForLast: Matrix
    /// The numeric gradients of all variables, by gradient name.
    let allNumeric: [String: Matrix]

    var scale: Double { numeric.largestMagnitude() }

    /// Whether two matrices are the same but for rounding in the numeric gradient.
    func same(_ a: Matrix, _ b: Matrix) -> Bool {
        if a.shape != b.shape { return false }
        let size = max(a.largestMagnitude(), b.largestMagnitude())
        return size > 0 && size.isFinite && (a - b).largestMagnitude() <= 2e-6 * size
    }

    /// The c for which yours = c * t, if there is one.
    func factor(of yours: Matrix, on t: Matrix) -> Double? {
        let square = t.sumOfSquares()
        if yours.shape != t.shape || square == 0 || yours.elements.count < 2 { return nil }
        let c = (yours * t).sum() / square
        return c != 0 && same(yours, c * t) ? c : nil
    }

    /// The matrices that a learner has at hand, by the names used in code.
    var atHand: [(name: String, matrix: Matrix)] {
        problem.matrices.filter { !$0.key.hasPrefix("d") }.sorted { $0.key < $1.key }
            .map { ($0.key, $0.value) } + [("out", out), ("dout", dout)]
    }

    /// The c for which yours - numeric = c * the matrix of this name, for an upstream gradient of 1.
    func multiple(of name: String) -> Double? {
        guard let matrix = atHand.first(where: { $0.name == name })?.matrix,
            let c = factor(of: yours - numeric, on: matrix)
        else { return nil }
        return isLoss ? c / dout.scalar : c
    }

    /// What arrives from the output side, by the name it has in code.
    var upstream: String { isLoss ? "dloss" : "dout" }

    /// Whether the forward pass gives a single number.
    var isLoss: Bool { out.elements.count == 1 }

    /// Every name that a number has among the sizes and settings of the problem.
    func names(of c: Double) -> [String] {
        var sizes = problem.numbers.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        for (name, matrix) in atHand {
            let (rows, columns) = (Double(matrix.rows), Double(matrix.columns))
            if rows > 1 { sizes.append(("the number of rows of \(name)", rows)) }
            if columns > 1 { sizes.append(("the number of columns of \(name)", columns)) }
            if rows > 1, columns > 1 {
                sizes.append(("the number of entries of \(name)", rows * columns))
            }
        }
        var names = [("-1", -1), ("2", 2), ("1/2", 0.5), ("minus 2", -2), ("minus 1/2", -0.5)]
        for (what, size) in sizes {
            names += [
                (what, size), ("one over \(what)", 1 / size), ("minus \(what)", -size),
                ("minus one over \(what)", -1 / size), ("half \(what)", size / 2),
                ("2 times \(what)", 2 * size), ("2 over \(what)", 2 / size),
                ("minus half \(what)", -size / 2),
            ]
        }
        for (what, size) in sizes {
            for (other, divisor) in sizes where divisor != size {
                names.append(("\(what) over \(other)", size / divisor))
            }
        }
        // A setting of 0 has no inverse.
        return names.filter { $0.1.isFinite && abs(c - $0.1) <= 2e-6 * abs($0.1) }.map(\.0)
    }
}

/// What one number, different in every problem, is called in all of them; nil if nothing fits.
private func commonName(_ numbers: [(WrongGradient, Double)]) -> String? {
    guard let (first, c) = numbers.first else { return nil }
    return first.names(of: c).first { name in
        numbers.allSatisfy { $0.0.names(of: $0.1).contains(name) }
    }
}

/// Whether all numbers are the same one.
private func areEqual(_ numbers: [Double]) -> Bool {
    numbers.allSatisfy { abs($0 - numbers[0]) <= 2e-6 * abs(numbers[0]) }
}

/// One test: a statement that is true of all these gradients, in the words for the first; or nil.
private typealias Test = @Sendable ([WrongGradient]) -> Diagnosis?

/// The tests, in the order in which their statements are most worth saying.
private let tests: [Test] = [
    onEach(wrongShape), onEach(notFinite), onEach(allZero), onEach(ignoresDout),
    onEach(anotherGradient), constantFactor, onEach(oneExample), missingMultiple,
    onEach(localSlope), onEach(onlyWhere), onlySomeColumns,
]

/// The first statement that is true of all these gradients.
func diagnose(_ gradients: [WrongGradient]) -> Diagnosis? {
    if gradients.isEmpty { return nil }
    for test in tests {
        if let found = test(gradients) { return found }
    }
    return nil
}

/// A test of all from a test of one: its statement must be of the same kind for each.
private func onEach(_ test: @escaping @Sendable (WrongGradient) -> Diagnosis?) -> Test {
    { gradients in
        let found = gradients.compactMap(test)
        let isAgreed = found.count == gradients.count && Set(found.map(\.code)).count == 1
        return isAgreed ? found.first : nil
    }
}

@Sendable private func wrongShape(_ g: WrongGradient) -> Diagnosis? {
    let (mine, right) = (g.yours.shape, g.numeric.shape)
    if mine == right { return nil }
    let start = "\(g.name) is \(mine), and \(g.variable) is \(right):"
    if mine == Shape(rows: right.columns, columns: right.rows) {
        return Diagnosis(
            code: "shape-transposed", message: "\(start) rows and columns are exchanged.")
    }
    if mine == Shape(rows: 1, columns: 1) {
        return Diagnosis(code: "shape-scalar", message: "\(start) too much was added up.")
    }
    let owner = g.atHand.first { $0.matrix.shape == mine && $0.name != g.variable }
    if mine == g.dout.shape {
        return Diagnosis(
            code: "shape-not-summed",
            message: "\(start) that is the shape of dout; was something not added up?")
    }
    if let owner {
        return Diagnosis(
            code: "shape-other", message: "\(start) that is the shape of \(owner.name).")
    }
    if mine.rows == 1 || mine.columns == 1 {
        return Diagnosis(
            code: "shape-axis", message: "\(start) was it added up along the other axis?")
    }
    return Diagnosis(
        code: "shape", message: "\(start) a gradient has the shape of what it belongs to.")
}

@Sendable private func notFinite(_ g: WrongGradient) -> Diagnosis? {
    if g.yours.elements.allSatisfy(\.isFinite) { return nil }
    let forward = g.out.elements.allSatisfy(\.isFinite)
    return Diagnosis(
        code: "not-finite",
        message:
            "\(g.name) holds NaN or infinity, and the forward pass \(forward ? "does not" : "does, too"): look for a division by 0 or an exponential that overflows."
    )
}

@Sendable private func allZero(_ g: WrongGradient) -> Diagnosis? {
    guard g.yours.largestMagnitude() <= 1e-14 * g.scale else { return nil }
    return Diagnosis(
        code: "all-zero",
        message: "\(g.name) is all zeros; the numeric gradient reaches \(shortNumber(g.scale)).")
}

@Sendable private func ignoresDout(_ g: WrongGradient) -> Diagnosis? {
    guard g.atZero.shape == g.numeric.shape, g.atZero.largestMagnitude() > 0 else { return nil }
    if g.same(g.yours, g.numericForOnes) {
        return Diagnosis(
            code: "ignores-dout",
            message:
                "\(g.name) is right for a \(g.upstream) of 1, and stays the same for any other: what arrives from the output side is left out."
        )
    }
    return Diagnosis(
        code: "not-linear-in-dout",
        message:
            "with a \(g.upstream) of 0 \(g.name) is not 0: some part of it is not multiplied by what arrives."
    )
}

@Sendable private func anotherGradient(_ g: WrongGradient) -> Diagnosis? {
    let other = g.allNumeric.sorted { $0.key < $1.key }.first {
        $0.key != g.name && g.same(g.yours, $0.value)
    }
    guard let other else { return nil }
    return Diagnosis(
        code: "swapped", message: "your \(g.name) is the right \(other.key): are the two exchanged?"
    )
}

@Sendable private func constantFactor(_ gradients: [WrongGradient]) -> Diagnosis? {
    let factors = gradients.compactMap { g in
        g.factor(of: g.yours, on: g.numeric).map { (g, $0) }
    }
    guard factors.count == gradients.count, let (g, c) = factors.first else { return nil }
    let name = commonName(factors)
    if name == "-1" {
        return Diagnosis(
            code: "sign", message: "your \(g.name) has the opposite sign, every entry of it.")
    }
    let start = "your \(g.name) is \(shortNumber(c)) times the numeric one"
    if let name {
        let meaning = name == "2" || name == "1/2" ? "in every case." : "and that is \(name)."
        return Diagnosis(code: "constant-factor", message: "\(start), \(meaning)")
    }
    guard areEqual(factors.map(\.1)) else { return nil }
    return Diagnosis(code: "constant-factor", message: "\(start), in every case.")
}

/// Only one example of the batch was listened to.
@Sendable private func oneExample(_ g: WrongGradient) -> Diagnosis? {
    if g.isLoss || g.dout.rows < 2 { return nil }
    for (which, numeric) in [("first", g.numericForFirst), ("last", g.numericForLast)]
    where g.same(g.yours, numeric) {
        return Diagnosis(
            code: "one-example-\(which)",
            message:
                "your \(g.name) is what the \(which) example alone gives: the others are missing.")
    }
    return nil
}

/// Yours is off by a multiple of a matrix at hand: a term missing, or one too many.
@Sendable private func missingMultiple(_ gradients: [WrongGradient]) -> Diagnosis? {
    guard let shown = gradients.first else { return nil }
    for (name, _) in shown.atHand {
        let factors = gradients.compactMap { g -> (WrongGradient, Double)? in
            guard g.yours.shape == g.numeric.shape, let c = g.multiple(of: name) else { return nil }
            return (g, c)
        }
        guard factors.count == gradients.count, let (g, c) = factors.first else { continue }
        let known = commonName(factors.map { ($0.0, abs($0.1)) })
        if known == nil && !areEqual(factors.map(\.1)) { continue }
        let size = "\(shortNumber(abs(c))) times \(name)"
        let meaning = known.map { ", and \(shortNumber(abs(c))) is \($0)" } ?? ""
        return Diagnosis(
            code: c < 0 ? "missing-term" : "extra-term",
            message:
                "your \(g.name) is the numeric one \(c < 0 ? "less" : "plus") \(size)\(meaning).")
    }
    return nil
}

/// Entry by entry, yours / dout is a plain function of something at hand.
@Sendable private func localSlope(_ g: WrongGradient) -> Diagnosis? {
    guard g.dout.elements.count > 1, g.yours.shape == g.dout.shape else { return nil }
    let functions: [(String, (Double) -> Double)] = [
        ("%", { $0 }), ("1 - %", { 1 - $0 }), ("% (1 - %)", { $0 * (1 - $0) }),
        ("1 - %^2", { 1 - $0 * $0 }), ("%^2", { $0 * $0 }), ("1 / %", { 1 / $0 }),
        ("1 where % > 0, else 0", { $0 > 0 ? 1 : 0 }),
        ("1 where % < 0, else 0", { $0 < 0 ? 1 : 0 }),
        ("s (1 - s) with s the sigmoid of %", { sigmoid($0) * (1 - sigmoid($0)) }),
    ]
    if g.same(g.yours, g.dout) {
        return Diagnosis(
            code: "local-slope",
            message:
                "your \(g.name) is dout itself, unchanged: the slope of this layer is not 1 everywhere."
        )
    }
    for (name, matrix) in g.atHand where matrix.shape == g.yours.shape {
        for (text, function) in functions
        where g.same(g.yours, g.dout.zipMapped(matrix) { $0 * function($1) }) {
            let slope = text.replacing("%", with: name)
            return Diagnosis(
                code: "local-slope",
                message:
                    "your \(g.name) is dout times \(slope); the numeric slope is something else.")
        }
    }
    return nil
}

/// The wrong entries are exactly those where something holds.
@Sendable private func onlyWhere(_ g: WrongGradient) -> Diagnosis? {
    guard g.yours.shape == g.numeric.shape else { return nil }
    let wrong = zip(g.yours.elements, g.numeric.elements).map { mine, right in
        abs(mine - right) > 1e-6 * max(abs(mine), abs(right)) + 1e-7 * g.scale
    }
    // Of two entries some place is always true.
    if !wrong.contains(true) || !wrong.contains(false) || wrong.count < 3 { return nil }
    func described(_ place: String) -> Diagnosis {
        let pairs = zip(wrong, g.yours.elements).filter(\.0)
        let zeros = pairs.allSatisfy { $0.1 == 0 }
        let shouldBeZero = zip(wrong, g.numeric.elements).filter(\.0).allSatisfy {
            abs($0.1) <= 1e-7 * g.scale
        }
        let what =
            zeros ? ", and yours is 0 there" : shouldBeZero ? ", and it should be 0 there" : ""
        return Diagnosis(
            code: "only-where",
            message:
                "your \(g.name) is wrong only where \(place)\(what): \(pairs.count) of \(wrong.count) entries."
        )
    }
    for (name, matrix) in g.atHand where matrix.shape == g.yours.shape {
        if matrix.elements.map({ $0 < 0 }) == wrong { return described("\(name) is negative") }
        if matrix.elements.map({ $0 > 0 }) == wrong { return described("\(name) is positive") }
    }
    if g.problem.labels.count == g.yours.rows, g.yours.columns == 1 {
        for label in 0...1 where g.problem.labels.map({ $0 == label }) == wrong {
            return described("the label is \(label)")
        }
    } else if g.problem.labels.count == g.yours.rows {
        let onLabel = (0..<wrong.count).map {
            g.problem.labels[$0 / g.yours.columns] == $0 % g.yours.columns
        }
        // An example without any loss may be right on its label, too.
        let isWithin = zip(wrong, onLabel).allSatisfy { !$0 || $1 }
        if isWithin { return described("the column is the example's label") }
        if onLabel.map({ !$0 }) == wrong {
            return described("the column is not the example's label")
        }
    }
    return nil
}

/// The same columns are right in every case, and all the others wrong.
@Sendable private func onlySomeColumns(_ gradients: [WrongGradient]) -> Diagnosis? {
    let right = gradients.map { g -> [Int] in
        guard g.yours.shape == g.numeric.shape, g.yours.columns > 1 else { return [] }
        return (0..<g.yours.columns).filter { c in
            (0..<g.yours.rows).allSatisfy { r in
                abs(g.yours[r, c] - g.numeric[r, c])
                    <= 1e-6 * abs(g.numeric[r, c]) + 1e-7 * g.scale
            }
        }
    }
    guard let columns = right.first, (1...4).contains(columns.count), Set(right).count == 1,
        Set(gradients.map(\.yours.columns)).count == 1
    else { return nil }
    let list = columns.map(String.init).joined(separator: " and ")
    return Diagnosis(
        code: "only-columns",
        message: "of your \(gradients[0].name) only column \(list) is right, counted from 0.")
}
