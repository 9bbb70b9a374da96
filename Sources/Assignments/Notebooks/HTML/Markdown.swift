// What a page of Markdown is made of.

/// A line of a page.
struct PageLine: Equatable {
    /// The line without its end, and without the marks of the list or quote that it is in.
    var text: String
    /// Its number in the page, counted from 1.
    let number: Int

    var isBlank: Bool { text.allSatisfy { $0 == " " } }
    /// How many spaces it begins with.
    var indentation: Int { text.prefix { $0 == " " }.count }
    /// The text without spaces around it.
    var trimmed: Substring {
        let text = text.dropFirst(indentation)
        return text.dropLast(text.reversed().prefix { $0 == " " }.count)
    }
}

/// A block of a page.
struct MarkdownBlock: Equatable {
    let kind: Kind
    /// The line on which it begins, counted from 1.
    let line: Int

    indirect enum Kind: Equatable {
        case heading(level: Int, [Inline])
        case paragraph([Inline])
        /// A block of code; `words` stand behind its fence, and an indented one has none.
        case code(words: [String], text: String)
        /// A formula on lines of its own, in MathML.
        case formula(String)
        /// A list; `start` is the first number of a numbered one. The items of a loose one are
        /// paragraphs.
        case list(start: Int?, isLoose: Bool, items: [[MarkdownBlock]])
        case table(MarkdownTable)
        case quote([MarkdownBlock])
        /// What is folded away below a summary.
        case details(summary: [Inline], isOpen: Bool, [MarkdownBlock])
        case rule
    }

    /// The blocks within this one.
    var parts: [MarkdownBlock] {
        switch kind {
        case .list(_, _, let items): items.flatMap { $0 }
        case .quote(let blocks), .details(_, _, let blocks): blocks
        default: []
        }
    }
}

/// A table; every row has as many cells as there are columns.
struct MarkdownTable: Equatable {
    enum Alignment: String { case left, center, right }

    /// One for each column; nil where the page asks for none.
    let alignments: [Alignment?]
    let head: [[Inline]]
    let rows: [[[Inline]]]
}

/// A part of a line of text.
indirect enum Inline: Equatable {
    case text(String)
    case code(String)
    case emphasis([Inline])
    case strong([Inline])
    case struck([Inline])
    case link(address: String, [Inline], line: Int)
    case image(address: String, words: String, line: Int)
    /// A formula, as it was written and in MathML.
    case formula(String, markup: String)
    /// The line is broken here.
    case lineBreak

    /// What is read, without how it looks.
    var plain: String {
        switch self {
        case .text(let text), .code(let text), .formula(let text, _): text
        case .emphasis(let parts), .strong(let parts), .struck(let parts), .link(_, let parts, _):
            parts.map(\.plain).joined()
        case .image(_, let words, _): words
        case .lineBreak: " "
        }
    }
}
