import Grading

extension Grade {
    /// Grades again and again until the learner quits, if that was asked for and there is a terminal.
    /// - Returns: the exit status; nil if it is to be graded once.
    /// - Throws: `UsageError` if something was asked for that watching cannot do.
    static func watched(
        _ arguments: Arguments, _ exercises: [Exercise], _ grader: Grader
    ) throws -> Int32? {
        guard arguments.flags.contains("--watch") else { return nil }
        let options = ["--format", "--output", "--report"].filter { arguments.value($0) != nil }
        let flags = ["--solutions"].filter(arguments.flags.contains)
        if let first = (options + flags).first {
            throw UsageError(
                "--watch grades your files and shows the result on the terminal: leave out \(first)."
            )
        }
        if Watch.isPossible {
            return try Watch(exercises, grader, palette: .forStandardOutput).untilQuit()
        }
        complain("--watch needs a terminal, and there is none: grading once.")
        return nil
    }
}
