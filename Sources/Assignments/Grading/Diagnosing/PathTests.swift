import Exchange
import Layers

// Tests by the named values of the forward pass: along which way what arrives does not come through.

/// Named values that are held together: one name, or all its uses but one.
private struct Group {
    let words: String
    let items: [Named]
}

private func groups(_ stages: [Named]) -> [Group] {
    var bases: [String] = []
    for item in stages where !bases.contains(base(item.name)) { bases.append(base(item.name)) }
    var groups: [Group] = []
    for name in bases {
        let uses = stages.filter { base($0.name) == name }
        groups.append(Group(words: name, items: uses))
        if uses.count > 1 {
            groups += [
                Group(words: "\(name) of all uses but the first", items: Array(uses.dropFirst())),
                Group(words: "\(name) of all uses but the last", items: Array(uses.dropLast())),
            ]
        }
    }
    for (i, name) in bases.enumerated() {
        for other in bases[(i + 1)...] {
            groups.append(
                Group(
                    words: "\(name) and \(other)",
                    items: stages.filter { [name, other].contains(base($0.name)) }))
        }
    }
    return groups
}

private func base(_ name: String) -> String { String(name.prefix { $0 != "[" }) }

/// The way through a named value is missing, or has the wrong size.
func pathMissing(_ e: Evidence) throws -> [Statement] {
    guard e.variable != nil, e.yours.shape == e.right.shape, !e.stages.isEmpty else { return [] }
    var found: [Statement] = []
    for group in groups(e.stages) {
        let holding = Holding.constant(group.items)
        let rule = { try e.witness.right(e.problem, at: $0, holding: holding) }
        if let c = try e.factor(onRule: rule) {
            let verb = group.words.contains(" and ") ? "were constants" : "were a constant"
            found.append(
                Statement("path-missing", group.words, factor: c) { factor in
                    "your \(e.name) is \(factor)what would be right if \(group.words) \(verb): what comes through there is missing."
                })
        } else {
            found += try shares(e, group.words, rule)
        }
    }
    return found
}

/// Yours as a sum: what comes through a path, and the rest, one of them with another size.
private func shares(
    _ e: Evidence, _ words: String, _ rule: ([Int]) throws -> [Double]
) throws -> [Statement] {
    // A few entries tell whether a sum fits at all; the path must not be all, or nothing.
    let error = e.yours - e.right
    let probe = Evidence.largest(4, of: error)
    if probe.count < 3 { return [] }
    let rest = try rule(probe)
    let path = zip(probe, rest).map { e.right.elements[$0] - $1 }
    let errors = probe.map { error.elements[$0] }
    let (ofPath, ofRest) = (multiple(errors, path, e.scale), multiple(errors, rest, e.scale))
    if ofPath == nil && ofRest == nil { return [] }
    let all = try rule(Array(error.elements.indices))
    let wholeRest = Matrix(rows: error.rows, columns: error.columns, elements: all)
    let wholePath = e.right - wholeRest
    // Where everything goes one way, this would be a factor of the whole.
    if e.factor(of: wholePath, on: e.right) != nil || e.factor(of: wholeRest, on: e.right) != nil {
        return []
    }
    var found: [Statement] = []
    if ofPath != nil, let c = e.factor(of: error, on: wholePath), abs(c + 1) > 1e-5 {
        found.append(
            Statement("path-factor", words, factor: 1 + c) { factor in
                "in your \(e.name) what comes through \(words) counts \(factor)what it should; the rest is right."
            })
    }
    if ofRest != nil, let c = e.factor(of: error, on: wholeRest) {
        let isMissing = abs(c + 1) < 1e-5
        found.append(
            Statement(
                isMissing ? "path-only" : "path-factor", "rest of \(words)",
                factor: isMissing ? 1 : 1 + c
            ) { factor in
                isMissing
                    ? "your \(e.name) is what comes through \(words), and nothing else: another way is missing."
                    : "in your \(e.name) what comes through \(words) is right; the rest counts \(factor)what it should."
            })
    }
    return found
}

/// The c for which a = c * b, for a few numbers.
private func multiple(_ a: [Double], _ b: [Double], _ scale: Double) -> Double? {
    let square = b.reduce(0) { $0 + $1 * $1 }
    if square <= 1e-12 * scale * scale { return nil }
    let c = zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } / square
    return zip(a, b).allSatisfy { abs($0 - c * $1) <= 4e-6 * scale * max(1, abs(c)) } ? c : nil
}

/// Some named gradient is the first wrong one.
func firstWrongStep(_ e: Evidence) throws -> [Statement] {
    guard e.variable != nil, let step = try e.witness.firstWrongStep(e.problem) else { return [] }
    let plain = base(step)
    return [
        Statement("first-wrong-step", plain) { _ in
            "of the steps that you have named, \(step) is the first wrong one on the way back; what comes after it is made of it."
        }
    ]
}

/// The step from one named value, or input, to the next is left out on the way back.
func stepMissing(_ e: Evidence) throws -> [Statement] {
    guard let variable = e.variable, e.yours.shape == e.right.shape, !e.stages.isEmpty else {
        return []
    }
    let ends = e.outputs.items.map { Named(outputPrefix + $0.name, $0.matrix) }
    let begin = Named(inputPrefix + variable, e.problem[variable])
    var found: [Statement] = []
    let all = [begin] + e.stages + ends
    for (i, from) in all.dropLast(ends.count).enumerated() {
        let to = all[(i + 1)...].first { $0.matrix.shape == from.matrix.shape }
        guard let to, to.matrix != from.matrix else { continue }
        let holding = Holding.steppingOver(from: from, to: to)
        let c = try e.factor { try e.witness.right(e.problem, at: $0, holding: holding) }
        guard let c else { continue }
        let (a, b) = (e.plainName(plain(from.name)), e.plainName(plain(to.name)))
        found.append(
            Statement("step-missing", "\(a) \(b)", factor: c) { factor in
                "your \(e.name) is \(factor)what would be right if \(b) were as \(a) is: what happens between them is not on your way back."
            })
    }
    return found
}

/// What marks an input, or an output, among the named values.
let inputPrefix = "input "
let outputPrefix = "output "

private func plain(_ name: String) -> String {
    name.replacing(inputPrefix, with: "").replacing(outputPrefix, with: "")
}
