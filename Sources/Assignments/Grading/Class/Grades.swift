import Foundation

/// One student's row.
struct GradeRow {
    let name: String
    /// Points by exercise; empty if nothing was handed in.
    var points: [String: Double] = [:]
    var total = 0.0
    var lateSeconds: Int?
    /// When it came in, as recorded beside the submissions.
    var submitted: Date?
    var notes: [String] = []
    /// What the result says; empty if there is none.
    var exercises: [GradedExercise] = []
    /// A case of each mistake that was diagnosed.
    var examples: [CounterExample] = []
}

/// The grades of a class, made of what is in its folder: a row for each student of the roster and
/// for each submission, sorted by name.
struct Grades {
    let rows: [GradeRow]
    /// The exercises that count, and their points in this course.
    let columns: [(id: String, points: Double)]
    let maximum: Double

    /// - Parameters:
    ///   - folder: holds the results.
    ///   - names: those of the submissions and attempts.
    ///   - roster: who has a row in any case.
    ///   - faults: why some have no result.
    ///   - course: what the instructor says.
    /// - Throws: `GraderError` if a result cannot be read.
    init(
        of folder: ClassFolder, names: [String], roster: Set<String>, faults: [String: String],
        course: CourseFile
    ) throws {
        columns = countedExercises.compactMap { exercise in
            course.points(of: exercise).map { (exercise.id, $0) }
        }
        maximum = course.maximum
        let columns = columns
        let byStudent = Dictionary(grouping: names, by: student(of:))
        rows = try roster.union(byStudent.keys).sorted().map { name in
            let attempts = try (byStudent[name] ?? []).map { attempt in
                let row = try folder.row(of: attempt, columns, course)
                return Attempt(name: attempt, row: row, fault: faults[attempt])
            }
            var row = countedRow(of: name, attempts, course.attempts)
            let counted = columns.map(\.id) + ["total"]
            row.apply(course.overrides.filter { $0.name == name && counted.contains($0.what) })
            if !course.roster.isEmpty, !course.roster.contains(name) {
                row.notes.append("not on the roster")
            }
            return row
        }
    }

    /// The table as text.
    var csv: String {
        let head = ["name", "total", "maximum"] + columns.map(\.id) + ["late_seconds", "notes"]
        let lines = rows.map { row in
            [row.name, number(row.total), number(maximum)]
                + columns.map { row.points[$0.id].map(number) ?? "" }
                + [row.lateSeconds.map(String.init) ?? "", row.notes.joined(separator: "; ")]
        }
        return csvText([head] + lines)
    }
}

extension ClassFolder {
    /// What one attempt is worth, and what being late cost it; nil if it has not been graded.
    fileprivate func row(
        of attempt: String, _ columns: [(id: String, points: Double)], _ course: CourseFile
    ) throws -> GradeRow? {
        guard let record = try record(attempt) else { return nil }
        var row = GradeRow(name: student(of: attempt))
        row.submitted = record.submitted
        row.notes = record.notes
        row.exercises = try exercises(attempt)
        row.examples = record.examples
        row.addPoints(columns)
        row.applyLateness(course, recorded: record.submitted)
        return row
    }
}

/// A table as RFC 4180 has it: lines that end in CR LF, quotes where they are needed.
func csvText(_ rows: [[String]]) -> String {
    rows.map { $0.map(quoted).joined(separator: ",") + "\r\n" }.joined()
}

private func quoted(_ field: String) -> String {
    let needsQuotes = field.unicodeScalars.contains { ",\"\r\n".unicodeScalars.contains($0) }
    return needsQuotes ? "\"\(field.replacing("\"", with: "\"\""))\"" : field
}

private func rounded(_ points: Double) -> Double { (points * 100).rounded() / 100 }

/// The same share of other points, to hundredths.
func scaledPoints(_ points: Double, of most: Double, worth: Double) -> Double {
    most > 0 ? rounded(points / most * worth) : 0
}

extension GradeRow {
    /// The points as this course counts them.
    mutating func addPoints(_ columns: [(id: String, points: Double)]) {
        for column in columns {
            let graded = exercises.first { $0.id == column.id }
            points[column.id] =
                graded.map { scaledPoints($0.points, of: $0.maxPoints, worth: column.points) } ?? 0
        }
        total = rounded(points.values.sorted().reduce(0, +))
    }

    /// What being late costs, by the recorded time and never by the clock.
    mutating func applyLateness(_ course: CourseFile, recorded: Date?) {
        guard let due = course.extensions[name] ?? course.due else { return }
        guard let time = course.submitted[name] ?? recorded else {
            return notes.append("no time of submission is known")
        }
        let seconds = max(0, time.timeIntervalSince(due))
        lateSeconds = Int(seconds)
        if seconds <= course.grace { return }
        let days = (seconds / 86400).rounded(.up)
        let isTooLate = course.cutoffDays.map { seconds > $0 * 86400 } ?? false
        let percent = isTooLate ? 100 : min(100, days * course.percentPerDay)
        total = rounded(total * (100 - percent) / 100)
        if percent > 0 { notes.append("late: \(number(percent)) % less") }
    }

    /// Points given by hand come last, so that lateness takes nothing from them.
    mutating func apply(_ overrides: [CourseFile.Override]) {
        for override in overrides where override.what != "total" {
            total = rounded(total + override.points - (points[override.what] ?? 0))
            points[override.what] = override.points
        }
        if let last = overrides.last(where: { $0.what == "total" }) { total = last.points }
        notes += overrides.map { "\($0.what) set to \(number($0.points)): \($0.reason)" }
    }
}
