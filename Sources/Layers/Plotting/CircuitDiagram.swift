/// A circuit of gates as the course notes draw it: values above the wires in green, gradients below
/// them in red.
///
///     CircuitDiagram(title: "f = (x + y) z")
///         .input("x", value: -2, gradient: -4)
///         .input("y", value: 5, gradient: -4)
///         .input("z", value: -4, gradient: 3)
///         .gate("q", "+", of: ["x", "y"], value: 3, gradient: -4)
///         .gate("f", "*", of: ["q", "z"], value: -12, gradient: 1)
///
/// Up to about eight gates in a row have room for letters of the usual size.
///
/// Source: CS231n notes, "Backpropagation, Intuitions".
public struct CircuitDiagram: Figure {
    struct Node: Sendable {
        let name: String
        /// What is in the circle; nil for an input.
        let symbol: String?
        let value: Double?
        let gradient: Double?
    }

    public let title: String
    private(set) var nodes: [Node] = []
    private(set) var wires: [LayeredLayout.Wire] = []

    /// A circuit without any gates so far.
    public init(title: String) { self.title = title }

    /// With an input.
    /// - Parameters:
    ///   - name: what it is called; no other input or gate has this name.
    ///   - value: what comes in.
    ///   - gradient: what comes back, if that is to be shown.
    /// - Returns: the circuit with the input.
    public func input(_ name: String, value: Double? = nil, gradient: Double? = nil)
        -> CircuitDiagram
    {
        adding(Node(name: name, symbol: nil, value: value, gradient: gradient), of: [])
    }

    /// With a gate.
    /// - Parameters:
    ///   - name: what its output is called; no other input or gate has this name.
    ///   - symbol: what is in the circle, such as "+", "max" or "1/x".
    ///   - inputs: the names of what goes in; all must have been added before.
    ///   - value: what comes out.
    ///   - gradient: what comes back into it, if that is to be shown.
    /// - Returns: the circuit with the gate.
    public func gate(
        _ name: String, _ symbol: String, of inputs: [String], value: Double? = nil,
        gradient: Double? = nil
    ) -> CircuitDiagram {
        require(!inputs.isEmpty, "gate \"\(name)\": it has no inputs; name at least one.")
        return adding(
            Node(name: name, symbol: symbol, value: value, gradient: gradient), of: inputs)
    }

    private func adding(_ node: Node, of inputs: [String]) -> CircuitDiagram {
        var diagram = self
        diagram.wires += wiresTo(node.name, of: inputs, names: nodes.map(\.name))
        diagram.nodes.append(node)
        return diagram
    }
}

/// The wires to a new node of a diagram; stops if its name is taken, or an input is not known.
func wiresTo(_ name: String, of inputs: [String], names: [String]) -> [LayeredLayout.Wire] {
    require(!names.contains(name), "\"\(name)\" is there already; give each a name of its own.")
    return inputs.map { input in
        guard let from = names.firstIndex(of: input) else {
            stop("\"\(name)\" is made of \"\(input)\", which is not there; add it first.")
        }
        return LayeredLayout.Wire(from: from, to: names.count)
    }
}
