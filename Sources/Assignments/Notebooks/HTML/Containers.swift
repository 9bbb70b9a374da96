// Blocks that hold other blocks.

/// The mark that begins an item of a list.
struct ListMarker {
    /// The number of an item of a numbered list.
    let number: Int?
    /// What the items of one list have in common: "-", "*" or "+", or what follows a number.
    let sign: Character
    /// How far the item's lines are indented.
    let width: Int
    /// Whether nothing follows it.
    let isEmpty: Bool

    /// - Parameter line: nil if no item begins with it.
    init?(_ line: PageLine) {
        let text = line.text.dropFirst(line.indentation)
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        guard line.indentation < 4, digits.count < 10 else { return nil }
        guard let sign = text.dropFirst(digits.count).first else { return nil }
        guard (digits.isEmpty ? "-*+" : ".)").contains(sign) else { return nil }
        let rest = text.dropFirst(digits.count + 1)
        let spaces = rest.prefix { $0 == " " }.count
        isEmpty = spaces == rest.count
        guard isEmpty || spaces > 0 else { return nil }
        (number, self.sign) = (Int(digits), sign)
        // More than four spaces are one, and code that is indented by the others.
        width = line.indentation + digits.count + 1 + (isEmpty || spaces > 4 ? 1 : spaces)
    }
}

extension BlockReader {
    mutating func list(_ first: ListMarker) throws -> MarkdownBlock.Kind {
        var items: [[MarkdownBlock]] = []
        var isLoose = false
        while next < lines.count, !Self.isRule(lines[next]), let marker = ListMarker(lines[next]),
            marker.sign == first.sign, (marker.number == nil) == (first.number == nil)
        {
            let (item, hasSpace) = try item(marker)
            items.append(item)
            let end = next
            while next < lines.count, lines[next].isBlank { next += 1 }
            let isFollowed =
                next < lines.count && !Self.isRule(lines[next])
                && ListMarker(lines[next])?.sign == first.sign
            isLoose = isLoose || hasSpace || (isFollowed && next > end)
        }
        return .list(start: first.number, isLoose: isLoose, items: items)
    }

    /// An item, and whether blank lines are between its blocks.
    private mutating func item(_ marker: ListMarker) throws -> ([MarkdownBlock], Bool) {
        var own = lines[next]
        own.text = String(own.text.dropFirst(marker.width))
        if own.text.hasPrefix("[ ] ") || own.text.lowercased().hasPrefix("[x] ") {
            throw failure(own, "boxes to tick are not known: write the item without [ ].")
        }
        var inside = [own]
        next += 1
        while next < lines.count {
            var line = lines[next]
            let isInside = line.isBlank || line.indentation >= marker.width
            if try !isInside && !isContinued(inside) { break }
            line.text = String(line.text.dropFirst(min(line.indentation, marker.width)))
            inside.append(line)
            next += 1
        }
        // Blank lines at its end belong to the list.
        while let last = inside.last, last.isBlank, inside.count > 1 {
            inside.removeLast()
            next -= 1
        }
        var reader = BlockReader(inside, path: path)
        let blocks = try reader.blocks()
        let hasSpace = blocks.dropFirst().contains { block in
            inside[block.line - own.number - 1].isBlank
        }
        return (blocks, hasSpace)
    }

    /// Whether the next line goes on with the paragraph that these lines end with, though it lacks
    /// their marks.
    private func isContinued(_ inside: [PageLine]) throws -> Bool {
        if try isInterruption(at: next) || ListMarker(lines[next]) != nil { return false }
        var reader = BlockReader(inside, path: path)
        guard var last = try? reader.blocks().last else { return false }
        while let part = last.parts.last { last = part }
        guard case .paragraph = last.kind else { return false }
        return inside.last?.isBlank == false
    }

    mutating func quote() throws -> MarkdownBlock.Kind {
        var inside: [PageLine] = []
        while next < lines.count {
            var line = lines[next]
            if line.indentation < 4, line.trimmed.hasPrefix(">") {
                let text = line.text.dropFirst(line.indentation + 1)
                line.text = String(text.first == " " ? text.dropFirst() : text)
            } else if try !isContinued(inside) {
                break
            }
            inside.append(line)
            next += 1
        }
        if let first = inside.first, first.trimmed.firstMatch(of: /^\[![A-Z]+\]$/) != nil {
            throw failure(first, "\(first.trimmed) is not known: write the note as a paragraph.")
        }
        var reader = BlockReader(inside, path: path)
        return .quote(try reader.blocks())
    }

    /// What is folded away, up to the line that ends it.
    ///
    /// It begins with `<details><summary>words</summary>`; the summary may have a line of its own.
    mutating func details() throws -> MarkdownBlock.Kind {
        let first = lines[next]
        guard let opening = first.trimmed.prefixMatch(of: /<details( open)?>/) else {
            throw failure(first, "\(first.trimmed) is not known: write <details>.")
        }
        var rest = first.trimmed[opening.range.upperBound...]
        next += 1
        if rest.isEmpty, next < lines.count {
            rest = lines[next].trimmed
            next += 1
        }
        guard let summary = rest.wholeMatch(of: /<summary>(.*)<\/summary>/) else {
            throw failure(
                first,
                "after <details> comes <summary>words</summary>, and nothing else on its line.")
        }
        let words = try inlines(String(summary.1), from: lines[next - 1])
        let inside = try blocks(within: first)
        return .details(summary: words, isOpen: opening.1 != nil, inside)
    }
}
