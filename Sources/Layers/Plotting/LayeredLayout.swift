/// Where the nodes of a graph stand: in layers one after the other, with few wires that cross.
///
/// A wire that passes a layer gets a place of its own in it, so that it goes around the nodes there.
///
/// Source: Sugiyama, Tagawa, Toda, "Methods for Visual Understanding of Hierarchical System
/// Structures", 1981.
package struct LayeredLayout: Sendable {
    /// From one node to a later one.
    package struct Wire: Equatable, Sendable {
        package let from: Int
        package let to: Int

        package init(from: Int, to: Int) { (self.from, self.to) = (from, to) }
    }

    /// Which layer each node is in, counted from 0.
    package let layers: [Int]
    /// Where each node's middle is, across the layers; the smallest edge is at 0.
    package private(set) var places: [Double] = []
    /// For each wire, where it passes each layer between its ends.
    package private(set) var passes: [[Double]] = []
    /// From the edge of the first to that of the last in the fullest layer.
    package private(set) var extent = 0.0

    /// - Parameters:
    ///   - sizes: the room of each node across the layers, with the gap to the next one.
    ///   - wires: each from a node to one with a larger index; others are left out.
    ///   - gap: the room of a wire that passes a layer.
    ///   - startsTogether: whether all nodes without an incoming wire are in the first layer, and not
    ///     each just before its first use.
    package init(sizes: [Double], wires: [Wire], gap: Double, startsTogether: Bool) {
        layers = Self.layers(sizes.count, wires, startsTogether: startsTogether)
        var grid = LayerGrid(layers: layers, sizes: sizes)
        let chains = wires.map { wire in
            wire.from < wire.to ? grid.chain(wire, size: gap) : []
        }
        grid.order()
        let all = grid.settled()
        let edges = all.indices.map { all[$0] - grid.sizes[$0] / 2 }
        let first = edges.min() ?? 0
        places = sizes.indices.map { all[$0] - first }
        passes = chains.map { $0.map { all[$0] - first } }
        extent = (all.indices.map { all[$0] + grid.sizes[$0] / 2 }.max() ?? 0) - first
    }

    /// Below everything that it is made of.
    private static func layers(_ count: Int, _ wires: [Wire], startsTogether: Bool) -> [Int] {
        var layers = [Int](repeating: 0, count: count)
        for node in 0..<count {
            for wire in wires where wire.to == node && wire.from < node {
                layers[node] = max(layers[node], layers[wire.from] + 1)
            }
        }
        if startsTogether { return layers }
        for node in (0..<count).reversed() where !wires.contains(where: { $0.to == node }) {
            let uses = wires.filter { $0.from == node && $0.to > node }.map { layers[$0.to] }
            if let first = uses.min() { layers[node] = max(0, first - 1) }
        }
        return layers
    }
}

/// The places in all layers: of nodes, and of wires that pass.
private struct LayerGrid {
    var sizes: [Double]
    private var layerOf: [Int]
    private var rows: [[Int]] = []
    private var above: [[Int]]
    private var below: [[Int]]
    /// The place of a node's wire in a layer, for others of its wires to share.
    private var shared: [[Int]: Int] = [:]

    init(layers: [Int], sizes: [Double]) {
        (layerOf, self.sizes) = (layers, sizes)
        above = layers.map { _ in [] }
        below = above
    }

    /// Adds the places of a wire in the layers that it passes.
    mutating func chain(_ wire: LayeredLayout.Wire, size: Double) -> [Int] {
        var chain: [Int] = []
        var last = wire.from
        for layer in layerOf[wire.from] + 1..<max(layerOf[wire.to], layerOf[wire.from] + 1) {
            let key = [wire.from, layer]
            if let known = shared[key] {
                last = known
            } else {
                layerOf.append(layer)
                sizes.append(size)
                above.append([last])
                below.append([])
                below[last].append(layerOf.count - 1)
                last = layerOf.count - 1
                shared[key] = last
            }
            chain.append(last)
        }
        above[wire.to].append(last)
        below[last].append(wire.to)
        return chain
    }

    /// Orders each layer so that wires seldom cross: first as a walk back from the end meets the
    /// places, then by the middle of their neighbours, as long as that helps.
    mutating func order() {
        rows = [[Int]](repeating: [], count: (layerOf.max() ?? -1) + 1)
        var isMet = [Bool](repeating: false, count: layerOf.count)
        func walk(_ place: Int) {
            if isMet[place] { return }
            isMet[place] = true
            rows[layerOf[place]].append(place)
            for next in above[place] { walk(next) }
        }
        for place in layerOf.indices.reversed() where below[place].isEmpty { walk(place) }
        var best = rows
        for round in 0..<8 {
            let layers = Array(rows.indices)
            for layer in round.isMultiple(of: 2) ? layers.reversed() : layers {
                sort(layer, by: round.isMultiple(of: 2) ? below : above)
            }
            if crossings(rows) < crossings(best) { best = rows }
        }
        rows = best
    }

    private mutating func sort(_ layer: Int, by neighbours: [[Int]]) {
        var rank = [Int](repeating: 0, count: layerOf.count)
        for row in rows { for (index, place) in row.enumerated() { rank[place] = index } }
        let keys = rows[layer].map { place -> Double in
            let near = neighbours[place]
            if near.isEmpty { return Double(rank[place]) }
            return near.reduce(0) { $0 + Double(rank[$1]) } / Double(near.count)
        }
        rows[layer] = rows[layer].indices
            .sorted { (keys[$0], $0) < (keys[$1], $1) }.map { rows[layer][$0] }
    }

    private func crossings(_ rows: [[Int]]) -> Int {
        var rank = [Int](repeating: 0, count: layerOf.count)
        for row in rows { for (index, place) in row.enumerated() { rank[place] = index } }
        var count = 0
        for row in rows {
            let ends = row.flatMap { place in below[place].map { (rank[place], rank[$0]) } }
            for (index, one) in ends.enumerated() {
                for other in ends[index...] where (one.0 - other.0) * (one.1 - other.1) < 0 {
                    count += 1
                }
            }
        }
        return count
    }

    /// Moves all places of a layer towards their neighbours, as far as their sizes permit.
    func settled() -> [Double] {
        var places = [Double](repeating: 0, count: layerOf.count)
        for row in rows {
            let start = separated(row.map { _ in 0 }, sizes: row.map { sizes[$0] })
            for (place, start) in zip(row, start) { places[place] = start }
        }
        for round in 0..<24 {
            let isDown = round.isMultiple(of: 2)
            for row in isDown ? rows : rows.reversed() {
                let wanted = row.map { place in
                    let near = isDown ? above[place] : below[place]
                    return near.isEmpty
                        ? places[place] : near.reduce(0) { $0 + places[$1] } / Double(near.count)
                }
                let moved = separated(wanted, sizes: row.map { sizes[$0] })
                for (place, moved) in zip(row, moved) { places[place] = moved }
            }
        }
        return places
    }
}

/// The middles of things side by side that do not overlap, as near as can be to where they want to
/// be: the sum of the squared distances is least.
/// - Parameters:
///   - wanted: where each wants its middle; their order is kept.
///   - sizes: the room of each.
/// - Returns: the middles, in the same order.
func separated(_ wanted: [Double], sizes: [Double]) -> [Double] {
    var offset = 0.0
    let offsets = sizes.indices.map { index -> Double in
        if index > 0 { offset += (sizes[index - 1] + sizes[index]) / 2 }
        return offset
    }
    // Without the offsets they must only not decrease: neighbours that do are put at their mean.
    var blocks: [(mean: Double, count: Int)] = []
    for (place, offset) in zip(wanted, offsets) {
        var block = (mean: place - offset, count: 1)
        while let last = blocks.last, last.mean >= block.mean {
            let count = last.count + block.count
            let sum = last.mean * Double(last.count) + block.mean * Double(block.count)
            block = (sum / Double(count), count)
            blocks.removeLast()
        }
        blocks.append(block)
    }
    let means = blocks.flatMap { block in [Double](repeating: block.mean, count: block.count) }
    return zip(means, offsets).map { $0 + $1 }
}
