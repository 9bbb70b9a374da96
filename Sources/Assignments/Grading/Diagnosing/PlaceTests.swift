import Layers

// Tests by place: where exactly a gradient is wrong, and what is there.

/// A place in a matrix, in words, and for every entry whether it lies there.
private struct Place {
    let words: String
    let holds: [Bool]
}

/// The wrong entries are exactly those where something holds.
func onlyWhere(_ e: Evidence) throws -> [Statement] {
    guard e.yours.shape == e.right.shape else { return [] }
    // Of two entries some place is always true.
    if !e.wrong.contains(true) || !e.wrong.contains(false) || e.wrong.count < 3 { return [] }
    let wrong = e.wrong
    return try places(e).filter { isThere(wrong, $0) }.map { place in
        Statement("only-where", place.words) { _ in
            let count = wrong.count(where: \.self)
            return
                "your \(e.name) is wrong only where \(place.words)\(what(e)): \(count) of \(wrong.count) entries."
        }
    }
}

private func isThere(_ wrong: [Bool], _ place: Place) -> Bool {
    if place.holds == wrong { return true }
    // An entry of the place may be right by chance, or because nothing arrives there.
    guard place.words.contains("label") else { return false }
    return zip(wrong, place.holds).allSatisfy { !$0 || $1 }
}

/// What is to be seen at the wrong entries.
private func what(_ e: Evidence) -> String {
    let pairs = zip(e.wrong, zip(e.yours.elements, e.right.elements)).filter(\.0).map(\.1)
    if pairs.allSatisfy({ $0.0 == 0 }) { return ", and yours is 0 there" }
    if pairs.allSatisfy({ abs($0.1) <= 1e-7 * e.scale }) { return ", and it should be 0 there" }
    if pairs.allSatisfy({ abs($0.0 + $0.1) <= 2e-6 * abs($0.1) }) {
        return ", and yours has the opposite sign there"
    }
    let ratio = pairs[0].0 / pairs[0].1
    if pairs.count > 1, pairs.allSatisfy({ abs($0.0 - ratio * $0.1) <= 2e-6 * abs($0.0) }) {
        return ", and yours is \(shortNumber(ratio)) times what it should be there"
    }
    return ""
}

private func places(_ e: Evidence) throws -> [Place] {
    var all: [Place] = []
    let shape = e.right.shape
    for value in e.values where value.matrix.shape == shape {
        all += signs(value, e)
    }
    all += labelPlaces(e)
    if let fan = try fanOut(e) { all += fan }
    return all
}

private func signs(_ value: Named, _ e: Evidence) -> [Place] {
    var all = sides(value, e)
    let numbers = e.problem.numbers
    // A difference of two inputs is what most losses look at.
    for other in e.atHand where other.matrix.shape == value.matrix.shape && other.name > value.name
    {
        let difference = Named("\(other.name) - \(value.name)", other.matrix - value.matrix)
        all += sides(difference, e)
        if let low = numbers["minDelta"], let high = numbers["maxDelta"] {
            let isOpen = difference.matrix.elements.map { $0 > low && $0 < high }
            let words = "between minDelta and maxDelta"
            all += [
                Place(words: "\(difference.name) is \(words)", holds: isOpen),
                Place(words: "\(difference.name) is not \(words)", holds: isOpen.map { !$0 }),
            ]
        }
    }
    return all
}

/// Where numbers lie to either side of 0, and of each setting.
private func sides(_ value: Named, _ e: Evidence) -> [Place] {
    func place(_ words: String, _ holds: (Double) -> Bool) -> Place {
        Place(words: words, holds: value.matrix.elements.map(holds))
    }
    let name = value.name
    return [
        place("\(name) is negative") { $0 < 0 }, place("\(name) is positive") { $0 > 0 },
        place("\(name) is 0") { $0 == 0 }, place("\(name) is not 0") { $0 != 0 },
    ]
        + e.problem.numbers.sorted { $0.key < $1.key }.flatMap { setting, limit in
            [
                place("\(name) is above \(setting)") { $0 > limit },
                place("\(name) is below \(setting)") { $0 < limit },
                place("|\(name)| is above \(setting)") { abs($0) > limit },
                place("|\(name)| is below \(setting)") { abs($0) < limit },
                place("\(name) is below -\(setting)") { $0 < -limit },
            ]
        }
}

/// Places that labels, words, or actions choose.
private func labelPlaces(_ e: Evidence) -> [Place] {
    let labels = e.problem.labels
    let (rows, columns) = (e.right.rows, e.right.columns)
    if labels.isEmpty { return [] }
    func byRow(_ words: String, _ holds: (Int) -> Bool) -> Place {
        Place(words: words, holds: (0..<rows * columns).map { holds($0 / columns) })
    }
    if labels.count == rows, columns == 1 {
        return [0, 1].map { label in byRow("the label is \(label)") { labels[$0] == label } }
    }
    if labels.count == rows {
        let onLabel = (0..<rows * columns).map { labels[$0 / columns] == $0 % columns }
        var all = [
            Place(words: "the column is the example's label", holds: onLabel),
            Place(words: "the column is not the example's label", holds: onLabel.map { !$0 }),
        ]
        if let ignored = e.problem.numbers["ignored"] {
            all.append(byRow("the label is the ignored one") { Double(labels[$0]) == ignored })
            all.append(byRow("the label is not the ignored one") { Double(labels[$0]) != ignored })
        }
        return all
    }
    let times = (0..<rows).map { row in labels.count { $0 == row } }
    return [
        byRow("the row's number occurs more than once in the input") { times[$0] > 1 },
        byRow("the row's number does not occur in the input") { times[$0] == 0 },
        byRow("the row's number occurs in the input") { times[$0] > 0 },
    ]
}

/// Places by how many outputs feel an entry; nil for a loss, which is a single one.
private func fanOut(_ e: Evidence) throws -> [Place]? {
    guard let variable = e.variable, !e.isLoss, let x = e.problem.matrices[variable],
        x.elements.count <= 400
    else { return nil }
    var counts: [Int] = []
    for index in x.elements.indices {
        var moved = e.problem
        moved.matrices[variable]?.elements[index] += Evidence.step
        let there = try e.witness.outputs(moved).numbers
        counts.append(zip(there, e.outputs.numbers).count { $0 != $1 })
    }
    let few = counts.filter { $0 > 0 }.min() ?? 0
    return [
        Place(words: "no output depends on the entry", holds: counts.map { $0 == 0 }),
        Place(
            words: "the entry is used more than once on its way to the output",
            holds: counts.map { $0 > few }),
    ]
}

/// The same rows, or columns, are right in every case, and all the others wrong.
func onlySomeRowsOrColumns(_ e: Evidence) -> [Statement] {
    guard e.yours.shape == e.right.shape else { return [] }
    let (rows, columns) = (e.right.rows, e.right.columns)
    func isWrong(_ r: Int, _ c: Int) -> Bool { e.wrong[r * columns + c] }
    let wrongRows = (0..<rows).map { r in (0..<columns).contains { isWrong(r, $0) } }
    let wrongColumns = (0..<columns).map { c in (0..<rows).contains { isWrong($0, c) } }
    return lines("row", wrongRows, e) + lines("column", wrongColumns, e)
        + blocks(wrongColumns, e)
}

private func lines(_ what: String, _ wrong: [Bool], _ e: Evidence) -> [Statement] {
    if wrong.count < 3 || !wrong.contains(false) { return [] }
    // The rows of an optimizer's values are its steps.
    let what =
        e.variable == nil && e.problem.matrices["gradients"]?.rows == e.right.rows
            && what == "row" ? "step" : what
    func stated(_ words: String) -> [Statement] {
        [
            Statement("only-\(what)s", words) { _ in
                "of your \(e.name) only \(words) right; all else is wrong."
            }
        ]
    }
    let right = wrong.indices.filter { !wrong[$0] }
    if right == [0] { return stated("the first \(what) is") }
    if right == [wrong.count - 1] { return stated("the last \(what) is") }
    func only(_ words: String) -> [Statement] {
        [
            Statement("only-\(what)s", words) { _ in
                "of your \(e.name) only \(words) wrong; all else is right."
            }
        ]
    }
    let bad = wrong.indices.filter { wrong[$0] }
    if bad == [0] { return only("the first \(what) is") }
    if bad == [wrong.count - 1] { return only("the last \(what) is") }
    if let steps = e.problem.numbers["steps"].map(Int.init), steps > 1, wrong.count % steps == 0,
        what == "row"
    {
        let rightSteps = (0..<steps).filter { step in
            (0..<wrong.count / steps).allSatisfy { !wrong[$0 * steps + step] }
        }
        if rightSteps == [steps - 1] { return stated("the last step is") }
        if rightSteps == [0] { return stated("the first step is") }
        if rightSteps == Array(0..<steps - 1) { return only("the last step is") }
        if rightSteps == Array(1..<steps) { return only("the first step is") }
    }
    return []
}

/// Side by side in a row lie the gates of a recurrent layer: which of them is wrong.
private func blocks(_ wrong: [Bool], _ e: Evidence) -> [Statement] {
    for count in [2, 3, 4] where wrong.count % count == 0 && wrong.count > count {
        let width = wrong.count / count
        let bad = (0..<count).filter { block in
            (0..<width).contains { wrong[block * width + $0] }
        }
        // A block that is wrong is wrong in all its columns.
        let isWhole = bad.allSatisfy { block in
            (0..<width).allSatisfy { wrong[block * width + $0] }
        }
        if bad.isEmpty || bad.count == count || !isWhole { continue }
        let list = bad.map { "\($0 + 1)" }.joined(separator: " and ")
        let words = "block \(list) of \(count)"
        return [
            Statement("only-columns", words) { _ in
                "of the \(count) blocks of columns of your \(e.name) only block \(list) is wrong."
            }
        ]
    }
    return []
}
