/// One set of marks in a chart.
struct Series: Sendable {
    /// A place in the units of the axes.
    typealias Point = (x: Double, y: Double)

    /// What is drawn.
    enum Marks: Sendable {
        case line([Point])
        case band(low: [Point], high: [Point])
        case points([Point])
        case bars(edges: [Double], heights: [Double])
        case reference(Double)
        case regions(Regions)
    }

    /// Its name in the legend, or "".
    let label: String
    let marks: Marks
    /// Which colour, dash and marker it has.
    let style: Int

    /// Whether it is a line from left to right, which is named beside the chart.
    var isReference: Bool {
        if case .reference = marks { return true }
        return false
    }

    /// Whether it is bars, which stand on 0.
    var hasBars: Bool {
        if case .bars = marks { return true }
        return false
    }

    /// What the horizontal axis must hold.
    var xs: [Double] {
        switch marks {
        case .line(let points), .points(let points): return points.map(\.x)
        case .band(let low, _): return low.map(\.x)
        case .bars(let edges, _): return edges
        case .reference: return []
        case .regions(let regions): return [regions.x.lowerBound, regions.x.upperBound]
        }
    }

    /// What the vertical axis must hold.
    var ys: [Double] {
        switch marks {
        case .line(let points), .points(let points): return points.map(\.y)
        case .band(let low, let high): return (low + high).map(\.y)
        case .bars(_, let heights): return heights + [0]
        case .reference(let y): return [y]
        case .regions(let regions): return [regions.y.lowerBound, regions.y.upperBound]
        }
    }
}

/// How many of some numbers are in each of several equal intervals.
struct Histogram {
    /// Where the intervals begin and end.
    let edges: [Double]
    /// One fewer.
    let counts: [Double]

    init(_ numbers: [Double], bins: Int, in range: ClosedRange<Double>?) {
        let finite = numbers.filter(\.isFinite)
        let low = range?.lowerBound ?? finite.min() ?? 0
        let high = range?.upperBound ?? finite.max() ?? 1
        // Equal numbers are in the middle of an interval of their own.
        let room = high > low ? 0 : max(abs(low) / 2, 0.5)
        let (first, last) = (low - room, high + room)
        edges = (0...bins).map { bin in
            let share = Double(bin) / Double(bins)
            return first * (1 - share) + last * share
        }
        var counts = [Double](repeating: 0, count: bins)
        for number in finite where number >= first && number <= last {
            let share = (number / 2 - first / 2) / (last / 2 - first / 2)
            counts[min(bins - 1, Int(share * Double(bins)))] += 1
        }
        self.counts = counts
    }
}
