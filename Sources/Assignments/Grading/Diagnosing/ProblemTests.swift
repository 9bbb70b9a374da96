import Exchange
import Layers

// Tests by other problems: for which one yours would be right, and where it is.

/// Another problem, and its difference in words: "h were 0".
struct Variation {
    let words: String
    let problem: Problem
}

extension Evidence {
    /// Problems that differ from this one in one thing.
    var variations: [Variation] {
        var all: [Variation] = []
        func with(_ words: String, _ change: (inout Problem) -> Void) {
            var changed = problem
            change(&changed)
            if changed != problem { all.append(Variation(words: words, problem: changed)) }
        }
        let names = problem.matrices.keys.sorted()
        for name in names where !(isLoss && upstreamNames.contains(name)) {
            with("\(name) were 0") { $0.matrices[name] = $0[name].zeros }
        }
        for (i, name) in names.enumerated() {
            for other in names[(i + 1)...] where problem[name].shape == problem[other].shape {
                with("\(name) and \(other) were exchanged") {
                    ($0.matrices[name], $0.matrices[other]) = ($0[other], $0[name])
                }
            }
        }
        for (name, value) in problem.numbers.sorted(by: { $0.key < $1.key }) {
            for other in freeSettings[name] ?? [] where other != value {
                with("\(name) were \(shortNumber(other))") { $0.numbers[name] = other }
            }
        }
        let classes = (problem.labels.max() ?? 0) + 1
        if !problem.labels.isEmpty, problem.numbers["ignored"] == nil,
            problem.labels.allSatisfy({ $0 >= 0 }), classes > 1
        {
            with("every label were one more, after the last the first") {
                $0.labels = $0.labels.map { ($0 + 1) % classes }
            }
            with("every label were one less, before the first the last") {
                $0.labels = $0.labels.map { ($0 + classes - 1) % classes }
            }
        }
        return all
    }
}

/// Settings that can be changed without another shape of anything.
private let freeSettings: [String: [Double]] = [
    "reg": [0], "epsilon": [0], "momentum": [0, 1], "decay": [0, 1], "weightDecay": [0],
    "training": [0, 1], "relu": [0, 1], "weight": [1], "temperature": [1],
    "alpha": [0, 1], "delta": [1], "maxDelta": [1], "minDelta": [-1], "limit": [1], "steepness": [1],
    "margin": [0.01], "step": [1], "time": [1],
]

/// Yours is what would be right if something were different.
func rightForAnotherProblem(_ e: Evidence) throws -> [Statement] {
    guard e.yours.shape == e.right.shape else { return [] }
    var found: [Statement] = []
    for variation in e.variations {
        let c = try e.factor { try e.witness.right(e.name, variation.problem, at: $0) }
        guard let c else { continue }
        found.append(
            Statement("right-if", variation.words, factor: c) { factor in
                "your \(e.name) is \(factor)what would be right if \(variation.words)."
            })
    }
    return found
}

/// Yours is right only where something is different.
func rightOnlyIf(_ e: Evidence) throws -> [Statement] {
    var found: [Statement] = []
    for variation in e.variations {
        guard let mine = try e.witness.yours(variation.problem), mine.shape == e.right.shape else {
            continue
        }
        let entries = Array(mine.elements.indices)
        let right = try e.witness.right(e.name, variation.problem, at: entries)
        let scale = right.map { abs($0) }.max() ?? 0
        let isRight = zip(mine.elements, right).allSatisfy { abs($0 - $1) <= 2e-6 * scale }
        if scale <= 1e-6 * e.scale || !isRight { continue }
        let words = variation.words.replacing(" were ", with: " is ")
        found.append(
            Statement("right-only-if", words) { _ in
                "your \(e.name) is right if \(words), and not otherwise."
            })
    }
    return found
}

/// Yours listens to a part of what arrives only.
func onlySomeOfDout(_ e: Evidence) throws -> [Statement] {
    guard let dout = e.dout, dout.rows > 1, e.yours.shape == e.right.shape else { return [] }
    var found: [Statement] = []
    for (words, keeps) in partsOfRows(e, dout.rows) {
        var part = e.problem
        for name in e.upstreamNames where e.problem[name].rows == dout.rows {
            var matrix = e.problem[name]
            for row in 0..<matrix.rows where !keeps(row) {
                for column in 0..<matrix.columns { matrix[row, column] = 0 }
            }
            part.matrices[name] = matrix
        }
        guard let c = try e.factor(onRule: { try e.witness.right(e.name, part, at: $0) }) else {
            continue
        }
        found.append(
            Statement("only-some-of-dout", words, factor: c) { factor in
                "your \(e.name) is \(factor)what \(words) of dout alone would give: the rest of it is left out."
            })
    }
    return found
}

/// Sets of rows that a loop may have stopped at; rows of sequences lie as n T + t.
private func partsOfRows(_ e: Evidence, _ rows: Int) -> [(String, (Int) -> Bool)] {
    var parts: [(String, (Int) -> Bool)] = [
        ("the first row", { $0 == 0 }), ("the last row", { $0 == rows - 1 }),
        ("all but the first row", { $0 != 0 }), ("all but the last row", { $0 != rows - 1 }),
    ]
    if let steps = e.problem.numbers["steps"].map(Int.init), steps > 1, rows % steps == 0 {
        parts += [
            ("the first step's rows", { $0 % steps == 0 }),
            ("the last step's rows", { $0 % steps == steps - 1 }),
            ("the first sequence's rows", { $0 < steps }),
            ("the last sequence's rows", { $0 >= rows - steps }),
        ]
    }
    return parts
}
