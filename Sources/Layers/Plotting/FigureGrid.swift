/// Small multiples: several pictures in rows, each with letters of the usual size.
///
///     FigureGrid(title: "Activations by layer", columns: 3, [first, second, third])
public struct FigureGrid: Figure {
    public let title: String
    private let columns: Int
    private let figures: [any Figure]
    private let gap = 14.0

    /// - Parameters:
    ///   - title: what all of them show.
    ///   - columns: how many stand side by side; with more than three there is little room for axes.
    ///   - figures: from left to right, then downwards.
    public init(title: String, columns: Int, _ figures: [any Figure]) {
        require(columns > 0, "FigureGrid: there must be at least 1 column, and not \(columns).")
        require(!figures.isEmpty, "FigureGrid: \"\(title)\" holds no figure; give it some.")
        (self.title, self.columns, self.figures) = (title, columns, figures)
    }

    public func drawing(width: Double) -> Drawing {
        let heading = Heading(title, width: width)
        let each = (width - gap * Double(columns - 1)) / Double(columns)
        var elements = heading.elements
        var top = heading.height + 4
        for start in stride(from: 0, to: figures.count, by: columns) {
            let row = figures[start..<min(start + columns, figures.count)].map {
                $0.drawing(width: each)
            }
            for (column, drawing) in row.enumerated() {
                elements.append(
                    drawing.placed(x: Double(column) * (each + gap), y: top, width: each))
            }
            top += (row.map { $0.height * min(1, each / $0.width) }.max() ?? 0) + gap
        }
        return Drawing(width: width, height: top, elements: elements)
    }
}
