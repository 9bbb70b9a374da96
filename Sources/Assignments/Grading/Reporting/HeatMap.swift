import Layers

/// A matrix as coloured cells; a large one is averaged in blocks.
struct HeatMap {
    /// One number for each cell; not finite if anything in its block is not.
    let cells: Matrix

    /// How many rows and columns of the matrix are one cell.
    let block: Shape

    /// - Parameters:
    ///   - matrix: what to draw.
    ///   - most: how many cells there may be.
    init(_ matrix: Matrix, most: Int) {
        block = HeatMap.block(for: matrix.shape, most: most)
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
    var isAveraged: Bool { block != Shape(rows: 1, columns: 1) }

    /// Few and wide enough to have their numbers in them.
    private var showsNumbers: Bool { cells.elements.count <= 24 && cells.columns <= 6 }

    /// Width and height of a cell.
    private var side: (width: Int, height: Int) {
        if showsNumbers { return (58, 24) }
        let edge = min(28, max(4, 240 / max(cells.rows, cells.columns, 1)))
        return (cells.columns <= 4 ? max(edge, 16) : edge, cells.rows <= 4 ? max(edge, 16) : edge)
    }

    /// The drawing.
    /// - Parameters:
    ///   - scale: what the colours mean.
    ///   - title: the name that a screen reader gives it.
    ///   - description: what a screen reader says of it.
    ///   - id: a word that no other drawing of the page has.
    ///   - worst: the entry of the matrix to frame.
    /// - Returns: an SVG element.
    func drawing(
        _ scale: DivergingScale, title: String, description: String, id: String,
        worst: (row: Int, column: Int)?
    ) -> String {
        let (width, height) = (side.width * cells.columns, side.height * cells.rows)
        // A unit of the inner group is a cell, so that a run of equal cells is one short line.
        return """
            <svg role="img" aria-labelledby="\(id)-t" aria-describedby="\(id)-d" \
            width="\(width + 4)" height="\(height + 4)" viewBox="-2 -2 \(width + 4) \(height + 4)">\
            <title id="\(id)-t">\(escaped(title))</title>\
            <desc id="\(id)-d">\(escaped(description))</desc>\
            <g transform="scale(\(side.width) \(side.height)) translate(0 .5)" \
            shape-rendering="crispEdges">\(runs(scale))</g>\
            \(hatching())\(showsNumbers ? numbers(scale) : "")\(frame(worst))</svg>
            """
    }

    /// Lines of the height of a cell, one path for each colour.
    private func runs(_ scale: DivergingScale) -> String {
        var paths: [String: String] = [:]
        for r in 0..<cells.rows {
            var start = 0
            while start < cells.columns {
                let colour = paint(cells[r, start], scale)
                var end = start + 1
                while end < cells.columns, paint(cells[r, end], scale) == colour { end += 1 }
                paths[colour, default: ""] += "M\(start) \(r)h\(end - start)"
                start = end
            }
        }
        return paths.sorted { $0.key < $1.key }
            .map { "<path stroke=\"\($0.key)\" d=\"\($0.value)\"/>" }.joined()
    }

    private func paint(_ x: Double, _ scale: DivergingScale) -> String {
        x.isFinite ? DivergingScale.text(of: scale.step(of: x)) : "#9a9a9a"
    }

    /// Strokes across every cell that is NaN or infinite.
    private func hatching() -> String {
        let (width, height) = side
        let strokes = eachCell { r, c, x in
            x.isFinite ? "" : "M\(c * width) \((r + 1) * height)l\(width) -\(height)"
        }
        return strokes.isEmpty ? "" : "<path stroke=\"#000\" d=\"\(strokes)\"/>"
    }

    private func numbers(_ scale: DivergingScale) -> String {
        eachCell { r, c, x in
            let (left, top) = (c * side.width + side.width / 2, r * side.height + 16)
            // On the hatching a number needs a rim.
            let ink = x.isFinite ? DivergingScale.ink(on: scale.step(of: x)).text : "#000"
            let rim = x.isFinite ? "" : " stroke=\"#fff\" stroke-width=\"3\" paint-order=\"stroke\""
            return "<text x=\"\(left)\" y=\"\(top)\" fill=\"\(ink)\"\(rim)>\(shownNumber(x))</text>"
        }
    }

    private func eachCell(_ body: (Int, Int, Double) -> String) -> String {
        var text = ""
        for r in 0..<cells.rows {
            for c in 0..<cells.columns { text += body(r, c, cells[r, c]) }
        }
        return text
    }

    private func frame(_ worst: (row: Int, column: Int)?) -> String {
        guard let worst else { return "" }
        let (x, y) = (
            worst.column / block.columns * side.width, worst.row / block.rows * side.height
        )
        let size = "x=\"\(x)\" y=\"\(y)\" width=\"\(side.width)\" height=\"\(side.height)\""
        return """
            <rect \(size) fill="none" stroke="#fff" stroke-width="4"/>\
            <rect \(size) fill="none" stroke="#000" stroke-width="2"/>
            """
    }
}
