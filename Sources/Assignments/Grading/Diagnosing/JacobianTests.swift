import Exchange
import Layers

// Tests of what depends on what: they ask the learner's backward pass at other inputs.

/// The derivative of the outputs along dout, where that along the inputs is asked for.
func jacobianTransposed(_ e: Evidence) throws -> [Statement] {
    guard let variable = e.variable, let dout = e.dout, e.outputs.items.count == 1,
        e.yours.shape == e.right.shape, dout.shape == e.right.shape, dout.elements.count > 1
    else { return [] }
    func output(_ step: Double) throws -> Matrix {
        var moved = e.problem
        moved.matrices[variable] = e.problem[variable] + step * dout
        return try e.witness.outputs(moved).items[0].matrix
    }
    let (up, down) = (try output(Evidence.step), try output(-Evidence.step))
    // Without forward passes of the kit it is the learner's that is asked.
    guard up.shape == down.shape else { return [] }
    let along = (up - down) / (2 * Evidence.step)
    guard let c = e.factor(of: e.yours, on: along) else { return [] }
    return [
        Statement("jacobian-transposed", "", factor: c) { factor in
            "your \(e.name) is \(factor)how \(e.outputs.items[0].name) changes when \(variable) moves along dout: the Jacobian in place of its transpose."
        }
    ]
}

/// Moving all entries of a line by the same amount changes nothing: so the gradient adds up to 0.
func sumsNotZero(_ e: Evidence) -> [Statement] {
    guard let variable = e.variable, e.yours.shape == e.right.shape, e.right.elements.count > 2
    else {
        return []
    }
    let (rows, columns) = (e.right.rows, e.right.columns)
    func lines(_ words: String, _ sums: (Matrix) -> [Double]) -> [Statement] {
        let right = sums(e.right)
        let mine = sums(e.yours)
        guard right.allSatisfy({ abs($0) <= 1e-6 * e.scale }),
            let worst = mine.max(by: { abs($0) < abs($1) }), abs(worst) > 1e-4 * e.scale
        else { return [] }
        return [
            Statement("sum-not-zero", words) { _ in
                "adding the same number to \(words) of \(variable) changes no output, so \(words) of \(e.name) has to add up to 0; yours adds up to \(shortNumber(worst))."
            }
        ]
    }
    var found: [Statement] = []
    if columns > 1 { found += lines("each row") { $0.rowSums().elements } }
    if rows > 1 { found += lines("each column") { $0.columnSums().elements } }
    let x = e.problem[variable]
    func along(_ g: Matrix) -> Matrix { g * x }
    func scaleFree(_ words: String, _ sums: (Matrix) -> [Double]) -> [Statement] {
        let size = along(e.right).largestMagnitude()
        guard sums(along(e.right)).allSatisfy({ abs($0) <= 1e-5 * size }),
            let worst = sums(along(e.yours)).max(by: { abs($0) < abs($1) }),
            abs(worst) > 1e-3 * size
        else { return [] }
        return [
            Statement("sum-not-zero", "\(words) times x") { _ in
                "making \(words) of \(variable) longer changes no output, so \(words) of \(variable) * \(e.name) has to add up to 0; yours adds up to \(shortNumber(worst))."
            }
        ]
    }
    if columns > 1 { found += scaleFree("each row") { $0.rowSums().elements } }
    if rows > 1 { found += scaleFree("each column") { $0.columnSums().elements } }
    return found
}

/// With something arriving at one entry only, where the gradient is not 0.
func couplingWrong(_ e: Evidence) throws -> [Statement] {
    guard let dout = e.dout, !e.isLoss, e.yours.shape == e.right.shape, dout.rows > 1 else {
        return []
    }
    var found: [Statement] = []
    for (words, row, column) in [
        ("in its last row", dout.rows - 1, nil), ("at its first entry", 0, 0),
    ] {
        var one = e.problem
        for name in e.upstreamNames where name != "d\(e.outputs.items[0].name)" {
            one.matrices[name] = e.problem[name].zeros
        }
        var part = dout.zeros
        for c in 0..<dout.columns where column == nil || c == column {
            part[row, c] = dout[row, c]
        }
        one.matrices["d\(e.outputs.items[0].name)"] = part
        guard let mine = try e.witness.yours(one), mine.shape == e.right.shape else { continue }
        let entries = Array(mine.elements.indices)
        let right = Matrix(
            rows: mine.rows, columns: mine.columns,
            elements: try e.witness.right(e.name, one, at: entries))
        let scale = max(right.largestMagnitude(), mine.largestMagnitude())
        let mineThere = mine.mapped { abs($0) > 1e-7 * scale ? 1 : 0 }
        let rightThere = right.mapped { abs($0) > 1e-6 * scale ? 1 : 0 }
        let missing = zip(mineThere.elements, rightThere.elements).contains { $0 == 0 && $1 == 1 }
        let extra = zip(mineThere.elements, rightThere.elements).contains { $0 == 1 && $1 == 0 }
        if missing && !extra {
            let (few, most) = (reach(mineThere), reach(rightThere))
            if few == most { continue }
            found.append(
                Statement("coupling-missing", "\(words) \(few)") { _ in
                    "with a dout that is 0 but \(words), your \(e.name) differs from 0 in \(few), and the right one in \(most): what arrives has to reach more places."
                })
        } else if extra && !missing {
            let (more, few) = (reach(mineThere), reach(rightThere))
            if few == more { continue }
            found.append(
                Statement("coupling-extra", "\(words) \(more)") { _ in
                    "with a dout that is 0 but \(words), your \(e.name) differs from 0 in \(more), and the right one in \(few): yours mixes what the forward pass keeps apart."
                })
        }
    }
    return found
}

/// Where a matrix of zeros and ones has ones, in words.
private func reach(_ there: Matrix) -> String {
    let rows = there.rowSums().elements.enumerated().filter { $0.element > 0 }.map(\.offset)
    let columns = there.columnSums().elements.enumerated().filter { $0.element > 0 }.map(\.offset)
    if rows.isEmpty { return "no entry" }
    if rows.count == 1 && columns.count == 1 { return "one entry" }
    if rows.count == 1 && columns.count == there.columns { return "one whole row" }
    if columns.count == 1 && rows.count == there.rows { return "one whole column" }
    if rows.count == 1 { return "a part of one row" }
    if columns.count == 1 { return "a part of one column" }
    if there.elements.allSatisfy({ $0 == 1 }) { return "all entries" }
    return "several rows and columns"
}

/// Which inputs the gradient depends on.
func dependsOnOthers(_ e: Evidence) throws -> [Statement] {
    guard e.yours.shape == e.right.shape else { return [] }
    var found: [Statement] = []
    let entries = Array(e.yours.elements.indices)
    for name in e.continuous where !e.upstreamNames.contains(name) {
        var moved = e.problem
        // No entry moves past a kink, and all by another amount.
        for i in moved[name].elements.indices {
            moved.matrices[name]?.elements[i] += 1e-3 * (1 + 0.37 * Double(i % 7))
        }
        guard let mine = try e.witness.yours(moved), mine.shape == e.right.shape else { continue }
        let right = try e.witness.right(e.name, moved, at: entries)
        let mineMoved = (mine - e.yours).largestMagnitude() > 1e-9 * e.scale
        let rightMoved =
            zip(right, e.right.elements).map { abs($0 - $1) }.max() ?? 0 > 1e-5 * e.scale
        if rightMoved && !mineMoved {
            found.append(
                Statement("ignores-input", name) { _ in
                    "your \(e.name) stays the same when \(name) changes a little; the right one does not."
                })
        } else if mineMoved && !rightMoved {
            found.append(
                Statement("depends-on-input", name) { _ in
                    "your \(e.name) changes with \(name); the right one does not depend on it."
                })
        }
    }
    return found
}

/// What doubling an input does.
func growsOtherwise(_ e: Evidence) throws -> [Statement] {
    guard e.yours.shape == e.right.shape, e.yours.elements.count > 1 else { return [] }
    var found: [Statement] = []
    let entries = Array(e.yours.elements.indices)
    // In what arrives every gradient is linear; that was asked before.
    for name in e.continuous where !e.upstreamNames.contains(name) {
        // A new value is an old one and what is added: doubled is what is added.
        var begin = e.problem
        if e.variable == nil, let old = begin.matrices[e.name] {
            begin.matrices[e.name] = old.zeros
        }
        var doubled = begin
        doubled.matrices[name] = 2 * begin[name]
        guard let before = try e.witness.yours(begin), before.shape == e.right.shape,
            let mine = try e.witness.yours(doubled), mine.shape == e.right.shape
        else { continue }
        let rightBefore = Matrix(
            rows: mine.rows, columns: mine.columns,
            elements: try e.witness.right(e.name, begin, at: entries))
        let right = Matrix(
            rows: mine.rows, columns: mine.columns,
            elements: try e.witness.right(e.name, doubled, at: entries))
        guard let grown = e.factor(of: right, on: rightBefore), isPowerOfTwo(grown) else {
            continue
        }
        let mineGrown = e.factor(of: mine, on: before)
        if let mineGrown, abs(mineGrown - grown) < 1e-5 * abs(grown) { continue }
        let how = mineGrown.map { "\(times($0))" } ?? "changes in another way"
        found.append(
            Statement("grows-otherwise", "\(name) \(how)") { _ in
                "when \(name) is doubled, the right \(e.name) \(times(grown)); yours \(how)."
            })
    }
    return found
}

private func isPowerOfTwo(_ factor: Double) -> Bool {
    let powers: [Double] = [0.125, 0.25, 0.5, 1, 2, 4, 8]
    return powers.contains { abs(factor - $0) < 1e-5 * $0 }
}

private func times(_ factor: Double) -> String {
    abs(factor - 1) < 1e-5 ? "stays the same" : "becomes \(shortNumber(factor)) times as large"
}
