import Foundation
import Layers

/// Colours for a terminal; plain text anywhere else, and wherever NO_COLOR is set.
public struct Palette: Sendable {
    let isOn: Bool

    /// Colours exactly if standard output is a terminal that wants them.
    public static var forStandardOutput: Palette {
        let environment = ProcessInfo.processInfo.environment
        let isUnwanted = environment["NO_COLOR"].map { !$0.isEmpty } ?? false
        return Palette(isOn: isatty(1) == 1 && !isUnwanted && environment["TERM"] != "dumb")
    }

    public init(isOn: Bool) { self.isOn = isOn }

    func green(_ text: String) -> String { wrap(text, "32") }
    func red(_ text: String) -> String { wrap(text, "31") }
    func yellow(_ text: String) -> String { wrap(text, "33") }
    func bold(_ text: String) -> String { wrap(text, "1") }
    func reversed(_ text: String) -> String { wrap(text, "7") }

    /// A status, or words for it, as good, bad or neither.
    func coloured(_ words: String, _ status: Status) -> String {
        switch status {
        case .passed: return green(words)
        case .notWritten, .blocked: return yellow(words)
        default: return red(words)
        }
    }

    private func wrap(_ text: String, _ code: String) -> String {
        isOn ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
    }
}

/// What a learner reads after a run: a line per exercise, the points, and what to do next.
public struct TextReport {
    let result: GradeResult
    let palette: Palette
    /// Whether the details of every unfinished exercise are shown, or only of the first.
    let showsAll: Bool

    /// No line is longer.
    let width: Int

    /// How long a line may be where nothing else is known.
    public static let width = 100

    /// - Parameters:
    ///   - result: what to tell.
    ///   - palette: its colours.
    ///   - showsAll: whether the details of every unfinished exercise are shown, or only of the first.
    ///   - width: how long a line may be.
    public init(
        _ result: GradeResult, palette: Palette, showsAll: Bool, width: Int = TextReport.width
    ) {
        self.result = result
        self.palette = palette
        self.showsAll = showsAll
        self.width = width
    }

    /// The whole text; the last line tells the next command.
    public func text() -> String {
        var lines: [String] = []
        var assignment = ""
        for exercise in result.results {
            if exercise.exercise.assignment != assignment {
                assignment = exercise.exercise.assignment
                lines.append(palette.bold(assignment))
            }
            lines.append(row(exercise))
        }
        lines += [
            "", palette.bold("\(number(result.points)) of \(number(result.maxPoints)) points"),
        ]
        for exercise in result.results where exercise.status == .passed {
            guard let message = exercise.message else { continue }
            lines +=
                [""]
                + wrapped(
                    printable("\(exercise.exercise.id): \(message)"), indent: "", width: width)
        }
        for exercise in result.results where exercise.status == .passed {
            if exercise.stages.stages.isEmpty { continue }
            lines +=
                ["", palette.bold(exercise.exercise.id)]
                + stageLines(exercise.stages, isWrong: false)
        }
        let unfinished = result.results.filter { $0.status != .passed }
        // What is wrong comes before what is not begun.
        let first = unfinished.first { $0.status != .notWritten && $0.status != .blocked }
        let next = (first ?? unfinished.first).map { [$0] } ?? []
        for exercise in showsAll ? unfinished : next {
            lines.append("")
            lines += details(exercise)
        }
        if unfinished.isEmpty { lines += ["", palette.green("Everything here is right.")] }
        return lines.map(cut).joined(separator: "\n")
    }

    private func row(_ result: ExerciseResult) -> String {
        let name = pad("  \(result.exercise.id)", 34)
        let points = padLeft("\(number(result.points)) of \(number(result.exercise.points))", 12)
        var words = result.status.words
        if result.status == .failed {
            let wrong = result.checks.filter { $0.status == .failed }.map(\.name)
            if !wrong.isEmpty { words += ": " + wrong.joined(separator: ", ") }
        }
        return "\(name)\(points)   \(palette.coloured(words, result.status))"
    }

    /// Everything about one exercise that is not finished, and the command that grades it.
    func details(_ result: ExerciseResult) -> [String] {
        let isTheirs = result.status != .graderError
        return findings(result)
            + (isTheirs ? ["  run   swift run grade \(result.exercise.id)"] : [])
    }

    /// What is wrong with one exercise that is not finished, and where to read about it.
    func findings(_ result: ExerciseResult) -> [String] {
        let exercise = result.exercise
        var lines = [palette.bold("\(exercise.id): \(result.status.words)")]
        if let place = result.place { lines.append("  at    \(printable(place))") }
        if let message = result.message {
            let parts = message.components(separatedBy: "\n").map(printable)
            lines += withShortQuotes(parts, width: width - 2).flatMap {
                wrapped($0, indent: "  ", width: width)
            }
        }
        for check in result.checks where check.status == .failed { lines += details(check) }
        lines += stageLines(result.stages)
        let right = result.checks.filter { $0.status == .passed }.map(\.name)
        if !right.isEmpty { lines.append("  right: \(right.joined(separator: ", "))") }
        lines += printed(result.printed)
        if result.status != .graderError { lines.append("  read  \(exercise.section)") }
        return lines
    }

    /// Everything about one check that failed.
    func details(_ check: CheckResult) -> [String] {
        var lines: [String] = []
        if let headline = check.headline { lines.append("  \(headline)") }
        lines += [check.worstLine, check.distanceLine].compactMap { $0 }.map { "    \($0)" }
        if let comparison = check.comparison, comparison.verdict == .wrong,
            comparison.numeric.elements.count <= 12
        {
            lines += sideBySide(comparison)
        }
        if let diagnosis = check.diagnosis {
            lines += wrapped(printable(diagnosis.message), indent: "    ", width: width)
        }
        if let sentence = check.sentence {
            lines += wrapped(
                printable("\(sentence) (\(check.setting))"), indent: "  ", width: width)
        }
        return lines
    }

    /// A small gradient and the numeric one, row by row.
    private func sideBySide(_ comparison: GradientComparison) -> [String] {
        func rows(_ matrix: Matrix) -> [String] {
            matrix.description.components(separatedBy: "\n")
        }
        let (mine, numeric) = (rows(comparison.yours), rows(comparison.numeric))
        let left = (mine.map(\.count).max() ?? 0) + 3
        if 4 + left + (numeric.map(\.count).max() ?? 0) > width {
            return ["    yours"] + mine.map { "    \($0)" } + ["    numeric"]
                + numeric.map { "    \($0)" }
        }
        return ["    \(pad("yours", left))numeric"]
            + zip(mine, numeric).map { "    \(pad($0, left))\($1)" }
    }

    private func printed(_ text: String) -> [String] {
        if text.isEmpty { return [] }
        let all = printedLines(text)
        let shown = all.prefix(20).map { "    | \(printable($0))" }
        let more = all.count > 20 ? ["    | ... and \(all.count - 20) more lines"] : []
        return ["  your code printed:"] + shown + more
    }

    /// A line that is not longer than the others.
    func cut(_ line: String) -> String {
        // Escape sequences take no room, so a coloured line is left alone: those are all short.
        line.count <= width || line.contains("\u{1B}")
            ? line : line.prefix(width - 3) + "..."
    }
}

/// The anchor that GitHub makes of a heading.
public func anchor(_ heading: String) -> String {
    heading.lowercased().filter { $0.isLetter || $0.isNumber || "-_ ".contains($0) }
        .replacing(" ", with: "-")
}

/// A number without a useless fraction.
public func number(_ x: Double) -> String {
    x == x.rounded() ? String(Int(x)) : String(format: "%.2f", x)
}

func pad(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
}

func padLeft(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
}

/// A sentence broken at spaces, so that no line is too long.
func wrapped(
    _ text: String, indent: String, width: Int = TextReport.width
) -> [String] {
    if indent.count + text.count <= width { return [indent + text] }
    var lines: [String] = []
    var line = indent
    for word in text.split(separator: " ", omittingEmptySubsequences: false) {
        if line.count + word.count + 1 > width, line != indent {
            lines.append(line)
            line = indent
        }
        line += (line == indent ? "" : " ") + word
    }
    return lines + [line]
}
