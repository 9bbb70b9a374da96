/// A line cut or padded to so many columns.
func fitted(_ line: String, _ width: Int) -> String {
    line.count <= width ? pad(line, width) : String(line.prefix(max(0, width)))
}

/// A line broken so that no part is longer than the screen is wide; what follows is indented like it.
func folded(_ line: String, _ width: Int) -> [String] {
    let visible = withoutColours(line)
    if visible.count <= width { return [line] }
    let indent = String(visible.prefix { $0 == " " }.prefix(width / 4))
    let text = String(visible.drop { $0 == " " })
    return wrapped(text, indent: indent, width: width).flatMap { broken($0, width) }
}

/// A compiler's message in which no line of code is too long: around the marks below it, it is cut
/// like they are, so that they stay under what they mean.
func withShortQuotes(_ lines: [String], width: Int) -> [String] {
    var lines = lines
    for i in lines.indices.dropLast() where lines[i].count > width {
        let marks = lines[i + 1]
        guard let caret = marks.firstIndex(of: "^"), marks.allSatisfy(" ~^".contains) else {
            continue
        }
        let column = marks.distance(from: marks.startIndex, to: caret)
        let start = max(0, min(column - width / 2, lines[i].count - width))
        lines[i] = String(lines[i].dropFirst(start).prefix(width))
        lines[i + 1] = String(marks.dropFirst(start).prefix(width))
    }
    return lines
}

/// A text without the sequences that colour it.
func withoutColours(_ text: String) -> String {
    text.replacing(/\u{1B}\[[0-9;]*m/, with: "")
}

/// A word that is longer than a whole line goes on in the next one.
private func broken(_ line: String, _ width: Int) -> [String] {
    var parts: [String] = []
    var rest = Substring(line)
    while rest.count > max(width, 1) {
        parts.append(String(rest.prefix(max(width, 1))))
        rest = rest.dropFirst(max(width, 1))
    }
    return parts + [String(rest)]
}
