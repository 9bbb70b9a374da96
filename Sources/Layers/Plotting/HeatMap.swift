/// A matrix as coloured cells: blue below 0, orange above it, nearly white at 0.
///
///     HeatMap(weights, title: "dw of the first layer", x: "unit", y: "input")
///
/// The numbers are written into the cells if there are few. A large matrix is averaged in blocks.
/// What is NaN or infinite is hatched.
public struct HeatMap: Figure {
    public let title: String
    private let x: String
    private let y: String
    private let map: AveragedCells
    private let scale: DivergingScale
    private let rowNames: [String]
    private let columnNames: [String]

    /// - Parameters:
    ///   - matrix: at least one number, (R, C).
    ///   - title: what is to be seen.
    ///   - x: what the columns are.
    ///   - y: what the rows are.
    ///   - limit: the number at the end of the scale; the largest of the matrix if not given.
    ///   - rows: the names of the rows; their indices if not given.
    ///   - columns: the names of the columns; their indices if not given.
    public init(
        _ matrix: Matrix, title: String, x: String = "", y: String = "", limit: Double? = nil,
        rows: [String] = [], columns: [String] = []
    ) {
        require(!matrix.elements.isEmpty, "HeatMap \"\(title)\": the matrix is \(matrix.shape).")
        require(
            rows.isEmpty || rows.count == matrix.rows,
            "HeatMap: there are \(rows.count) names for the rows of a \(matrix.shape) matrix.")
        require(
            columns.isEmpty || columns.count == matrix.columns,
            "HeatMap: there are \(columns.count) names for the columns of a \(matrix.shape) matrix."
        )
        if let limit {
            require(limit > 0, "HeatMap: the limit is \(limit), and must be above 0.")
        }
        (self.title, self.x, self.y) = (title, x, y)
        map = AveragedCells(matrix, most: 4096)
        scale = DivergingScale(for: limit.map { [$0] } ?? map.cells.elements)
        rowNames = Self.names(rows, count: map.cells.rows, block: map.block.rows)
        columnNames = Self.names(columns, count: map.cells.columns, block: map.block.columns)
    }

    /// The name of each cell's first row or column.
    private static func names(_ names: [String], count: Int, block: Int) -> [String] {
        (0..<count).map { names.isEmpty ? String($0 * block) : names[$0 * block] }
    }

    private static let lineHeight = 17.0

    public func drawing(width: Double) -> Drawing {
        let (rows, columns) = (Double(map.cells.rows), Double(map.cells.columns))
        let (end, low) = (shownNumber(scale.limit), shownNumber(-scale.limit))
        let names = rowNames.map { Layers.width(of: $0) }.max() ?? 0
        let left = names + 8 + (y.isEmpty ? 0 : Self.lineHeight)
        let right = 30 + Layers.width(of: low)
        let wide = min(64, (width - left - right) / columns)
        let isNumbered = rows * columns <= 100 && wide >= 50
        let high = isNumbered ? 30 : min(wide, max(4, width * 0.7 / rows))
        let (across, down) = (wide * columns, high * rows)
        // A narrow map stands in the middle.
        let start = left + (width - left - right - across) / 2
        let cells = CellDrawing(
            map.cells, scale: scale, width: wide, height: high, showsNumbers: isNumbered)
        let heading = Heading(title, width: width)
        let inside =
            [cells.text] + labels(cellWidth: wide, cellHeight: high)
            + axisNames(across: across, down: down, left: left)
            + bar(x: across + 16, height: max(down, 60), end: end, low: low)
        let body = Drawing(width: width, height: down, elements: inside)
        let top = heading.height + 8
        return Drawing(
            width: width,
            height: top + max(down + 24 + (x.isEmpty ? 0 : Self.lineHeight), 68),
            elements: heading.elements + [body.placed(x: start, y: top, width: width)])
    }

    /// The names of rows and columns, as many as there is room for.
    private func labels(cellWidth: Double, cellHeight: Double) -> [String] {
        let widest = (columnNames.map { Layers.width(of: $0) }.max() ?? 0) + 8
        let across = every(widest, cellWidth)
        let down = every(Self.lineHeight, cellHeight)
        let bottom = cellHeight * Double(map.cells.rows)
        return stride(from: 0, to: columnNames.count, by: across).map { column in
            let x = (Double(column) + 0.5) * cellWidth
            return lettering(columnNames[column], x: x, y: bottom + 17, "middle")
        }
            + stride(from: 0, to: rowNames.count, by: down).map { row in
                let y = (Double(row) + 0.5) * cellHeight
                return lettering(rowNames[row], x: -7, y: y + 4.5, "end")
            }
    }

    /// Every how many-th name has room: a round number.
    private func every(_ needed: Double, _ cell: Double) -> Int {
        let least = needed / cell
        return [1, 2, 5, 10, 20, 50, 100, 200, 500].first { Double($0) >= least } ?? 1000
    }

    private func axisNames(across: Double, down: Double, left: Double) -> [String] {
        var names: [String] = []
        if !x.isEmpty {
            names.append(lettering(x, x: across / 2, y: down + 19 + Self.lineHeight, "middle"))
        }
        if !y.isEmpty {
            names.append(lettering(y, x: 12 - left, y: down / 2, "middle", turned: true))
        }
        return names
    }

    /// The scale, with its ends and its middle.
    private func bar(x: Double, height: Double, end: String, low: String) -> [String] {
        let steps = 2 * DivergingScale.steps + 1
        let each = height / Double(steps)
        let colours = (0..<steps).map { index in
            // Each reaches under the next, so that nothing shines through.
            """
            <path fill="\(DivergingScale.text(of: DivergingScale.steps - index))" \
            d="M\(coordinate(x)) \(coordinate(Double(index) * each))h10V\(coordinate(height))h-10z"/>
            """
        }.joined()
        let marks = [(end, 9.0), ("0", height / 2 + 4.5), (low, height)]
        return [colours]
            + marks.map { lettering($0.0, x: x + 14, y: $0.1) }
    }
}
