import Authoring
import Exchange
import Foundation
import Layers

// What a learner reads of an exercise that is done: how the gradient is derived, what the layer is
// good for, and what writing it has gained.

/// How long one call of each pass takes, in seconds.
public struct PassTimes: Sendable {
    public let forward: Double
    public let backward: Double
    /// What finite differences would take: two forward passes for every number.
    public let finiteDifferences: Double

    /// How many times faster the written backward pass is.
    public var gain: Double { finiteDifferences / max(backward, 1e-9) }
}

extension Tree {
    /// The derivation of an exercise, from the region of its page; nil where answers are withheld.
    /// - Parameter exercise: which one.
    /// - Returns: the text between the region's markers.
    /// - Throws: `GraderError` if the page cannot be read.
    public func derivation(of exercise: Exercise) throws -> String? {
        let id = "derivation.\(exercise.id.replacing(".forward", with: ".backward"))"
        let section = try section(of: exercise)
        guard let begin = section.range(of: "<!-- BEGIN SOLUTION \(id) -->"),
            let end = section.range(of: "<!-- END SOLUTION \(id) -->")
        else { return nil }
        return section[begin.upperBound..<end.lowerBound]
            .trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// What the layer is good for: the sentence of its page that says so; nil if there is none.
    public func purpose(of exercise: Exercise) throws -> String? {
        let paragraphs = try section(of: exercise).components(separatedBy: "\n\n")
            .map { $0.trimmingCharacters(in: .newlines) }
        let mark = "**What it is good for.**"
        return paragraphs.first { $0.hasPrefix(mark) }?.dropFirst(mark.count)
            .trimmingCharacters(in: .whitespacesAndNewlines)
    }
}

extension Grader {
    /// How long the learner's passes take on a problem of the exercise; nil if it has no backward
    /// pass, or does not end well.
    public func times(of exercise: Exercise, with overlay: Overlay) throws -> PassTimes? {
        guard case .backward(let variables) = exercise.kind else { return nil }
        let worker = try WorkerProcess(overlay, exercise, seconds: options.timeout)
        defer { _ = worker.finish() }
        var (problem, generator) = drawnProblem(exercise, options, index: 1)
        do {
            for item in try worker.call(.forward, problem).items {
                problem.matrices["d\(item.name)"] = randomUpstream(
                    item.matrix.shape, using: &generator)
            }
            let values = try worker.call(.timing, problem)
            guard let forward = values["forward"], let both = values["backward"] else { return nil }
            let numbers = variables.reduce(0) { $0 + (problem.matrices[$1]?.elements.count ?? 0) }
            return PassTimes(
                forward: forward.scalar, backward: max(0, both.scalar - forward.scalar),
                finiteDifferences: 2 * Double(numbers) * forward.scalar)
        } catch is WorkerFailure { return nil }
    }
}

/// What `grade explain` prints of an exercise that is right.
/// - Parameters:
///   - exercise: which one.
///   - tree: where its page is.
///   - times: how long its passes take, if that is known.
/// - Returns: the derivation, or who has it; what the layer is good for; what was gained.
/// - Throws: `GraderError` if the page cannot be read.
public func explanation(
    of exercise: Exercise, in tree: Tree, _ times: PassTimes?
) throws -> String {
    var parts = ["\(exercise.id) is right."]
    if let derivation = try tree.derivation(of: exercise) {
        parts.append(forTerminal(derivation))
    } else {
        parts.append(
            "The derivation is withheld in this copy, as all answers are; it is in your instructor's \(exercise.pagePath)."
        )
    }
    if let purpose = try tree.purpose(of: exercise) { parts.append(forTerminal(purpose)) }
    if let times, times.gain > 2 {
        let gain = shortNumber(times.gain.rounded())
        parts.append(
            forTerminal(
                "On a problem of this size your backward pass takes \(microseconds(times.backward)); finite differences would take \(microseconds(times.finiteDifferences)), \(gain) times as long."
            ))
    }
    return parts.joined(separator: "\n\n")
}

private func microseconds(_ seconds: Double) -> String {
    let micro = seconds * 1e6
    return micro < 1000
        ? String(format: "%.1f microseconds", micro) : String(format: "%.1f ms", micro / 1000)
}
