// Text on its way into HTML or XML, whatever it holds.

/// Text for the inside of an element or of a quoted attribute.
///
/// What no document may hold, control characters among it, becomes a question mark, as in the text
/// report.
/// - Parameters:
///   - text: any text.
///   - keepsLines: whether line feeds stay, or are control characters like others.
/// - Returns: the text, in which nothing is markup.
func escaped(_ text: String, keepsLines: Bool = false) -> String {
    // Bytes are ten times faster to add to than a string, and a text may be a megabyte.
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
        switch scalar {
        case "&": bytes += Array("&amp;".utf8)
        case "<": bytes += Array("&lt;".utf8)
        case ">": bytes += Array("&gt;".utf8)
        case "\"": bytes += Array("&quot;".utf8)
        case "\n" where keepsLines: bytes.append(UInt8(ascii: "\n"))
        default: bytes += Array(UTF8.encode(isPrintable(scalar) ? scalar : "?") ?? .init())
        }
    }
    return String(decoding: bytes, as: UTF8.self)
}

/// A line whose control characters, which could do anything to a terminal, are question marks.
func printable(_ line: String) -> String {
    String(String.UnicodeScalarView(line.unicodeScalars.map { isPrintable($0) ? $0 : "?" }))
}

private func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
    let isControl = scalar.value < 32 || (0x7f...0x9f).contains(scalar.value)
    // XML has no place for these two, not even escaped.
    return !isControl && scalar.value != 0xfffe && scalar.value != 0xffff
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
