import Layers

// Tests of a gradient as a whole: its shape, its size, and what it is a multiple of.

func wrongShape(_ e: Evidence) -> [Statement] {
    let (mine, right) = (e.yours.shape, e.right.shape)
    if mine == right { return [] }
    let start =
        "\(e.name) is \(mine), and \(e.variable ?? "it should be") "
        + (e.variable == nil ? "\(right):" : "is \(right):")
    func stated(_ code: String, _ rest: String) -> [Statement] {
        [Statement(code, "") { _ in "\(start) \(rest)" }]
    }
    if mine == Shape(rows: right.columns, columns: right.rows) {
        return stated("shape-transposed", "rows and columns are exchanged.")
    }
    if mine == Shape(rows: 1, columns: 1) {
        return stated("shape-scalar", "too much was added up.")
    }
    if mine == e.dout?.shape {
        return stated(
            "shape-not-summed", "that is the shape of dout; was something not added up?")
    }
    if let owner = e.atHand.first(where: { $0.matrix.shape == mine && $0.name != e.variable }) {
        return stated("shape-other", "that is the shape of \(owner.name).")
    }
    if mine.rows == 1 || mine.columns == 1 {
        return stated("shape-axis", "was it added up along the other axis?")
    }
    return stated("shape", "a gradient has the shape of what it belongs to.")
}

func notFinite(_ e: Evidence) -> [Statement] {
    if e.yours.elements.allSatisfy(\.isFinite) { return [] }
    let forward = e.outputs.numbers.allSatisfy(\.isFinite)
    let also =
        e.variable == nil ? "" : ", and the forward pass \(forward ? "does not" : "does, too")"
    return [
        Statement("not-finite", "") { _ in
            "\(e.name) holds NaN or infinity\(also): look for a division by 0 or an exponential that overflows."
        }
    ]
}

func allZero(_ e: Evidence) -> [Statement] {
    guard e.yours.largestMagnitude() <= 1e-14 * e.scale else { return [] }
    let what = e.variable == nil ? "what is right" : "the numeric gradient"
    return [
        Statement("all-zero", "") { _ in
            "\(e.name) is all zeros; \(what) reaches \(shortNumber(e.scale))."
        }
    ]
}

func ignoresDout(_ e: Evidence) throws -> [Statement] {
    if e.variable == nil { return [] }
    var (zero, ones) = (e.problem, e.problem)
    for name in e.upstreamNames {
        zero.matrices[name] = e.problem[name].zeros
        ones.matrices[name] = e.problem[name].mapped { _ in 1 }
    }
    guard let atZero = try e.witness.yours(zero), atZero.shape == e.right.shape,
        atZero.largestMagnitude() > 0
    else { return [] }
    let c = try e.factor { try e.witness.right(e.name, ones, at: $0) }
    if let c {
        return [
            Statement("ignores-dout", "ones", factor: c) { factor in
                "\(e.name) is \(factor.isEmpty ? "" : "\(factor)what is ")right for a \(e.upstream) of 1, and stays the same for any other: what arrives from the output side is left out."
            }
        ]
    }
    return [
        Statement("not-linear-in-dout", "") { _ in
            "with a \(e.upstream) of 0 \(e.name) is not 0: some part of it is not multiplied by what arrives."
        }
    ]
}

func constantFactor(_ e: Evidence) -> [Statement] {
    guard let c = e.factor(of: e.yours, on: e.right) else { return [] }
    let right = e.variable == nil ? "what is right" : "the numeric one"
    return abs(c + 1) < 2e-6
        ? [
            Statement("sign", "") { _ in
                "your \(e.name) has the opposite sign, every entry of it."
            }
        ]
        : [
            Statement("constant-factor", "", factor: c) { factor in
                "your \(e.name) is \(factor)\(right), every entry of it."
            }
        ]
}

func anotherGradient(_ e: Evidence) throws -> [Statement] {
    var found: [Statement] = []
    for other in e.names where other != e.name {
        guard e.shape(of: other) == e.yours.shape,
            let c = try e.factor(onRule: { try e.witness.right(other, e.problem, at: $0) })
        else { continue }
        found.append(
            Statement("swapped", other, factor: c) { factor in
                "your \(e.name) is \(factor)the right \(other): are the two exchanged?"
            })
    }
    return found
}

/// Yours is the right gradient of a named value on the way.
func stopsShort(_ e: Evidence) -> [Statement] {
    var found: [Statement] = []
    for other in e.stageGradients {
        guard let c = e.factor(of: e.yours, on: other.matrix) else { continue }
        let name = e.plainName(other.name)
        found.append(
            Statement("stops-short", name, factor: c) { factor in
                "your \(e.name) is \(factor)the right \(name): the way from there to \(e.variable ?? "") is missing."
            })
    }
    return found
}

/// The right numbers in other places.
func rearranged(_ e: Evidence) -> [Statement] {
    let (mine, right) = (e.yours, e.right)
    guard mine.shape == right.shape, mine.elements.count > 2 else { return [] }
    let (rows, columns) = (right.rows, right.columns)
    func moved(_ from: (_ row: Int, _ column: Int) -> (Int, Int)) -> Matrix {
        var result = right
        for r in 0..<rows {
            for c in 0..<columns {
                let (row, column) = from(r, c)
                result[r, c] = right[row, column]
            }
        }
        return result
    }
    var orders: [(String, Matrix)] = []
    if rows > 1 { orders.append(("its rows in the opposite order", moved { (rows - 1 - $0, $1) })) }
    if columns > 1 {
        orders.append(("its columns in the opposite order", moved { ($0, columns - 1 - $1) }))
    }
    if columns > 1 {
        orders.append(
            (
                "neighbouring columns exchanged",
                moved { ($0, min(columns - 1, $1 % 2 == 0 ? $1 + 1 : $1 - 1)) }
            ))
    }
    if rows > 1, columns > 1 {
        let transposed = right.transposed()
        if rows == columns { orders.append(("rows and columns exchanged", transposed)) }
        orders.append(
            (
                "the numbers of its transpose, cut into other rows",
                Matrix(rows: rows, columns: columns, elements: transposed.elements)
            ))
    }
    var found: [Statement] = []
    for (words, order) in orders {
        guard let c = e.factor(of: mine, on: order) else { continue }
        found.append(
            Statement("rearranged", words, factor: c) { factor in
                "your \(e.name) is \(factor)the right one with \(words)."
            })
    }
    found += shifted(e)
    // The same numbers in any order, but for the sign.
    let (a, b) = (mine.elements.sorted(), right.elements.sorted())
    let isPermuted = zip(a, b).allSatisfy { abs($0 - $1) <= 2e-6 * e.scale }
    if isPermuted {
        found.append(
            Statement("rearranged", "") { _ in
                "your \(e.name) holds the right numbers, and not in the right places."
            })
    }
    return found
}

/// Yours is the right one, moved by one row or column; what is moved in may be anything.
private func shifted(_ e: Evidence) -> [Statement] {
    let (rows, columns) = (e.right.rows, e.right.columns)
    func isMoved(_ down: Int, _ along: Int) -> Bool {
        var compared = 0
        for r in 0..<rows {
            for c in 0..<columns {
                let (row, column) = (r + down, c + along)
                if !(0..<rows).contains(row) || !(0..<columns).contains(column) { continue }
                compared += 1
                if abs(e.yours[r, c] - e.right[row, column]) > 2e-6 * e.scale { return false }
            }
        }
        return compared > 2
    }
    let ways = [
        ("one row too high", 1, 0), ("one row too low", -1, 0),
        ("one column too far left", 0, 1), ("one column too far right", 0, -1),
    ]
    return ways.filter { isMoved($0.1, $0.2) }.map { words, _, _ in
        Statement("shifted", words) { _ in
            "the numbers of your \(e.name) are right, and each stands \(words)."
        }
    }
}

/// Yours is 0 where it should not be, and only there.
func oppositePlaces(_ e: Evidence) -> [Statement] {
    guard e.yours.shape == e.right.shape, e.yours.elements.count > 2 else { return [] }
    let pairs = zip(e.yours.elements, e.right.elements)
    guard pairs.allSatisfy({ ($0 == 0) != (abs($1) <= 1e-7 * e.scale) }) else { return [] }
    return [
        Statement("opposite-places", "") { _ in
            "your \(e.name) is 0 exactly where it should not be, and is not where it should."
        }
    ]
}

/// Yours is a plain function of the right one, entry by entry: its square, or what is missing to 1.
func functionOfRight(_ e: Evidence) -> [Statement] {
    guard e.yours.shape == e.right.shape else { return [] }
    let ways: [(String, (Double) -> Double)] = [
        ("1 less the right value", { 1 - $0 }), ("the square of the right value", { $0 * $0 }),
        ("the root of the right value", { $0.squareRoot() }),
        ("1 over the right value", { 1 / $0 }),
        ("the size of the right value, without its sign", { abs($0) }),
    ]
    return ways.compactMap { words, function in
        let other = e.right.mapped(function)
        let isSame = (e.yours - other).largestMagnitude() <= 1e-6 * max(1, e.scale)
        if !isSame { return nil }
        return Statement("function-of-right", words) { _ in
            "every number of your \(e.name) is \(words)."
        }
    }
}

/// Close, and still systematically off: an approximation.
func nearMiss(_ e: Evidence) -> [Statement] {
    guard e.yours.shape == e.right.shape, e.yours.elements.count > 1,
        (e.yours - e.right).largestMagnitude() <= 1e-2 * e.scale
    else { return [] }
    return [
        Statement("near-miss", "") { _ in
            "your \(e.name) is within 1 % of what is right everywhere, and off by more than rounding: an approximation, or an epsilon in another place?"
        }
    ]
}
