/// A picture with two axes: lines, points, bars and regions, as many as you like.
///
///     Chart(title: "Gradient norm by layer", x: "layer", y: "norm", yScale: .logarithmic)
///         .line(layers, sigmoidNorms, label: "sigmoid")
///         .line(layers, reluNorms, label: "ReLU")
///         .reference(y: 1e-6, label: "too small")
///
/// What has the same label has the same colour, dash and marker. A number that has no place, such as
/// NaN, or 0 on a logarithmic axis, leaves a gap.
public struct Chart: Figure {
    public let title: String
    let xLabel: String
    let yLabel: String
    let xScale: AxisScale
    let yScale: AxisScale
    let xRange: ClosedRange<Double>?
    let yRange: ClosedRange<Double>?
    private(set) var series: [Series] = []

    /// - Parameters:
    ///   - title: what is to be seen.
    ///   - x: what is on the horizontal axis.
    ///   - y: what is on the vertical axis.
    ///   - xScale: how the horizontal axis is divided.
    ///   - yScale: how the vertical axis is divided.
    ///   - xRange: the ends of the horizontal axis; from the numbers if not given.
    ///   - yRange: the ends of the vertical axis; from the numbers if not given.
    public init(
        title: String, x: String = "", y: String = "", xScale: AxisScale = .linear,
        yScale: AxisScale = .linear, xRange: ClosedRange<Double>? = nil,
        yRange: ClosedRange<Double>? = nil
    ) {
        for (name, range) in [("xRange", xRange), ("yRange", yRange)] {
            guard let range else { continue }
            require(
                range.lowerBound.isFinite && range.upperBound.isFinite,
                "Chart: \(name) is \(range), and must be finite.")
        }
        self.title = title
        (xLabel, yLabel, self.xScale, self.yScale) = (x, y, xScale, yScale)
        (self.xRange, self.yRange) = (xRange, yRange)
    }

    /// With a line through these points, in their order.
    /// - Parameters:
    ///   - xs: the numbers across, at least one.
    ///   - ys: as many numbers upwards.
    ///   - label: its name in the legend, if any.
    /// - Returns: the chart with it.
    public func line(_ xs: [Double], _ ys: [Double], label: String = "") -> Chart {
        requireEqual("line", label, xs.count, ys.count)
        return adding(label, .line(places(xs, ys)))
    }

    /// With a line through these numbers at 0, 1, 2 and so on.
    public func line(_ ys: [Double], label: String = "") -> Chart {
        line(ys.indices.map { Double($0) }, ys, label: label)
    }

    /// With the room between two lines filled: the spread over several seeds, from the lowest to the
    /// highest.
    /// - Parameters:
    ///   - xs: the numbers across, at least one.
    ///   - low: as many numbers upwards, the lower edge.
    ///   - high: as many numbers upwards, the upper edge.
    ///   - label: that of the line in it, to have its colour.
    /// - Returns: the chart with it.
    public func band(_ xs: [Double], low: [Double], high: [Double], label: String = "") -> Chart {
        requireEqual("band", label, xs.count, low.count)
        requireEqual("band", label, xs.count, high.count)
        return adding(label, .band(low: places(xs, low), high: places(xs, high)))
    }

    /// With a dashed line from left to right, and its name.
    public func reference(y: Double, label: String) -> Chart {
        adding(label, .reference(y), style: 0)
    }

    /// With a marker at each of these points.
    /// - Parameters:
    ///   - xs: the numbers across, at least one.
    ///   - ys: as many numbers upwards.
    ///   - label: its name in the legend, if any.
    /// - Returns: the chart with it.
    public func points(_ xs: [Double], _ ys: [Double], label: String = "") -> Chart {
        requireEqual("points", label, xs.count, ys.count)
        return adding(label, .points(places(xs, ys)))
    }

    /// With a marker at each point of several classes, each class in a colour and shape of its own.
    /// - Parameters:
    ///   - points: a row for each point, (N, 2).
    ///   - classes: the class of each point, counted from 0.
    ///   - names: the classes' names in the legend; none if not given.
    /// - Returns: the chart with it.
    public func points(_ points: Matrix, classes: [Int], names: [String] = []) -> Chart {
        require(
            points.columns == 2, "points: the points are \(points.shape), and must be (N, 2).")
        requireEqual("points", "", points.rows, classes.count)
        var chart = self
        for kind in Set(classes).sorted() {
            require(kind >= 0, "points: there is a class \(kind); classes are counted from 0.")
            let own = points.rows(at: classes.indices.filter { classes[$0] == kind })
            let name = kind < names.count ? names[kind] : ""
            chart = chart.adding(
                name, .points((0..<own.rows).map { (own[$0, 0], own[$0, 1]) }), style: kind)
        }
        return chart
    }

    /// With a bar over each interval.
    /// - Parameters:
    ///   - edges: where the intervals begin and end, upwards; one more than there are bars.
    ///   - heights: at least one.
    ///   - label: its name in the legend, if any.
    /// - Returns: the chart with it.
    public func bars(edges: [Double], heights: [Double], label: String = "") -> Chart {
        requireEqual("bars", label, edges.count - 1, heights.count)
        return adding(label, .bars(edges: edges, heights: heights))
    }

    /// With a histogram: how many of the numbers are in each of several equal intervals.
    ///
    /// What lies outside the range, and NaN, is not counted. The last interval holds its upper end.
    /// - Parameters:
    ///   - numbers: at least one, such as the `elements` of a matrix.
    ///   - bins: how many intervals.
    ///   - range: from where to where; from the lowest to the highest number if not given.
    ///   - label: its name in the legend, if any.
    /// - Returns: the chart with it.
    public func histogram(
        _ numbers: [Double], bins: Int = 20, in range: ClosedRange<Double>? = nil,
        label: String = ""
    ) -> Chart {
        requireEqual("histogram", label, numbers.count, numbers.count)
        require(bins > 0, "histogram: there must be at least 1 bin, and not \(bins).")
        let histogram = Histogram(numbers, bins: bins, in: range)
        return bars(edges: histogram.edges, heights: histogram.counts, label: label)
    }

    func adding(_ label: String, _ marks: Series.Marks, style: Int? = nil) -> Chart {
        var chart = self
        let same = series.first { $0.label == label && !label.isEmpty && !$0.isReference }
        let next = (series.filter { !$0.isReference }.map(\.style).max() ?? -1) + 1
        chart.series.append(
            Series(label: label, marks: marks, style: style ?? same?.style ?? next))
        return chart
    }

    private func places(_ xs: [Double], _ ys: [Double]) -> [Series.Point] {
        zip(xs, ys).map { ($0, $1) }
    }

    private func requireEqual(_ what: String, _ label: String, _ first: Int, _ second: Int) {
        let name = label.isEmpty ? what : "\(what) \"\(label)\""
        require(first > 0, "\(name): there are no numbers to draw.")
        require(
            first == second,
            "\(name): there are \(first) and \(second) numbers; give as many of both.")
    }
}
