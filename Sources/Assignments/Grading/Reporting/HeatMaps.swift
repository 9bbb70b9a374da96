import Layers

// A wrong gradient beside the numeric one: three drawings on one scale.

extension CheckResult {
    /// Your gradient, the numeric one and their difference, drawn; "" where there is nothing to draw.
    /// - Parameters:
    ///   - id: a word that no other check of the page has.
    ///   - most: how many cells a drawing may have.
    /// - Returns: a figure of HTML.
    func heatMaps(id: String, most: Int) -> String {
        guard let comparison, !comparison.yours.elements.isEmpty else { return "" }
        switch comparison.verdict {
        case .wrong, .notFinite: break
        case .wrongShape:
            // With a gradient of another shape nothing was compared.
            return figure(comparison, [("yours", comparison.yours)], id: id, most: most)
        case .right, .forwardNotFinite, .inconclusive: return ""
        }
        if comparison.isSample {
            let note = "Only a sample of its entries was compared, so there is no drawing."
            return "<p>\(note)</p>"
        }
        let (yours, numeric) = (comparison.yours, comparison.numeric)
        let drawn = [("yours", yours), ("numeric", numeric), ("difference", yours - numeric)]
        return figure(comparison, drawn, id: id, most: most)
    }

    private func figure(
        _ comparison: GradientComparison, _ matrices: [(title: String, matrix: Matrix)],
        id: String, most: Int
    ) -> String {
        let maps = matrices.map { GradientMap($0.matrix, most: most) }
        let scale = DivergingScale(for: maps.flatMap(\.averaged.cells.elements))
        let worst = comparison.wrongEntries.first.map(comparison.place)
        let drawings = zip(matrices, maps).enumerated().map { index, pair in
            let (named, map) = pair
            let drawing = map.drawing(
                scale, title: "\(named.title): \(name), \(size(named.matrix))",
                description: description(comparison), id: "\(id)-\(index)", worst: worst)
            return """
                <div class="map"><div class="name">\(named.title)</div>\
                <div class="scroll">\(drawing)</div></div>
                """
        }
        let notes = ([worstLine.map { "The frame: \($0)" }] + figureNotes(maps[0], scale))
            .compactMap { $0 }.map { "<p>\($0)</p>" }.joined()
        return """
            <figure><div class="maps">\(drawings.joined())</div>\(scale.drawing())
            <figcaption>\(notes)</figcaption></figure>

            """
    }

    /// "dw, 4 x 2: 3 of 8 entries wrong, worst [1, 0]: yours 0.5, numeric 1".
    private func description(_ comparison: GradientComparison) -> String {
        let start = "\(name), \(size(comparison.yours))"
        if comparison.verdict == .wrongShape {
            return "\(start); it should be \(size(comparison.numeric))"
        }
        if comparison.verdict == .notFinite {
            let bad = comparison.yours.elements.count { !$0.isFinite }
            let all = comparison.yours.elements.count
            return "\(start): \(bad) of \(all) entries are NaN or infinite"
        }
        let wrong = comparison.wrongEntries.count
        let counts = "\(start): \(wrong) of \(comparison.yours.elements.count) entries wrong"
        guard let worst = comparison.wrongEntries.first else { return counts }
        let (row, column) = comparison.place(of: worst)
        let yours = shortNumber(comparison.yours.elements[worst])
        let numeric = shortNumber(comparison.numeric.elements[worst])
        return "\(counts), worst [\(row), \(column)]: yours \(yours), numeric \(numeric)"
    }

    private func figureNotes(_ map: GradientMap, _ scale: DivergingScale) -> [String] {
        var notes: [String] = []
        if map.averaged.isAveraged {
            let block = "\(map.averaged.block.rows) x \(map.averaged.block.columns)"
            notes.append("Each cell is the average of a block of \(block) entries.")
        }
        if !map.averaged.cells.elements.allSatisfy(\.isFinite) {
            notes.append("What is NaN or infinite is hatched.")
        }
        if scale.limit == 0 { notes.append("There is no number but 0.") }
        return notes
    }

    private func size(_ matrix: Matrix) -> String { "\(matrix.rows) x \(matrix.columns)" }
}

extension GradientComparison {
    /// Whether only some entries of a large gradient were looked at.
    var isSample: Bool { numeric.elements.count > 2000 }
}
