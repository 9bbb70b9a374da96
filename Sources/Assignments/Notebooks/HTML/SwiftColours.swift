import Layers

/// Swift in HTML, with its words, texts, numbers and comments marked.
struct SwiftColours {
    private static let keywords: Set<String> = [
        "actor", "any", "as", "associatedtype", "async", "await", "break", "case", "catch", "class",
        "continue", "default", "defer", "deinit", "do", "else", "enum", "extension", "fallthrough",
        "false", "fileprivate", "for", "func", "guard", "if", "import", "in", "init", "inout",
        "internal",
        "is", "lazy", "let", "mutating", "nil", "operator", "override", "package", "private",
        "protocol", "public", "repeat", "return", "self", "Self", "some", "static", "struct",
        "subscript", "super", "switch", "throw", "throws", "true", "try", "typealias", "var",
        "where",
        "while",
    ]

    private let characters: [Character]
    private var next = 0
    private var html = ""

    private init(_ code: String) { characters = Array(code) }

    /// The code in HTML.
    static func html(_ code: String) -> String {
        var colours = SwiftColours(code)
        while colours.next < colours.characters.count { colours.piece() }
        return colours.html
    }

    private func has(_ word: String, at index: Int) -> Bool {
        characters[index...].starts(with: word)
    }

    /// Takes everything up to an index.
    private mutating func take(to end: Int, as kind: String? = nil) {
        let text = escaped(String(characters[next..<end]), keepsLines: true)
        html += kind.map { "<span class=\"\($0)\">\(text)</span>" } ?? text
        next = end
    }

    private mutating func piece() {
        let rest = characters[next...]
        let character = characters[next]
        if has("//", at: next) {
            take(to: rest.firstIndex(of: "\n") ?? rest.endIndex, as: "comment")
        } else if has("/*", at: next) {
            let end = rest.indices.first { $0 > next + 2 && has("*/", at: $0 - 1) }
            take(to: end.map { $0 + 1 } ?? rest.endIndex, as: "comment")
        } else if character == "\"" {
            take(to: textEnd(has("\"\"\"", at: next) ? "\"\"\"" : "\""), as: "string")
        } else if character.isLetter || character == "_" {
            let end = rest.firstIndex { !$0.isLetter && !$0.isNumber && $0 != "_" } ?? rest.endIndex
            let word = String(characters[next..<end])
            // What follows a point is a name, and what a colon follows is a label.
            let isLabel = end < rest.endIndex && characters[end] == ":" && word != "default"
            let isName = isLabel || (next > 0 && characters[next - 1] == ".")
            let isKeyword = !isName && Self.keywords.contains(word)
            take(to: end, as: isKeyword ? "keyword" : nil)
        } else if character.isNumber {
            let number = String(rest).prefixMatch(
                of: /[0-9][0-9A-Za-z_]*(\.[0-9]+)?([eE]-?[0-9]+)?/)
            take(to: next + (number?.0.count ?? 1), as: "literal")
        } else {
            take(to: next + 1)
        }
    }

    /// Where the text that begins here ends; what is put into it may hold texts itself.
    private func textEnd(_ quote: String) -> Int {
        var index = next + quote.count
        var depth = 0
        while index < characters.count {
            if depth == 0 && has(quote, at: index) { return index + quote.count }
            if has("\\(", at: index) || (depth > 0 && characters[index] == "(") { depth += 1 }
            if depth > 0 && characters[index] == ")" { depth -= 1 }
            index += characters[index] == "\\" ? 2 : 1
        }
        return characters.count
    }
}
