import Exchange
import Layers

// Which step of a long backward pass is the first wrong one. The forward pass names its intermediate
// values; the numeric gradient of each comes from moving it a little and looking at the output.

/// The steps of a backward pass as the learner's code told them.
public struct StageTable: Sendable {
    /// One for each gradient that was told, in the order of the backward pass, up to the first that
    /// is wrong.
    public let steps: [CheckResult]

    /// The stages whose gradients were not told, in the order of the forward pass.
    public let untold: [String]

    static let none = StageTable(steps: [], untold: [])

    /// The first step that is wrong.
    public var firstWrong: CheckResult? { steps.first { $0.status == .failed } }
}

/// Looks at every stage of one problem.
/// - Parameters:
///   - learner: the learner's code.
///   - problem: the case, with the upstream gradients in it.
///   - dout: the upstream gradients as one list.
///   - setting: what the case is called.
/// - Returns: the table; empty where the forward pass names nothing.
/// - Throws: whatever calling the learner's code throws.
func stageTable(
    of learner: any Caller, _ problem: Problem, dout: [Double], setting: String
) throws -> StageTable {
    let values = try learner.call(.stages, problem)
    let stages = values.items.filter { $0.name.hasPrefix(stagePrefix) }
    if stages.isEmpty { return .none }
    let told = values.items.filter { !$0.name.hasPrefix(stagePrefix) }
    // "h[0]" is "h" where it is the only one.
    func shown(_ name: String) -> String {
        let base = name.prefix { $0 != "[" }
        let isOnly = stages.count { $0.name.hasPrefix("\(stagePrefix)\(base)[") } == 1
        return isOnly ? String(base) : name
    }
    var steps: [CheckResult] = []
    for step in told {
        let key = stagePrefix + step.name
        guard let value = values[key] else {
            throw GraderError("the worker sent no value of \(step.name).")
        }
        let comparison = try compareGradient(step.matrix, at: value.zeros, dout: dout) { nudge in
            var moved = problem
            moved.matrices[key] = nudge
            return try learner.call(.forward, moved).numbers
        }
        let status: CheckStatus
        switch comparison.verdict {
        case .right: status = .passed
        case .inconclusive, .forwardNotFinite: status = .inconclusive
        case .wrong, .wrongShape, .notFinite: status = .failed
        }
        steps.append(
            CheckResult(
                name: "d\(shown(step.name))", status: status, comparison: comparison,
                setting: setting, sentence: nil))
        // What comes after the first wrong one is made of it.
        if status == .failed { break }
    }
    let names = stages.map { String($0.name.dropFirst(stagePrefix.count)) }
    return StageTable(
        steps: steps,
        untold: names.filter { name in !told.contains { $0.name == name } }.map(shown))
}
