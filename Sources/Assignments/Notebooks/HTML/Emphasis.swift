/// Finds which marks of emphasis belong together.
///
/// Source: CommonMark 0.31, "Emphasis and strong emphasis", and the algorithm at its end.
enum Emphasis {
    enum Piece {
        case part(Inline)
        case marks(Marks)
    }

    /// Some `*`, `_` or `~` side by side.
    struct Marks {
        let mark: Character
        /// How many have no partner yet, and how many there were.
        var count: Int
        let length: Int
        let canOpen: Bool
        let canClose: Bool

        /// - Parameters:
        ///   - mark: which.
        ///   - count: how many.
        ///   - before: the character before them, a space at the text's beginning.
        ///   - behind: the one behind them, a space at the text's end.
        init(_ mark: Character, _ count: Int, before: Character, behind: Character) {
            func isSign(_ character: Character) -> Bool {
                character.isPunctuation || character.isSymbol
            }
            func isBetween(_ outside: Character, _ inside: Character) -> Bool {
                !inside.isWhitespace
                    && (!isSign(inside) || outside.isWhitespace || isSign(outside))
            }
            let (isLeft, isRight) = (isBetween(before, behind), isBetween(behind, before))
            (self.mark, self.count, length) = (mark, count, count)
            // A word_with_such_marks has no emphasis.
            let isStrict = mark == "_"
            canOpen = isLeft && (!isStrict || !isRight || isSign(before))
            canClose = isRight && (!isStrict || !isLeft || isSign(behind))
        }

        /// Whether these close what the others opened.
        func closes(_ opening: Marks) -> Bool {
            guard mark == opening.mark, opening.canOpen, opening.count > 0 else { return false }
            if mark == "~" { return opening.count == count }
            let isAmbiguous = opening.canClose || canOpen
            let isThird = (opening.length + length) % 3 == 0
            return !isAmbiguous || !isThird || (opening.length % 3 == 0 && length % 3 == 0)
        }
    }

    /// The parts, in which marks without a partner are text.
    static func resolved(_ pieces: [Piece]) -> [Inline] {
        var pieces = pieces
        var index = 0
        while index < pieces.count {
            guard case .marks(var closing) = pieces[index], closing.canClose, closing.count > 0,
                let opener = pieces[..<index].lastIndex(where: { isOpened($0, closing) }),
                case .marks(var opening) = pieces[opener]
            else {
                index += 1
                continue
            }
            let used = closing.mark == "~" ? closing.count : min(2, opening.count, closing.count)
            let inside = parts(Array(pieces[(opener + 1)..<index]))
            opening.count -= used
            closing.count -= used
            let part = wrapped(inside, closing.mark, used)
            pieces.replaceSubrange(
                opener...index, with: [.marks(opening), .part(part), .marks(closing)])
            index = opener + 2
        }
        return parts(pieces)
    }

    private static func isOpened(_ piece: Piece, _ closing: Marks) -> Bool {
        guard case .marks(let opening) = piece else { return false }
        return closing.closes(opening)
    }

    private static func wrapped(_ inside: [Inline], _ mark: Character, _ used: Int) -> Inline {
        if mark == "~" { return .struck(inside) }
        return used == 2 ? .strong(inside) : .emphasis(inside)
    }

    /// Text beside text is one text.
    private static func parts(_ pieces: [Piece]) -> [Inline] {
        var parts: [Inline] = []
        for piece in pieces {
            let part =
                switch piece {
                case .part(let part): part
                case .marks(let marks):
                    Inline.text(String(repeating: marks.mark, count: marks.count))
                }
            if case .text(let text) = part, case .text(let before) = parts.last {
                parts[parts.count - 1] = .text(before + text)
            } else if part != .text("") {
                parts.append(part)
            }
        }
        return parts
    }
}
