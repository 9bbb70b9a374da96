import Layers

/// A class on one page, for the lecture after the deadline: it names no student.
struct ClassSummary {
    let grades: Grades
    let seed: Int

    /// How many bars the histogram has.
    private static let bins = 10
    private static let mostDiagnoses = 12

    /// The page; it needs nothing else, and can be printed.
    func text() -> String {
        let count = grades.rows.count
        let title = count == 1 ? "A class of 1" : "A class of \(count)"
        return htmlPage(
            title: title, header: "<p>\(middle()) Seed \(seed).</p>",
            main: [histogram(), diagnoses(), exercises()].joined(separator: "\n"),
            by: "swift run course grade")
    }

    private func middle() -> String {
        let totals = grades.rows.map(\.total).sorted()
        if totals.isEmpty { return "Nobody." }
        let (below, above) = (totals[(totals.count - 1) / 2], totals[totals.count / 2])
        return "Median \(number((below + above) / 2)) of \(number(grades.maximum)) points."
    }

    // MARK: - Distribution

    private func histogram() -> String {
        var counts = [Int](repeating: 0, count: Self.bins)
        for row in grades.rows {
            let share = grades.maximum > 0 ? row.total / grades.maximum : 0
            counts[min(Self.bins - 1, Int(share * Double(Self.bins)))] += 1
        }
        let tallest = max(1, counts.max() ?? 1)
        let bars = counts.enumerated().map { bar($0, of: $1, tallest: tallest) }
        return """
            <h2>Distribution</h2>
            <figure><svg role="img" class="bar map" width="500" height="170" viewBox="0 0 500 170">\
            <title>How many students by share of the points</title>
            \(bars.joined(separator: "\n"))
            </svg><figcaption>Students by their share of the points, in per cent.</figcaption></figure>
            """
    }

    private func bar(_ index: Int, of count: Int, tallest: Int) -> String {
        let height = 120 * count / tallest
        let (left, middle) = (index * 50 + 3, index * 50 + 25)
        let words = "\(index * 10) to \(index * 10 + 10) %: \(count)"
        return """
            <g><title>\(words)</title>\
            <rect class="fill" x="\(left)" y="\(140 - height)" width="44" height="\(height)"/>\
            <text x="\(middle)" y="\(134 - height)" fill="currentColor">\(count)</text>\
            <text x="\(middle)" y="158" fill="currentColor">\(index * 10)</text></g>
            """
    }

    // MARK: - Diagnoses

    /// A mistake that was made at least once.
    private struct Mistake {
        var count = 0
        let exercise: String
        /// What the first student by name was told, and a case of it.
        let diagnosis: Diagnosis
        let example: CounterExample?
    }

    /// What many got wrong in the same way, the commonest first.
    private func mistakes() -> [Mistake] {
        var found: [String: Mistake] = [:]
        for row in grades.rows {
            for exercise in row.exercises {
                var codes: Set<String> = []
                // A student counts once, however many gradients were told the same.
                for diagnosis in exercise.diagnosis where codes.insert(diagnosis.code).inserted {
                    let example = row.examples.first {
                        $0.exercise == exercise.id && $0.code == diagnosis.code
                    }
                    let first = Mistake(
                        exercise: exercise.id, diagnosis: diagnosis, example: example)
                    found["\(exercise.id) \(diagnosis.code)", default: first].count += 1
                }
            }
        }
        let sorted = found.sorted { (-$0.value.count, $0.key) < (-$1.value.count, $1.key) }
        return sorted.prefix(Self.mostDiagnoses).map(\.value)
    }

    private func diagnoses() -> String {
        let sections = mistakes().map { mistake in
            let count = mistake.count == 1 ? "1 student" : "\(mistake.count) students"
            return """
                <section class="exercise"><h3>\(escaped(mistake.exercise)) <small>\(count)</small></h3>
                <p>\(escaped(shortened(mistake.diagnosis.message, to: 400)))</p>
                \(mistake.example?.html() ?? "")</section>
                """
        }
        if sections.isEmpty { return "" }
        return """
            <h2>The commonest mistakes</h2>
            <p class="note">How many made each, what one of them was told, and a case of it.</p>
            \(sections.joined(separator: "\n"))
            """
    }

    // MARK: - Exercises

    private func exercises() -> String {
        let rows = grades.columns.map { column in
            let all = grades.rows.flatMap(\.exercises).filter { $0.id == column.id }
            let right = all.count { $0.status == .passed }
            let blank = all.count { $0.status == .notWritten }
            let none = grades.rows.count - all.count
            let share = Double(right) / Double(max(1, grades.rows.count))
            return """
                <tr><th scope="row">\(escaped(column.id))</th><td><svg role="img" class="bar" width="120" \
                height="12" viewBox="0 0 120 12"><title>\(right) right</title>\
                <rect class="track" x="0.5" y="0.5" width="119" height="11"/>\
                <rect class="fill" width="\(shownNumber(share * 120))" height="12"/></svg></td>\
                <td class="points">\(right)</td><td class="points">\(all.count - right - blank)</td>\
                <td class="points">\(blank + none)</td></tr>
                """
        }
        return """
            <h2>Every exercise</h2>
            <table><caption>How many students have it right.</caption>
            <thead><tr><th scope="col">exercise</th><th scope="col">share</th><th scope="col">right</th>\
            <th scope="col">wrong</th><th scope="col">not written</th></tr></thead>
            <tbody>\(rows.joined(separator: "\n"))</tbody></table>
            """
    }
}
