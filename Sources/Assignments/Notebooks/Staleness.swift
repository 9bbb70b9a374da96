extension Page {
    /// What the page shows and its cells no longer print, or the other way round; a sentence each,
    /// with its line.
    func stale(_ outputs: [CellOutput]) -> [String] {
        zip(cells, outputs).flatMap { cell, output in
            [staleText(of: cell, output.lines), staleFigures(of: cell, output.figures)]
                .compactMap { $0 }
        }
    }

    private func staleText(of cell: Cell, _ lines: [String]) -> String? {
        let first = cell.output?.inside.lowerBound ?? cell.code.close
        let shown = cell.output.map { texts($0.inside) } ?? []
        if shown == lines && (cell.output == nil) == lines.isEmpty { return nil }
        return difference(shown, lines, first: first)
    }

    private func staleFigures(of cell: Cell, _ figures: [Figure]) -> String? {
        let (shown, made) = (figureLines(cell), figures.map(\.line))
        if shown == made { return nil }
        return difference(shown, made, first: cell.figures?.lowerBound ?? cell.end)
    }

    /// The first line in which two lists differ.
    private func difference(_ shown: [String], _ made: [String], first: Int) -> String {
        let index = zip(shown, made).prefix { $0 == $1 }.count
        func words(_ lines: [String]) -> String {
            guard index < lines.count else { return index == 0 ? "nothing" : "no more" }
            let line = lines[index]
            return line.count > 80 ? "\"\(line.prefix(80))...\"" : "\"\(line)\""
        }
        return
            "\(path):\(first + index + 1): stale: the page has \(words(shown)), and it gives \(words(made))."
    }
}
