import Exchange
import Layers

/// Every gradient of one exercise, over all its cases.
struct BackwardCheck {
    let exercise: Exercise
    let variables: [String]
    let learner: any Caller
    let kit: (any Caller)?
    let options: GradeOptions

    /// Whose forward pass is differentiated.
    var reference: any Caller { kit ?? learner }

    static let mostAttempts = 5

    /// Runs all cases.
    /// - Returns: the gravest result for each gradient, with its diagnosis and stages.
    func run() throws -> Findings {
        var worst: [String: CheckResult] = [:]
        var moved: Set<String> = []
        for index in 0..<options.cases {
            for result in try runCase(index) {
                let name = result.name
                if result.comparison?.functionMoved == true { moved.insert(name) }
                worst[name] = worst[name].map { graver($0, result) } ?? result
            }
        }
        let checks = exercise.checks.compactMap { worst[$0] }.map { check in
            if kit == nil, check.status == .passed, !moved.contains(check.name) {
                // A learner's own forward pass that ignores something: then 0 would be right.
                return CheckResult(
                    name: check.name, status: .failed, comparison: nil, setting: check.setting,
                    sentence:
                        "in no case does the output depend on what \(check.name) belongs to.")
            }
            return check
        }
        // The verdict stands; what comes now only helps to find the mistake, and may take too long,
        // or be too much for the learner's code.
        var findings = Findings(checks: checks)
        do { findings.stages = try stages(for: checks) } catch is WorkerFailure { return findings }
        findings.checks = try diagnosed(checks)
        return findings
    }

    /// Whether the gradients are those of the learner's own forward pass; false if that cannot be told.
    func isRightInFirstCase() -> Bool {
        guard let results = try? runCase(0) else { return false }
        return !results.isEmpty && results.allSatisfy { $0.status == .passed }
    }

    /// The steps of the backward pass at the case that is shown, if a gradient is wrong or they are
    /// asked for.
    private func stages(for checks: [CheckResult]) throws -> StageTable {
        let wrong = checks.first { $0.status == .failed && $0.comparison?.verdict == .wrong }
        if wrong == nil && options.stages != .all { return .none }
        let shown = wrong?.setting ?? setting(0, options)
        guard let index = (0..<options.cases).first(where: { setting($0, options) == shown })
        else { return .none }
        let (problem, generator) = drawnProblem(exercise, options, index: index)
        let asked = try askedProblem(problem, generator)
        return try stageTable(
            of: learner, scaled(asked, by: 1), dout: asked.upstream.numbers,
            setting: shown, isWhole: options.stages != .toFirstWrong)
    }

    /// What kind of wrong the gradients are: true of the case that is shown, and of three fresh ones.
    ///
    /// All of them are looked at plainly before one is looked at thoroughly. That may take too long,
    /// or be too much for the learner's code: then what is found by then is said.
    private func diagnosed(_ checks: [CheckResult]) throws -> [CheckResult] {
        var checks = checks
        let steps = KnownSteps()
        for effort in [Effort.plain, .all] {
            var left = checks.indices.filter {
                checks[$0].status == .failed && checks[$0].diagnosis == nil
            }
            // Where a whole net is wrong, a few gradients tell as much as all.
            if effort == .all { left = Array(left.prefix(4)) }
            for index in left {
                do {
                    checks[index].diagnosis = try diagnosis(of: checks[index], effort, steps)
                } catch is WorkerFailure { return checks }
            }
        }
        return checks
    }

    private func diagnosis(
        of check: CheckResult, _ effort: Effort, _ steps: KnownSteps
    ) throws -> Diagnosis? {
        guard check.status == .failed, check.sentence == nil,
            let variable = variables.first(where: { gradientName(of: $0) == check.name }),
            let shown = (0..<options.cases).first(where: { setting($0, options) == check.setting })
        else { return nil }
        let witness = BackwardWitness(
            check.name, variables: variables, learner: learner, reference: reference, steps: steps)
        func all(_ other: Int) throws -> [Evidence] {
            try [(shown, 0), (other, 101), (other, 102), (other, 103)].map { index, attempt in
                let draw = drawnProblem(exercise, options, index: index, attempt: attempt)
                return try evidence(variable, draw.problem, draw.generator, witness)
            }
        }
        let other = unlike(shown, with: variable)
        let found = try all(other)
        // It may be wrong in cases like the shown one only.
        if other == shown || found.allSatisfy(\.isWrong) { return try diagnose(found, effort) }
        return try diagnose(all(shown), effort)
    }

    private func evidence(
        _ variable: String, _ problem: Problem, _ generator: SeededGenerator,
        _ witness: BackwardWitness
    ) throws -> Evidence {
        let asked = scaled(try askedProblem(problem, generator), by: 1)
        let name = gradientName(of: variable)
        guard let yours = try witness.yours(asked) else {
            throw GraderError("\(exercise.id): the worker sent no \(name).")
        }
        let there = variables.filter { problem.matrices[$0] != nil }.map(gradientName)
        return try Evidence(
            name: name, variable: variable, yours: yours, problem: asked, names: there,
            witness: witness)
    }

    /// The kind of case whose sizes are the most unlike those of the shown one.
    private func unlike(_ shown: Int, with variable: String) -> Int {
        // It needs the variable, nor may it have a switch the other way: in test mode other
        // mistakes show.
        let switches = ["training", "batchNorm", "layerNorm", "relu"]
        let first = drawnProblem(exercise, options, index: shown).problem
        let second = drawnProblem(exercise, options, index: 1).problem
        let sameSwitches = switches.allSatisfy { first.numbers[$0] == second.numbers[$0] }
        return second.matrices[variable] != nil && sameSwitches ? 1 : shown
    }

    /// A problem with a random upstream gradient for each output.
    private struct Asked {
        let problem: Problem
        let out: Values
        let upstream: Values
    }

    private func askedProblem(
        _ problem: Problem, _ generator: SeededGenerator
    ) throws -> Asked {
        var generator = generator
        let out = try reference.call(.forward, problem)
        let upstream = Values(
            out.items.map { ($0.name, randomUpstream($0.matrix.shape, using: &generator)) })
        return Asked(problem: problem, out: out, upstream: upstream)
    }

    /// The problem with its upstream gradients in it, times a factor.
    private func scaled(_ asked: Asked, by factor: Double) -> Problem {
        var problem = asked.problem
        for item in asked.upstream.items {
            problem.matrices["d\(item.name)"] = factor * item.matrix
        }
        return problem
    }

    /// One case; drawn again if its numeric gradient cannot decide.
    private func runCase(_ index: Int) throws -> [CheckResult] {
        var results: [CheckResult] = []
        for attempt in 0..<Self.mostAttempts {
            let (problem, generator) = drawnProblem(
                exercise, options, index: index, attempt: attempt)
            results = try runProblem(problem, generator, setting(index, options))
            if !results.contains(where: { $0.status == .inconclusive }) { return results }
        }
        return results
    }

    private func runProblem(
        _ problem: Problem, _ generator: SeededGenerator, _ setting: String
    ) throws -> [CheckResult] {
        let asked = try askedProblem(problem, generator)
        let weights = asked.upstream.numbers
        func gradients(_ factor: Double) throws -> Values {
            try learner.call(.backward, scaled(asked, by: factor))
        }
        let once = try gradients(1)
        let (again, zero, twice) = (try gradients(1), try gradients(0), try gradients(2))
        // A net of another depth has other parameters: those that this case has.
        return try variables.filter { problem.matrices[$0] != nil }.map { variable in
            let name = gradientName(of: variable)
            guard let mine = once[name], let mineAgain = again[name],
                let mineAtZero = zero[name], let mineTwice = twice[name]
            else {
                return CheckResult(
                    name: name, status: .failed, comparison: nil, setting: setting,
                    sentence:
                        "there is no \(name): the list of `parameters` or `inputs` is not as it was given."
                )
            }
            let comparison = try compareGradient(mine, at: problem[variable], dout: weights) {
                moved in
                var changed = problem
                changed.matrices[variable] = moved
                return try reference.call(.forward, changed).numbers
            }
            var (status, sentence) = judged(comparison)
            if comparison.verdict == .notFinite,
                let first = mine.elements.firstIndex(where: { !$0.isFinite })
            {
                let there = shortNumber(problem[variable].elements[first])
                sentence =
                    "\(variable) is \(there) there, and forward is finite: does an exponential overflow, or something divide by 0?"
            }
            if status == .passed, !sameNumbers(mine, mineAgain) {
                (status, sentence) = (
                    .failed,
                    "two calls with the same cache give different \(name): is something kept between calls?"
                )
            }
            if status == .passed {
                sentence = linearityFault(
                    name, zero: mineAtZero, once: mine, twice: mineTwice)
                if sentence != nil { status = .failed }
            }
            return CheckResult(
                name: name, status: status, comparison: comparison, setting: setting,
                sentence: sentence, problem: scaled(asked, by: 1))
        }
    }

    private func judged(_ comparison: GradientComparison) -> (CheckStatus, String?) {
        switch comparison.verdict {
        case .right:
            let most = comparison.numeric.elements.count / 20
            return (comparison.kinks > most ? .inconclusive : .passed, nil)
        case .inconclusive: return (.inconclusive, nil)
        case .forwardNotFinite: return (.failed, "the forward pass gives NaN or infinity here.")
        case .wrong, .wrongShape, .notFinite: return (.failed, nil)
        }
    }

    private func graver(_ a: CheckResult, _ b: CheckResult) -> CheckResult {
        func rank(_ result: CheckResult) -> Int {
            switch result.status {
            case .failed: return 2
            case .inconclusive: return 1
            case .passed: return 0
            }
        }
        if rank(a) != rank(b) { return rank(a) > rank(b) ? a : b }
        if rank(a) > 0 { return a }  // the first case is the smallest, and the easiest to read
        let (first, second) = (a.comparison, b.comparison)
        return (first?.largestRelativeError ?? 0) >= (second?.largestRelativeError ?? 0) ? a : b
    }
}

/// Whether all numbers are the same, NaN counting as itself.
private func sameNumbers(_ a: Matrix, _ b: Matrix) -> Bool {
    a.shape == b.shape
        && zip(a.elements, b.elements).allSatisfy { $0 == $1 || ($0.isNaN && $1.isNaN) }
}
