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
