/// Neighbouring cells of a row that are drawn alike: one shape instead of many.
package struct CellRun<Kind: Equatable & Sendable>: Sendable {
    package let kind: Kind
    package let row: Int
    /// The first column, and how many there are.
    package let start: Int
    package let length: Int

    /// All runs of a matrix, row after row.
    /// - Parameters:
    ///   - cells: any matrix.
    ///   - kind: what an entry is drawn as.
    /// - Returns: the runs.
    package static func all(in cells: Matrix, as kind: (Double) -> Kind) -> [CellRun] {
        var runs: [CellRun] = []
        for r in 0..<cells.rows {
            var start = 0
            while start < cells.columns {
                let first = kind(cells[r, start])
                var end = start + 1
                while end < cells.columns, kind(cells[r, end]) == first { end += 1 }
                runs.append(CellRun(kind: first, row: r, start: start, length: end - start))
                start = end
            }
        }
        return runs
    }
}
