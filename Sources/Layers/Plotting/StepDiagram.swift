/// A computational graph of named steps: forward arrows and values in black, backward ones in red.
///
///     StepDiagram(title: "An affine layer and its loss")
///         .step("x", value: "(4, 3)", gradient: "(4, 3)")
///         .step("w", value: "(3, 2)", gradient: "(3, 2)")
///         .step("scores", of: ["x", "w"], value: "(4, 2)", gradient: "(4, 2)")
///         .step("loss", of: ["scores"], value: "0.71", gradient: "1")
///
/// Up to about four steps side by side have room for letters of the usual size.
public struct StepDiagram: Figure {
    struct Node: Sendable {
        let name: String
        let value: String
        let gradient: String
    }

    public let title: String
    private var nodes: [Node] = []
    private var wires: [LayeredLayout.Wire] = []

    /// A graph without any steps so far.
    public init(title: String) { self.title = title }

    /// With a step of the forward pass.
    /// - Parameters:
    ///   - name: what it is called; no other step has this name.
    ///   - inputs: the names of the steps that it is made of, all of which must have been added
    ///     before; none for an input.
    ///   - value: what comes out of it: a shape, a number or a word.
    ///   - gradient: what comes back to it; "" if nothing does, and then no red arrow leads there.
    /// - Returns: the graph with the step.
    public func step(
        _ name: String, of inputs: [String] = [], value: String = "", gradient: String = ""
    ) -> StepDiagram {
        var diagram = self
        diagram.wires += wiresTo(name, of: inputs, names: nodes.map(\.name))
        diagram.nodes.append(Node(name: name, value: value, gradient: gradient))
        return diagram
    }

    private static let gapDown = 46.0
    private static let lineHeight = 18.0

    private func boxWidth(_ node: Node) -> Double {
        max(([node.name, node.value, node.gradient].map { width(of: $0) }.max() ?? 0) + 18, 64)
    }

    private func boxHeight(_ node: Node) -> Double {
        let lines = [node.name, node.value, node.gradient].filter { !$0.isEmpty }.count
        return Double(lines) * Self.lineHeight + 10
    }

    public func drawing(width: Double) -> Drawing {
        require(!nodes.isEmpty, "StepDiagram \"\(title)\": there is nothing in it; add a step.")
        let layout = LayeredLayout(
            sizes: nodes.map { boxWidth($0) + 24 }, wires: wires, gap: 40, startsTogether: false)
        var tops: [(top: Double, bottom: Double)] = []
        for layer in 0...(layout.layers.max() ?? 0) {
            let top = tops.last.map { $0.bottom + Self.gapDown } ?? 1
            let boxes = nodes.indices.filter { layout.layers[$0] == layer }
            tops.append((top, top + (boxes.map { boxHeight(nodes[$0]) }.max() ?? 0)))
        }
        let full = max(width, layout.extent)
        let heading = Heading(title, width: full)
        let bottom = (tops.last?.bottom ?? 0) + 2
        let elements =
            wires.indices.flatMap { arrows($0, layout, tops) }
            + nodes.indices.flatMap { box($0, layout, tops[layout.layers[$0]]) }
        let body = Drawing(width: layout.extent, height: bottom, elements: elements)
        return Drawing(
            width: full, height: heading.height + bottom,
            elements: heading.elements
                + [
                    body.placed(
                        x: (full - layout.extent) / 2, y: heading.height, width: layout.extent)
                ])
    }

    private func box(
        _ index: Int, _ layout: LayeredLayout, _ row: (top: Double, bottom: Double)
    ) -> [String] {
        let (node, x) = (nodes[index], layout.places[index])
        let (wide, high) = (boxWidth(node), boxHeight(node))
        let top = (row.top + row.bottom - high) / 2
        let lines = [("name", node.name), ("", node.value), ("down", node.gradient)]
            .filter { !$0.1.isEmpty }
        return [rectangle("box", x: x - wide / 2, y: top, width: wide, height: high)]
            + lines.enumerated().map { number, line in
                let y = top + Self.lineHeight * Double(number + 1) + 1
                return lettering(line.1, x: x, y: y, "middle \(line.0)")
            }
    }

    /// The arrow down a wire, and the one back up beside it.
    private func arrows(
        _ index: Int, _ layout: LayeredLayout, _ rows: [(top: Double, bottom: Double)]
    ) -> [String] {
        let wire = wires[index]
        let (first, last) = (layout.layers[wire.from], layout.layers[wire.to])
        var stops: [(x: Double, y: Double)] = []
        for layer in first...last {
            let row = rows[layer]
            let middle = (row.top + row.bottom) / 2
            if layer == first {
                let end = middle + boxHeight(nodes[wire.from]) / 2
                stops.append((layout.places[wire.from], end))
                if end < row.bottom { stops.append((layout.places[wire.from], row.bottom)) }
            } else if layer == last {
                let end = middle - boxHeight(nodes[wire.to]) / 2
                let share = portShare(index)
                let x = layout.places[wire.to] + share * (boxWidth(nodes[wire.to]) - 30)
                if end > row.top { stops.append((x, row.top)) }
                stops.append((x, end))
            } else {
                let x = layout.passes[index][layer - first - 1]
                stops += [(x, row.top), (x, row.bottom)]
            }
        }
        return arrow(stops, isBack: false)
            + (nodes[wire.from].gradient.isEmpty ? [] : arrow(stops, isBack: true))
    }

    /// Where on the upper edge of its box a wire ends, from -1/2 to 1/2: in the order of the inputs.
    private func portShare(_ index: Int) -> Double {
        let all = wires.indices.filter { wires[$0].to == wires[index].to }
        guard all.count > 1, let place = all.firstIndex(of: index) else { return 0 }
        return Double(place) / Double(all.count - 1) - 0.5
    }

    private func arrow(_ stops: [(x: Double, y: Double)], isBack: Bool) -> [String] {
        let aside = isBack ? 5.0 : -5.0
        var places = stops.map { (x: $0.x + aside, y: $0.y) }
        let last = places.count - 1
        // The line ends within its arrowhead.
        let head = isBack ? places[0] : places[last]
        if isBack { places[0].y += 7 } else { places[last].y -= 7 }
        var path = "M\(coordinate(places[0].x)) \(coordinate(places[0].y))"
        for index in 1..<places.count {
            let (from, to) = (places[index - 1], places[index])
            // Both arrows bend at the same height, so that they do not cross.
            let middle = coordinate((stops[index - 1].y + stops[index].y) / 2)
            path +=
                "C\(coordinate(from.x)) \(middle) \(coordinate(to.x)) \(middle) "
                + "\(coordinate(to.x)) \(coordinate(to.y))"
        }
        let tip = "M\(coordinate(head.x)) \(coordinate(head.y))l-4 \(isBack ? 8 : -8)h8z"
        return [
            "<path class=\"\(isBack ? "back" : "wire")\" d=\"\(path)\"/>",
            "<path class=\"\(isBack ? "backtip" : "tip")\" d=\"\(tip)\"/>",
        ]
    }
}
