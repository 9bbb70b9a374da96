extension CircuitDiagram {
    public func drawing(width: Double) -> Drawing {
        require(
            !nodes.isEmpty, "CircuitDiagram \"\(title)\": there is nothing in it; add an input.")
        return CircuitDrawing(self).drawing(width: width)
    }
}

/// A circuit on its way into a picture: layers from left to right.
private struct CircuitDrawing {
    private let diagram: CircuitDiagram
    private let layout: LayeredLayout
    /// Where the circles of each layer begin, where the straight wires behind them begin, and where
    /// these end.
    private let columns: [(from: Double, wire: Double, to: Double)]

    private static let radius = 16.0
    private static let rowHeight = 64.0

    init(_ diagram: CircuitDiagram) {
        self.diagram = diagram
        let layout = LayeredLayout(
            sizes: diagram.nodes.map { _ in Self.rowHeight }, wires: diagram.wires, gap: 44,
            startsTogether: true)
        var columns: [(from: Double, wire: Double, to: Double)] = []
        var left = 2.0
        for layer in 0...(layout.layers.max() ?? 0) {
            let nodes = diagram.nodes.indices.filter { layout.layers[$0] == layer }
            let body = nodes.map { Self.bodyWidth(diagram.nodes[$0]) }.max() ?? 0
            let numbers = nodes.map { Self.numbersWidth(diagram.nodes[$0]) }.max() ?? 0
            columns.append((left, left + body, left + body + max(numbers + 8, 14)))
            left = columns[layer].to + (Self.isSloping(layer, layout, diagram.wires) ? 18 : 0)
        }
        (self.layout, self.columns) = (layout, columns)
    }

    private static func bodyWidth(_ node: CircuitDiagram.Node) -> Double {
        node.symbol == nil ? Layers.width(of: node.name) + 6 : 2 * radius
    }

    /// Two decimals, as in the notes, unless nothing would be left.
    private static func shown(_ x: Double) -> String {
        abs(x) < 0.01 || !x.isFinite ? shownNumber(x) : shownNumber((x * 100).rounded() / 100)
    }

    private static func numbersWidth(_ node: CircuitDiagram.Node) -> Double {
        [node.value, node.gradient].compactMap { $0 }
            .map { Layers.width(of: shown($0), size: 12) }.max() ?? 0
    }

    /// Where a wire is in a layer, at or after its beginning.
    private static func height(
        _ wire: Int, _ layer: Int, _ layout: LayeredLayout, _ wires: [LayeredLayout.Wire]
    ) -> Double {
        let (from, to) = (wires[wire].from, wires[wire].to)
        if layer == layout.layers[from] { return layout.places[from] }
        if layer >= layout.layers[to] { return layout.places[to] }
        return layout.passes[wire][layer - layout.layers[from] - 1]
    }

    /// Whether a wire goes up or down behind a layer, which needs some room.
    private static func isSloping(
        _ layer: Int, _ layout: LayeredLayout, _ wires: [LayeredLayout.Wire]
    ) -> Bool {
        wires.indices.contains { wire in
            let range = layout.layers[wires[wire].from]..<layout.layers[wires[wire].to]
            return range.contains(layer)
                && abs(
                    height(wire, layer, layout, wires) - height(wire, layer + 1, layout, wires)) > 1
        }
    }

    func drawing(width: Double) -> Drawing {
        let last = diagram.nodes.indices.last ?? 0
        let output = columns[columns.count - 1]
        let outputs = diagram.nodes.indices.filter { node in
            !diagram.wires.contains { $0.from == node }
        }
        let names = outputs.map { Layers.width(of: diagram.nodes[$0].name) + 12 }.max() ?? 0
        let natural = max(output.to + (diagram.nodes[last].symbol == nil ? 0 : names), 60)
        let heading = Heading(diagram.title, width: max(width, natural))
        let elements =
            diagram.wires.indices.map(wire)
            + diagram.nodes.indices.flatMap { node($0, isOutput: outputs.contains($0)) }
        let full = max(width, natural)
        let body = Drawing(width: natural, height: layout.extent, elements: elements)
        return Drawing(
            width: full, height: heading.height + layout.extent + 6,
            elements: heading.elements
                + [body.placed(x: (full - natural) / 2, y: heading.height, width: natural)])
    }

    /// A wire: straight behind each layer, and sloping to the next one.
    private func wire(_ index: Int) -> String {
        let wire = diagram.wires[index]
        let (first, last) = (layout.layers[wire.from], layout.layers[wire.to])
        var path = "M\(coordinate(columns[first].wire)) \(coordinate(layout.places[wire.from]))"
        for layer in first..<last {
            let here = Self.height(index, layer, layout, diagram.wires)
            let next = Self.height(index, layer + 1, layout, diagram.wires)
            path += "L\(coordinate(columns[layer].to)) \(coordinate(here))"
            // The circle hides the end of the wire.
            let across = columns[layer + 1].from + (layer + 1 == last ? Self.radius : 0)
            path += "L\(coordinate(across)) \(coordinate(next))"
        }
        return "<path class=\"wire\" d=\"\(path)\"/>"
    }

    private func node(_ index: Int, isOutput: Bool) -> [String] {
        let node = diagram.nodes[index]
        let column = columns[layout.layers[index]]
        let y = layout.places[index]
        var elements: [String] = []
        if let symbol = node.symbol {
            let x = column.from + Self.radius
            elements.append(
                """
                <circle class="box" cx="\(coordinate(x))" cy="\(coordinate(y))" r="\(coordinate(Self.radius))"/>
                """)
            elements.append(
                lettering(symbol == "*" ? "\u{d7}" : symbol, x: x, y: y + 4.5, "middle"))
        } else {
            elements.append(lettering(node.name, x: column.wire - 5, y: y + 4.5, "name end"))
        }
        if isOutput && node.symbol != nil {
            elements.append(
                stroke("wire", from: (column.wire, y), to: (column.to, y)))
            elements.append(lettering(node.name, x: column.to + 6, y: y + 4.5, "name"))
        } else if node.symbol != nil {
            let x = column.from + Self.radius
            elements.append(
                lettering(node.name, x: x, y: y - Self.radius - 5, "name middle rim"))
        }
        if let value = node.value {
            elements.append(lettering(Self.shown(value), x: column.wire + 4, y: y - 5, "up"))
        }
        if let gradient = node.gradient {
            elements.append(
                lettering(Self.shown(gradient), x: column.wire + 4, y: y + 15, "down"))
        }
        return elements
    }
}
