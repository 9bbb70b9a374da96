import Grading
import Layers

// Brackets that grow with what they hold, and tables of formulas.

extension FormulaReader {
    /// From `\left` to its `\right`.
    mutating func fenced() throws -> String {
        let begin = next
        let opening = try delimiter("\\left")
        var inside = try row()
        while skip("\\middle") {
            inside += Self.fence(try delimiter("\\middle"), "infix") + (try row())
        }
        guard skip("\\right") else {
            next = begin
            throw failure("this \\left has no \\right.")
        }
        let closing = try delimiter("\\right")
        return
            "<mrow>\(Self.fence(opening, "prefix"))\(inside)\(Self.fence(closing, "postfix"))</mrow>"
    }

    /// A bracket of a given size.
    mutating func large(_ command: String) throws -> Atom {
        let size = ["b": "1.2em", "B": "1.8em"][String(command.dropFirst().prefix(1))] ?? "1.2em"
        let height =
            command.hasPrefix("\\bigg") ? "2.4em" : command.hasPrefix("\\Bigg") ? "3em" : size
        let sign = try delimiter(command)
        let markup =
            "<mo stretchy=\"true\" minsize=\"\(height)\" maxsize=\"\(height)\">\(sign)</mo>"
        let isOpening = command.hasSuffix("l") || ["(", "[", "{"].contains(sign)
        return Atom(markup: markup, kind: isOpening ? .opening : .ordinary)
    }

    private static func fence(_ sign: String, _ form: String) -> String {
        sign.isEmpty ? "" : "<mo stretchy=\"true\" form=\"\(form)\">\(sign)</mo>"
    }

    /// The bracket behind a command; none is a point.
    private mutating func delimiter(_ command: String) throws -> String {
        if let bracket = peekCommand() {
            guard let sign = FormulaSymbols.brackets[String(bracket.dropFirst())] else {
                throw failure("\(bracket) is no bracket for \(command).")
            }
            next += bracket.count
            return sign
        }
        guard let sign = peek(), "()[]|/.<>".contains(sign) else {
            throw failure("a bracket is missing behind \(command), or a point for none.")
        }
        next += 1
        switch sign {
        case ".": return ""
        case "<": return "\u{27E8}"
        case ">": return "\u{27E9}"
        default: return String(sign)
        }
    }

    // MARK: - Tables

    private static let fences: [String: (String, String)] = [
        "matrix": ("", ""), "pmatrix": ("(", ")"), "bmatrix": ("[", "]"), "Bmatrix": ("{", "}"),
        "vmatrix": ("|", "|"), "Vmatrix": ("\u{2016}", "\u{2016}"), "cases": ("{", ""),
        "aligned": ("", ""), "align": ("", ""), "align*": ("", ""), "gathered": ("", ""),
    ]

    /// From `\begin` to its `\end`.
    mutating func environment() throws -> String {
        let begin = next
        let name = try words("\\begin")
        guard let fences = Self.fences[name] else {
            let near = suggestion(name, among: Self.fences.keys.sorted())
            throw failure("\\begin{\(name)} is not known\(near)")
        }
        var rows: [[String]] = [[]]
        while true {
            let from = next
            rows[rows.count - 1].append(try row())
            if peek() == "&" {
                next += 1
            } else if skip("\\\\") {
                rows.append([])
            } else if skip("\\end") {
                let end = try words("\\end")
                if end != name { throw failure("\\begin{\(name)} is closed by \\end{\(end)}.") }
                // A line's end before it begins no row.
                if rows.last?.count == 1,
                    characters[from..<next].starts(with: "\\end") || isBlank(from)
                {
                    rows.removeLast()
                }
                break
            } else {
                next = peek() == nil ? begin : next
                throw failure("\\begin{\(name)} has no \\end{\(name)}.")
            }
        }
        return
            "<mrow>\(Self.fence(fences.0, "prefix"))\(Self.table(rows, name))\(Self.fence(fences.1, "postfix"))</mrow>"
    }

    /// Whether only spaces are between an index and the `\end` behind it.
    private func isBlank(_ index: Int) -> Bool {
        characters[index...].drop(while: \.isWhitespace).starts(with: "\\end")
    }

    private static func table(_ rows: [[String]], _ name: String) -> String {
        let cells = rows.map { row in
            "<mtr>\(row.map { "<mtd>\($0)</mtd>" }.joined())</mtr>"
        }
        let isFormula = name.hasPrefix("align") || name == "gathered"
        let kind =
            name.hasPrefix("align")
            ? " class=\"aligned\"" : name == "cases" ? " class=\"cases\"" : ""
        let style = isFormula ? " displaystyle=\"true\"" : ""
        return "<mtable\(kind)\(style)>\(cells.joined())</mtable>"
    }
}
