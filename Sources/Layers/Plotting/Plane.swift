/// The part of a chart within its axes, in pixels from its upper left corner.
struct Plane {
    let x: Axis
    let y: Axis
    let width: Double
    let height: Double
    /// Whether what is beyond the axes must be cut off, because their ends were given.
    let isCut: Bool

    /// Where a point is; nil if it has no place.
    func place(_ point: Series.Point) -> (x: Double, y: Double)? {
        guard let across = x.share(of: point.x), let upwards = y.share(of: point.y) else {
            return nil
        }
        return (across * width, (1 - upwards) * height)
    }

    /// The elements of a series.
    func elements(_ series: Series) -> [String] {
        let colour = PlotStyle.colour(max(series.style, 0))
        switch series.marks {
        case .line(let points): return line(points, series.style, colour)
        case .band(let low, let high): return cut([band(low, high, colour)])
        case .points(let points):
            return [PlotStyle.markers(at: inside(points), style: series.style)]
        case .bars(let edges, let heights): return cut([bars(edges, heights, colour)])
        case .reference(let y):
            guard let share = self.y.share(of: y) else { return [] }
            let down = (1 - share) * height
            return cut([stroke("reference", from: (0, down), to: (width, down))])
        case .regions(let regions): return areas(regions)
        }
    }

    /// The places of the points that are not beyond the axes.
    private func inside(_ points: [Series.Point]) -> [(x: Double, y: Double)] {
        points.compactMap(place).filter {
            $0.x >= -0.01 && $0.x <= width + 0.01 && $0.y >= -0.01 && $0.y <= height + 0.01
        }
    }

    private func cut(_ elements: [String]) -> [String] {
        let elements = elements.filter { !$0.isEmpty }
        if !isCut || elements.isEmpty { return elements }
        let (wide, high) = (coordinate(width), coordinate(height))
        return ["<svg width=\"\(wide)\" height=\"\(high)\">\(elements.joined())</svg>"]
    }

    /// The points between gaps.
    private func pieces(_ points: [Series.Point]) -> [[(x: Double, y: Double)]] {
        var pieces: [[(x: Double, y: Double)]] = [[]]
        for point in points {
            if let place = place(point) {
                pieces[pieces.count - 1].append(place)
            } else {
                pieces.append([])
            }
        }
        return pieces.filter { !$0.isEmpty }
    }

    /// A line; a short one has markers, and so has a point that stands alone between gaps.
    private func line(_ points: [Series.Point], _ style: Int, _ colour: String) -> [String] {
        let pieces = pieces(points)
        let path = pieces.filter { $0.count > 1 }.map(route).joined()
        let drawn =
            path.isEmpty
            ? "" : "<path class=\"\(colour) line\" d=\"\(path)\"\(PlotStyle.dash(style))/>"
        let alone = pieces.filter { $0.count == 1 }.map { $0[0] }
        let marked = points.count <= 15 ? inside(points) : alone
        return cut([drawn]) + [PlotStyle.markers(at: marked, style: style)]
    }

    /// A path; of several points at one place only the first is in it.
    private func route(_ places: [(x: Double, y: Double)]) -> String {
        var parts: [String] = []
        for place in places {
            let part = "\(coordinate(place.x)) \(coordinate(place.y))"
            if part != parts.last { parts.append(part) }
        }
        return "M" + parts.joined(separator: "L")
    }

    private func band(_ low: [Series.Point], _ high: [Series.Point], _ colour: String) -> String {
        var path = ""
        var edges: [(low: (x: Double, y: Double), high: (x: Double, y: Double))] = []
        func close() {
            if edges.count > 1 {
                path += route(edges.map(\.low) + edges.reversed().map(\.high)) + "z"
            }
            edges = []
        }
        for (below, above) in zip(low, high) {
            if let below = place(below), let above = place(above) {
                edges.append((below, above))
            } else {
                close()
            }
        }
        close()
        return path.isEmpty ? "" : "<path class=\"\(colour) band\" d=\"\(path)\"/>"
    }

    private func bars(_ edges: [Double], _ heights: [Double], _ colour: String) -> String {
        // On a logarithmic axis a bar stands on the lower end.
        let ground = place((edges[0], 0))?.y ?? height
        let path = heights.indices.compactMap { index -> String? in
            guard let from = place((edges[index], heights[index])),
                let to = x.share(of: edges[index + 1]), from.y != ground
            else { return nil }
            let (wide, high) = (to * width - from.x, ground - from.y)
            return """
                M\(coordinate(from.x)) \(coordinate(ground))v\(coordinate(-high))\
                h\(coordinate(wide))v\(coordinate(high))z
                """
        }.joined()
        return path.isEmpty ? "" : "<path class=\"\(colour) bars\" d=\"\(path)\"/>"
    }

    private func areas(_ regions: Regions) -> [String] {
        let (areas, border) = regions.paths()
        guard let from = place((regions.x.lowerBound, regions.y.upperBound)),
            let to = place((regions.x.upperBound, regions.y.lowerBound))
        else { return [] }
        // A unit of the inner picture is a cell.
        let filled = areas.map { area in
            """
            <path class="\(PlotStyle.colour(area.kind)) region" shape-rendering="crispEdges" \
            d="\(area.path)"/>
            """
        }
        let edge = "<path class=\"border\" vector-effect=\"non-scaling-stroke\" d=\"\(border)\"/>"
        return [
            """
            <svg x="\(coordinate(from.x))" y="\(coordinate(from.y))" \
            width="\(coordinate(to.x - from.x))" height="\(coordinate(to.y - from.y))" \
            viewBox="0 0 \(regions.classes.columns) \(regions.classes.rows)" \
            preserveAspectRatio="none">\(filled.joined(separator: "\n"))\(border.isEmpty ? "" : edge)</svg>
            """
        ]
    }
}
