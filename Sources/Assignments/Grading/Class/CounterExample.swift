import Layers

// A small case of a mistake that many of a class made, for the page about the class: numbers only,
// and nobody's name.

/// A case in which one student's gradient or value is wrong.
struct CounterExample: Codable, Equatable {
    let exercise: String
    /// The code of the diagnosis that is true of it.
    let code: String
    /// The inputs that are small enough.
    var inputs: [Part] = []
    /// The student's gradient and the numeric one.
    var gradients: [Part] = []
    /// What there is to say besides.
    var words: [String] = []

    /// A matrix, or as much of it as is shown.
    struct Part: Codable, Equatable {
        let title: String
        /// As text, so that what is not finite can be kept, too.
        let rows: String
    }

    /// Neither rows nor columns are more in a part.
    static let mostSide = 4
    private static let mostInputs = 6
}

extension ExerciseResult {
    /// A case for each kind of mistake that was diagnosed.
    var counterExamples: [CounterExample] {
        var codes: Set<String> = []
        return checks.compactMap { check in
            guard let code = check.diagnosis?.code, codes.insert(code).inserted else { return nil }
            return CounterExample(exercise.id, code, check)
        }
    }
}

extension CounterExample {
    /// What is shown of one failed check.
    fileprivate init(_ exercise: String, _ code: String, _ check: CheckResult) {
        self.init(exercise: exercise, code: code)
        if let comparison = check.comparison {
            addInputs(of: check)
            add(comparison, check.name)
        }
        if let sentence = check.sentence { words.append("\(sentence) (\(check.setting))") }
    }

    /// The inputs that are small; the others are only named.
    private mutating func addInputs(of check: CheckResult) {
        guard let problem = check.problem else { return }
        let inputs = problem.matrices.sorted { $0.key < $1.key }
        let small = inputs.filter { max($0.value.rows, $0.value.columns) <= Self.mostSide }
            .prefix(Self.mostInputs)
        self.inputs += small.map {
            Part(title: "\($0.key) \($0.value.shape)", rows: $0.value.description)
        }
        if !problem.labels.isEmpty, problem.labels.count <= Self.mostSide * Self.mostSide {
            words.append("labels \(problem.labels)")
        }
        words += problem.numbers.sorted { $0.key < $1.key }
            .map { "\($0.key) \(shortNumber($0.value))" }
        let left = inputs.filter { input in !small.contains { $0.key == input.key } }
        if !left.isEmpty {
            let names = left.map { "\($0.key) \($0.value.shape)" }.joined(separator: ", ")
            words.append("not shown: \(names)")
        }
    }

    /// Both gradients, cut to the worst entry's neighbours.
    private mutating func add(_ comparison: GradientComparison, _ name: String) {
        let (yours, numeric) = (comparison.yours, comparison.numeric)
        let notFinite = yours.elements.firstIndex { !$0.isFinite }
        let worst = (notFinite ?? comparison.wrongEntries.first).map(comparison.place)
        // Of a sample the other entries were not compared.
        let side = comparison.isSample ? 1 : Self.mostSide
        // With a gradient of another shape nothing was compared.
        let isCompared = comparison.verdict != .wrongShape
        let shown = [("yours", yours)] + (isCompared ? [("numeric", numeric)] : [])
        if !isCompared { words.append("\(name) should be \(numeric.shape)") }
        for (whose, matrix) in shown {
            let rows = window(of: matrix.rows, around: worst?.row ?? 0, most: side)
            let columns = window(of: matrix.columns, around: worst?.column ?? 0, most: side)
            let isWhole = rows.count == matrix.rows && columns.count == matrix.columns
            let place = isWhole ? "" : " from [\(rows.lowerBound), \(columns.lowerBound)]"
            let part = Matrix(rows.map { row in columns.map { matrix[row, $0] } })
            gradients.append(
                Part(title: "\(name) \(matrix.shape), \(whose)\(place)", rows: part.description))
        }
    }

    /// So many of some indices that one of them is among them.
    private func window(of count: Int, around index: Int, most: Int) -> Range<Int> {
        let start = max(0, min(index - (most - 1) / 2, count - most))
        return start..<min(count, start + most)
    }

    /// The inputs and both gradients side by side, and the words below.
    func html() -> String {
        let note = escaped(shortened(words.joined(separator: "; "), to: 400))
        // The gradients are one thing in the line, so that they stay together.
        let figures =
            inputs.map(figure) + (gradients.isEmpty ? [] : [sideBySide(gradients.map(figure))])
        return (figures.isEmpty ? "" : sideBySide(figures))
            + (note.isEmpty ? "" : "<p class=\"note\">\(note)</p>")
    }

    private func figure(_ part: Part) -> String {
        """
        <figure><figcaption>\(escaped(part.title))</figcaption>\
        <pre class="scroll">\(escaped(part.rows, keepsLines: true))</pre></figure>
        """
    }

    private func sideBySide(_ items: [String]) -> String {
        "<div class=\"maps\">\(items.joined(separator: "\n"))</div>"
    }
}
