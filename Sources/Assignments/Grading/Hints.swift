import Foundation

// The hints of the notebook pages, one at a time.

extension Tree {
    /// The hints of an exercise, weakest first, as they stand folded away in its page's section.
    public func hints(for exercise: Exercise) throws -> [String] {
        try section(of: exercise).components(separatedBy: "<details>").dropFirst().map { part in
            let body = part.components(separatedBy: "</details>")[0]
            let text = body.components(separatedBy: "</summary>").last ?? body
            return text.trimmingCharacters(in: .whitespacesAndNewlines)
        }
    }

    /// The section of an exercise on its page; empty if there is none.
    func section(of exercise: Exercise) throws -> String {
        let page = try text(exercise.pagePath)
        let heading = "\n## \(exercise.id.replacing(".forward", with: ".backward"))\n"
        guard let start = page.range(of: heading) else { return "" }
        let rest = page[start.upperBound...]
        return String(rest.range(of: "\n## ").map { rest[..<$0.lowerBound] } ?? rest)
    }

    /// The next hint of an exercise, counted from 1; after the last one it begins again.
    /// - Returns: its number, how many there are, and its text; nil if there is none.
    public func nextHint(for exercise: Exercise) throws -> (number: Int, of: Int, text: String)? {
        let hints = try hints(for: exercise)
        if hints.isEmpty { return nil }
        let path = ".build/chainrule/hints.json"
        let saved = try? JSONDecoder().decode([String: Int].self, from: Data(contentsOf: url(path)))
        var given = saved ?? [:]
        let next = (given[exercise.id] ?? 0) % hints.count
        given[exercise.id] = next + 1
        try write(try JSONEncoder().encode(given), to: path)
        return (next + 1, hints.count, hints[next])
    }

    /// The next hint in words for a terminal.
    /// - Parameters:
    ///   - exercise: what it is for.
    ///   - next: what gives the one after it.
    ///   - width: how long a line may be.
    /// - Returns: the text, its number, and how to go on.
    /// - Throws: `UsageError` if there is none; `GraderError` if the page cannot be read.
    public func hintText(
        for exercise: Exercise, next: String, width: Int = TextReport.width
    ) throws -> String {
        guard let hint = try nextHint(for: exercise) else {
            throw UsageError("\(exercise.pagePath) has no hint for \(exercise.id).")
        }
        let head = "\(exercise.id), hint \(hint.number) of \(hint.of):"
        let more = hint.number < hint.of ? "The next one: \(next)" : "That was the last one."
        return "\(head)\n\n\(forTerminal(hint.text, width: width))\n\n\(more)"
    }
}

/// A page's text for a terminal: its paragraphs broken anew, its code and tables as they are.
public func forTerminal(_ text: String, width: Int = TextReport.width) -> String {
    text.components(separatedBy: "\n\n").map { paragraph in
        let isFixed =
            paragraph.hasPrefix("    ") || paragraph.hasPrefix("|") || paragraph.hasPrefix("```")
        if isFixed { return paragraph }
        return wrapped(paragraph.replacing("\n", with: " "), indent: "", width: width)
            .joined(separator: "\n")
    }
    .joined(separator: "\n\n")
}
