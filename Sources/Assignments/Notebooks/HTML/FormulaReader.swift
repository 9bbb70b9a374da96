/// Typesets a formula of LaTeX in MathML.
///
/// It knows what notes on networks use; another command is an error. Letters are slanted and what
/// has a name of several letters is upright, as in LaTeX.
struct FormulaReader {
    let characters: [Character]
    let path: String
    /// The line on which the formula begins.
    private let firstLine: Int
    /// The index of the character to read.
    var next = 0
    /// Whether letters are upright.
    var isUpright = false

    /// A piece of a formula.
    struct Atom {
        var markup: String
        var kind = Kind.ordinary
        /// Whether what is above and below it are limits, as with a sum.
        var hasLimits = false
        /// Whether it is a name that is applied to what follows.
        var isFunction = false

        /// A minus behind an operator or an opening bracket is a sign.
        enum Kind { case ordinary, operation, opening, space }
    }

    /// Typesets a formula.
    /// - Parameters:
    ///   - text: the formula without its dollars.
    ///   - isDisplay: whether it has lines of its own.
    ///   - line: the line of the page on which it begins.
    ///   - path: the page.
    /// - Returns: the element `math`.
    /// - Throws: `PageFailure` with the line of what is malformed or not known.
    static func markup(_ text: String, isDisplay: Bool, line: Int, path: String) throws -> String {
        var reader = FormulaReader(text, line: line, path: path)
        let row = try reader.row()
        if let rest = reader.peek() { throw reader.unexpected(rest) }
        return "<math\(isDisplay ? " display=\"block\"" : "")>\(row)</math>"
    }

    private init(_ text: String, line: Int, path: String) {
        (characters, firstLine, self.path) = (Array(text), line, path)
    }

    // MARK: - Looking

    func failure(_ sentence: String) -> PageFailure {
        let before = characters[..<min(next, characters.count)]
        return PageFailure(path, firstLine + before.count { $0 == "\n" }, "formula: \(sentence)")
    }

    /// The character to read, or nil at the end; spaces mean nothing.
    mutating func peek() -> Character? {
        while next < characters.count, characters[next].isWhitespace { next += 1 }
        return next < characters.count ? characters[next] : nil
    }

    /// The command to read, with its backslash, or nil if there is none.
    mutating func peekCommand() -> String? {
        guard peek() == "\\" else { return nil }
        let letters = characters[(next + 1)...].prefix { $0.isASCII && $0.isLetter }
        let sign = characters[(next + 1)...].prefix(1)
        return "\\" + String(letters.isEmpty ? sign : letters)
    }

    /// Passes over a command if it comes next.
    mutating func skip(_ command: String) -> Bool {
        guard peekCommand() == command else { return false }
        next += command.count
        return true
    }

    private mutating func unexpected(_ character: Character) -> PageFailure {
        if character == "&" || peekCommand() == "\\\\" {
            return failure("& and \\\\ belong between \\begin and \\end, as in \\begin{aligned}.")
        }
        if character == "}" { return failure("this } closes nothing.") }
        return failure("\(peekCommand() ?? String(character)) has no beginning.")
    }

    // MARK: - Rows

    /// Everything up to the end of the group, cell or formula, in an element `mrow`.
    mutating func row() throws -> String {
        let wasUpright = isUpright
        defer { isUpright = wasUpright }
        var markup = ""
        var before = Atom.Kind.opening
        while try !isEnd() {
            let atom = try scripted(after: before)
            markup += atom.markup
            if atom.kind != .space { before = atom.kind }
        }
        return "<mrow>\(markup)</mrow>"
    }

    private mutating func isEnd() throws -> Bool {
        guard let character = peek() else { return true }
        if character == "%" { throw failure("write \\% for a per cent sign.") }
        if character == "}" || character == "&" { return true }
        return peekCommand().map(Self.ends.contains) ?? false
    }

    /// What ends a row.
    private static let ends: Set<String> = ["\\\\", "\\right", "\\middle", "\\end"]

    /// An atom with what is below and above it.
    private mutating func scripted(after before: Atom.Kind) throws -> Atom {
        let hasBase = peek() != "_" && peek() != "^" && peek() != "'"
        var atom = hasBase ? try self.atom(after: before) : Atom(markup: "<mrow></mrow>")
        if skip("\\limits") { atom.hasLimits = true }
        if skip("\\nolimits") { atom.hasLimits = false }
        var (below, above): (String?, String?) = (nil, nil)
        while let sign = peek(), "_^'".contains(sign) {
            if sign == "'" {
                above = try primes(above)
                continue
            }
            next += 1
            if (sign == "_" ? below : above) != nil {
                throw failure("there are two \(sign) at one place: put braces around one.")
            }
            if sign == "_" { below = try argument("_") } else { above = try argument("^") }
        }
        atom.markup = Self.script(atom, below, above)
        if atom.isFunction && isOperand() { atom.markup += Self.space("0.167em") }
        return atom
    }

    /// Whether a letter, a number or the like comes next, and no sign or bracket.
    private mutating func isOperand() -> Bool {
        if let command = peekCommand() {
            let signs = [
                FormulaSymbols.operations, FormulaSymbols.relations, FormulaSymbols.brackets,
                FormulaSymbols.spaces,
            ]
            let name = String(command.dropFirst())
            return !signs.contains { $0[name] != nil } && !Self.ends.contains(command)
        }
        return peek().map { $0.isLetter || $0.isNumber || $0 == "{" } ?? false
    }

    private mutating func primes(_ above: String?) throws -> String {
        if above != nil { throw failure("a ' cannot follow a ^: put braces around one.") }
        var count = 0
        while peek() == "'" { (next, count) = (next + 1, count + 1) }
        let primes = "<mo>\(String(repeating: "\u{2032}", count: count))</mo>"
        guard peek() == "^" else { return primes }
        next += 1
        return "<mrow>\(primes)\(try argument("^"))</mrow>"
    }

    private static func script(_ atom: Atom, _ below: String?, _ above: String?) -> String {
        let names =
            atom.hasLimits ? ["munder", "mover", "munderover"] : ["msub", "msup", "msubsup"]
        let name: String
        switch (below, above) {
        case (nil, nil): return atom.markup
        case (_, nil): name = names[0]
        case (nil, _): name = names[1]
        default: name = names[2]
        }
        return "<\(name)>\(atom.markup)\(below ?? "")\(above ?? "")</\(name)>"
    }

    /// What a command or a script applies to: a group, a command or a single character.
    mutating func argument(_ command: String) throws -> String {
        guard let character = peek(), try !isEnd() else {
            throw failure("something is missing behind \(command).")
        }
        if character.isNumber {
            next += 1
            return "<mn>\(character)</mn>"
        }
        return try atom(after: .opening).markup
    }

    /// The text between braces, as it stands.
    mutating func words(_ command: String) throws -> String {
        guard peek() == "{" else { throw failure("{ is missing behind \(command).") }
        guard let end = characters[next...].firstIndex(of: "}") else {
            throw failure("the { behind \(command) is not closed.")
        }
        let words = String(characters[(next + 1)..<end]).replacing("\\,", with: "\u{2009}")
        if let sign = words.first(where: { "{$\\".contains($0) }) {
            throw failure("\(sign) is not known within \(command).")
        }
        next = end + 1
        return words
    }
}
