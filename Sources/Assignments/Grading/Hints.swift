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
}

/// A page's text for a terminal: its paragraphs broken anew, its code and tables as they are.
public func forTerminal(_ text: String) -> String {
    text.components(separatedBy: "\n\n").map { paragraph in
        let isFixed =
            paragraph.hasPrefix("    ") || paragraph.hasPrefix("|") || paragraph.hasPrefix("`")
        if isFixed { return paragraph }
        return wrapped(paragraph.replacing("\n", with: " "), indent: "").joined(separator: "\n")
    }
    .joined(separator: "\n\n")
}
