/// The lines of a text.
///
/// In a file with CRLF they keep their carriage returns, so that joining them with line feeds gives
/// the same bytes again. (A Swift string sees CR LF as one character, and would not split there.)
public func lines(of text: String) -> [String] {
    text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        .map { String(decoding: $0, as: UTF8.self) }
}

/// The lines of a text that begin with a small letter, whatever the system that wrote their ends.
///
/// The declarations of a file do; what stands inside of them does not.
public func unindentedLines(of text: String) -> [String] {
    text.utf8.split { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }
        .filter { UInt8(ascii: "a")...UInt8(ascii: "z") ~= ($0.first ?? 0) }
        .map { String(decoding: $0, as: UTF8.self) }
}
