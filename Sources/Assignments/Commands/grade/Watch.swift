import Grading

extension Grade {
    /// Grades again and again, until the learner quits.
    static func watch(_ exercises: [Exercise], _ grader: Grader) throws -> Int32 {
        try Watch(exercises, grader, palette: .forStandardOutput).untilQuit()
    }

    /// What would have nothing to do while watching.
    /// - Throws: `UsageError` if any of it is there.
    static func refuse(besideWatch arguments: Arguments) throws {
        let options = ["--format", "--output"].filter { arguments.value($0) != nil }
        let flags = ["--solutions"].filter(arguments.flags.contains)
        guard let first = (options + flags).first else { return }
        throw UsageError(
            "--watch grades your files and shows the result on the terminal: leave out \(first).")
    }
}
