import Exchange
import Layers

// Which step of a long backward pass is the first wrong one. The forward pass names its intermediate
// values; the numeric gradient of each comes from moving it a little and looking at the output.

/// One named value of the forward pass and its gradient.
public struct Stage: Sendable {
    /// The gradient's name, "dxhat"; "dh[2]" if the name is used several times.
    public let name: String
    /// The value, as the forward pass had it.
    public let value: Matrix
    /// The numeric gradient.
    public let numeric: Matrix
    /// How the learner's gradient compares; nil if the backward pass did not tell it.
    public let check: CheckResult?
}

/// The steps of a backward pass as the learner's code told them.
public struct StageTable: Sendable {
    /// In the order of the backward pass: the last named value comes first.
    ///
    /// Unless the whole table is asked for, it ends with the first wrong step, and holds only those
    /// that were told.
    public let stages: [Stage]

    /// The stages whose gradients were not told, in the order of the forward pass.
    public let untold: [String]

    /// Which problem it was, as in "case B, seed 1".
    public let setting: String

    /// What is made of what, if the whole table was asked for; inputs are called by their names.
    public var roads: [Road] = []

    static let none = StageTable(stages: [], untold: [], setting: "")

    /// How those that were told compare.
    public var steps: [CheckResult] { stages.compactMap(\.check) }

    /// The first step that is wrong.
    public var firstWrong: CheckResult? { steps.first { $0.status == .failed } }

    /// The table as it is if the whole one was not asked for.
    func toFirstWrong() -> StageTable {
        let told = stages.filter { $0.check != nil }
        let end = told.firstIndex { $0.check?.status == .failed } ?? told.count
        return StageTable(
            stages: Array(told.prefix(end + 1)), untold: untold, setting: setting)
    }
}

/// Looks at every stage of one problem.
/// - Parameters:
///   - learner: the learner's code.
///   - problem: the case, with the upstream gradients in it.
///   - dout: the upstream gradients as one list.
///   - setting: what the case is called.
///   - isWhole: whether to go on after the first wrong step, and to look at those not told.
/// - Returns: the table; empty where the forward pass names nothing.
/// - Throws: whatever calling the learner's code throws.
func stageTable(
    of learner: any Caller, _ problem: Problem, dout: [Double], setting: String,
    isWhole: Bool = false
) throws -> StageTable {
    let values = try learner.call(.stages, problem)
    let named = values.items.filter { $0.name.hasPrefix(stagePrefix) }
    var stages: [Stage] = []
    var untold: [String] = []
    var isOver = false
    for item in named.reversed() {
        let name = String(item.name.dropFirst(stagePrefix.count))
        let shown = shownName(name, among: named)
        let told = values.items.first { $0.name == name }?.matrix
        if told == nil { untold.insert(shown, at: 0) }
        if isOver || (told == nil && !isWhole) { continue }
        let moved = { (nudge: Matrix) -> [Double] in
            var moved = problem
            moved.matrices[item.name] = nudge
            return try learner.call(.forward, moved).numbers
        }
        let zeros = item.matrix.zeros
        let comparison = try compareGradient(told ?? zeros, at: zeros, dout: dout, of: moved)
        let check = told.map { _ in
            CheckResult(
                name: "d\(shown)", status: status(of: comparison), comparison: comparison,
                setting: setting, sentence: nil)
        }
        stages.append(
            Stage(
                name: "d\(shown)", value: item.matrix, numeric: comparison.numeric, check: check))
        // What comes after the first wrong one is made of it.
        isOver = check?.status == .failed && !isWhole
    }
    var table = StageTable(stages: stages, untold: untold, setting: setting)
    if isWhole {
        table.roads = try roads(of: learner, problem, named: named) { shownName($0, among: named) }
    }
    return table
}

/// "h[0]" is "h" where it is the only one.
private func shownName(_ name: String, among named: [Values.Item]) -> String {
    let base = name.prefix { $0 != "[" }
    let isOnly = named.count { $0.name.hasPrefix("\(stagePrefix)\(base)[") } == 1
    return isOnly ? String(base) : name
}

private func status(of comparison: GradientComparison) -> CheckStatus {
    switch comparison.verdict {
    case .right: return .passed
    case .inconclusive, .forwardNotFinite: return .inconclusive
    case .wrong, .wrongShape, .notFinite: return .failed
    }
}
