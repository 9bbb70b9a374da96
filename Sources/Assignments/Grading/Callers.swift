import Exchange
import Layers

/// A factor of every gradient that should not be there.
public enum SecondFault: String, Sendable {
    /// -1.
    case sign
    /// One over the number of rows of the first input.
    case batch
}

/// A learner's code with one more fault in its gradients.
struct FaultyCaller: Caller {
    let learner: any Caller
    let fault: SecondFault

    func call(_ action: Action, _ problem: Problem) throws -> Values {
        let values = try learner.call(action, problem)
        if action != .backward { return values }
        let inputs = problem.matrices.filter { !$0.key.hasPrefix("d") }.sorted { $0.key < $1.key }
        let rows = Double(inputs.first?.value.rows ?? 1)
        let factor = fault == .sign ? -1 : 1 / rows
        return Values(values.items.map { ($0.name, factor * $0.matrix) })
    }
}

/// Something that runs a learner's code: a worker, or in a test the code itself.
protocol Caller {
    func call(_ action: Action, _ problem: Problem) throws -> Values
}

extension WorkerProcess: Caller {}

/// A subject of this process; it can only be the kit's.
struct LocalCaller: Caller {
    let subject: Subject

    func call(_ action: Action, _ problem: Problem) -> Values { subject.call(action, problem) }
}
