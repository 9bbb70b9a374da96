// What can be wrong with data, before any model sees it.

/// The indices of so many examples, chosen at random and in their order: of a large set these say
/// enough.
func chosenIndices(of count: Int, most: Int = 10_000) -> [Int] {
    count <= most ? Array(0..<count) : shuffledIndices(count, seed: 1).prefix(most).sorted()
}

/// What looks wrong with a set to learn from and one to look at.
func dataFindings<Data: TrainingData>(_ training: Data, _ validation: Data) -> [Finding] {
    let chosen = chosenIndices(of: training.count)
    let (x, labels) = training.batch(chosen)
    guard let x = x as? Matrix else { return [] }
    let bad = (0..<x.rows).filter { !x.row($0).allSatisfy(\.isFinite) }
    if let first = bad.first {
        return [
            Finding(
                .notANumber,
                "\(bad.count) of \(x.rows) examples hold what is no finite number, the first at index \(chosen[first])."
            )
        ]
    }
    let held = validation.batch(chosenIndices(of: validation.count, most: 2000)).x as? Matrix
    return inputFindings(x) + labelFindings(labels)
        + (held.map { overlapFindings(x, $0) } ?? [])
}

private func inputFindings(_ x: Matrix) -> [Finding] {
    let count = Double(max(x.elements.count, 1))
    let size = (x.sumOfSquares() / count).squareRoot()
    if size > 10 || size < 0.01 {
        return [Finding(.inputScale, "The inputs' root mean square is \(shownNumber(size)).")]
    }
    // Whether the examples lie about 0, or far from it all on one side.
    let means = x.columnMeans()
    let shift = means.norm / Double(max(x.columns, 1)).squareRoot()
    let spread = x.addingToEachRow(-means).norm / count.squareRoot()
    if shift > spread {
        return [
            Finding(
                .inputCentre,
                "The inputs' means are \(shownNumber(shift)) from 0, and their deviation is only \(shownNumber(spread))."
            )
        ]
    }
    return []
}

private func labelFindings(_ labels: [Int]) -> [Finding] {
    let counts = Dictionary(grouping: labels) { $0 }.mapValues(\.count)
    guard let (label, count) = counts.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }) else {
        return []
    }
    let share = Double(count) / Double(labels.count)
    if share < 0.9 { return [] }
    return [Finding(.unbalancedLabels, "\(percent(share)) of the labels are \(label).")]
}

private func overlapFindings(_ training: Matrix, _ held: Matrix) -> [Finding] {
    let known = Set((0..<training.rows).map { Array(training.row($0)) })
    let shared = (0..<held.rows).count { known.contains(Array(held.row($0))) }
    // Two equal examples may be chance where features are few and whole numbers.
    if Double(shared) < max(0.05 * Double(held.rows), 1) { return [] }
    return [
        Finding(
            .overlap,
            "\(shared) of the \(held.rows) held-out examples are in the training set, too.")
    ]
}
