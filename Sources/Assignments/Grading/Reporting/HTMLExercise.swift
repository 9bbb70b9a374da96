import Layers
import Authoring
import Foundation

/// One exercise's section of the page.
struct HTMLExercise {
    let result: ExerciseResult
    let sources: PageSources
    let limits: PageLimits

    init(result: ExerciseResult, _ sources: PageSources, _ limits: PageLimits) {
        (self.result, self.sources, self.limits) = (result, sources, limits)
    }

    private var exercise: Exercise { result.exercise }

    /// The section's id; that of the notebook's section would be the same for both passes.
    static func anchor(of exercise: Exercise) -> String {
        escaped(exercise.id.replacing(".", with: "-"))
    }

    /// The status with a mark that is no colour.
    static func words(for result: ExerciseResult) -> String {
        let wrong = result.checks.filter { $0.status == .failed }.map(\.name)
        let isPart = result.status == .failed && !wrong.isEmpty
        let words = result.status.words + (isPart ? ": " + wrong.joined(separator: ", ") : "")
        return """
            <span class="status \(result.status.rawValue)"><span class="mark" aria-hidden="true">\
            \(mark(result.status))</span> \(escaped(words))</span>
            """
    }

    private static func mark(_ status: Status) -> String {
        switch status {
        case .passed: return "&#x2713;"  // a tick
        case .notWritten: return "&#x25CB;"  // an empty circle
        case .blocked: return "&#x2026;"  // three dots
        case .graderError: return "!"
        case .failed, .doesNotCompile, .crashed, .timedOut: return "&#x2717;"  // a cross
        }
    }

    /// The section.
    func html() -> String {
        switch result.status {
        case .passed: return passed()
        case .notWritten: return notBegun()
        default: return unfinished()
        }
    }

    private func passed() -> String {
        let body = message() + stages() + code()
        return """
            <details id="\(Self.anchor(of: exercise))"><summary>\(escaped(exercise.id)), \
            \(number(result.points)) points</summary>
            \(body)</details>
            """
    }

    private func notBegun() -> String {
        section(facts() + message() + command())
    }

    private func unfinished() -> String {
        let checks = result.checks.enumerated().filter { $0.element.status == .failed }
            .map { check($0.element, $0.offset) }.joined()
        return section(
            facts() + message() + checks + right() + stages() + printed() + code() + hint()
                + command())
    }

    private func section(_ body: String) -> String {
        let anchor = Self.anchor(of: exercise)
        return """
            <section class="exercise" id="\(anchor)" aria-labelledby="\(anchor)-h">
            <h3 id="\(anchor)-h">\(escaped(exercise.id)) <small>\(Self.words(for: result))</small></h3>
            \(body)</section>
            """
    }

    private func facts() -> String {
        let points = "\(number(result.points)) of \(number(exercise.points)) points"
        let place = result.place.map {
            "; at <code>\(escaped(shortened($0, to: limits.lineLength)))</code>"
        }
        return "<p>\(points)\(place ?? "")</p>\n"
    }

    /// A sentence; or, of a compiler, lines that point at columns.
    private func message() -> String {
        guard let message = result.message else { return "" }
        let lines = message.components(separatedBy: "\n")
        if lines.count == 1 { return paragraph(message, "message") }
        return box(lines, "message")
    }

    private func paragraph(_ text: String, _ kind: String = "") -> String {
        let words = escaped(shortened(text, to: 5 * limits.lineLength))
        return "<p\(kind.isEmpty ? "" : " class=\"\(kind)\"")>\(words)</p>\n"
    }

    private func box(_ lines: [String], _ label: String) -> String {
        let shown = shortenedLines(lines, most: limits.textLines, length: limits.lineLength)
            .map { "<bdi>\(escaped($0))</bdi>" }.joined(separator: "\n")
        return """
            <pre class="scroll" tabindex="0" role="region" aria-label="\(label)">\(shown)</pre>

            """
    }

    private func check(_ check: CheckResult, _ index: Int) -> String {
        var text = "<h4>\(escaped(check.name))</h4>\n"
        // The worst entry is named under the drawing.
        for line in [check.headline, check.distanceLine] {
            text += line.map { paragraph($0) } ?? ""
        }
        if let diagnosis = check.diagnosis { text += paragraph(diagnosis.message, "message") }
        if let sentence = check.sentence {
            text += paragraph("\(sentence) (\(check.setting))", "message")
        }
        let id = "\(Self.anchor(of: exercise))-\(index)"
        return text + check.heatMaps(id: id, most: limits.mapCells)
    }

    private func right() -> String {
        let names = result.checks.filter { $0.status == .passed }.map(\.name)
        return names.isEmpty ? "" : paragraph("Right: \(names.joined(separator: ", ")).")
    }

    private func stages() -> String {
        let graph = StageGraph(table: result.stages, most: limits.stages).html()
        return graph.isEmpty ? "" : heading("Step by step") + graph
    }

    /// Inside a summary's details nothing is a heading of the page.
    private func heading(_ text: String) -> String {
        result.status == .passed ? "<p><b>\(text)</b></p>\n" : "<h4>\(text)</h4>\n"
    }

    private func printed() -> String {
        if result.printed.isEmpty { return "" }
        return heading("Your code printed") + box(printedLines(result.printed), "printed")
    }

    private func command() -> String {
        if result.status == .graderError { return "" }
        return """
            <p>Read <code>\(escaped(exercise.section))</code>, then run \
            <code>swift run grade \(escaped(exercise.id))</code></p>

            """
    }

    private func hint() -> String {
        guard let hint = sources.hints[exercise.id] else { return "" }
        let parts = hint.components(separatedBy: "\n\n").map { part in
            // Code and tables of the page stay as they are.
            ["    ", "|", "`"].contains { part.hasPrefix($0) }
                ? box(part.components(separatedBy: "\n"), "from the hint")
                : paragraph(part.replacing("\n", with: " "))
        }
        return """
            <details><summary>The first hint</summary>
            \(parts.joined())</details>

            """
    }
}

extension HTMLExercise {
    /// The function as it was graded, and if the place is outside it, the lines around that.
    private func code() -> String {
        guard let text = sources.files[exercise.path] else { return "" }
        let stub = pristineStubs[exercise.path] ?? ""
        var boxes = ""
        var line = markedLine
        if let function = CodeListing(of: exercise.id, in: text, stub: stub) {
            line = line ?? firstWrongStep(in: function)
            boxes += function.html(marking: line, reason, limits)
            if line.map(function.range.contains) ?? true { return heading("The code") + boxes }
        }
        if let line, let around = CodeListing(around: line, in: text) {
            boxes += around.html(marking: line, reason, limits)
        }
        return boxes.isEmpty ? "" : heading("The code") + boxes
    }

    private var reason: String {
        switch result.status {
        case .doesNotCompile: return "the first error"
        case .crashed: return "it crashed here"
        case .timedOut: return "it was here when its time was over"
        default: return "the first wrong step"
        }
    }

    /// The line that the result is about, if it is one of this exercise's file.
    private var markedLine: Int? {
        guard [.doesNotCompile, .crashed, .timedOut].contains(result.status) else { return nil }
        guard let line = result.line, let text = sources.files[exercise.path] else { return nil }
        // Of a file that is not UTF-8 no line is known, but the replacement characters show it.
        let unreadable = lines(of: text).firstIndex { $0.contains("\u{FFFD}") }
        if let unreadable, line == 1 { return unreadable + 1 }
        // Without a place of its own the result names the function, which is not at fault.
        let function = CodeListing(
            of: exercise.id, in: text, stub: pristineStubs[exercise.path] ?? "")
        return line == function?.first ? nil : line
    }

    /// The line that tells the first wrong step.
    private func firstWrongStep(in function: CodeListing) -> Int? {
        guard let wrong = result.stages.firstWrong else { return nil }
        let name = wrong.name.dropFirst().prefix { $0 != "[" }
        let found = function.lines.indices.filter {
            function.lines[$0].contains("stageGradient(\"\(name)\"")
        }
        guard let only = found.first, found.count == 1 else { return nil }
        return function.first + only
    }
}
