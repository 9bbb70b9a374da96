import Exchange
import Layers

/// What is known of a backward pass: the learner's gradients, and the numeric ones.
final class BackwardWitness: Witness {
    private let learner: any Caller
    /// Whose forward pass is differentiated.
    private let reference: any Caller
    private let name: String
    private let variables: [String]
    private let steps: KnownSteps

    /// - Parameters:
    ///   - name: the gradient.
    ///   - variables: what the exercise asks the gradients of.
    ///   - learner: the learner's code.
    ///   - reference: whose forward pass is differentiated.
    ///   - steps: shared by all gradients of the exercise.
    init(
        _ name: String, variables: [String], learner: any Caller, reference: any Caller,
        steps: KnownSteps
    ) {
        (self.name, self.variables, self.steps) = (name, variables, steps)
        (self.learner, self.reference) = (learner, reference)
    }

    func yours(_ problem: Problem) throws -> Matrix? { try learner.call(.backward, problem)[name] }

    /// Named values belong to the learner's forward pass, in a process of its own.
    func outputs(_ problem: Problem) throws -> Values {
        let isNamed = problem.matrices.keys.contains {
            $0.hasPrefix(stagePrefix) || $0.hasPrefix(holdPrefix)
        }
        return try (isNamed ? learner : reference).call(.forward, problem)
    }

    func right(_ name: String, _ problem: Problem, at entries: [Int]) throws -> [Double] {
        guard let variable = variables.first(where: { gradientName(of: $0) == name }) else {
            throw GraderError("there is no variable of \(name).")
        }
        return try centred(variable, problem, entries) { try outputs($0) }
    }

    func stages(_ problem: Problem) throws -> [Named] {
        try learner.call(.stages, problem).items.filter { $0.name.hasPrefix(stagePrefix) }
            .map { Named(String($0.name.dropFirst(stagePrefix.count)), $0.matrix) }
    }

    func right(_ problem: Problem, at entries: [Int], holding: Holding) throws -> [Double] {
        guard let variable = variables.first(where: { gradientName(of: $0) == name }) else {
            throw GraderError("there is no variable of \(name).")
        }
        switch holding {
        case .constant(let items):
            var held = problem
            for item in items { held.matrices[holdPrefix + item.name] = item.matrix }
            return try centred(variable, held, entries) { try outputs($0) }
        case .steppingOver(let from, let to):
            return try centred(variable, problem, entries) { moved in
                try stepping(over: from, to, variable, moved)
            }
        }
    }

    /// The outputs when `to` moves as much as `from` does.
    private func stepping(
        over from: Named, _ to: Named, _ variable: String, _ moved: Problem
    ) throws -> Values {
        let now =
            from.name.hasPrefix(inputPrefix)
            ? moved[variable]
            : try stages(moved).first { $0.name == from.name }?.matrix
        // A learner's own forward pass may name other things, of other shapes, at every call: then
        // there is nothing to step over, and what is not a number is true of nothing.
        guard let now, now.shape == from.matrix.shape else {
            return Values(try outputs(moved).items.map { ($0.name, .nan * $0.matrix) })
        }
        let there = to.matrix + (now - from.matrix)
        if to.name.hasPrefix(outputPrefix) {
            let output = String(to.name.dropFirst(outputPrefix.count))
            let items = try outputs(moved).items
            return Values(items.map { ($0.name, $0.name == output ? there : $0.matrix) })
        }
        var held = moved
        held.matrices[holdPrefix + to.name] = there
        return try outputs(held)
    }

    func firstWrongStep(_ problem: Problem) throws -> String? {
        if let known = steps.all.first(where: { $0.problem == problem }) { return known.name }
        let out = try reference.call(.forward, problem)
        let dout = out.items.flatMap { problem["d\($0.name)"].elements }
        let table = try stageTable(of: learner, problem, dout: dout, setting: "")
        steps.all.append((problem, table.firstWrong?.name))
        return table.firstWrong?.name
    }

    /// One centred difference per entry: enough to tell kinds of wrong apart.
    private func centred(
        _ variable: String, _ problem: Problem, _ entries: [Int],
        outputs: (Problem) throws -> Values
    ) throws -> [Double] {
        var moved = problem
        let x = problem[variable]
        return try entries.map { i in
            func weighted(_ step: Double) throws -> Double {
                moved.matrices[variable]?.elements[i] = x.elements[i] + step
                return try outputs(moved).weighted(by: problem)
            }
            let slope =
                (try weighted(Evidence.step) - weighted(-Evidence.step)) / (2 * Evidence.step)
            moved.matrices[variable]?.elements[i] = x.elements[i]
            return slope
        }
    }
}

/// The first wrong step of each problem that was already asked for.
final class KnownSteps {
    var all: [(problem: Problem, name: String?)] = []
}

/// The same as another, with what is the learner's times a factor.
struct ScaledWitness: Witness {
    let factor: Double
    let witness: any Witness

    func yours(_ problem: Problem) throws -> Matrix? {
        try witness.yours(problem).map { factor * $0 }
    }
    func right(_ name: String, _ problem: Problem, at entries: [Int]) throws -> [Double] {
        try witness.right(name, problem, at: entries)
    }
    func outputs(_ problem: Problem) throws -> Values { try witness.outputs(problem) }
    func stages(_ problem: Problem) throws -> [Named] { try witness.stages(problem) }
    func firstWrongStep(_ problem: Problem) throws -> String? {
        try witness.firstWrongStep(problem)
    }
    func right(_ problem: Problem, at entries: [Int], holding: Holding) throws -> [Double] {
        try witness.right(problem, at: entries, holding: holding)
    }
}

/// What is known of values: the learner's, and the kit's.
struct ValuesWitness: Witness {
    let name: String
    let learner: any Caller
    let kit: any Caller

    func yours(_ problem: Problem) throws -> Matrix? { try learner.call(.forward, problem)[name] }
    func outputs(_ problem: Problem) throws -> Values { try kit.call(.forward, problem) }

    func right(_ name: String, _ problem: Problem, at entries: [Int]) throws -> [Double] {
        guard let matrix = try outputs(problem)[name] else { return [] }
        // Other settings can give another shape.
        return entries.map { $0 < matrix.elements.count ? matrix.elements[$0] : .nan }
    }

    func stages(_ problem: Problem) -> [Named] { [] }
    func right(_ problem: Problem, at entries: [Int], holding: Holding) -> [Double] { [] }
    func firstWrongStep(_ problem: Problem) -> String? { nil }
}
