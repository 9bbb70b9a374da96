import Layers

/// A gradient as coloured cells, with its worst entry in a frame.
struct GradientMap {
    /// What is drawn.
    let averaged: AveragedCells

    /// - Parameters:
    ///   - matrix: what to draw.
    ///   - most: how many cells there may be.
    init(_ matrix: Matrix, most: Int) { averaged = AveragedCells(matrix, most: most) }

    private var cells: Matrix { averaged.cells }

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
        let drawing = CellDrawing(
            cells, scale: scale, width: Double(side.width), height: Double(side.height),
            showsNumbers: showsNumbers)
        return """
            <svg role="img" aria-labelledby="\(id)-t" aria-describedby="\(id)-d" \
            width="\(width + 4)" height="\(height + 4)" viewBox="-2 -2 \(width + 4) \(height + 4)">\
            <title id="\(id)-t">\(escaped(title))</title>\
            <desc id="\(id)-d">\(escaped(description))</desc>\
            \(drawing.text)\(frame(worst))</svg>
            """
    }

    private func frame(_ worst: (row: Int, column: Int)?) -> String {
        guard let worst else { return "" }
        let (x, y) = (
            worst.column / averaged.block.columns * side.width,
            worst.row / averaged.block.rows * side.height
        )
        let size = "x=\"\(x)\" y=\"\(y)\" width=\"\(side.width)\" height=\"\(side.height)\""
        return """
            <rect \(size) fill="none" stroke="#fff" stroke-width="4"/>\
            <rect \(size) fill="none" stroke="#000" stroke-width="2"/>
            """
    }
}
