import Foundation
import Layers

// Tests by what a wrong gradient is made of: terms that are missing, slopes taken at the wrong value.

extension Evidence {
    /// A stage's name without its number where it is the only one of its name.
    func plainName(_ name: String) -> String {
        guard name.hasSuffix("[0]") else { return name }
        let second = name.dropLast(3) + "[1]"
        let isOnly = !stages.contains { $0.name == second || "d\($0.name)" == second }
        return isOnly ? String(name.dropLast(3)) : name
    }

    /// What matrices at hand make of the shape of this one: themselves, sums, and products of two.
    func madeOf(_ shape: Shape) -> [Named] {
        let values = self.values
        var made = values
        for a in values {
            for (name, matrix) in functions(of: a) { made.append(Named(name, matrix)) }
        }
        for a in values {
            if shape.rows == 1, a.matrix.columns == shape.columns {
                made.append(Named("the sum of the rows of \(a.name)", a.matrix.columnSums()))
            }
            for b in values {
                if a.matrix.shape == b.matrix.shape, a.name <= b.name {
                    made.append(Named("\(a.name) * \(b.name)", a.matrix * b.matrix))
                    if shape.rows == 1, a.matrix.columns == shape.columns {
                        made.append(
                            Named(
                                "the sum of the rows of \(a.name) * \(b.name)",
                                (a.matrix * b.matrix).columnSums()))
                    }
                }
                made += products(a, b, shape)
            }
        }
        return made.filter { $0.matrix.shape == shape && $0.matrix.largestMagnitude() > 0 }
    }

    private func products(_ a: Named, _ b: Named, _ shape: Shape) -> [Named] {
        var made: [Named] = []
        let (m, n) = (a.matrix, b.matrix)
        if m.columns == n.rows, shape == Shape(rows: m.rows, columns: n.columns) {
            made.append(Named("the product of \(a.name) and \(b.name)", m.matmul(n)))
        }
        if m.rows == n.rows, shape == Shape(rows: m.columns, columns: n.columns) {
            made.append(
                Named("the product of \(a.name), transposed, and \(b.name)", m.transposedMatmul(n)))
        }
        if m.columns == n.columns, shape == Shape(rows: m.rows, columns: n.rows) {
            made.append(
                Named("the product of \(a.name) and \(b.name), transposed", m.matmulTransposed(n)))
        }
        return made
    }

    private func functions(of a: Named) -> [(String, Matrix)] {
        slopes.map { ($0.words.replacing("%", with: a.name), a.matrix.mapped($0.function)) }
    }
}

/// A plain function of one number, as a slope is one.
private struct Slope: Sendable {
    /// With % for what it is taken of.
    let words: String
    let function: @Sendable (Double) -> Double
}

private let slopes: [Slope] = [
    Slope(words: "%") { $0 }, Slope(words: "1 - %") { 1 - $0 },
    Slope(words: "% (1 - %)") { $0 * (1 - $0) }, Slope(words: "1 - %^2") { 1 - $0 * $0 },
    Slope(words: "%^2") { $0 * $0 }, Slope(words: "1 / %") { 1 / $0 },
    Slope(words: "1 / %^2") { 1 / ($0 * $0) }, Slope(words: "the root of %") { $0.squareRoot() },
    Slope(words: "1 where % > 0, else 0") { $0 > 0 ? 1 : 0 },
    Slope(words: "1 where % < 0, else 0") { $0 < 0 ? 1 : 0 },
    Slope(words: "the sign of %") { $0 > 0 ? 1 : $0 < 0 ? -1 : 0 },
    Slope(words: "the sigmoid of %") { sigmoid($0) },
    Slope(words: "s (1 - s) with s the sigmoid of %") { sigmoid($0) * (1 - sigmoid($0)) },
    Slope(words: "the normal distribution up to %", function: normalDistribution),
    Slope(words: "1 - t^2 with t the tanh of %") { 1 - tanh($0) * tanh($0) },
]

/// Yours is off by a multiple of something at hand: a term missing, or one too many.
func offByTerm(_ e: Evidence) -> [Statement] {
    guard e.yours.shape == e.right.shape else { return [] }
    let error = e.yours - e.right
    var found: [Statement] = []
    for made in e.madeOf(error.shape) {
        guard var c = e.factor(of: error, on: made.matrix) else { continue }
        if e.isLoss, let dout = e.dout { c /= dout.scalar }
        let isMissing = c < 0
        found.append(
            Statement(isMissing ? "missing-term" : "extra-term", made.name, factor: abs(c)) {
                factor in
                "your \(e.name) is the right one \(isMissing ? "less" : "plus") \(factor)\(made.name)."
            })
    }
    return found
}

/// Yours is what arrives times a slope of something at hand, and the right one is not.
func slopeOfAnother(_ e: Evidence) -> [Statement] {
    guard e.yours.shape == e.right.shape else { return [] }
    var found: [Statement] = []
    for from in e.arriving {
        if let c = e.factor(of: e.yours, on: from.matrix) {
            found.append(
                Statement("local-slope", from.name, factor: c) { factor in
                    "your \(e.name) is \(factor)\(from.name) itself: the slope of this layer is not the same everywhere."
                })
        }
        found += builtFrom(from.matrix, from: from.name, times: "1", e)
        // A mask can be taken from what arrives as well, and should not.
        for value in e.values + [from] where value.matrix.shape == from.matrix.shape {
            for slope in slopes {
                let through = from.matrix.zipMapped(value.matrix) { $0 * slope.function($1) }
                let words = slope.words.replacing("%", with: value.name)
                found += builtFrom(through, from: from.name, times: words, e)
            }
        }
    }
    if !found.isEmpty { return found }
    for made in e.madeOf(e.yours.shape) {
        guard let c = e.factor(of: e.yours, on: made.matrix) else { continue }
        found.append(
            Statement("built-from", made.name, factor: c) { factor in
                "your \(e.name) is \(factor)\(made.name); the right one is something else."
            })
    }
    return found
}

/// Whether yours is this, its sum over the rows, or its product with something at hand.
private func builtFrom(
    _ through: Matrix, from: String, times slope: String, _ e: Evidence
) -> [Statement] {
    let shape = e.yours.shape
    func stated(_ matrix: Matrix, _ how: String) -> [Statement] {
        guard let c = e.factor(of: e.yours, on: matrix) else { return [] }
        return [
            Statement("local-slope", "\(from) \(slope) \(how)", factor: c) { factor in
                slope == "1"
                    ? "your \(e.name) is \(factor)what \(from) gives\(how); the right one is something else."
                    : "your \(e.name) is \(factor)what \(from) times \(slope) gives\(how); the right slope is something else."
            }
        ]
    }
    if through.shape == shape {
        let found = stated(through, "")
        if !found.isEmpty { return found }
    }
    if shape.rows == 1, through.columns == shape.columns {
        return stated(through.columnSums(), ", added up over the rows")
    }
    for value in e.values {
        let v = value.matrix
        if v.rows == through.rows, shape == Shape(rows: v.columns, columns: through.columns) {
            let found = stated(v.transposedMatmul(through), " in the product with \(value.name)")
            if !found.isEmpty { return found }
        }
        if v.rows == through.columns, shape == Shape(rows: through.rows, columns: v.columns) {
            let found = stated(
                through.matmul(v), " in the product with \(value.name), not transposed")
            if !found.isEmpty { return found }
        }
        if v.columns == through.columns, shape == Shape(rows: through.rows, columns: v.rows) {
            let found = stated(through.matmulTransposed(v), " in the product with \(value.name)")
            if !found.isEmpty { return found }
        }
    }
    return []
}

/// Of a value that is changed in steps, as weights are: the first change is a multiple of the right one.
func firstUpdate(_ e: Evidence) -> [Statement] {
    guard e.variable == nil, e.yours.shape == e.right.shape, e.yours.rows > 1,
        let begin = e.problem.matrices[e.name], begin.rows == 1, begin.columns == e.yours.columns
    else { return [] }
    let mine = e.yours.rows(0..<1) - begin
    let right = e.right.rows(0..<1) - begin
    guard let c = e.factor(of: mine, on: right), abs(c - 1) > 1e-5 else { return [] }
    return [
        Statement("first-step", "", factor: c) { factor in
            "already the first step of your \(e.name) is \(factor)the right one."
        }
    ]
}

/// Yours is the right one times something that is the same along a row, or a column, or is at hand.
func factorByPlace(_ e: Evidence) -> [Statement] {
    guard e.yours.shape == e.right.shape,
        e.right.elements.allSatisfy({ abs($0) > 1e-7 * e.scale })
    else { return [] }
    let ratio = e.yours / e.right
    if ratio.largestMagnitude() < 1e-9 { return [] }
    var found: [Statement] = []
    for value in e.values where value.matrix.elements.count > 1 {
        for slope in slopes {
            let factor = value.matrix.mapped(slope.function)
            guard let spread = spread(factor, to: ratio), let c = e.factor(of: ratio, on: spread)
            else {
                continue
            }
            let words = slope.words.replacing("%", with: value.name)
            found.append(
                Statement("factor", words, factor: c) { number in
                    "your \(e.name) is the right one times \(number)\(words)."
                })
        }
    }
    if ratio.rows > 1, ratio.columns > 1 {
        func isEven(_ lines: Matrix) -> Bool {
            (0..<lines.rows).allSatisfy { r in
                lines.row(r).allSatisfy { abs($0 - lines[r, 0]) <= 1e-5 * abs(lines[r, 0]) }
            }
        }
        if isEven(ratio) && isEven(ratio.transposed()) {
            return [
                Statement("unnamed-factor", "") { _ in
                    "your \(e.name) is \(shortNumber(ratio[0, 0])) times the right one here, every entry of it, and another multiple in other cases."
                }
            ]
        }
        if isEven(ratio) {
            found.append(
                Statement("row-factor", "") { _ in
                    "every row of your \(e.name) is a multiple of the right one, each row another."
                })
        }
        if isEven(ratio.transposed()) {
            found.append(
                Statement("column-factor", "") { _ in
                    "every column of your \(e.name) is a multiple of the right one, each column another."
                })
        }
    }
    return found
}

/// A row or column repeated to a shape; itself if it has that shape; nil otherwise.
private func spread(_ factor: Matrix, to whole: Matrix) -> Matrix? {
    if factor.shape == whole.shape { return factor }
    let ones = whole.mapped { _ in 1 }
    if factor.rows == 1, factor.columns == whole.columns {
        return ones.multiplyingEachRow(by: factor)
    }
    if factor.columns == 1, factor.rows == whole.rows {
        return ones.multiplyingEachColumn(by: factor)
    }
    return nil
}
