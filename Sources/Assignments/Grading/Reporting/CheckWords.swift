import Layers

// What every report says of a failed check, a sentence at a time.

extension CheckResult {
    /// What is wrong with the gradient as a whole: "db (1, 2): 2 of 2 entries wrong; case A, seed 1".
    ///
    /// It is nil where no comparison of entries says so.
    var headline: String? {
        guard let comparison else { return nil }
        let shape = comparison.numeric.shape
        switch comparison.verdict {
        case .wrong:
            let wrong = comparison.wrongEntries.count
            let all = comparison.numeric.elements.count
            return "\(name) \(shape): \(wrong) of \(all) entries wrong; \(setting)"
        case .wrongShape:
            return
                "\(name) has shape \(comparison.yours.shape), and should have \(shape), that of what it is the gradient of; \(setting)"
        case .notFinite:
            let index = comparison.yours.elements.firstIndex { !$0.isFinite } ?? 0
            let (row, column) = comparison.place(of: index)
            return "\(name) \(shape): NaN or infinity, first at [\(row), \(column)]; \(setting)"
        case .right, .forwardNotFinite, .inconclusive: return nil
        }
    }

    /// The worst entry with both numbers.
    var worstLine: String? {
        guard let comparison, comparison.verdict == .wrong,
            let worst = comparison.wrongEntries.first
        else { return nil }
        let (row, column) = comparison.place(of: worst)
        let yours = shortNumber(comparison.yours.elements[worst])
        let numeric = shortNumber(comparison.numeric.elements[worst])
        let bar = tiny(comparison.errorBars.elements[worst])
        return "worst at [\(row), \(column)]   yours \(yours)   numeric \(numeric) +- \(bar)"
    }

    /// How far off the worst entry is.
    var distanceLine: String? {
        guard let comparison, comparison.verdict == .wrong else { return nil }
        let off = tiny(comparison.largestRelativeError)
        let allowed = tiny(comparison.allowedRelativeError)
        return "off by \(off) of the largest entry, allowed \(allowed)"
    }
}

/// What a learner's code printed, line by line.
///
/// Every case calls the code several times: what it prints again is only counted.
func printedLines(_ text: String) -> [String] {
    if text.isEmpty { return [] }
    var all: [(line: String, times: Int)] = []
    for line in text.components(separatedBy: "\n") {
        if all.last?.line == line {
            all[all.count - 1].times += 1
        } else {
            all.append((line, 1))
        }
    }
    return all.map { $0.times == 1 ? $0.line : "\($0.line)   (\($0.times) times)" }
}
