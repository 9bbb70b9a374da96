import Authoring
import Foundation

// The files of an assignment are one module, so what one of them declares at its top level, a
// function `sigmoid` or an operator, changes what the others call. An exercise that goes wrong
// beside such a file is graded again without it: nobody loses points by another exercise's code.

/// The declarations of a file that other files can see and that its stub does not have.
func addedDeclarations(in text: String, stub: String) -> [String] {
    let declaration =
        /^(?:(?:public|internal|package|nonisolated|indirect|final)(?:\(\w+\))?\s+)*(?:func|extension|struct|enum|class|actor|protocol|let|var|typealias|prefix|infix|postfix|operator|precedencegroup)\b[^{=]*/
    func declared(_ lines: [String]) -> [String] {
        lines.compactMap { line in
            line.prefixMatch(of: declaration).map {
                String($0.0).trimmingCharacters(in: .whitespaces)
            }
        }
    }
    let untouched = unindentedLines(of: stub)
    let others = unindentedLines(of: text).filter {
        !untouched.contains($0) && !$0.hasPrefix("import ")
    }
    if others.isEmpty { return [] }
    let known = declared(untouched)
    return declared(others).filter { !known.contains($0) }
}

extension Grader {
    /// Grades an exercise again without the files that might disturb it.
    /// - Parameters:
    ///   - result: what it got beside them.
    ///   - overlay: the worker with all files.
    /// - Returns: the better result, with the reason; the same one if nothing disturbs it.
    func withoutStrangers(_ result: ExerciseResult, _ overlay: Overlay) -> ExerciseResult {
        let exercise = result.exercise
        let canBeDisturbed: [Status] = [.failed, .blocked, .crashed, .timedOut]
        guard canBeDisturbed.contains(result.status) else { return result }
        let used = allExercises.filter { exercise.uses.contains($0.id) }.map(\.path)
        var files = overlay.files
        var strangers: [(path: String, declaration: String)] = []
        for (path, text) in overlay.files.sorted(by: { $0.key < $1.key }) {
            if path == exercise.path || used.contains(path) { continue }
            let added = addedDeclarations(in: text, stub: overlay.stubs[path] ?? "")
            guard let first = added.first else { continue }
            files[path] = nil
            strangers.append((path, first))
        }
        if strangers.isEmpty { return result }
        let builder = OverlayBuilder(tree: tree, stubs: overlay.stubs)
        guard let alone = try? builder.build(files, at: overlay.home) else { return result }
        let again = gradedOnce(exercise, with: alone)
        if again.points <= result.points { return result }
        let list = strangers.map { "`\($0.declaration)` in \($0.path)" }.joined(separator: ", ")
        return ExerciseResult(
            exercise: exercise, status: again.status, checks: again.checks,
            message:
                "graded without \(list), which disturbs it: write `private` before such helpers.",
            place: again.place, printed: again.printed)
    }
}
