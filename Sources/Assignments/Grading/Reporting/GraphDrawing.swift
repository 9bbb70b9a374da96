import Layers

/// A forward pass as a drawing: values go down along the wires, gradients come back up.
struct GraphDrawing {
    /// One box: a name, the value above it and the gradient below it.
    struct Node {
        let name: String
        let value: String
        let gradient: [String]
        let isFirstWrong: Bool
    }

    let nodes: [Node]
    let roads: [Road]

    private let boxWidth = 236
    private let boxHeight = 92
    /// An input and the output have no numbers.
    private let plainHeight = 40
    private let gapAcross = 26
    private let gapDown = 38

    /// - Parameters:
    ///   - nodes: in the order of the forward pass; the last one is the output.
    ///   - roads: the wires between them.
    init(nodes: [Node], roads: [Road]) { (self.nodes, self.roads) = (nodes, roads) }

    /// Which row each node is in: below everything that it is made of.
    private var rows: [Int] {
        var rows = [Int](repeating: 0, count: nodes.count)
        let index = { (name: String) in nodes.firstIndex { $0.name == name } }
        for to in nodes.indices {
            for road in roads where road.to == nodes[to].name {
                if let from = index(road.from), from < to {
                    rows[to] = max(rows[to], rows[from] + 1)
                }
            }
        }
        // What nothing is made of, an input, stands just above its first use.
        for from in nodes.indices.reversed()
        where !roads.contains(where: { $0.to == nodes[from].name }) {
            let uses = roads.filter { $0.from == nodes[from].name }.compactMap { index($0.to) }
            if let first = uses.map({ rows[$0] }).min() { rows[from] = max(0, first - 1) }
        }
        return rows
    }

    /// The drawing as an SVG element in a box that scrolls, or "" without wires.
    func html() -> String {
        if roads.isEmpty { return "" }
        let rows = self.rows
        var taken: [Int: Int] = [:]
        let places = nodes.indices.map { node -> (x: Int, y: Int) in
            let column = taken[rows[node], default: 0]
            taken[rows[node]] = column + 1
            return (
                10 + column * (boxWidth + gapAcross), 10 + rows[node] * (boxHeight + gapDown)
            )
        }
        let width = 20 + (taken.values.max() ?? 1) * (boxWidth + gapAcross)
        let height = 20 + ((rows.max() ?? 0) + 1) * (boxHeight + gapDown) - gapDown
        let wires = roads.compactMap { wire($0, places) }.joined(separator: "\n")
        let boxes = nodes.indices.map { box(nodes[$0], places[$0]) }.joined(separator: "\n")
        let list = roads.map { "\($0.from) to \($0.to)" }.joined(separator: ", ")
        return """
            <div class="scroll" tabindex="0" role="region" aria-label="computational graph">\
            <svg class="circuit" role="img" width="\(width)" height="\(height)" \
            viewBox="0 0 \(width) \(height)"><title>The computational graph</title>\
            <desc>Wires: \(escaped(list)).</desc>
            \(wires)
            \(boxes)
            </svg></div>

            """
    }

    private func wire(_ road: Road, _ places: [(x: Int, y: Int)]) -> String? {
        guard let from = nodes.firstIndex(where: { $0.name == road.from }),
            let to = nodes.firstIndex(where: { $0.name == road.to })
        else { return nil }
        let (x1, y1) = (places[from].x + boxWidth / 2, places[from].y + boxHeight)
        let (x2, y2) = (places[to].x + boxWidth / 2, places[to].y)
        let bend = max(20, (y2 - y1) / 2)
        // A long wire goes around the boxes below its beginning.
        let isLong = y2 - y1 > boxHeight
        let aside = isLong && x1 == x2 ? boxWidth * 3 / 4 : 0
        return """
            <path class="arc" d="M\(x1) \(y1) C\(x1 + aside) \(y1 + bend) \(x2 + aside) \(y2 - bend) \(x2) \(y2 - 6)"/>\
            <path class="tip" d="M\(x2) \(y2) l-5 -8 h10 z"/>
            """
    }

    private func box(_ node: Node, _ place: (x: Int, y: Int)) -> String {
        let middle = place.x + boxWidth / 2
        func line(_ text: String, _ kind: String, _ down: Int) -> String {
            "<text class=\"\(kind)\" x=\"\(middle)\" y=\"\(place.y + down)\">\(escaped(text))</text>"
        }
        if node.gradient.isEmpty {
            let top = node.value.isEmpty ? 0 : boxHeight - plainHeight
            let name = node.value.isEmpty ? node.name : "\(node.value) \(node.name)"
            return """
                <rect class="box" x="\(place.x)" y="\(place.y + top)" width="\(boxWidth)" \
                height="\(plainHeight)" rx="8"/>\(line(name, "name", top + 25))
                """
        }
        let gradient = node.gradient.enumerated().map { line($1, "up", 55 + 13 * $0) }.joined()
        return """
            <rect class="box\(node.isFirstWrong ? " wrong" : "")" x="\(place.x)" y="\(place.y)" \
            width="\(boxWidth)" height="\(boxHeight)" rx="8"/>\
            \(line(node.value, "down", 18))\(line(node.name, "name", 38))\(gradient)
            """
    }
}
