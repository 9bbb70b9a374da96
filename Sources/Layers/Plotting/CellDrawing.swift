/// The coloured cells of a matrix, with their numbers where there is room.
package struct CellDrawing {
    private let cells: Matrix
    private let scale: DivergingScale
    private let width: Double
    private let height: Double
    private let showsNumbers: Bool

    /// - Parameters:
    ///   - cells: a number for each cell.
    ///   - scale: what the colours mean.
    ///   - width: of a cell, in pixels.
    ///   - height: of a cell, in pixels.
    ///   - showsNumbers: whether the numbers are written in the cells.
    package init(
        _ cells: Matrix, scale: DivergingScale, width: Double, height: Double, showsNumbers: Bool
    ) {
        (self.cells, self.scale, self.showsNumbers) = (cells, scale, showsNumbers)
        (self.width, self.height) = (width, height)
    }

    /// The elements; the upper left corner of the first cell is at (0, 0).
    package var text: String {
        // A unit of the group is a cell, so that a run of equal cells is one short line.
        """
        <g transform="scale(\(coordinate(width)) \(coordinate(height))) translate(0 .5)" \
        shape-rendering="crispEdges">\(runs())</g>\(hatching())\(showsNumbers ? numbers() : "")
        """
    }

    /// Lines of the height of a cell, one path for each colour.
    private func runs() -> String {
        var paths: [String: String] = [:]
        for run in CellRun.all(in: cells, as: paint) {
            paths[run.kind, default: ""] += "M\(run.start) \(run.row)h\(run.length)"
        }
        return paths.sorted { $0.key < $1.key }
            .map { "<path stroke=\"\($0.key)\" d=\"\($0.value)\"/>" }.joined()
    }

    private func paint(_ x: Double) -> String {
        x.isFinite ? DivergingScale.text(of: scale.step(of: x)) : "#9a9a9a"
    }

    /// Strokes across every cell that is NaN or infinite.
    private func hatching() -> String {
        let strokes = eachCell { x, left, top in
            if x.isFinite { return "" }
            let (wide, high) = (coordinate(width), coordinate(-height))
            return "M\(coordinate(left)) \(coordinate(top + height))l\(wide) \(high)"
        }
        return strokes.isEmpty ? "" : "<path stroke=\"#000\" d=\"\(strokes)\"/>"
    }

    private func numbers() -> String {
        eachCell { x, left, top in
            let (across, down) = (left + width / 2, (top + height / 2 + 4).rounded())
            // A style is stronger than a rule for all letters; on the hatching a number needs a rim.
            let ink = x.isFinite ? DivergingScale.ink(on: scale.step(of: x)).text : "#000"
            let rim = x.isFinite ? "" : ";stroke:#fff;stroke-width:3;paint-order:stroke"
            return """
                <text class="middle" x="\(coordinate(across))" y="\(coordinate(down))" \
                style="fill:\(ink)\(rim)">\(shownNumber(x))</text>
                """
        }
    }

    private func eachCell(_ body: (_ x: Double, _ left: Double, _ top: Double) -> String) -> String
    {
        var text = ""
        for r in 0..<cells.rows {
            for c in 0..<cells.columns {
                text += body(cells[r, c], Double(c) * width, Double(r) * height)
            }
        }
        return text
    }
}
