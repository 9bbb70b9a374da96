import Foundation

/// One student's row.
struct GradeRow {
    let name: String
    /// Points by exercise; empty if nothing was handed in.
    var points: [String: Double] = [:]
    var total = 0.0
    var lateSeconds: Int?
    var notes: [String] = []
    /// What the result says; empty if there is none.
    var exercises: [GradedExercise] = []
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
    ///   - names: whose rows to make.
    ///   - faults: why some have no result.
    ///   - course: what the instructor says.
    /// - Throws: `GraderError` if a result cannot be read.
    init(
        of folder: ClassFolder, names: Set<String>, faults: [String: String], course: CourseFile
    ) throws {
        columns = countedExercises.compactMap { exercise in
            course.points(of: exercise).map { (exercise.id, $0) }
        }
        maximum = course.maximum
        let columns = columns
        rows = try names.sorted().map { name in
            var row = GradeRow(name: name)
            if let record = try folder.record(name) {
                row.notes = record.notes
                row.exercises = try folder.exercises(name)
                row.addPoints(columns)
                row.applyLateness(course, recorded: record.submitted)
            } else {
                row.notes = [faults[name].map { "not graded: \($0)" } ?? "nothing was handed in"]
            }
            let counted = columns.map(\.id) + ["total"]
            row.apply(course.overrides.filter { $0.name == name && counted.contains($0.what) })
            if !course.roster.isEmpty, !course.roster.contains(name) {
                row.notes.append("not on the roster")
            }
            return row
        }
    }

    /// The table as RFC 4180 has it: UTF-8, lines that end in CR LF, quotes where they are needed.
    var csv: String {
        let head = ["name", "total", "maximum"] + columns.map(\.id) + ["late_seconds", "notes"]
        let lines = rows.map { row in
            [row.name, number(row.total), number(maximum)]
                + columns.map { row.points[$0.id].map(number) ?? "" }
                + [row.lateSeconds.map(String.init) ?? "", row.notes.joined(separator: "; ")]
        }
        return ([head] + lines).map { $0.map(quoted).joined(separator: ",") + "\r\n" }.joined()
    }
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
