import Exchange
import Layers

// Tests by other problems: for which one yours would be right, and where it is.

/// Another problem, and its difference in words: "h were 0".
struct Variation {
    let words: String
    let problem: Problem
}

extension Evidence {
    /// The names of the matrices that may have any value: not those of whole numbers, which can be
    /// words, or masks.
    var continuous: [String] {
        problem.matrices.keys.sorted().filter { name in
            !problem[name].elements.allSatisfy { $0 == $0.rounded() }
        }
    }

    /// Problems that differ from this one in one thing.
    var variations: [Variation] {
        var all: [Variation] = []
        func with(_ words: String, _ change: (inout Problem) -> Void) {
            var changed = problem
            change(&changed)
            if changed != problem { all.append(Variation(words: words, problem: changed)) }
        }
        let names = continuous
        // Where the variable itself is 0 many a function has a kink.
        for name in names where name != variable && !(isLoss && upstreamNames.contains(name)) {
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
                let words = other < beyondReach ? shortNumber(other) : "out of reach"
                with("\(name) were \(words)") { $0.numbers[name] = other }
            }
            if scalable.contains(name) {
                with("\(name) were half of it") { $0.numbers[name] = value / 2 }
                with("\(name) were twice as large") { $0.numbers[name] = 2 * value }
            }
            if counted.contains(name) {
                with("\(name) were one less") { $0.numbers[name] = max(1, value - 1) }
                with("\(name) were one more") { $0.numbers[name] = value + 1 }
                let most = Double(problem.labels.count)
                with("\(name) were the number of all examples") { $0.numbers[name] = most }
            }
        }
        if let low = problem.numbers["minDelta"], let high = problem.numbers["maxDelta"] {
            func limits(_ words: String, _ low: Double, _ high: Double) {
                with(words) { ($0.numbers["minDelta"], $0.numbers["maxDelta"]) = (low, high) }
            }
            limits("minDelta and maxDelta were -1 and 1", -1, 1)
            limits("there were neither minDelta nor maxDelta", -beyondReach, beyondReach)
            limits("there were no minDelta", -beyondReach, high)
            limits("there were no maxDelta", low, beyondReach)
            limits("minDelta were -maxDelta", -high, high)
            limits("maxDelta were -minDelta", low, -low)
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

/// A limit that no number of any problem comes to.
private let beyondReach = 1e6

/// Settings that can be changed without another shape of anything.
private let freeSettings: [String: [Double]] = [
    "reg": [0], "epsilon": [0], "momentum": [0, 1], "decay": [0, 1], "weightDecay": [0],
    "training": [0, 1], "relu": [0, 1], "weight": [1], "temperature": [1],
    "alpha": [0, 1], "delta": [1, beyondReach], "limit": [1, beyondReach], "steepness": [1],
    "k": [1],
]

/// Settings that may have any value above 0.
private let scalable = ["margin", "steepness", "temperature", "learningRate", "delta", "limit"]

/// Settings that count examples.
private let counted = ["k"]

/// Inputs that remember what was before; without them a first step is left.
private let states = ["h", "c", "velocity", "m", "v", "squares", "average"]

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
    // Where the weights, or what arrives, are 0, most is right; that says nothing.
    let telling = e.variations.filter { variation in
        let changed = variation.problem.matrices.filter { e.problem.matrices[$0.key] != $0.value }
        return changed.keys.allSatisfy {
            states.contains($0) || (e.upstreamNames.contains($0) && e.upstreamNames.count > 1)
        }
    }
    for variation in telling {
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
