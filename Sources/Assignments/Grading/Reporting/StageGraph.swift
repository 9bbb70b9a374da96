import Layers

/// The named steps of a forward pass in a row, with their values and gradients on the wires.
struct StageGraph {
    let table: StageTable
    /// How many steps are shown.
    let most: Int

    /// A list in HTML, in the order of the forward pass; "" if nothing is named.
    func html() -> String {
        if table.stages.isEmpty { return "" }
        // The table begins with the last step: the backward pass does.
        let steps = Array(table.stages.reversed())
        // What is wrong first is met first on the way back, so the end is kept.
        let shown = steps.suffix(most)
        let left = steps.count - shown.count
        let note = left > 0 ? "<li class=\"note\">\(left) earlier steps are left out.</li>" : ""
        let list = """
            <ol class="graph">\(note)\(shown.map(item).joined())\
            <li class="step"><span class="node">output</span></li></ol>
            """
        let drawing = drawing(steps)
        if drawing.isEmpty {
            return """
                <p>\(escaped(sentence)) The steps are in the order of the forward pass: above each wire is the value, below it the gradient; \(table.setting).</p>
                \(list)

                """
        }
        return """
            <p>\(escaped(sentence)) In every box the value is above the name, and the gradient that comes back is below it; \(table.setting).</p>
            \(drawing)<details><summary>The steps one by one</summary>
            \(list)</details>

            """
    }

    /// The steps with the wires between them.
    private func drawing(_ steps: [Stage]) -> String {
        let named = Set(steps.map { String($0.name.dropFirst()) } + [Road.output])
        var inputs: [String] = []
        for road in table.roads where !named.contains(road.from) && !inputs.contains(road.from) {
            inputs.append(road.from)
        }
        func node(_ name: String, _ value: String, _ gradient: [String], _ isWrong: Bool = false)
            -> GraphDrawing.Node
        {
            GraphDrawing.Node(name: name, value: value, gradient: gradient, isFirstWrong: isWrong)
        }
        let nodes =
            inputs.map { node($0, "input", []) }
            + steps.map { stage in
                node(
                    String(stage.name.dropFirst()), few(stage.value),
                    Array(gradientLines(stage, isFirst: false).prefix(3)),
                    stage.name == table.firstWrong?.name)
            } + [node(Road.output, "", [])]
        return GraphDrawing(nodes: nodes, roads: table.roads).html()
    }

    /// What the table says in one sentence.
    private var sentence: String {
        if let wrong = table.firstWrong {
            return "The first wrong step of the backward pass is \(shownName(wrong.name))."
        }
        if table.steps.isEmpty {
            return
                "The backward pass names none of these steps, as stageGradient(\"NAME\", dNAME) would."
        }
        let undecided = table.steps.filter { $0.status == .inconclusive }.map(\.name)
        if !undecided.isEmpty {
            return "It could not be decided whether \(undecided.joined(separator: ", ")) is right."
        }
        return "Every step that the backward pass names is right."
    }

    private func item(_ stage: Stage) -> String {
        let isFirst = stage.name == table.firstWrong?.name
        let name = shownName(String(stage.name.dropFirst()))
        let words = gradientLines(stage, isFirst: isFirst)
            .map { "<span>\(escaped($0))</span>" }.joined()
        return """
            <li class="step\(isFirst ? " wrong" : "")"><span class="node">\(escaped(name))</span>\
            <span class="wire"><span class="value">\(few(stage.value))</span>\
            <span class="line"></span><span class="gradient">\(words)</span></span></li>
            """
    }

    /// The verdict on a gradient, and its numbers: yours, and the numeric ones where they differ.
    private func gradientLines(_ stage: Stage, isFirst: Bool) -> [String] {
        let name = shownName(stage.name)
        guard let comparison = stage.check?.comparison, let status = stage.check?.status else {
            return ["\(name): not told", "numeric \(few(stage.numeric))"]
        }
        switch status {
        case .passed: return ["\(name): right", few(comparison.yours)]
        case .inconclusive: return ["\(name): could not be decided", few(comparison.yours)]
        case .failed: break
        }
        let head = isFirst ? "\(name): WRONG, and the first that is" : "\(name): WRONG"
        let yours = "yours \(few(comparison.yours))"
        // Of another shape, nothing was compared.
        if comparison.verdict == .wrongShape {
            return [head, yours, "its shape should be \(stage.numeric.shape)"]
        }
        return [head, yours, "numeric \(few(stage.numeric))"] + worst(comparison)
    }

    private func worst(_ comparison: GradientComparison) -> [String] {
        guard let entry = comparison.wrongEntries.first, comparison.yours.elements.count > 4
        else { return [] }
        let (row, column) = comparison.place(of: entry)
        let yours = shortNumber(comparison.yours.elements[entry])
        let numeric = shortNumber(comparison.numeric.elements[entry])
        return ["worst [\(row), \(column)]: yours \(yours), numeric \(numeric)"]
    }

    /// All numbers of a small matrix; shape and range of a larger one.
    private func few(_ matrix: Matrix) -> String {
        let numbers = matrix.elements
        if (1...4).contains(numbers.count) {
            return "\(matrix.shape) \(numbers.map(shortNumber).joined(separator: ", "))"
        }
        let finite = numbers.filter(\.isFinite)
        guard let low = finite.min(), let high = finite.max() else { return "\(matrix.shape)" }
        let range = "\(matrix.shape) from \(shortNumber(low)) to \(shortNumber(high))"
        return finite.count == numbers.count ? range : "\(range), and NaN or infinity"
    }

    /// Learners may give their steps any name.
    private func shownName(_ name: String) -> String { shortened(name, to: 60) }
}
