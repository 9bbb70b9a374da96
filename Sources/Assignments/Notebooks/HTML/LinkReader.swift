// Links, images, and the few tags and entities that pages may have.

extension InlineReader {
    /// A link or an image; brackets that no address follows are text.
    mutating func link() throws {
        let isImage = characters[next] == "!"
        let opening = next + (isImage ? 1 : 0)
        guard let closing = closingBracket(opening), character(closing + 1) == "(" else {
            return take(1)
        }
        let (address, end) = try address(at: closing + 2)
        let inside = opening + 1..<closing
        let line = line(at: next)
        if isImage {
            let words = try inlines(in: inside).map(\.plain).joined()
            add(.image(address: address, words: words, line: line))
        } else {
            if isInLink { throw failure("this link is within another.") }
            var words = self
            words.isInLink = true
            add(.link(address: address, try words.inlines(in: inside), line: line))
        }
        next = end
    }

    /// The bracket that closes the one at an index; brackets in code do not count.
    private func closingBracket(_ opening: Int) -> Int? {
        var depth = 0
        var index = opening
        while let found = character(index) {
            switch found {
            case "\\": index += 1
            case "`":
                let marks = count("`", at: index)
                index = codeRange(at: index).map { $0.upperBound + marks - 1 } ?? index + marks - 1
            case "[": depth += 1
            case "]":
                depth -= 1
                if depth == 0 { return index }
            default: break
            }
            index += 1
        }
        return nil
    }

    /// The address between round brackets, and where the text goes on.
    private func address(at start: Int) throws -> (String, Int) {
        var depth = 1
        var index = start
        while let found = character(index) {
            if found == "(" { depth += 1 }
            if found == ")" { depth -= 1 }
            if depth == 0 { break }
            index += 1
        }
        guard depth == 0 else {
            throw failure("the address of this link is not closed: end it with ).")
        }
        let address = text(start..<index)
        if address.contains(where: \.isWhitespace) || address.hasPrefix("<") {
            throw failure(
                "\"\(address)\" is no address: it has no spaces, no title and no < around it.")
        }
        return (address, index + 1)
    }

    // MARK: - Addresses in the text

    /// Whether a web address begins here.
    func isAddress(at index: Int) -> Bool {
        let isInside =
            index > 0 && (characters[index - 1].isLetter || characters[index - 1].isNumber)
        return !isInside && !isInLink && (has("https://", at: index) || has("http://", at: index))
    }

    mutating func bareAddress() {
        var end = next
        while let found = character(end), !found.isWhitespace, found != "<" { end += 1 }
        while let last = character(end - 1), "?!.,:*_~'\";)".contains(last) {
            let inside = characters[next..<end]
            let isPair = inside.count { $0 == "(" } >= inside.count { $0 == ")" }
            if last == ")" && isPair { break }
            end -= 1
        }
        addLink(to: text(next..<end))
        next = end
    }

    private mutating func addLink(to address: String) {
        add(.link(address: address, [.text(address)], line: line(at: next)))
    }

    // MARK: - Tags and entities

    /// An address between < and >, a comment, or `<br>`; other tags are not known.
    mutating func tag() throws {
        if has("<!--", at: next) {
            guard let end = first("-->", from: next + 4) else {
                throw failure("this comment is not closed: end it with -->.")
            }
            next = end + 3
            return
        }
        guard let end = first(">", from: next) else { return take(1) }
        let inside = text(next + 1..<end)
        if inside.wholeMatch(of: /https?:\/\/\S+/) != nil {
            addLink(to: inside)
        } else if inside.wholeMatch(of: /br *\/?/) != nil {
            add(.lineBreak)
        } else if inside.prefixMatch(of: /\/?[A-Za-z!?]/) != nil {
            let tag = "<\(inside.prefix { $0 != "\n" }.prefix(40))>"
            throw failure(
                "\(tag) is not known here: write `\(tag)` if it is to be read, "
                    + "and <details> and </details> at the beginning of a line.")
        } else {
            return take(1)
        }
        next = end + 1
    }

    private static let entities: [String: String] = [
        "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": "\u{A0}",
    ]

    mutating func entity() throws {
        let rest = text(next..<min(characters.count, next + 12))
        guard let match = rest.prefixMatch(of: /&(#?[0-9A-Za-z]+);/) else { return take(1) }
        let name = String(match.1)
        guard let text = Self.entities[name] else {
            throw failure("\(match.0) is not known: write the character itself.")
        }
        add(.text(text))
        next += match.0.count
    }
}
