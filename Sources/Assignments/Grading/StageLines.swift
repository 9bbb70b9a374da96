import Layers

extension TextReport {
    /// The steps of a backward pass, one line each, in the order in which it goes through them.
    /// - Parameters:
    ///   - table: the steps.
    ///   - isWrong: whether there is a mistake, here or after the last step.
    /// - Returns: the lines; a sentence on how to name steps if none is named.
    func stageLines(_ table: StageTable, isWrong: Bool = true) -> [String] {
        if table.stages.isEmpty {
            guard let name = table.untold.last?.prefix(while: { $0 != "[" }) else { return [] }
            return wrapped(
                "To see which step is wrong, name them: stageGradient(\"\(name)\", d\(name)), and so on.",
                indent: "  ", width: width)
        }
        var lines = ["  step by step, backward; \(table.setting):"]
        let names = table.stages.map { pad(printable($0.name), $0.name.count) }
        let column = (names.map(\.count).max() ?? 0) + 3
        var isFirst = true
        for (name, stage) in zip(names, table.stages) {
            let failed = stage.check?.status == .failed
            let words = stageWords(stage, isFirst: isFirst && failed)
            lines.append("    \(pad(name, column))\(words)")
            if failed { isFirst = false }
        }
        if isFirst && isWrong && !table.steps.isEmpty {
            lines.append(
                "    All of them are right: what is wrong comes after the last, or in a parameter's line."
            )
            // A whole table has a line for each of them.
            let isWhole = table.stages.contains { $0.check == nil }
            if !table.untold.isEmpty && !isWhole {
                let names = table.untold.map(printable).joined(separator: ", ")
                lines += wrapped("Not named yet: \(names).", indent: "    ", width: width)
            }
        }
        return lines
    }

    /// What one line says: the verdict and one entry, the worst or, of a right one, the largest.
    private func stageWords(_ stage: Stage, isFirst: Bool) -> String {
        let shape = pad("\(stage.numeric.shape)", 9)
        guard let check = stage.check, let comparison = check.comparison else {
            let (row, column) = place(of: largest(stage.numeric), in: stage.numeric)
            return
                "\(shape)not told   [\(row), \(column)] should be \(shortNumber(stage.numeric[row, column]))"
        }
        let index = comparison.wrongEntries.first ?? largest(stage.numeric)
        let (row, column) = place(of: index, in: stage.numeric)
        func entry(_ matrix: Matrix) -> String { shortNumber(matrix[row, column]) }
        switch check.status {
        case .inconclusive: return "\(shape)could not be decided"
        case .passed:
            return
                "\(shape)right      [\(row), \(column)] is \(entry(comparison.yours)), numeric \(entry(stage.numeric))"
        case .failed:
            let words = isFirst ? "WRONG, and the first that is:" : "WRONG     "
            if comparison.yours.shape != stage.numeric.shape {
                return "\(shape)\(words) its shape is \(comparison.yours.shape)"
            }
            return
                "\(shape)\(words) [\(row), \(column)] is \(entry(comparison.yours)), and should be \(entry(stage.numeric))"
        }
    }

    private func place(of index: Int, in matrix: Matrix) -> (row: Int, column: Int) {
        (index / max(matrix.columns, 1), index % max(matrix.columns, 1))
    }

    private func largest(_ matrix: Matrix) -> Int {
        let magnitudes = matrix.elements.map { abs($0) }
        return magnitudes.firstIndex(of: magnitudes.max() ?? 0) ?? 0
    }
}
