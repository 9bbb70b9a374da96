/// Reads the lines of a page, or of a list's item or a quote in it, as blocks.
///
/// Source: CommonMark 0.31 and GitHub Flavored Markdown 0.29, as far as pages need them. What it does
/// not know is an error.
struct BlockReader {
    let path: String
    let lines: [PageLine]
    /// The index of the line to read.
    var next = 0

    init(_ lines: [PageLine], path: String) { (self.lines, self.path) = (lines, path) }

    /// The blocks of a page.
    /// - Throws: `PageFailure` with the line of what is malformed or not known.
    static func blocks(of page: Page) throws -> [MarkdownBlock] {
        let lines = page.lines.enumerated().map { index, line in
            PageLine(text: withoutTabs(line.text), number: index + 1)
        }
        var reader = BlockReader(lines, path: page.path)
        return try reader.blocks()
    }

    /// The same line with spaces for the tabs that it begins with.
    private static func withoutTabs(_ line: String) -> String {
        var text = ""
        let white = line.prefix { $0 == " " || $0 == "\t" }
        for character in white {
            text += character == "\t" ? String(repeating: " ", count: 4 - text.count % 4) : " "
        }
        return text + line.dropFirst(white.count)
    }

    func failure(_ line: PageLine, _ sentence: String) -> PageFailure {
        PageFailure(path, line.number, sentence)
    }

    /// The parts of a text.
    func inlines(_ text: String, from line: PageLine) throws -> [Inline] {
        var reader = InlineReader(text, line: line.number, path: path)
        return try reader.inlines()
    }

    /// The blocks from here on.
    /// - Parameter opening: the line `<details>` whose end ends them; nil if the last line does.
    /// - Returns: the blocks, without comments.
    /// - Throws: `PageFailure` with the line of what is malformed or not known.
    mutating func blocks(within opening: PageLine? = nil) throws -> [MarkdownBlock] {
        var blocks: [MarkdownBlock] = []
        while next < lines.count {
            let line = lines[next]
            if line.isBlank {
                next += 1
            } else if line.trimmed == "</details>" {
                next += 1
                if opening != nil { return blocks }
                throw failure(line, "no <details> is open that this could close.")
            } else if let kind = try block() {
                blocks.append(MarkdownBlock(kind: kind, line: line.number))
            }
        }
        if let opening {
            throw failure(opening, "this is not closed: end it with a line </details>.")
        }
        return blocks
    }

    /// The block that begins here; nil if it is a comment.
    private mutating func block() throws -> MarkdownBlock.Kind? {
        let line = lines[next]
        if line.indentation >= 4 { return indentedCode() }
        if let fence = Fence(line.text) { return try fencedCode(fence) }
        if line.trimmed.hasPrefix("<!--") { return try comment() }
        if line.trimmed.hasPrefix("$$") { return try formula() }
        if line.trimmed.hasPrefix("<details") { return try details() }
        if line.trimmed.hasPrefix(">") { return try quote() }
        if Self.isRule(line) {
            next += 1
            return .rule
        }
        if let level = Self.headingLevel(line) { return try heading(level) }
        if let marker = ListMarker(line) { return try list(marker) }
        if let alignments = try alignments(at: next) { return try table(alignments) }
        return try paragraph()
    }

    // MARK: - What blocks begin with

    static func isRule(_ line: PageLine) -> Bool {
        let marks = line.text.filter { $0 != " " }
        guard line.indentation < 4, marks.count >= 3, let mark = marks.first else { return false }
        return "-*_".contains(mark) && marks.allSatisfy { $0 == mark }
    }

    private static func headingLevel(_ line: PageLine) -> Int? {
        let level = line.trimmed.prefix { $0 == "#" }.count
        let isHeading =
            (1...6).contains(level) && [nil, " "].contains(line.trimmed.dropFirst(level).first)
        return isHeading ? level : nil
    }

    /// Whether a line ends the paragraph before it.
    func isInterruption(at index: Int) throws -> Bool {
        let line = lines[index]
        if line.isBlank { return true }
        if line.indentation >= 4 { return false }
        if ["<!--", "$$", "<details", "</details>", ">"].contains(where: line.trimmed.hasPrefix) {
            return true
        }
        if Fence(line.text) != nil || Self.isRule(line) || Self.headingLevel(line) != nil {
            return true
        }
        // A number at a line's beginning is text, unless a list could begin with it.
        if let marker = ListMarker(line) { return !marker.isEmpty && (marker.number ?? 1) == 1 }
        return try alignments(at: index) != nil
    }

    // MARK: - Blocks of text

    private mutating func heading(_ level: Int) throws -> MarkdownBlock.Kind {
        let line = lines[next]
        next += 1
        var text = line.trimmed.dropFirst(level)
        let closing = text.reversed().prefix { $0 == "#" }.count
        if text.dropLast(closing).last == " " { text = text.dropLast(closing) }
        text = PageLine(text: String(text), number: line.number).trimmed
        return .heading(level: level, try inlines(String(text), from: line))
    }

    mutating func paragraph() throws -> MarkdownBlock.Kind {
        let first = lines[next]
        var texts: [String] = []
        repeat {
            let line = lines[next]
            if !texts.isEmpty && line.trimmed.allSatisfy({ $0 == "=" }) { throw underlined(line) }
            texts.append(String(line.text.dropFirst(line.indentation)))
            next += 1
        } while try next < lines.count && !isInterruption(at: next)
        if next < lines.count, lines[next].trimmed.allSatisfy({ $0 == "-" }), !lines[next].isBlank {
            throw underlined(lines[next])
        }
        if texts[0].firstMatch(of: /^\[[^\]]+\]:/) != nil {
            throw failure(
                first, "addresses at another place are not known: write [words](address).")
        }
        return .paragraph(try inlines(texts.joined(separator: "\n"), from: first))
    }

    private func underlined(_ line: PageLine) -> PageFailure {
        failure(line, "underlined headings are not known: write # before the heading.")
    }
}
