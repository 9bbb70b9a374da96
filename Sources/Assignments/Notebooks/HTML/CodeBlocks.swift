// Blocks whose text is taken as it stands.

extension BlockReader {
    mutating func indentedCode() -> MarkdownBlock.Kind {
        var texts: [String] = []
        while next < lines.count, lines[next].isBlank || lines[next].indentation >= 4 {
            texts.append(String(lines[next].text.dropFirst(4)))
            next += 1
        }
        while texts.last?.allSatisfy({ $0 == " " }) == true { texts.removeLast() }
        return .code(words: [], text: texts.joined(separator: "\n"))
    }

    mutating func fencedCode(_ fence: Fence) throws -> MarkdownBlock.Kind {
        let first = lines[next]
        let close = lines[(next + 1)...].firstIndex { fence.isClosed(by: $0.text) }
        guard let close else { throw failure(first, fence.missingEnd) }
        let texts = lines[(next + 1)..<close].map { line in
            String(line.text.dropFirst(min(fence.indentation, line.indentation)))
        }
        next = close + 1
        let text = texts.joined(separator: "\n")
        if fence.words == ["math"] { return .formula(try formula(text, line: first.number + 1)) }
        return .code(words: fence.words, text: text)
    }

    /// What stands between two `$$`.
    mutating func formula() throws -> MarkdownBlock.Kind {
        let first = lines[next]
        let begin = next
        let opening = first.trimmed.dropFirst(2)
        if let end = opening.firstRange(of: "$$") {
            // A sentence may begin with a formula.
            if end.upperBound < opening.endIndex { return try paragraph() }
            next += 1
            return .formula(try formula(String(opening[..<end.lowerBound]), line: first.number))
        }
        guard let close = lines[(begin + 1)...].firstIndex(where: { $0.trimmed.hasSuffix("$$") })
        else { throw failure(first, "this formula is not closed: end it with $$.") }
        let middle = lines[(begin + 1)..<close].map(\.text)
        let last = String(lines[close].trimmed.dropLast(2))
        next = close + 1
        let text = ([String(opening)] + middle + [last]).joined(separator: "\n")
        return .formula(try formula(text, line: first.number))
    }

    private func formula(_ text: String, line: Int) throws -> String {
        try FormulaReader.markup(text, isDisplay: true, line: line, path: path)
    }

    /// Passes over a comment, which is not shown.
    mutating func comment() throws -> MarkdownBlock.Kind? {
        let first = lines[next]
        guard let end = lines[next...].firstIndex(where: { $0.text.contains("-->") }) else {
            throw failure(first, "this comment is not closed: end it with -->.")
        }
        if !lines[end].trimmed.hasSuffix("-->") {
            throw failure(lines[end], "put what follows the comment on a line of its own.")
        }
        next = end + 1
        return nil
    }
}
