import Authoring
import Foundation

// What the students of a class wrote themselves, for programs that look for copies.

/// What was found and written.
public struct WrittenRegions: Sendable {
    /// How many students wrote anything.
    public internal(set) var students = 0
    public internal(set) var files = 0
    /// Why there is nothing of some, a sentence each.
    public internal(set) var notes: [String] = []
}

extension Tree {
    /// Writes what each student wrote, and nothing that everybody was given.
    ///
    /// A folder for each, with a file for each file of the assignments in which anything was written.
    /// Folders are numbered, as such programs may send them away; `info.csv` says whose they are. Of
    /// several attempts the latest is taken: others would be found to be alike.
    /// - Parameters:
    ///   - folder: holds the submissions.
    ///   - output: a folder that is empty or does not exist.
    /// - Returns: what there is to say.
    /// - Throws: `UsageError` if a folder cannot be used; `GraderError` if something cannot be written.
    public func writeRegions(of folder: URL, to output: URL) throws -> WrittenRegions {
        let latest = try latestSubmissions(in: folder)
        if latest.isEmpty { throw UsageError("\(folder.path) holds no submissions.") }
        try expectEmptyFolder(output)
        let target = Tree(root: output)
        let digits = max(3, "\(latest.count)".count)
        var found = WrittenRegions()
        var rows = [["filename", "full_name"]]
        for (index, submission) in latest.enumerated() {
            let files = try SubmittedFiles(submission, scratch: scratch)
            let number = String(format: "%0\(digits)d", index + 1)
            let written = files.texts.sorted { $0.key < $1.key }.compactMap { path, text in
                let lines = writtenLines(in: text, stub: pristineStubs[path] ?? "")
                return lines.isEmpty ? nil : (path, lines.joined(separator: "\n") + "\n")
            }
            for (path, text) in written {
                let name = "student-\(number)/\(assignmentName(path))-\(fileName(path))"
                try target.write(text, to: name)
                rows.append([name, submission.student])
            }
            found.files += written.count
            found.students += written.isEmpty ? 0 : 1
            if written.isEmpty {
                let reason = files.texts.isEmpty ? files.notes.first : nil
                found.notes.append("\(submission.name): \(reason ?? "nothing is written in it")")
            }
        }
        try target.write(csvText(rows), to: "info.csv")
        return found
    }
}

/// The latest attempt of every student, sorted by student.
private func latestSubmissions(in folder: URL) throws -> [Submission] {
    let times = try submissionTimes(in: folder)
    let byStudent = Dictionary(grouping: try submissions(in: folder), by: \.student)
    return byStudent.sorted { $0.key < $1.key }.compactMap { _, attempts in
        attempts.max { isEarlier(($0.time(in: times), $0.name), ($1.time(in: times), $1.name)) }
    }
}

/// No longer file is compared line by line: that would take too long.
private let mostComparedLines = 2000

/// The lines that are not in the stub, inside the holes and outside of them.
///
/// Spaces make no difference, nor does a line of the stub that stands somewhere else. Comments that
/// have a line to themselves are left out, because names stand there.
/// - Parameters:
///   - text: the learner's file.
///   - stub: the file as it was at the beginning.
/// - Returns: the lines in their order, as they are.
func writtenLines(in text: String, stub: String) -> [String] {
    let mine = codeLines(of: text)
    let (words, known) = (mine.map(\.words), codeLines(of: stub).map(\.words))
    var written: Set<Int> = []
    if mine.count > mostComparedLines {
        let given = Set(known)
        written = Set(words.indices.filter { !given.contains(words[$0]) })
    } else {
        for case .insert(let offset, _, nil) in words.difference(from: known).inferringMoves() {
            written.insert(offset)
        }
    }
    return mine.indices.filter { written.contains($0) && !words[$0].hasPrefix("yourCodeHere(") }
        .map { mine[$0].line }
}

/// The lines of a text that are no comment and not empty, and what stands in them without spaces.
private func codeLines(of text: String) -> [(line: String, words: String)] {
    lines(of: text).map(withoutReturn).map { ($0, $0.filter { !$0.isWhitespace }) }
        .filter { !$0.1.isEmpty && !$0.1.hasPrefix("//") }
}
