/// A matrix as cells to be coloured; a large one is averaged in blocks.
package struct AveragedCells: Sendable {
    /// One number for each cell; not finite if anything in its block is not.
    package let cells: Matrix

    /// How many rows and columns of the matrix are one cell.
    package let block: Shape

    /// - Parameters:
    ///   - matrix: what to draw.
    ///   - most: how many cells there may be.
    package init(_ matrix: Matrix, most: Int) {
        block = Self.block(for: matrix.shape, most: most)
        let (high, wide) = (block.rows, block.columns)
        if high == 1 && wide == 1 {
            cells = matrix
            return
        }
        var cells = Matrix(
            rows: (matrix.rows + high - 1) / high, columns: (matrix.columns + wide - 1) / wide)
        for r in 0..<cells.rows {
            for c in 0..<cells.columns {
                let rows = r * high..<min(matrix.rows, (r + 1) * high)
                let columns = c * wide..<min(matrix.columns, (c + 1) * wide)
                let count = Double(rows.count * columns.count)
                // Each is divided before it is added, so that no sum is too large.
                cells[r, c] = rows.reduce(0) { sum, row in
                    columns.reduce(sum) { $0 + matrix[row, $1] / count }
                }
            }
        }
        self.cells = cells
    }

    /// The smallest blocks, nearly square ones, with which there are few enough cells.
    private static func block(for shape: Shape, most: Int) -> Shape {
        var (high, wide) = (1, 1)
        func rows() -> Int { (shape.rows + high - 1) / high }
        func columns() -> Int { (shape.columns + wide - 1) / wide }
        while rows() * columns() > max(most, 1) {
            if rows() >= columns() { high += 1 } else { wide += 1 }
        }
        return Shape(rows: high, columns: wide)
    }

    /// Whether a cell is more than one entry.
    package var isAveraged: Bool { block != Shape(rows: 1, columns: 1) }
}
