import Layers

// What a test of one wrong gradient may state, and how several problems come to agree on it.

/// Something true of one wrong matrix on one problem.
struct Statement {
    /// The kind of fault, such as "constant-factor".
    let code: String
    /// What all problems must agree on, besides the code: the names in it, not its numbers.
    let claim: String
    /// A number that may differ between problems, if it has the same name in all; 1 is not mentioned.
    var factor = 1.0
    /// The sentence; its argument is the factor in words with a space after it, or nothing.
    let sentence: (_ factor: String) -> String

    init(
        _ code: String, _ claim: String, factor: Double = 1,
        sentence: @escaping (_ factor: String) -> String
    ) {
        (self.code, self.claim, self.factor, self.sentence) = (code, claim, factor, sentence)
    }

    /// The same thing said of another problem.
    func isSame(as other: Statement) -> Bool { code == other.code && claim == other.claim }
}

/// One test: what it finds true of one problem, the most worth saying first.
typealias Test = @Sendable (Evidence) throws -> [Statement]

/// The first statement of the first problem that all the others make, too.
func agreed(on test: Test, _ all: [Evidence]) rethrows -> Diagnosis? {
    guard let first = all.first else { return nil }
    var lists = try [test(first)]
    if lists[0].isEmpty { return nil }
    for evidence in all.dropFirst() {
        lists.append(try test(evidence))
        if lists.last?.isEmpty == true { return nil }
    }
    for statement in lists[0] {
        let same = lists.compactMap { $0.first(where: statement.isSame) }
        guard same.count == all.count,
            let words = factorWords(zip(all, same.map(\.factor)).map { ($0, $1) })
        else { continue }
        return Diagnosis(code: statement.code, message: statement.sentence(words))
    }
    return nil
}

/// A factor in words: nothing for 1, or a number with its name; nil if it has none and differs.
private func factorWords(_ numbers: [(Evidence, Double)]) -> String? {
    if numbers.allSatisfy({ abs($0.1 - 1) <= 2e-6 }) { return "" }
    guard let (_, c) = numbers.first else { return nil }
    if let name = commonName(numbers) {
        let plain = ["-1", "2", "1/2", "minus 2", "minus 1/2"].contains(name)
        return plain ? "\(shortNumber(c)) times " : "\(shortNumber(c)) times (\(name)) "
    }
    return areEqual(numbers.map(\.1)) ? "\(shortNumber(c)) times " : nil
}

/// What one number, different in every problem, is called in all of them; nil if nothing fits.
func commonName(_ numbers: [(Evidence, Double)]) -> String? {
    guard let (first, c) = numbers.first else { return nil }
    return first.names(of: c).first { name in
        numbers.allSatisfy { $0.0.names(of: $0.1).contains(name) }
    }
}

/// Whether all numbers are the same one.
func areEqual(_ numbers: [Double]) -> Bool {
    numbers.allSatisfy { abs($0 - numbers[0]) <= 2e-6 * abs(numbers[0]) }
}

extension Evidence {
    /// Every name that a number has among the sizes and settings of the problem.
    func names(of c: Double) -> [String] {
        var sizes = problem.numbers.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        for item in atHand {
            let (rows, columns) = (Double(item.matrix.rows), Double(item.matrix.columns))
            if rows > 1 { sizes.append(("the number of rows of \(item.name)", rows)) }
            if columns > 1 { sizes.append(("the number of columns of \(item.name)", columns)) }
            if rows > 1, columns > 1 {
                sizes.append(("the number of entries of \(item.name)", rows * columns))
            }
        }
        let counted = problem.labels.count { Double($0) != problem.numbers["ignored"] }
        if counted > 1 { sizes.append(("the number of labels that count", Double(counted))) }
        if let steps = problem.numbers["steps"], let rows = atHand.first?.matrix.rows, steps > 1 {
            sizes.append(("the number of sequences", Double(rows) / steps))
        }
        var names = [("-1", -1), ("2", 2), ("1/2", 0.5), ("minus 2", -2), ("minus 1/2", -0.5)]
        for (what, size) in sizes {
            names += [
                (what, size), ("one over \(what)", 1 / size), ("minus \(what)", -size),
                ("minus one over \(what)", -1 / size), ("half \(what)", size / 2),
                ("2 times \(what)", 2 * size), ("2 over \(what)", 2 / size),
                ("minus half \(what)", -size / 2), ("the root of \(what)", size.squareRoot()),
                ("one over the root of \(what)", 1 / size.squareRoot()),
                ("the square of \(what)", size * size), ("1 minus \(what)", 1 - size),
            ]
        }
        for (what, size) in sizes {
            for (other, divisor) in sizes where divisor != size {
                names.append(("\(what) over \(other)", size / divisor))
            }
        }
        // A setting of 0 has no inverse.
        return names.filter { $0.1.isFinite && abs(c - $0.1) <= 2e-6 * abs($0.1) }.map(\.0)
    }
}
