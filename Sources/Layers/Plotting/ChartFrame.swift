/// A chart on its way into a picture: how much room everything takes, and where it stands.
struct ChartFrame {
    private let chart: Chart
    private let width: Double
    private let heading: Heading
    private let legend: Legend
    /// The lines from left to right whose names fit beside the chart; others are in the legend.
    private let beside: [Series]
    private let plane: Plane
    private let xTicks: [Tick]
    private let yTicks: [Tick]
    private let xLines: [String]
    private let yLines: [String]
    private let left: Double

    private static let lineHeight = 17.0

    init(_ chart: Chart, width: Double) {
        (self.chart, self.width) = (chart, width)
        let beside = chart.series.filter {
            $0.isReference && Layers.width(of: $0.label) <= width * 0.2
        }
        self.beside = beside
        let others = chart.series.filter { series in
            !(series.isReference && beside.contains { $0.label == series.label })
        }
        heading = Heading(chart.title, width: width)
        legend = Legend(others, width: width)
        let x = Axis(
            chart.xScale, for: chart.series.flatMap(\.xs), range: chart.xRange, padding: 0.03)
        let y = Axis(
            chart.yScale, for: chart.series.flatMap(\.ys), range: chart.yRange, padding: 0.05,
            standsOnZero: chart.series.contains(where: \.hasBars))
        let height = Self.height(chart, x, y, width: width)
        yTicks = y.ticks(most: max(2, Int(height / 34)))
        yLines = wrapped(chart.yLabel, to: height)
        let numbers = yTicks.map { Layers.width(of: $0.label) }.max() ?? 0
        left = numbers + 10 + Double(yLines.count) * Self.lineHeight
        let names = beside.map { Layers.width(of: $0.label) + 8 }.max() ?? 0
        let right = max(names, 14)
        let across = width - left - right
        xTicks = Self.fitting(x, width: across)
        xLines = wrapped(chart.xLabel, to: across)
        plane = Plane(
            x: x, y: y, width: across, height: height,
            isCut: chart.xRange != nil || chart.yRange != nil)
    }

    /// The plane is drawn to scale if the chart holds regions of it.
    private static func height(_ chart: Chart, _ x: Axis, _ y: Axis, width: Double) -> Double {
        for series in chart.series {
            if case .regions = series.marks {
                return min(max((width - 80) * y.length / x.length, width * 0.4), width * 0.8)
            }
        }
        return width > 400 ? width * 0.45 : max(110, width * 0.6)
    }

    /// As many ticks as have room for their labels.
    private static func fitting(_ axis: Axis, width: Double) -> [Tick] {
        for most in [8, 7, 6, 5, 4, 3] {
            let ticks = axis.ticks(most: most)
            let widest = ticks.map { Layers.width(of: $0.label) }.max() ?? 0
            let places = ticks.compactMap { axis.share(of: $0.value) }.map { $0 * width }
            let nearest = zip(places, places.dropFirst()).map { $1 - $0 }.min() ?? width
            if widest + 12 <= nearest { return ticks }
        }
        let ticks = axis.ticks(most: 2)
        return ticks.count > 2 ? [ticks[0], ticks[ticks.count - 1]] : ticks
    }

    /// The whole chart.
    func drawing() -> Drawing {
        let top = heading.height + legend.height + (legend.height > 0 ? 8 : 4)
        let marks = chart.series.flatMap { plane.elements($0) }.filter { !$0.isEmpty }
        let inside =
            grid() + marks + axes() + names()
            + xLines.enumerated().map { index, line in
                let down = plane.height + 22 + Self.lineHeight * Double(index + 1)
                return lettering(line, x: plane.width / 2, y: down, "middle")
            }
            + yLines.enumerated().map { index, line in
                let across = Self.lineHeight * Double(index) + 12 - left
                return lettering(line, x: across, y: plane.height / 2, "middle", turned: true)
            }
        let body = Drawing(width: width, height: plane.height, elements: inside)
        let bottom = 28 + Double(xLines.count) * Self.lineHeight + (xLines.isEmpty ? 0 : 3)
        return Drawing(
            width: width, height: top + plane.height + bottom,
            elements: heading.elements
                + legend.elements(x: min(left, 20), y: heading.height)
                + [body.placed(x: left, y: top, width: width)])
    }

    private func grid() -> [String] {
        yTicks.compactMap { tick in
            plane.y.share(of: tick.value).map { share in
                let down = (1 - share) * plane.height
                return stroke("grid", from: (0, down), to: (plane.width, down))
            }
        }
    }

    private func axes() -> [String] {
        let (wide, high) = (plane.width, plane.height)
        let across = xTicks.flatMap { tick -> [String] in
            guard let share = plane.x.share(of: tick.value) else { return [] }
            let x = share * wide
            return [
                stroke("axis", from: (x, high), to: (x, high + 5)),
                lettering(tick.label, x: x, y: high + 19, "middle"),
            ]
        }
        let upwards = yTicks.compactMap { tick in
            plane.y.share(of: tick.value).map { share in
                lettering(tick.label, x: -7, y: (1 - share) * high + 4.5, "end")
            }
        }
        let corner = "M0 0V\(coordinate(high))H\(coordinate(wide))"
        return across + upwards + ["<path class=\"axis\" d=\"\(corner)\"/>"]
    }

    /// The names of the lines from left to right, at their ends and below each other.
    private func names() -> [String] {
        let places = beside.compactMap { series -> (label: String, y: Double)? in
            guard case .reference(let y) = series.marks, let share = plane.y.share(of: y),
                (0...1).contains(share)
            else { return nil }
            return (series.label, (1 - share) * plane.height)
        }.sorted { $0.y < $1.y }
        let downs = separated(places.map(\.y), sizes: places.map { _ in Self.lineHeight })
        return zip(places, downs).map { place, down in
            lettering(place.label, x: plane.width + 6, y: down + 4.5)
        }
    }
}

extension Chart {
    public func drawing(width: Double) -> Drawing {
        require(
            !series.isEmpty, "Chart \"\(title)\": there is nothing in it; add a line or points.")
        return ChartFrame(self, width: width).drawing()
    }
}
