import Layers
import Authoring
import Foundation

/// The learner's function as it was graded, with its line numbers.
struct CodeListing {
    /// The number of the first line, counted from 1.
    let first: Int
    let lines: [String]

    /// Finds an exercise's function in a learner's file, from its first line to its closing brace; nil
    /// if it is not there.
    /// - Parameters:
    ///   - id: the exercise.
    ///   - text: the file.
    ///   - stub: the file as it was at the beginning, which shows where the hole was.
    init?(of id: String, in text: String, stub: String) {
        let all = Authoring.lines(of: text).map(withoutReturn)
        guard let start = CodeListing.start(of: id, in: all, stub: Authoring.lines(of: stub))
        else { return nil }
        let indentation = all[start].prefix { $0 == " " || $0 == "\t" }
        let isOneLine = all[start].contains("{") && all[start].hasSuffix("}")
        let rest = all[(start + 1)...]
        // Only the brace that closes the function stands alone at its own indentation.
        let end = isOneLine ? start : rest.firstIndex { $0 == "\(indentation)}" }
        first = start + 1
        lines = Array(all[start...(end ?? all.count - 1)])
    }

    /// The lines around a place, where there is no function to show.
    init?(around line: Int, in text: String) {
        let all = Authoring.lines(of: text).map(withoutReturn)
        guard (1...all.count).contains(line) else { return nil }
        first = max(1, line - 5)
        lines = Array(all[(first - 1)..<min(all.count, line + 5)])
    }

    /// The numbers of the lines.
    var range: ClosedRange<Int> { first...(first + lines.count - 1) }

    /// The index of the line on which an exercise's function begins.
    private static func start(of id: String, in lines: [String], stub: [String]) -> Int? {
        let hole = stub.firstIndex { $0.contains("yourCodeHere(\"\(id)\")") } ?? 0
        let opening = stub[..<hole].lastIndex { $0.contains("func ") }
        if let opening, let found = matching(stub[opening], opening, in: lines, stub) {
            return found
        }
        let function = id.split(separator: ".").last ?? ""
        return lines.firstIndex { $0.contains("func \(function)") }
    }

    /// The line that is to these lines what a line of the stub is to it: several types of a file may
    /// have functions that begin alike.
    private static func matching(
        _ line: String, _ index: Int, in lines: [String], _ stub: [String]
    ) -> Int? {
        let words = line.trimmingCharacters(in: .whitespaces)
        let before = stub[..<index].count { $0.trimmingCharacters(in: .whitespaces) == words }
        let alike = lines.indices.filter {
            lines[$0].trimmingCharacters(in: .whitespaces) == words
        }
        return before < alike.count ? alike[before] : nil
    }

    /// The listing in HTML.
    /// - Parameters:
    ///   - marked: the number of the line to mark.
    ///   - words: why it is marked.
    ///   - limits: how much is shown.
    /// - Returns: a box of its own, which scrolls.
    func html(marking marked: Int?, _ words: String, _ limits: PageLimits) -> String {
        let spaced = lines.map { $0.replacing("\t", with: "    ") }
        let shown = shortenedLines(spaced, most: limits.codeLines, length: limits.lineLength)
        let width = "\(range.upperBound)".count
        let rows = shown.enumerated().map { index, line in
            let isLine = index < limits.codeLines
            let number = padLeft(isLine ? "\(first + index)" : "", width)
            let isMarked = isLine && first + index == marked
            let row =
                "<span class=\"number\">\(isMarked ? "&gt;" : " ")\(number)</span> <bdi>\(escaped(line))</bdi>"
            return isMarked ? "<mark>\(row)</mark>" : row
        }
        // Above the box, because the end of a long line is out of sight.
        let note = marked.flatMap { range.contains($0) ? "<p>Line \($0): \(words).</p>\n" : nil }
        return """
            \(note ?? "")<pre class="scroll" tabindex="0" role="region" aria-label="code"><code>\
            \(rows.joined(separator: "\n"))</code></pre>

            """
    }
}

/// A line of a file with CRLF without its carriage return.
func withoutReturn(_ line: String) -> String {
    guard line.unicodeScalars.last == "\r" else { return line }
    return String(line.unicodeScalars.dropLast())
}
