import Foundation

/// What an instructor says about a course in a small text file; without one, the defaults.
///
///     # a comment
///     points affine.backward 10
///     drop max-gate.backward
///     due 2026-11-20T23:59:00Z
///     grace 600
///     late 10
///     cutoff 5
///     attempts best
///     student Ada Lovelace
///     submitted Ada Lovelace 2026-11-20T22:10:00Z
///     extension Ada Lovelace 2026-11-27T23:59:00Z
///     override Ada Lovelace: total 80 the archive was damaged by our own system
///
/// Of a student's attempts the latest counts, or with `attempts best` the one that is worth most after
/// what being late cost it. A time that is given here comes before one in `submission_metadata.json`.
public struct CourseFile: Sendable {
    /// Points of exercises that are not worth their usual ones, by id.
    var points: [String: Double] = [:]
    /// The ids of exercises that do not count.
    var dropped: Set<String> = []
    var due: Date?
    /// How many seconds after the due date are not late yet.
    var grace = 0.0
    /// How much of the points every day costs that was begun, in per cent.
    var percentPerDay = 0.0
    /// After how many days nothing is earned any more; nil for never.
    var cutoffDays: Double?
    /// Which of a student's attempts counts.
    var attempts = CountedAttempt.latest
    /// Other due dates, by name.
    var extensions: [String: Date] = [:]
    /// When submissions came in, by name.
    var submitted: [String: Date] = [:]
    var roster: Set<String> = []
    var overrides: [Override] = []

    /// Points that were given by hand.
    struct Override: Equatable {
        let name: String
        /// An exercise's id, or "total".
        let what: String
        let points: Double
        let reason: String
    }

    /// Every name that the file holds, and that should be somebody's.
    var names: Set<String> {
        roster.union(extensions.keys).union(submitted.keys).union(overrides.map(\.name))
    }

    public init() {}

    /// What an exercise is worth in this course; nil if it does not count.
    func points(of exercise: Exercise) -> Double? {
        dropped.contains(exercise.id) ? nil : points[exercise.id] ?? exercise.points
    }

    /// What all exercises together are worth in this course.
    public var maximum: Double { countedExercises.compactMap(points(of:)).reduce(0, +) }

    /// A sentence if it says anything that Gradescope decides itself.
    public var unusedOnGradescope: String? {
        let isDated = due != nil || grace + percentPerDay > 0 || cutoffDays != nil
        if !isDated && names.isEmpty { return nil }
        return
            "On Gradescope only points and drops of the course file count: dates, names and overrides are its own matter."
    }

    /// Reads a course file.
    /// - Parameters:
    ///   - text: what it holds.
    ///   - name: the file, for the messages.
    /// - Throws: `UsageError` with every mistake and its line.
    public init(_ text: String, name: String) throws {
        var faults: [String] = []
        var seen: Set<String> = []
        for (index, line) in text.split(
            omittingEmptySubsequences: false, whereSeparator: \.isNewline
        )
        .enumerated() {
            let words = line.replacing(/(^|\s)#.*/, with: "").split(whereSeparator: \.isWhitespace)
                .map { String($0).precomposedStringWithCanonicalMapping }
            guard let key = words.first else { continue }
            do {
                if Self.onlyOnce.contains(key), !seen.insert(key).inserted {
                    throw UsageError("\(key) is there twice.")
                }
                try read(key, Array(words.dropFirst()))
            } catch {
                faults.append("\(name):\(index + 1): \(error)")
            }
        }
        if !faults.isEmpty { throw UsageError(faults.joined(separator: "\n")) }
    }

    private static let onlyOnce = ["due", "grace", "late", "cutoff", "attempts"]
    private static let keys =
        onlyOnce + ["points", "drop", "student", "submitted", "extension", "override"]

    private mutating func read(_ key: String, _ words: [String]) throws {
        let rest = words.joined(separator: " ")
        switch key {
        case "points":
            guard words.count == 2 else { throw UsageError("write: points affine.backward 10") }
            points[try exerciseID(words[0])] = try amount(words[1])
        case "drop": dropped.insert(try exerciseID(rest))
        case "due": due = try time(rest)
        case "grace": grace = try amount(rest)
        case "late": percentPerDay = try amount(rest)
        case "cutoff": cutoffDays = try amount(rest)
        case "attempts":
            guard let counted = CountedAttempt(rawValue: rest) else {
                throw UsageError("write: attempts latest, or: attempts best")
            }
            attempts = counted
        case "student":
            if rest.isEmpty { throw UsageError("student needs a name.") }
            if !roster.insert(rest).inserted { throw UsageError("student \(rest) is there twice.") }
        case "submitted":
            let (name, time) = try nameAndTime(key, words)
            submitted[name] = time
        case "extension":
            let (name, time) = try nameAndTime(key, words)
            extensions[name] = time
        case "override": overrides.append(try override(rest))
        default:
            throw UsageError("there is no key \(key)\(suggestion(key, among: Self.keys))")
        }
    }

    private func exerciseID(_ word: String) throws -> String {
        let ids = countedExercises.map(\.id)
        if ids.contains(word) { return word }
        throw UsageError("there is no exercise \"\(word)\"\(suggestion(word, among: ids))")
    }

    private func amount(_ word: String) throws -> Double {
        guard let number = Double(word), number.isFinite, number >= 0 else {
            throw UsageError("\"\(word)\" is not a number from 0 up.")
        }
        return number
    }

    private func time(_ word: String) throws -> Date {
        guard let time = courseTime(word) else {
            throw UsageError("\"\(word)\" is not a time such as 2026-11-20T23:59:00Z.")
        }
        return time
    }

    private func nameAndTime(_ key: String, _ words: [String]) throws -> (String, Date) {
        guard words.count >= 2, let last = words.last else {
            throw UsageError("write: \(key) NAME 2026-11-20T23:59:00Z")
        }
        return (words.dropLast().joined(separator: " "), try time(last))
    }

    private func override(_ text: String) throws -> Override {
        guard let colon = text.range(of: ": ") else {
            throw UsageError("write: override NAME: total 80 REASON")
        }
        let words = text[colon.upperBound...].split(separator: " ").map(String.init)
        guard words.count >= 3 else {
            throw UsageError("an override needs an exercise or total, points, and a reason.")
        }
        return Override(
            name: String(text[..<colon.lowerBound]),
            what: words[0] == "total" ? "total" : try exerciseID(words[0]),
            points: try amount(words[1]), reason: words.dropFirst(2).joined(separator: " "))
    }
}

/// Which attempt counts, if a student handed in several times.
enum CountedAttempt: String {
    case latest
    case best
}

/// The exercises that count in a class.
let countedExercises = allExercises.filter { treeBlank.cuts($0.id) }
