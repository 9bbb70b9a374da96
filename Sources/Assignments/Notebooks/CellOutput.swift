import Foundation

/// What a cell printed and drew.
struct CellOutput: Codable, Equatable {
    var text = ""
    var figures: [Figure] = []

    /// The printed lines; the last need not have ended.
    var lines: [String] {
        if text.isEmpty { return [] }
        // As scalars: to Swift, a return and a line's end are one character.
        var lines = text.replacing("\r\n", with: "\n").unicodeScalars
            .split(separator: "\n", omittingEmptySubsequences: false).map { String($0) }
        if lines.last == "" { lines.removeLast() }
        return lines
    }
}

/// A drawing of a cell.
struct Figure: Codable, Equatable {
    let title: String
    /// The file's name, within the folder of the page's figures.
    let file: String
    let svg: String

    /// The line of the page that shows it.
    var line: String {
        let plain = title.replacing("\r\n", with: " ").map { "\n\r[]".contains($0) ? " " : $0 }
        return "![\(String(plain))](figures/\(file))"
    }

    /// The file's name for a figure.
    /// - Parameters:
    ///   - words: its given name, or its title.
    ///   - stem: what the page's figures begin with.
    /// - Returns: a name of small letters, digits and hyphens.
    static func file(for words: String, stem: String) -> String {
        let parts = words.lowercased().split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
        let name = parts.joined(separator: "-")
        return "\(stem)-\(name.isEmpty ? "figure" : name).svg"
    }
}
