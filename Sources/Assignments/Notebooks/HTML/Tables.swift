extension BlockReader {
    /// The columns' alignments of the table whose head is at a line; nil if none begins there.
    /// - Throws: `PageFailure` if the head has other columns.
    func alignments(at index: Int) throws -> [MarkdownTable.Alignment?]? {
        guard index + 1 < lines.count, lines[index].text.contains("|") else { return nil }
        let below = lines[index + 1]
        guard below.text.contains("-"), below.text.contains("|"), below.indentation < 4,
            below.text.allSatisfy({ "|:- ".contains($0) })
        else { return nil }
        let marks = Self.cells(below)
        guard marks.allSatisfy({ $0.wholeMatch(of: /:?-+:?/) != nil }) else { return nil }
        let head = Self.cells(lines[index])
        if head.count != marks.count {
            throw failure(
                below,
                "the table's head has \(head.count) cells, and the line below it \(marks.count).")
        }
        return marks.map { mark in
            switch (mark.first, mark.last) {
            case (":", ":"): .center
            case (":", _): .left
            case (_, ":"): .right
            default: nil
            }
        }
    }

    mutating func table(_ alignments: [MarkdownTable.Alignment?]) throws -> MarkdownBlock.Kind {
        let head = try row(columns: alignments.count)
        next += 1
        var rows: [[[Inline]]] = []
        while next < lines.count, lines[next].text.contains("|"), !lines[next].isBlank {
            rows.append(try row(columns: alignments.count))
        }
        if next < lines.count, try !isInterruption(at: next) {
            throw failure(lines[next], "a blank line is missing between the table and this.")
        }
        return .table(MarkdownTable(alignments: alignments, head: head, rows: rows))
    }

    private mutating func row(columns: Int) throws -> [[Inline]] {
        let line = lines[next]
        next += 1
        let cells = Self.cells(line)
        if cells.count > columns {
            throw failure(
                line,
                "this row has \(cells.count) cells, and the table \(columns) columns: "
                    + "a | within a cell is written \\|.")
        }
        let missing = Array(repeating: "", count: columns - cells.count)
        return try (cells + missing).map { try inlines($0, from: line) }
    }

    /// The texts between the bars of a line; a bar behind a backslash is text.
    private static func cells(_ line: PageLine) -> [String] {
        var cells = [""]
        var isEscaped = false
        for character in line.trimmed {
            if character == "|" && !isEscaped {
                cells.append("")
            } else {
                if character == "|" { cells[cells.count - 1].removeLast() }
                cells[cells.count - 1].append(character)
            }
            isEscaped = character == "\\" && !isEscaped
        }
        cells = cells.map { String(PageLine(text: $0, number: line.number).trimmed) }
        if line.trimmed.hasPrefix("|") { cells.removeFirst() }
        if cells.last == "" { cells.removeLast() }
        return cells
    }
}
