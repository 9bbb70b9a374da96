import Foundation

// A student may hand in several times; one of the attempts counts.

/// One attempt of a student; the only one has the student's name.
struct Attempt {
    let name: String
    /// What it is worth; nil if it has not been graded.
    let row: GradeRow?
    /// Why it has not been graded.
    let fault: String?

    /// What it is called among the others of the student.
    var shortName: String { String(name.dropFirst(student(of: name).count + 1)) }
}

/// A student's row: that of the attempt that counts.
/// - Parameters:
///   - student: whose row it is.
///   - attempts: all that was handed in.
///   - rule: which of them counts.
/// - Returns: the row, which says in a note which attempt it is, and which ones could not be graded.
func countedRow(of student: String, _ attempts: [Attempt], _ rule: CountedAttempt) -> GradeRow {
    let graded = attempts.filter { $0.row != nil }.sorted { a, b in
        isEarlier((a.row?.submitted, a.name), (b.row?.submitted, b.name))
    }
    func total(_ attempt: Attempt) -> Double { attempt.row?.total ?? 0 }
    let highest = graded.map(total).max()
    let counted = graded.last { rule == .latest || total($0) == highest }
    var row = counted?.row ?? GradeRow(name: student)
    if let counted, attempts.count > 1 {
        let note = "\(counted.shortName) of \(attempts.count) counts: the \(rule.rawValue)"
        row.notes.insert(note, at: 0)
    }
    let left = attempts.filter { $0.row == nil }
    row.notes += left.compactMap { attempt in
        let name = attempt.shortName.isEmpty ? "" : "\(attempt.shortName) "
        return attempt.fault.map { "\(name)not graded: \($0)" }
    }
    if row.notes.isEmpty, counted == nil { row.notes = ["nothing was handed in"] }
    return row
}
