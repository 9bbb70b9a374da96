import Foundation

// The marked solutions in a source file.
//
//     // BEGIN SOLUTION affine.backward
//     the solution
//     // STUB
//     // the stand-in, as a comment
//     // END SOLUTION affine.backward
//
// Each marker stands alone on its line. In markdown the same markers stand in <!-- ... -->.
// Anything that looks like a marker and is not one is an error, never a silent leak.

/// One marked solution in a file.
public struct Region: Equatable, Sendable {
    /// The exercise it answers, such as "affine.backward".
    public let id: String

    /// The line of BEGIN, counted from 1.
    public let line: Int

    /// What stands before BEGIN on its line: the indentation of the code.
    public let indentation: String

    /// The lines of the solution, as they are in the file.
    public let solution: [String]

    /// The lines of the stand-in, no longer comments; empty if there is none.
    public let standIn: [String]
}

/// A text cut into what is outside its regions and the regions themselves.
public struct MarkedText: Sendable {
    public enum Piece: Sendable {
        case outside([String])
        case region(Region)
    }

    public let pieces: [Piece]

    public var regions: [Region] {
        pieces.compactMap { piece in
            if case .region(let region) = piece { return region }
            return nil
        }
    }

    /// The whole text, each region replaced by the lines that `replacement` gives for it; nil
    /// leaves the solution without its markers.
    public func text(_ replacement: (Region) -> [String]?) -> String {
        pieces.flatMap { piece -> [String] in
            switch piece {
            case .outside(let lines): return lines
            case .region(let region): return replacement(region) ?? region.solution
            }
        }
        .joined(separator: "\n")
    }
}

/// Faults in the markers of one or more files; each names its file and line.
public struct MarkerError: Error, Equatable, CustomStringConvertible {
    public let faults: [String]

    public init(faults: [String]) { self.faults = faults }

    public var description: String { faults.joined(separator: "\n") }
}

/// Finds the regions of a text.
/// - Parameters:
///   - text: a Swift or a markdown file.
///   - file: its name, for the messages.
/// - Returns: the text in pieces.
/// - Throws: `MarkerError` with every fault, if there is one.
public func parseRegions(_ text: String, file: String) throws -> MarkedText {
    var parser = RegionParser(file: file, isMarkdown: file.hasSuffix(".md"))
    for (index, line) in lines(of: text).enumerated() { parser.read(line, number: index + 1) }
    return try parser.finish()
}

private struct RegionParser {
    let file: String
    let isMarkdown: Bool

    var pieces: [MarkedText.Piece] = []
    var outside: [String] = []
    var faults: [String] = []
    var seen: Set<String> = []
    var open: Open?

    struct Open {
        let id: String
        let line: Int
        let indentation: String
        var solution: [String] = []
        var standIn: [String]?
    }

    enum Marker {
        case begin(String)
        case stub
        case end(String)
    }

    init(file: String, isMarkdown: Bool) {
        self.file = file
        self.isMarkdown = isMarkdown
    }

    mutating func read(_ line: String, number: Int) {
        switch marker(in: line, number: number) {
        case .begin(let id):
            if let open {
                fault(number, "\(id) begins inside \(open.id), which began in line \(open.line).")
                return
            }
            if !seen.insert(id).inserted { fault(number, "\(id) has a second region.") }
            pieces.append(.outside(outside))
            outside = []
            open = Open(
                id: id, line: number, indentation: String(line.prefix { $0 == " " || $0 == "\t" }))
        case .stub:
            if open == nil {
                fault(number, "STUB stands outside any region.")
            } else if open?.standIn != nil {
                fault(number, "a second STUB in one region.")
            }
            open?.standIn = []
        case .end(let id):
            guard let closing = open else {
                fault(number, "\(id) ends, but never began.")
                return
            }
            if closing.id != id {
                fault(number, "\(id) ends, but \(closing.id) began in line \(closing.line).")
            }
            pieces.append(
                .region(
                    Region(
                        id: closing.id, line: closing.line, indentation: closing.indentation,
                        solution: closing.solution, standIn: closing.standIn ?? [])))
            open = nil
        case nil:
            if open?.standIn != nil {
                readStandIn(line, number: number)
            } else if open != nil {
                open?.solution.append(line)
            } else {
                outside.append(line)
            }
        }
    }

    /// A line of the stand-in loses its comment mark.
    private mutating func readStandIn(_ line: String, number: Int) {
        let trimmed = line.trimmingCharacters(in: .whitespaces)
        if trimmed.isEmpty { return }
        guard trimmed.hasPrefix("//") || isMarkdown, let open else {
            fault(number, "after STUB every line is a comment until END SOLUTION.")
            return
        }
        if isMarkdown {
            self.open?.standIn?.append(line)
            return
        }
        // One space after // belongs to the comment; further ones are the code's indentation.
        let body = trimmed.dropFirst(2)
        let code = body.hasPrefix(" ") ? body.dropFirst() : body
        self.open?.standIn?.append(open.indentation + code)
    }

    /// The marker on a line, or nil; a fault if the line only resembles one.
    private mutating func marker(in line: String, number: Int) -> Marker? {
        let trimmed = line.trimmingCharacters(in: .whitespacesAndNewlines)
        if !mayBeMarker(trimmed) { return nil }
        var body = Substring(trimmed)
        if isMarkdown {
            guard trimmed.hasPrefix("<!-- "), trimmed.hasSuffix(" -->") else {
                return refuseNearMiss(line, number)
            }
            body = trimmed.dropFirst(5).dropLast(4)
        } else {
            guard trimmed.hasPrefix("// ") else { return refuseNearMiss(line, number) }
            body = trimmed.dropFirst(3)
        }
        let words = body.split(separator: " ").map(String.init)
        if words == ["STUB"] { return .stub }
        if words.count == 3, words[1] == "SOLUTION", isID(words[2]) {
            if words[0] == "BEGIN" { return .begin(words[2]) }
            if words[0] == "END" { return .end(words[2]) }
        }
        return refuseNearMiss(line, number)
    }

    /// Whether a line needs a closer look, which takes microseconds; most need none.
    private func mayBeMarker(_ line: String) -> Bool {
        // In small letters; the marks of comments stay as they are.
        let small = line.utf8.map { $0 | 0x20 }
        func holds(_ word: String) -> Bool {
            small.indices.contains { small[$0...].starts(with: word.utf8) }
        }
        if holds("solu") { return true }
        let isComment = line.hasPrefix("//") || line.hasPrefix("<!--")
        return isComment && (holds("stub") || holds("begin") || holds("end"))
    }

    /// "affine.backward", "two-layer-net.train", "question.relu.1".
    private func isID(_ word: String) -> Bool {
        word.contains(".")
            && word.allSatisfy { "abcdefghijklmnopqrstuvwxyz0123456789.-".contains($0) }
    }

    private mutating func refuseNearMiss(_ line: String, _ number: Int) -> Marker? {
        let pattern =
            #"(?i)\b(begin|end|start|stop)\W*solu|\bsolut\w*\W*(begin|end)\b"#
            + #"|^\s*(//|<!--)\s*stub\W*$|(?-i)^\s*(//|<!--)\s*(STUB|BEGIN|END)\b"#
        if line.range(of: pattern, options: .regularExpression) != nil {
            fault(
                number,
                "this looks like a marker and is none: \(line.trimmingCharacters(in: .whitespaces))"
            )
        }
        return nil
    }

    private mutating func fault(_ line: Int, _ message: String) {
        faults.append("\(file):\(line): \(message)")
    }

    mutating func finish() throws -> MarkedText {
        if let open { fault(open.line, "\(open.id) begins, but never ends.") }
        if !faults.isEmpty { throw MarkerError(faults: faults) }
        pieces.append(.outside(outside))
        return MarkedText(pieces: pieces)
    }
}
