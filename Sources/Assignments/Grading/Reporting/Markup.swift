import Layers

// Text of learners, made short and harmless.

/// A line whose control characters, which could do anything to a terminal, are question marks.
func printable(_ line: String) -> String {
    String(String.UnicodeScalarView(line.unicodeScalars.map { isPrintable($0) ? $0 : "?" }))
}

/// The beginning of a text, with a word on how much is left out.
///
/// It counts scalars: what a reader sees as one character can be a megabyte long.
func shortened(_ text: String, to most: Int) -> String {
    let scalars = text.unicodeScalars
    guard let end = scalars.index(scalars.startIndex, offsetBy: most, limitedBy: scalars.endIndex)
    else { return text }
    let left = scalars.distance(from: end, to: scalars.endIndex)
    return left == 0 ? text : "\(String(scalars[..<end])) ... and \(left) more characters"
}

/// The first lines of a text, each shortened, with a last one on how many are left out.
func shortenedLines(_ lines: [String], most: Int, length: Int) -> [String] {
    let shown = lines.prefix(most).map { shortened($0, to: length) }
    return lines.count > most ? shown + ["... and \(lines.count - most) more lines"] : shown
}
