// Outputs are put into a page line by line, so that all other lines stay as they are.

extension Page {
    /// The page with these outputs, one for each cell, in the place of those it shows.
    func showing(_ outputs: [CellOutput]) -> Page {
        var page = self
        // From the end, so that the lines before stay where they were found.
        for (cell, output) in zip(cells, outputs).reversed() {
            page.showFigures(output.figures.map(\.line), of: cell)
            page.showLines(output.lines, of: cell)
        }
        return page
    }

    private mutating func showFigures(_ figures: [String], of cell: Cell) {
        if figureLines(cell) == figures { return }
        if let old = cell.figures { lines.removeSubrange(cell.end + 1..<old.upperBound) }
        insert(figures.flatMap { ["", $0] }, after: cell.end)
    }

    private mutating func showLines(_ output: [String], of cell: Cell) {
        guard let old = cell.output else {
            if output.isEmpty { return }
            let marks = String(repeating: "`", count: max(3, Self.longestMarks(output, "`") + 1))
            insert(["", "\(marks)text"] + output + [marks], after: cell.code.close)
            return
        }
        if texts(old.inside) == output { return }
        if output.isEmpty {
            lines.removeSubrange(cell.code.close + 1...old.close)
            return
        }
        let longest = Self.longestMarks(output, old.fence.mark)
        if longest >= old.fence.count {
            let marks = String(repeating: old.fence.mark, count: longest + 1)
            lines[old.open].text = "\(marks)text"
            lines[old.close].text = marks
        }
        lines.replaceSubrange(old.inside, with: output.map { Line(text: $0, ending: newline) })
    }

    private mutating func insert(_ texts: [String], after index: Int) {
        if texts.isEmpty { return }
        if lines[index].ending.isEmpty { lines[index].ending = newline }
        lines.insert(
            contentsOf: texts.map { Line(text: $0, ending: newline) }, at: index + 1)
    }

    /// The most marks that a line begins with: a block around them needs more.
    private static func longestMarks(_ lines: [String], _ mark: Character) -> Int {
        lines.map { $0.drop { $0 == " " }.prefix { $0 == mark }.count }.max() ?? 0
    }
}
