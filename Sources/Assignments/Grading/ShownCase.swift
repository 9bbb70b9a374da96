import Exchange
import Layers

/// The case that an exercise fails, or its first, as literals to paste into Swift and numpy.
public func shownCase(_ exercise: Exercise, _ grader: Grader, _ overlay: Overlay) -> String {
    let result = grader.grade([exercise], with: overlay).results[0]
    let failed = result.checks.first { $0.status == .failed && $0.comparison != nil }
    var index = 0
    if let failed {
        index =
            (0..<grader.options.cases).first { setting($0, grader.options) == failed.setting } ?? 0
    }
    if case .values = exercise.kind {
        return "\(exercise.id) is graded by recorded values; see its page for them."
    }
    let (problem, drawn) = drawnProblem(exercise, grader.options, index: index)
    var generator = drawn
    var matrices = problem.matrices.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    if let kit = allSubjects.first(where: { $0.name == exercise.subject }),
        case .backward = exercise.kind, grader.blank == .backward
    {
        for item in kit.call(.forward, problem).items {
            matrices.append(
                ("d\(item.name)", randomUpstream(item.matrix.shape, using: &generator)))
        }
    }
    var lines = [
        "\(exercise.id), \(setting(index, grader.options)): \(result.status.words)", "", "Swift:",
    ]
    lines += matrices.map { "    let \(identifier($0.0)): Matrix = \(literal($0.1))" }
    if !problem.labels.isEmpty { lines.append("    let labels = \(problem.labels)") }
    lines += problem.numbers.sorted { $0.key < $1.key }.map { "    let \($0.key) = \($0.value)" }
    lines += ["", "numpy:"]
    lines += matrices.map { "    \(identifier($0.0)) = np.array(\(literal($0.1)))" }
    if !problem.labels.isEmpty { lines.append("    labels = np.array(\(problem.labels))") }
    lines += problem.numbers.sorted { $0.key < $1.key }.map { "    \($0.key) = \($0.value)" }
    for check in result.checks {
        guard let comparison = check.comparison, check.status == .failed else { continue }
        let yours = comparison.yours.description.replacing("\n", with: "\n    ")
        let numeric = comparison.numeric.description.replacing("\n", with: "\n    ")
        lines += [
            "", "\(check.name), yours:", "    \(yours)", "\(check.name), numeric:",
            "    \(numeric)",
        ]
    }
    return lines.joined(separator: "\n")
}

/// "affine1.w" is no name for a variable; "affine1_w" would be, and Swift prefers "affine1w".
private func identifier(_ name: String) -> String { name.replacing(".", with: "") }

/// Every digit of every number, so that the case can be repeated exactly; broken where a line
/// would be too long, as Swift and Python both allow inside brackets.
private func literal(_ matrix: Matrix) -> String {
    let rows = (0..<matrix.rows).map { r in
        "[" + matrix.row(r).map { "\($0)" }.joined(separator: ", ") + "]"
    }
    return wrapped("[" + rows.joined(separator: ", ") + "]", indent: "        ", width: 90)
        .joined(separator: "\n").trimmingCharacters(in: .whitespaces)
}
