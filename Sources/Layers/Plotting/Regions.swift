/// Which class each cell of the plane has.
struct Regions: Sendable {
    let x: ClosedRange<Double>
    let y: ClosedRange<Double>
    /// The class of each cell; the first row is the lowest, (cells, cells).
    let classes: Matrix

    /// One path for each class, and one along the borders, in units of cells from the upper left.
    func paths() -> (areas: [(kind: Int, path: String)], border: String) {
        let rows = classes.rows
        var areas: [Int: String] = [:]
        for run in CellRun.all(in: classes, as: { Int($0) }) {
            let top = rows - 1 - run.row
            areas[run.kind, default: ""] += "M\(run.start) \(top)h\(run.length)v1h-\(run.length)z"
        }
        return (areas.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }, border())
    }

    private func border() -> String {
        let (rows, columns) = (classes.rows, classes.columns)
        // An entry is 1 where a cell differs from its neighbour above, or to the right.
        var above = Matrix(rows: rows, columns: columns)
        var right = Matrix(rows: columns, columns: rows)
        for r in 0..<rows {
            for c in 0..<columns {
                let kind = classes[r, c]
                if r + 1 < rows, classes[r + 1, c] != kind { above[r, c] = 1 }
                if c + 1 < columns, classes[r, c + 1] != kind { right[c, r] = 1 }
            }
        }
        let across = CellRun.all(in: above, as: { $0 }).filter { $0.kind == 1 }
            .map { "M\($0.start) \(rows - 1 - $0.row)h\($0.length)" }
        let upwards = CellRun.all(in: right, as: { $0 }).filter { $0.kind == 1 }
            .map { "M\($0.row + 1) \(rows - $0.start)v-\($0.length)" }
        return (across + upwards).joined()
    }
}

extension Chart {
    /// The regions of the plane that a classifier gives to each class, with their borders.
    ///
    ///     Chart.regions(x: -1...1, y: -1...1, classes: 3) { point in model.predictions(point)[0] }
    ///         .points(data.x, classes: data.labels)
    ///
    /// - Parameters:
    ///   - title: what is to be seen.
    ///   - x: from where to where the plane is drawn, across.
    ///   - y: from where to where it is drawn, upwards.
    ///   - xLabel: what is on the horizontal axis.
    ///   - yLabel: what is on the vertical axis.
    ///   - classes: how many classes there are.
    ///   - cells: how many points are tried in each direction.
    ///   - classify: given a point, (1, 2), its class, counted from 0; called for the middle of every
    ///     cell.
    /// - Returns: a chart, to which the data can be added.
    public static func regions(
        title: String = "Decision regions", x: ClosedRange<Double>, y: ClosedRange<Double>,
        xLabel: String = "", yLabel: String = "", classes: Int, cells: Int = 120,
        classify: (_ point: Matrix) -> Int
    ) -> Chart {
        require(cells > 0, "regions: there must be at least 1 cell, and not \(cells).")
        require(
            x.lowerBound < x.upperBound && y.lowerBound < y.upperBound,
            "regions: \(x) by \(y) is no part of the plane.")
        var found = Matrix(rows: cells, columns: cells)
        func middle(_ range: ClosedRange<Double>, _ cell: Int) -> Double {
            let share = (Double(cell) + 0.5) / Double(cells)
            return range.lowerBound * (1 - share) + range.upperBound * share
        }
        for r in 0..<cells {
            for c in 0..<cells {
                let kind = classify([[middle(x, c), middle(y, r)]])
                require(
                    kind >= 0 && kind < classes,
                    "regions: a point is of class \(kind), and there are only 0..<\(classes).")
                found[r, c] = Double(kind)
            }
        }
        let chart = Chart(title: title, x: xLabel, y: yLabel, xRange: x, yRange: y)
        return chart.adding("", .regions(Regions(x: x, y: y, classes: found)), style: -1)
    }
}
