import Foundation

/// The git program, in one repository.
struct Git: Sendable {
    /// The folder that it works in.
    let folder: URL
    /// Where its output is caught.
    let scratch: URL

    // Nobody is there to type a password: what needs one must fail and not wait.
    private let environment = ["GIT_TERMINAL_PROMPT": "0"]

    /// Runs git, and says how it ended.
    /// - Throws: `GraderError` if git cannot be started.
    func outcome(
        _ arguments: [String], index: URL? = nil, input: String? = nil
    ) throws -> ToolOutcome {
        var variables = environment
        if let index { variables["GIT_INDEX_FILE"] = index.path }
        do {
            return try runTool(
                "git", ["-C", folder.path] + arguments, scratch: scratch, environment: variables,
                input: input.map { Data($0.utf8) }, errorsApart: true)
        } catch let error as ChildProcess.CannotStart {
            throw GraderError("git cannot be started: \(error). It must be in PATH.")
        }
    }

    /// What git prints, without the line feed at its end.
    /// - Parameters:
    ///   - arguments: without "git".
    ///   - index: the index file to use in place of the repository's.
    ///   - input: what it reads.
    /// - Returns: standard output.
    /// - Throws: `GraderError` with git's own words if it fails.
    @discardableResult
    func text(_ arguments: [String], index: URL? = nil, input: String? = nil) throws -> String {
        let outcome = try outcome(arguments, index: index, input: input)
        guard outcome.succeeded else { throw failure(arguments, outcome) }
        return outcome.output.hasSuffix("\n")
            ? String(outcome.output.dropLast()) : outcome.output
    }

    /// Whether a question that git answers with its exit status is answered with yes.
    /// - Throws: `GraderError` with git's own words if it is neither 0 nor 1.
    func answersYes(_ arguments: [String]) throws -> Bool {
        let outcome = try outcome(arguments)
        guard let status = outcome.status, status <= 1 else { throw failure(arguments, outcome) }
        return status == 0
    }

    /// The commit that a branch, a tag or a remote's branch stands at.
    /// - Parameter reference: such as "refs/heads/student".
    /// - Returns: its object; nil if there is none.
    /// - Throws: `GraderError` with git's own words.
    func commit(_ reference: String) throws -> String? {
        let arguments = ["rev-parse", "--quiet", "--verify", "\(reference)^{commit}"]
        let outcome = try outcome(arguments)
        if outcome.succeeded { return outcome.output.trimmingCharacters(in: .newlines) }
        if outcome.status == 1 { return nil }
        throw failure(arguments, outcome)
    }

    /// Whether two commits have an ancestor in common.
    func areRelated(_ first: String, _ second: String) throws -> Bool {
        try answersYes(["merge-base", first, second])
    }

    private func failure(_ arguments: [String], _ outcome: ToolOutcome) -> GraderError {
        let command = arguments.first { !$0.hasPrefix("-") && !$0.contains("=") } ?? ""
        let words = outcome.errors.trimmingCharacters(in: .whitespacesAndNewlines)
        return GraderError("git \(command) failed: \(words.isEmpty ? "it said nothing." : words)")
    }
}
