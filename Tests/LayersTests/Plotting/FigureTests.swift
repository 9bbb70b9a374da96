import Foundation
import Testing

@testable import Layers

@Suite("Pictures")
struct FigureTests {
    private static let hostile = "<b> & \"x\" \u{1}"

    /// A picture of every kind.
    private static let figures: [any Figure] = [
        Chart(title: hostile, x: hostile, y: hostile, yScale: .logarithmic)
            .line([1, .nan, 0, 3, 4], label: hostile)
            .band([0, 1, 2], low: [1, 2, .nan], high: [2, 3, 4])
            .reference(y: 2, label: "two").reference(
                y: 3, label: "a name too long to be beside it"),
        Chart(title: "classes", xRange: 0...1).points([[0, 1], [2, 3]], classes: [0, 1]),
        Chart(title: "bars").histogram([1, 2, 2, 3], bins: 3),
        Chart.regions(x: -3...3, y: -2...2, classes: 3) { point in
            point[0, 0] > 0 ? 2 : point[0, 1] > 0 ? 1 : 0
        },
        HeatMap([[1, .nan], [-2, 0]], title: hostile, rows: ["a", "b"]),
        FigureGrid(title: "two", columns: 2, [notes, Chart(title: "one").points([1], [1])]),
        notes,
        StepDiagram(title: "steps").step("x", gradient: "1").step("y", of: ["x"], value: "2"),
    ]

    private static let notes = CircuitDiagram(title: "f = (x + y) z")
        .input("x", value: -2, gradient: -4).input("y", value: 5, gradient: -4)
        .input("z", value: -4, gradient: 3)
        .gate("q", "+", of: ["x", "y"], value: 3, gradient: -4)
        .gate("f", "*", of: ["q", "z"], value: -12, gradient: 1)

    @Test("every picture is XML that fetches nothing, the same each time", arguments: 0..<8)
    func valid(index: Int) throws {
        let text = Self.figures[index].svg
        #expect(text == Self.figures[index].svg)
        #expect(text.contains("role=\"img\"") && text.contains("<title>"))
        #expect(text.contains("prefers-color-scheme:dark"))
        for word in ["nan\"", "inf", "href", "url(", "<script", "\u{1}"] {
            #expect(!text.contains(word), "\(word)")
        }
        let names = text.matches(of: /<(\/?)([a-z]+)[^>]*?(\/?)>/)
        var open: [Substring] = []
        for name in names where name.3.isEmpty {
            if name.1.isEmpty { open.append(name.2) } else { #expect(open.popLast() == name.2) }
        }
        #expect(open.isEmpty)
    }

    @Test("a point is where its numbers say, and NaN leaves a gap")
    func places() throws {
        let plane = Plane(
            x: Axis(.linear, for: [0, 4]), y: Axis(.linear, for: [0, 10]), width: 400,
            height: 100, isCut: false)
        let place = try #require(plane.place((1, 10)))
        #expect(place.x == 100 && place.y == 0)
        #expect(plane.place((1, .nan)) == nil)
        let points: [Series.Point] = [(0, 0), (1, 5), (2, .nan), (3, 5), (4, 10)]
        let line = plane.elements(Series(label: "", marks: .line(points), style: 0))
        #expect(line[0].contains("d=\"M0 100L100 50M300 50L400 0\""))
    }

    @Test("an interval holds its lower end, and the last one its upper end, too")
    func histogram() {
        let found = Histogram([0, 0.4, 0.5, 1, 2, .nan], bins: 2, in: 0...1)
        #expect(found.edges == [0, 0.5, 1])
        #expect(found.counts == [2, 2])
        #expect(Histogram([3, 3], bins: 3, in: nil).counts == [0, 2, 0])
    }

    @Test("what has the same label looks the same, and is named once")
    func labels() {
        let chart = Chart(title: "t").line([1, 2], label: "a").line([2, 3], label: "b")
            .band([0, 1], low: [0, 0], high: [1, 1], label: "a")
        #expect(chart.series.map(\.style) == [0, 1, 0])
        #expect(chart.svg.components(separatedBy: ">a</text>").count == 2)
    }

    @Test("regions are runs, the first row at the bottom, and small")
    func regions() {
        let regions = Regions(x: 0...1, y: 0...1, classes: [[0, 0, 1], [1, 1, 1]])
        let (areas, border) = regions.paths()
        #expect(areas.map(\.path) == ["M0 1h2v1h-2z", "M2 1h1v1h-1zM0 0h3v1h-3z"])
        #expect(border == "M0 1h2M2 2v-1")
        let rings = Chart.regions(x: -3...3, y: -3...3, classes: 3) { point in
            Int(point[0, 0] * point[0, 0] + point[0, 1] * point[0, 1]) % 3
        }
        #expect(rings.svg.utf8.count < 100_000)
    }

    @Test("things side by side do not overlap, and move as little as they can")
    func sides() {
        #expect(separated([0, 0], sizes: [2, 2]) == [-1, 1])
        #expect(separated([0, 5, 9], sizes: [2, 2, 2]) == [0, 5, 9])
    }

    @Test("a wire goes around the nodes of the layers that it passes")
    func layout() throws {
        let layout = LayeredLayout(
            sizes: [10, 10, 10],
            wires: [.init(from: 0, to: 1), .init(from: 1, to: 2), .init(from: 0, to: 2)], gap: 4,
            startsTogether: true)
        #expect(layout.layers == [0, 1, 2])
        let pass = try #require(layout.passes[2].first)
        #expect(abs(pass - layout.places[1]) >= 7 - 1e-9)
    }

    private static let mistakes = [
        Mistake("line \"loss\": there are 2 and 1 numbers; give as many of both.") {
            _ = Chart(title: "t").line([1, 2], [1], label: "loss")
        },
        Mistake("points: there are no numbers to draw.") { _ = Chart(title: "t").points([], []) },
        Mistake("Chart \"t\": there is nothing in it; add a line or points.") {
            _ = Chart(title: "t").svg
        },
        Mistake("points: the points are (1, 3), and must be (N, 2).") {
            _ = Chart(title: "t").points([[1, 2, 3]], classes: [0])
        },
        Mistake("regions: a point is of class 3, and there are only 0..<3.") {
            _ = Chart.regions(x: 0...1, y: 0...1, classes: 3) { _ in 3 }
        },
        Mistake("\"q\" is made of \"y\", which is not there; add it first.") {
            _ = CircuitDiagram(title: "t").input("x").gate("q", "+", of: ["x", "y"])
        },
        Mistake("\"x\" is there already; give each a name of its own.") {
            _ = StepDiagram(title: "t").step("x").step("x")
        },
    ]

    @Test("a mistake stops the program with a sentence", arguments: mistakes.indices)
    func complains(about index: Int) async {
        let result = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) { [index] in
            FigureTests.mistakes[index].make()
        }
        Self.mistakes[index].expectComplaint(in: result)
    }
}
