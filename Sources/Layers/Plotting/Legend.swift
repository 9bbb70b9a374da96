/// The names of series, each with a sample of how it is drawn, in rows above a chart.
struct Legend {
    private struct Entry {
        let label: String
        let style: Int
        var hasLine = false
        var hasMarker = false
        var hasArea = false
        var isReference = false
    }

    private let rows: [[Entry]]
    private static let sample = 28.0
    private static let gap = 16.0
    private static let rowHeight = 20.0

    /// - Parameters:
    ///   - series: in the order in which they are named; those of one label are one entry.
    ///   - width: where a new row must begin.
    init(_ series: [Series], width: Double) {
        var entries: [Entry] = []
        for one in series where !one.label.isEmpty {
            let known = entries.firstIndex {
                $0.label == one.label && $0.isReference == one.isReference
            }
            let index = known ?? entries.count
            if known == nil { entries.append(Entry(label: one.label, style: one.style)) }
            switch one.marks {
            case .line: entries[index].hasLine = true
            case .points: entries[index].hasMarker = true
            case .band, .bars, .regions: entries[index].hasArea = true
            case .reference: entries[index].isReference = true
            }
        }
        var rows: [[Entry]] = []
        var used = 0.0
        for entry in entries {
            let needed = Self.width(of: entry)
            if rows.isEmpty || used + needed > width {
                rows.append([])
                used = 0
            }
            rows[rows.count - 1].append(entry)
            used += needed
        }
        self.rows = rows
    }

    private static func width(of entry: Entry) -> Double {
        sample + 6 + Layers.width(of: entry.label) + gap
    }

    var height: Double { Double(rows.count) * Self.rowHeight }

    /// The entries, from this corner.
    func elements(x: Double, y: Double) -> [String] {
        rows.enumerated().flatMap { index, row in
            var left = x
            return row.flatMap { entry in
                defer { left += Self.width(of: entry) }
                return elements(entry, x: left, y: y + (Double(index) + 0.5) * Self.rowHeight)
            }
        }
    }

    private func elements(_ entry: Entry, x: Double, y: Double) -> [String] {
        let colour = PlotStyle.colour(entry.style)
        let (from, to) = ((x: x, y: y), (x: x + Self.sample, y: y))
        var elements: [String] = []
        if entry.hasArea {
            let kind = entry.hasLine ? "band" : "bars"
            elements.append(
                rectangle("\(colour) \(kind)", x: x, y: y - 6, width: Self.sample, height: 12))
        }
        if entry.isReference { elements.append(stroke("reference", from: from, to: to)) }
        if entry.hasLine {
            elements.append(
                stroke("\(colour) line", from: from, to: to, more: PlotStyle.dash(entry.style)))
        }
        if entry.hasMarker {
            elements.append(
                PlotStyle.markers(at: [(x + Self.sample / 2, y)], style: entry.style))
        }
        return elements + [lettering(entry.label, x: to.x + 6, y: y + 4.5)]
    }
}
