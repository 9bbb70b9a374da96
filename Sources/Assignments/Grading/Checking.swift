import Exchange
import Layers

// One exercise of one learner: which calls are made, and what is concluded from their values.
// The worker makes the calls; everything is compared here, in the parent.

/// The choices of a run.
public struct GradeOptions: Sendable {
    public var seed = 1
    public var cases = 3
    public var timeout = 3.0
    /// Which named steps of a backward pass are looked at.
    public var stages = Stages.toFirstWrong
    /// A fault that every gradient gets besides the learner's own: how the diagnosis itself is tried.
    public var secondFault: SecondFault?

    public init() {}

    /// The steps of backward passes that are looked at; each takes a numeric gradient.
    public enum Stages: Sendable {
        /// Of a wrong one, down to its first wrong step.
        case toFirstWrong
        /// Of a wrong one, every step.
        case ofWrong
        /// Of every one, every step.
        case all
    }
}

/// What a check of one exercise found, before it is put into words.
struct Findings {
    var checks: [CheckResult] = []
    var stages = StageTable.none
    /// What is wrong with the forward pass that the backward pass belongs to.
    var forwardFault: String?
    /// Whether the backward pass is right for that wrong forward pass.
    var fitsItsForward = false
}

/// Checks one exercise.
/// - Parameters:
///   - exercise: what to check.
///   - learner: the learner's code.
///   - kit: the kit's own code for the same thing; nil where the kit has no forward passes.
///   - options: seed and number of cases.
/// - Returns: one result per check.
/// - Throws: whatever calling the learner's code throws.
func check(
    _ exercise: Exercise, learner: any Caller, kit: (any Caller)?, _ options: GradeOptions
) throws -> Findings {
    switch exercise.kind {
    case .forward: return try checkForward(exercise, learner, kit, options)
    case .backward(let variables):
        let forward = try checkForward(exercise, learner, kit, options)
        if let fault = forward.checks.first(where: { $0.status == .failed }) {
            let backward = BackwardCheck(
                exercise: exercise, variables: variables, learner: learner, kit: nil,
                options: options)
            return Findings(
                forwardFault: fault.sentence, fitsItsForward: backward.isRightInFirstCase())
        }
        return try BackwardCheck(
            exercise: exercise, variables: variables, learner: learner, kit: kit,
            options: options
        ).run()
    case .values(let names): return try checkValues(exercise, names, learner, kit, options)
    }
}

/// A random problem of an exercise: the same for the same seed, index and try.
func drawnProblem(
    _ exercise: Exercise, _ options: GradeOptions, index: Int, attempt: Int = 0
) -> (problem: Problem, generator: SeededGenerator) {
    // The id is part of the seed, so that exercises do not share their numbers.
    let id = exercise.subject.utf8.reduce(0) { ($0 &* 31 &+ Int($1)) & 0xffff }
    var generator = SeededGenerator(
        seed: options.seed &* 1_000_003 &+ id &* 1009 &+ index &* 31 &+ attempt)
    let problem = exercise.problem(index, &generator)
    return (problem, generator)
}

/// What a case is called: "case B, seed 1".
func setting(_ index: Int, _ options: GradeOptions) -> String {
    let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    let name = index < letters.count ? String(letters[index]) : "\(index + 1)"
    return "case \(name), seed \(options.seed)"
}

// MARK: - Forward passes

/// What is recorded for an exercise; without it, in a tree without answers, anything would pass.
private func records(of exercise: Exercise, _ kit: (any Caller)?) throws -> [Recorded] {
    let records = recordedForward.filter { $0.subject == exercise.subject }
    // A backward pass is compared with its numeric gradient besides.
    var isBackward = false
    if case .backward = exercise.kind { isBackward = true }
    if records.isEmpty && kit == nil && !isBackward {
        throw GraderError("\(exercise.id): nothing is recorded.")
    }
    return records
}

private func checkForward(
    _ exercise: Exercise, _ learner: any Caller, _ kit: (any Caller)?, _ options: GradeOptions
) throws -> Findings {
    func failed(_ sentence: String, _ setting: String) -> Findings {
        Findings(checks: [
            CheckResult(
                name: "forward", status: .failed, comparison: nil, setting: setting,
                sentence: sentence)
        ])
    }
    for recorded in try records(of: exercise, kit) {
        let out = try learner.call(.forward, recorded.problem)
        if let sentence = difference(out, recorded.expected, tolerance: forwardTolerance) {
            return failed(sentence, "at recorded values")
        }
    }
    for index in 0..<options.cases {
        guard let kit else { break }
        let (problem, _) = drawnProblem(exercise, options, index: index)
        let out = try learner.call(.forward, problem)
        let expected = try kit.call(.forward, problem)
        if let sentence = difference(out, expected, tolerance: forwardTolerance) {
            return failed(sentence, setting(index, options))
        }
    }
    return Findings(checks: [
        CheckResult(
            name: "forward", status: .passed, comparison: nil, setting: "at recorded values",
            sentence: nil)
    ])
}

private func checkValues(
    _ exercise: Exercise, _ names: [String], _ learner: any Caller, _ kit: (any Caller)?,
    _ options: GradeOptions
) throws -> Findings {
    var faults: [String: (sentence: String, setting: String)] = [:]
    func compare(_ problem: Problem, _ expected: Values, _ setting: String) throws {
        let values = try learner.call(.forward, problem)
        for name in names where faults[name] == nil {
            guard let right = expected[name] else {
                throw GraderError("\(exercise.id): nothing is recorded for \(name).")
            }
            let sentence =
                values[name].map { difference(name, $0, right, tolerance: 1e-8) }
                ?? "\(name) is missing"
            faults[name] = sentence.map { ($0, setting) }
        }
    }
    for recorded in try records(of: exercise, kit) {
        try compare(recorded.problem, recorded.expected, "at recorded values")
    }
    // A kit with answers can tell what is right anywhere.
    for index in 0..<options.cases {
        guard let kit else { break }
        let (problem, _) = drawnProblem(exercise, options, index: index)
        try compare(problem, try kit.call(.forward, problem), setting(index, options))
    }
    let checks = names.map { name in
        CheckResult(
            name: name, status: faults[name] == nil ? .passed : .failed, comparison: nil,
            setting: faults[name]?.setting ?? "at recorded values",
            sentence: faults[name]?.sentence)
    }
    guard let kit else { return Findings(checks: checks) }
    do {
        return Findings(
            checks: try checks.map { check in
                var check = check
                if check.status == .failed {
                    check.diagnosis = try diagnosis(of: check.name, exercise, learner, kit, options)
                }
                return check
            })
    } catch is WorkerFailure {
        // The verdict stands without it.
        return Findings(checks: checks)
    }
}

/// What kind of wrong a value is, at fresh problems.
private func diagnosis(
    of name: String, _ exercise: Exercise, _ learner: any Caller, _ kit: any Caller,
    _ options: GradeOptions
) throws -> Diagnosis? {
    let witness = ValuesWitness(name: name, learner: learner, kit: kit)
    let names = exercise.checks
    // A case where it is right by chance, as one without momentum, has nothing to show.
    var all: [Evidence] = []
    for index in 0..<options.cases {
        for attempt in 0..<4 where all.count < 6 {
            let problem = drawnProblem(exercise, options, index: index, attempt: attempt).problem
            guard let yours = try witness.yours(problem) else { return nil }
            let found = try Evidence(
                name: name, variable: nil, yours: yours, problem: problem, names: names,
                witness: witness)
            if found.isWrong { all.append(found) }
        }
    }
    return all.count < 3 ? nil : try diagnose(all)
}

// MARK: - Backward passes
