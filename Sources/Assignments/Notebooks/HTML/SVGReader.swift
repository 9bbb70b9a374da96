import Foundation

/// Reads a drawing, so that it can stand within a page.
struct SVGReader {
    /// A tag, or what stands between two.
    enum Token: Equatable {
        case tag(name: String, [Attribute], isClosed: Bool)
        case end(name: String)
        /// Text as it stands in the file.
        case text(String)
    }

    struct Attribute: Equatable {
        let name: String
        /// As it stands in the file between its quotes.
        var value: String
    }

    /// What is wrong with a drawing: the end of a sentence.
    struct Fault: Error {
        let words: String
    }

    private let text: String
    private var rest: Substring

    private init(_ text: String) {
        self.text = text
        rest = self.text[...]
    }

    /// The drawing from its `<svg` to its end, without comments.
    /// - Throws: `Fault` if it is malformed.
    static func tokens(of text: String) throws -> [Token] {
        var reader = SVGReader(text)
        var tokens: [Token] = []
        var open: [String] = []
        while let token = try reader.token() {
            if case .text = token, open.isEmpty { continue }
            if case .tag(let name, _, let isClosed) = token {
                if open.isEmpty && name != "svg" { throw Fault(words: "begins with <\(name)>") }
                if !isClosed { open.append(name) }
            }
            if case .end(let name) = token, open.popLast() != name {
                throw Fault(words: "has a </\(name)> that closes nothing")
            }
            tokens.append(token)
        }
        if let last = open.last { throw Fault(words: "has a <\(last)> that is not closed") }
        if tokens.isEmpty { throw Fault(words: "holds no <svg>") }
        return tokens
    }

    private mutating func token() throws -> Token? {
        // What an XML file may begin with, and comments, are not part of the drawing.
        for (opening, closing) in [("<?", "?>"), ("<!--", "-->"), ("<!DOCTYPE", ">")] {
            if rest.hasPrefix(opening) {
                try skip(beyond: closing)
                return try token()
            }
        }
        if rest.hasPrefix("<![CDATA[") {
            let inside = try skip(beyond: "]]>").dropFirst(9)
            return .text("<![CDATA[\(inside)]]>")
        }
        if rest.hasPrefix("</") {
            return .end(
                name: try skip(beyond: ">").dropFirst(2).trimmingCharacters(
                    in: .whitespacesAndNewlines))
        }
        if rest.hasPrefix("<") { return try tag() }
        if rest.isEmpty { return nil }
        let text = rest.prefix { $0 != "<" }
        rest = rest[text.endIndex...]
        return .text(String(text))
    }

    /// Passes over everything up to a word, which is passed over, too.
    /// - Returns: what was before it.
    @discardableResult
    private mutating func skip(beyond word: String) throws -> Substring {
        guard let end = rest.firstRange(of: word) else { throw Fault(words: "ends within a tag") }
        let passed = rest[..<end.lowerBound]
        rest = rest[end.upperBound...]
        return passed
    }

    private mutating func tag() throws -> Token {
        guard let match = rest.prefixMatch(of: /<([\w:.-]+)/) else {
            throw Fault(words: "has a < that begins no tag")
        }
        rest = rest[match.range.upperBound...]
        var attributes: [Attribute] = []
        while let found = rest.prefixMatch(of: /\s+([\w:.-]+)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/) {
            let value = found.2 ?? found.3?.replacing("\"", with: "&quot;")[...] ?? ""
            attributes.append(Attribute(name: String(found.1), value: String(value)))
            rest = rest[found.range.upperBound...]
        }
        guard let end = rest.prefixMatch(of: /\s*(\/?)>/) else {
            throw Fault(words: "has a malformed <\(match.1)>")
        }
        rest = rest[end.range.upperBound...]
        return .tag(name: String(match.1), attributes, isClosed: !end.1.isEmpty)
    }
}
