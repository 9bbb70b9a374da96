/// Reads the text of a paragraph, a heading or a cell.
struct InlineReader {
    let characters: [Character]
    let path: String
    /// The line on which the text begins.
    private let firstLine: Int
    /// The index of the character to read, and where the text ends.
    var next = 0
    private var end: Int
    /// Whether this is the text of a link, in which there can be no other.
    var isInLink = false
    /// What was read: parts, and marks of emphasis whose partners are not known yet.
    var pieces: [Emphasis.Piece] = []

    init(_ text: String, line: Int, path: String) {
        (characters, firstLine, self.path) = (Array(text), line, path)
        end = characters.count
    }

    /// The parts of the text.
    /// - Throws: `PageFailure` with the line of what is malformed or not known.
    mutating func inlines() throws -> [Inline] {
        while next < end { try piece() }
        return Emphasis.resolved(pieces)
    }

    /// The parts of a piece of the text.
    func inlines(in range: Range<Int>) throws -> [Inline] {
        var reader = self
        (reader.next, reader.end, reader.pieces) = (range.lowerBound, range.upperBound, [])
        return try reader.inlines()
    }

    // MARK: - Looking

    func line(at index: Int) -> Int { firstLine + characters[..<index].count { $0 == "\n" } }

    func failure(_ sentence: String) -> PageFailure {
        PageFailure(path, line(at: min(next, characters.count)), sentence)
    }

    /// The character at a place of the text, if it is one.
    func character(_ index: Int) -> Character? {
        characters.indices.contains(index) && index < end ? characters[index] : nil
    }

    func text(_ range: Range<Int>) -> String { String(characters[range]) }

    func has(_ word: String, at index: Int) -> Bool {
        characters[index..<end].starts(with: word)
    }

    /// Where a word is found from an index on, not behind a backslash.
    func first(_ word: String, from start: Int) -> Int? {
        (start..<max(start, end)).first { has(word, at: $0) && characters[$0 - 1] != "\\" }
    }

    /// How often a character is repeated from an index on.
    func count(_ mark: Character, at index: Int) -> Int {
        characters[index..<end].prefix { $0 == mark }.count
    }

    // MARK: - Reading

    mutating func add(_ part: Inline) { pieces.append(.part(part)) }

    private mutating func addText(_ text: String) {
        if case .part(.text(let before)) = pieces.last {
            pieces[pieces.count - 1] = .part(.text(before + text))
        } else {
            add(.text(text))
        }
    }

    /// Takes characters as they stand.
    mutating func take(_ count: Int) {
        addText(text(next..<next + count))
        next += count
    }

    private mutating func piece() throws {
        switch characters[next] {
        case "\\": escape()
        case "`": code()
        case "*", "_", "~": mark()
        case "!" where character(next + 1) == "[", "[": try link()
        case "<": try tag()
        case "&": try entity()
        case "$": try formula()
        case "\n": lineEnd()
        case "h" where isAddress(at: next): bareAddress()
        default: take(1)
        }
    }

    private mutating func escape() {
        guard let escaped = character(next + 1) else { return take(1) }
        if escaped == "\n" {
            next += 1
            lineEnd(isBroken: true)
        } else if escaped.isASCII && (escaped.isPunctuation || escaped.isSymbol) {
            next += 1
            take(1)
        } else {
            take(1)
        }
    }

    private mutating func code() {
        let marks = count("`", at: next)
        guard let range = codeRange(at: next) else { return take(marks) }
        var code = text(range).replacing("\n", with: " ")
        if code.hasPrefix(" ") && code.hasSuffix(" ") && code.contains(where: { $0 != " " }) {
            code = String(code.dropFirst().dropLast())
        }
        add(.code(code))
        next = range.upperBound + marks
    }

    /// What is inside the marks of code that begins here; nil if they are not closed.
    func codeRange(at start: Int) -> Range<Int>? {
        let marks = count("`", at: start)
        var index = start + marks
        while index < end {
            let found = count("`", at: index)
            if found == marks { return start + marks..<index }
            index += max(1, found)
        }
        return nil
    }

    private mutating func mark() {
        let mark = characters[next]
        let count = count(mark, at: next)
        if mark == "~" && count > 2 { return take(count) }
        let before = next > 0 ? characters[next - 1] : " "
        let behind = next + count < characters.count ? characters[next + count] : " "
        pieces.append(.marks(Emphasis.Marks(mark, count, before: before, behind: behind)))
        next += count
    }

    private mutating func lineEnd(isBroken: Bool = false) {
        var spaces = 0
        if case .part(.text(let before)) = pieces.last {
            spaces = before.reversed().prefix { $0 == " " }.count
            pieces[pieces.count - 1] = .part(.text(String(before.dropLast(spaces))))
        }
        next += 1
        if isBroken || spaces >= 2 { add(.lineBreak) }
        addText("\n")
    }

    /// Whether two dollars are marks of a formula, and no prices.
    ///
    /// As GitHub has it: no space is inside, and no digit behind.
    private func isTight(_ open: Int, _ close: Int?) -> Bool {
        guard let close, let first = character(open + 1), let last = character(close - 1) else {
            return false
        }
        let isPrice = character(close + 1)?.isNumber == true
        return !first.isWhitespace && !last.isWhitespace && !isPrice
    }

    /// A formula between dollars, unless these are only dollars.
    private mutating func formula() throws {
        let marks = min(2, count("$", at: next))
        let isCode = marks == 1 && character(next + 1) == "`"
        let opening = isCode ? 2 : marks
        let closing = isCode ? "`$" : String(repeating: "$", count: marks)
        let close = first(closing, from: next + opening)
        if marks == 1 && !isCode, !isTight(next, close) { return take(1) }
        guard let close, close > next + opening else { return take(marks) }
        let source = text(next + opening..<close)
        let markup = try FormulaReader.markup(
            source, isDisplay: marks == 2, line: line(at: next), path: path)
        add(.formula(source, markup: markup))
        next = close + closing.count
    }
}
