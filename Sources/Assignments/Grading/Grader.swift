import Authoring
import Exchange
import Foundation
import Layers

/// Grades exercises, each in a worker of its own.
public struct Grader: Sendable {
    public let tree: Tree
    public let options: GradeOptions
    /// What counts as cut here, which decides which exercises there are.
    public let blank: Blank
    /// The learner's files by path, where they are not those of the tree.
    let texts: [String: String]?
    /// Whether the tree does: that is asked of every file of the kit.
    private let holdsAnswers = Once<Bool>()

    /// - Parameters:
    ///   - tree: where the kit is, and the learner's files.
    ///   - options: seed, number of cases, time.
    ///   - blank: what counts as cut here.
    ///   - texts: the learner's files by path, if they are elsewhere.
    public init(
        tree: Tree, options: GradeOptions, blank: Blank = treeBlank,
        texts: [String: String]? = nil
    ) {
        self.tree = tree
        self.options = options
        self.blank = blank
        self.texts = texts
    }

    /// The exercises that count in this tree.
    public var exercises: [Exercise] { allExercises.filter { blank.cuts($0.id) } }

    /// Grades exercises with a worker that is already built.
    /// - Parameters:
    ///   - chosen: what to grade.
    ///   - overlay: the worker.
    ///   - progress: called before each exercise.
    /// - Returns: a result for each, in order.
    public func grade(
        _ chosen: [Exercise], with overlay: Overlay, progress: (Exercise) -> Void = { _ in }
    ) -> GradeResult {
        var results: [ExerciseResult] = []
        for exercise in chosen {
            // Nobody wants the rest.
            if RunningGroups.areStopped { break }
            progress(exercise)
            results.append(withoutStrangers(gradedOnce(exercise, with: overlay), overlay))
        }
        return GradeResult(
            seed: options.seed, results: results.map { explained($0, among: results) })
    }

    /// One exercise in one worker.
    func gradedOnce(_ exercise: Exercise, with overlay: Overlay) -> ExerciseResult {
        if let fault = overlay.faults[exercise.path] {
            let help = numpySentence(for: fault.text).map { "\n\($0)" } ?? ""
            return ExerciseResult(
                exercise: exercise, status: .doesNotCompile, checks: [],
                message: fault.text + help, place: fault.place ?? place(of: exercise), printed: "")
        }
        do {
            let worker = try WorkerProcess(overlay, exercise, seconds: options.timeout)
            let learner: any Caller =
                options.secondFault.map { FaultyCaller(learner: worker, fault: $0) } ?? worker
            let outcome = Result {
                try check(exercise, learner: learner, kit: try kit(for: exercise), options)
            }
            return result(exercise, outcome, printed: worker.finish(), overlay)
        } catch {
            return graderError(exercise, "\(error)")
        }
    }

    /// The kit's own version, whose forward pass gives the numeric gradient; a tree without forward
    /// passes has none.
    private func kit(for exercise: Exercise) throws -> (any Caller)? {
        if blank == .all { return nil }
        // What has no forward pass has nothing that would be left in a tree without answers.
        if exercise.isValues, try !holdsAnswers.value(tree.holdsAnswers) { return nil }
        return allSubjects.first { $0.name == exercise.subject }.map(LocalCaller.init)
    }

    private func result(
        _ exercise: Exercise, _ outcome: Result<Findings, Error>, printed: String,
        _ overlay: Overlay
    ) -> ExerciseResult {
        func ended(_ status: Status, _ message: String?, place: String? = nil) -> ExerciseResult {
            ExerciseResult(
                exercise: exercise, status: status, checks: [], message: message,
                place: place ?? self.place(of: exercise), printed: printed)
        }
        switch outcome {
        case .success(let findings):
            if let fault = findings.forwardFault {
                let rest =
                    findings.fitsItsForward
                    ? "Your backward pass is right for the forward pass as it stands: the forward pass is what to mend."
                    : "The backward pass is graded once the forward pass is right."
                return ended(.blocked, "forward pass: \(fault). \(rest)")
            }
            if findings.checks.count != exercise.checks.count {
                return graderError(exercise, "only some of its checks ran.")
            }
            if findings.checks.contains(where: { $0.status == .inconclusive }) {
                return graderError(
                    exercise, "the numeric gradient could not decide, five draws in a row.")
            }
            let failed = findings.checks.contains { $0.status == .failed }
            return ExerciseResult(
                exercise: exercise, status: failed ? .failed : .passed, checks: findings.checks,
                message: nil, place: place(of: exercise), printed: printed,
                stages: findings.stages)
        case .failure(WorkerFailure.hole(let id)):
            if id == exercise.id {
                let isThere =
                    texts.map { $0[exercise.path] != nil }
                    ?? FileManager.default.fileExists(atPath: tree.url(exercise.path).path)
                let missing =
                    "\(exercise.path) is missing: `swift run grade reset \(id)` brings it back."
                return ended(.notWritten, isThere ? nil : missing)
            }
            if let other = overlay.faults.first(where: { fileHolds($0.key, id) }) {
                return ended(
                    .blocked, "it needs \(id), and \(other.key) does not compile.",
                    place: other.value.place)
            }
            return ended(.blocked, "it needs \(id), which is not written yet.", place: hole(id))
        case .failure(WorkerFailure.refused(let sentence)): return ended(.failed, sentence)
        case .failure(WorkerFailure.timedOut):
            return ended(
                .timedOut,
                "it did not end within \(shortNumber(options.timeout)) s: is there an endless loop?"
            )
        case .failure(WorkerFailure.crashed(let crash)):
            let isEndless = crash.sentence.contains("endless loop")
            return ended(isEndless ? .timedOut : .crashed, crash.sentence, place: crash.place)
        case .failure(let error): return graderError(exercise, "\(error)")
        }
    }

    private func graderError(_ exercise: Exercise, _ sentence: String) -> ExerciseResult {
        ExerciseResult(
            exercise: exercise, status: .graderError, checks: [],
            message: "the grader failed, not you; please tell your instructor: \(sentence)",
            place: nil, printed: "")
    }

    // MARK: - Places

    /// The hole of an exercise if it is still there, or else the function that it was in.
    public func place(of exercise: Exercise) -> String {
        hole(exercise.id) ?? exercise.path
            + (functionLine(exercise).map { ":\($0)" } ?? "")
    }

    private func fileHolds(_ path: String, _ id: String) -> Bool {
        allExercises.contains { $0.id == id && $0.path == path }
    }

    private func hole(_ id: String) -> String? {
        guard let exercise = allExercises.first(where: { $0.id == id }),
            let line = line(in: exercise.path, where: { $0.contains("yourCodeHere(\"\(id)\")") })
        else { return nil }
        return "\(exercise.path):\(line)"
    }

    private func functionLine(_ exercise: Exercise) -> Int? {
        let function = exercise.id.split(separator: ".").last ?? ""
        return line(in: exercise.path) { $0.contains("func \(function)") }
    }

    private func line(in path: String, where matches: (Substring) -> Bool) -> Int? {
        guard let text = texts.map({ $0[path] }) ?? (try? tree.text(path)) else { return nil }
        return lines(of: text).firstIndex { matches($0[...]) }.map { $0 + 1 }
    }
}

/// A failure that comes from another exercise's is said to.
func explained(_ result: ExerciseResult, among all: [ExerciseResult]) -> ExerciseResult {
    guard result.status == .failed, result.message == nil else { return result }
    let broken = result.exercise.uses.first { used in
        all.contains { $0.exercise.id == used && $0.status == .failed }
    }
    guard let broken else { return result }
    return ExerciseResult(
        exercise: result.exercise, status: result.status, checks: result.checks,
        message: "it uses \(broken), which is wrong: repair that first.", place: result.place,
        printed: result.printed, stages: result.stages)
}

/// What is blank in this tree, as its untouched stubs show.
public let treeBlank: Blank =
    pristineStubs.values.contains { $0.contains(".forward\")") } ? .all : .backward
