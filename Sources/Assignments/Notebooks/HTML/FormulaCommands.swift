import Grading
import Layers

// What the commands of LaTeX mean.

extension FormulaReader {
    static func operation(_ sign: String, after before: Atom.Kind) -> Atom {
        let form = before == .ordinary ? "" : " form=\"prefix\""
        return Atom(markup: "<mo\(form)>\(sign)</mo>", kind: .operation)
    }

    /// A bracket as high as a letter.
    static func bracket(_ sign: String) -> String { "<mo stretchy=\"false\">\(sign)</mo>" }

    static func space(_ width: String) -> String { "<mspace width=\"\(width)\"/>" }

    /// The atom of a command that was just read.
    mutating func atom(of command: String, after before: Atom.Kind) throws -> Atom {
        let name = String(command.dropFirst())
        if let letter = FormulaSymbols.letters[name] { return Atom(markup: "<mi>\(letter)</mi>") }
        if let letter = FormulaSymbols.uprightLetters[name] {
            return Atom(markup: "<mi mathvariant=\"normal\">\(letter)</mi>")
        }
        if let sign = FormulaSymbols.operations[name] {
            return Self.operation(sign, after: before)
        }
        if let sign = FormulaSymbols.relations[name] {
            return Atom(markup: "<mo stretchy=\"false\">\(sign)</mo>", kind: .operation)
        }
        if let sign = FormulaSymbols.sums[name] {
            return Atom(
                markup: "<mo movablelimits=\"true\">\(sign)</mo>", kind: .operation, hasLimits: true
            )
        }
        if let sign = FormulaSymbols.integrals[name] {
            return Atom(markup: "<mo>\(sign)</mo>", kind: .operation)
        }
        if let sign = FormulaSymbols.brackets[name] {
            let isOpening = FormulaSymbols.opening.contains(name)
            return Atom(markup: Self.bracket(sign), kind: isOpening ? .opening : .ordinary)
        }
        if let width = FormulaSymbols.spaces[name] {
            return Atom(markup: Self.space(width), kind: .space)
        }
        if let accent = FormulaSymbols.accents[name] { return try accented(command, accent) }
        if FormulaSymbols.functions.contains(name) {
            return function(name, hasLimits: false, after: before)
        }
        if let words = FormulaSymbols.limits[name] {
            return function(words, hasLimits: true, after: before)
        }
        return try structure(command, after: before)
    }

    private mutating func structure(_ command: String, after before: Atom.Kind) throws -> Atom {
        switch command {
        case "\\frac", "\\dfrac", "\\tfrac", "\\binom": return Atom(markup: try fraction(command))
        case "\\sqrt": return Atom(markup: try root())
        case "\\left": return Atom(markup: try fenced())
        case "\\begin": return Atom(markup: try environment())
        case "\\text", "\\textrm": return Atom(markup: try text(command))
        case "\\operatorname":
            let hasLimits = peek() == "*"
            if hasLimits { next += 1 }
            return function(try words(command), hasLimits: hasLimits, after: before)
        case "\\mathrm", "\\mathit", "\\mathbf", "\\boldsymbol", "\\bm":
            return Atom(markup: try styled(command))
        case "\\mathbb", "\\mathcal": return Atom(markup: try drawn(command))
        case "\\overset", "\\underset", "\\stackrel":
            let script = try argument(command)
            let base = try argument(command)
            let name = command == "\\underset" ? "munder" : "mover"
            return Atom(markup: "<\(name)>\(base)\(script)</\(name)>", kind: .operation)
        case "\\displaystyle":
            return Atom(markup: "<mstyle displaystyle=\"true\">\(try row())</mstyle>")
        case "\\big", "\\Big", "\\bigg", "\\Bigg", "\\bigl", "\\bigr", "\\Bigl", "\\Bigr":
            return try large(command)
        default:
            throw failure(
                "the command \(command) is not known\(suggestion(command, among: FormulaSymbols.commands))"
            )
        }
    }

    // MARK: - Parts

    private mutating func fraction(_ command: String) throws -> String {
        let (top, bottom) = (try argument(command), try argument(command))
        if command == "\\binom" {
            return
                "<mrow><mo>(</mo><mfrac linethickness=\"0\">\(top)\(bottom)</mfrac><mo>)</mo></mrow>"
        }
        let fraction = "<mfrac>\(top)\(bottom)</mfrac>"
        if command == "\\frac" { return fraction }
        return "<mstyle displaystyle=\"\(command == "\\dfrac")\">\(fraction)</mstyle>"
    }

    private mutating func root() throws -> String {
        guard peek() == "[" else { return "<msqrt>\(try argument("\\sqrt"))</msqrt>" }
        guard let end = characters[next...].firstIndex(of: "]") else {
            throw failure("the [ behind \\sqrt is not closed.")
        }
        let degree = String(characters[(next + 1)..<end])
        if degree.contains(where: { !$0.isLetter && !$0.isNumber }) {
            throw failure("the [\(degree)] behind \\sqrt is no number and no letter.")
        }
        next = end + 1
        let name = degree.allSatisfy(\.isNumber) ? "mn" : "mi"
        return "<mroot>\(try argument("\\sqrt"))<\(name)>\(escaped(degree))</\(name)></mroot>"
    }

    private mutating func text(_ command: String) throws -> String {
        let words = try words(command).replacing("\n", with: " ").replacing(" ", with: "\u{A0}")
        return "<mtext>\(escaped(words))</mtext>"
    }

    /// The name of a function.
    private func function(_ name: String, hasLimits: Bool, after before: Atom.Kind) -> Atom {
        let space = before == .ordinary ? "0.167em" : "0"
        let sign =
            "<mo movablelimits=\"\(hasLimits)\" lspace=\"\(space)\" rspace=\"0\">\(escaped(name))</mo>"
        return Atom(markup: sign, hasLimits: hasLimits, isFunction: true)
    }

    private mutating func styled(_ command: String) throws -> String {
        let wasUpright = isUpright
        isUpright = command == "\\mathrm" || command == "\\mathbf"
        defer { isUpright = wasUpright }
        let inside = try argument(command)
        let isBold = ["\\mathbf", "\\boldsymbol", "\\bm"].contains(command)
        return isBold ? "<mrow class=\"bold\">\(inside)</mrow>" : inside
    }

    /// Letters that have characters of their own.
    private mutating func drawn(_ command: String) throws -> String {
        let isGroup = peek() == "{"
        let word = isGroup ? try words(command) : peek().map(String.init) ?? ""
        if !isGroup { next += 1 }
        let letters = try word.map { letter in
            guard let found = FormulaSymbols.drawn(letter, command) else {
                throw failure("\(command){\(word)}: it is for capital letters.")
            }
            return found
        }
        return "<mi mathvariant=\"normal\">\(letters.joined())</mi>"
    }

    private mutating func accented(
        _ command: String, _ accent: (sign: String, isWide: Bool, isBelow: Bool)
    ) throws -> Atom {
        let base = try argument(command)
        let sign = "<mo stretchy=\"\(accent.isWide)\">\(accent.sign)</mo>"
        let isBrace = command.hasSuffix("brace")
        let markup =
            accent.isBelow
            ? "<munder accentunder=\"true\">\(base)\(sign)</munder>"
            : "<mover accent=\"true\">\(base)\(sign)</mover>"
        return Atom(markup: markup, hasLimits: isBrace)
    }
}
