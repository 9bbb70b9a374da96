import Layers

// Letters, numbers, signs and groups.

extension FormulaReader {
    mutating func atom(after before: Atom.Kind) throws -> Atom {
        guard let character = peek() else { throw failure("something is missing at its end.") }
        if let command = peekCommand() {
            if command == "\\" { throw failure("a \\ stands at its end.") }
            next += command.count
            return try atom(of: command, after: before)
        }
        if character == "{" { return Atom(markup: try group()) }
        if character.isNumber { return Atom(markup: "<mn>\(number())</mn>") }
        next += 1
        if character.isLetter { return letter(character) }
        return sign(character, after: before)
    }

    private mutating func group() throws -> String {
        let begin = next
        next += 1
        let row = try row()
        guard peek() == "}" else {
            next = begin
            throw failure("this { is not closed.")
        }
        next += 1
        return row
    }

    private mutating func number() -> String {
        let begin = next
        while next < characters.count {
            let isPoint =
                characters[next] == "." && characters[(next + 1)...].first?.isNumber == true
            if !characters[next].isNumber && !isPoint { break }
            next += 1
        }
        return escaped(String(characters[begin..<next]))
    }

    private mutating func letter(_ character: Character) -> Atom {
        if !isUpright { return Atom(markup: "<mi>\(escaped(String(character)))</mi>") }
        var word = String(character)
        while next < characters.count, characters[next].isLetter {
            word.append(characters[next])
            next += 1
        }
        return Atom(markup: "<mi mathvariant=\"normal\">\(escaped(word))</mi>")
    }

    private func sign(_ character: Character, after before: Atom.Kind) -> Atom {
        switch character {
        case "-": return Self.operation("\u{2212}", after: before)
        case "+": return Self.operation("+", after: before)
        case "*": return Self.operation("\u{2217}", after: before)
        case "(", "[": return Atom(markup: Self.bracket(String(character)), kind: .opening)
        case ")", "]": return Atom(markup: Self.bracket(String(character)))
        case "|", "/", ".", "!", "?":
            return Atom(
                markup: "<mo stretchy=\"false\" lspace=\"0\" rspace=\"0\">\(character)</mo>")
        case "~": return Atom(markup: Self.space("0.333em"), kind: .space)
        default: return Atom(markup: "<mo>\(escaped(String(character)))</mo>", kind: .operation)
        }
    }
}
