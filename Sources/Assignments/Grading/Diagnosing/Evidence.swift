import Exchange
import Layers

/// Where the numbers of one check come from: the learner's code, and what is right.
protocol Witness {
    /// What the learner's code gives at a problem with its upstream gradients in it; nil if nothing.
    func yours(_ problem: Problem) throws -> Matrix?

    /// What is right there, at these entries of the flat matrix.
    func right(_ name: String, _ problem: Problem, at entries: [Int]) throws -> [Double]

    /// The forward pass's outputs.
    func outputs(_ problem: Problem) throws -> Values

    /// The named values of the learner's forward pass; empty if it names none.
    func stages(_ problem: Problem) throws -> [Named]

    /// The first wrong one of the named gradients that the learner's backward pass tells.
    func firstWrongStep(_ problem: Problem) throws -> String?

    /// The right gradient at these entries with some named values held, or moved, by the learner's
    /// forward pass.
    func right(_ problem: Problem, at entries: [Int], holding: Holding) throws -> [Double]
}

/// Which named values of a forward pass do not follow as they should.
enum Holding {
    /// These keep their values, whatever is moved.
    case constant([Named])
    /// The second moves as much as the first: what lies between them is stepped over.
    case steppingOver(from: Named, to: Named)
}

/// Everything that is known of one wrong matrix on one problem.
final class Evidence {
    /// The check: "dx", or the name of a value.
    let name: String
    /// What it is the gradient of; nil for a value.
    let variable: String?
    let yours: Matrix
    /// The numeric gradient, or the right value.
    let right: Matrix
    /// The inputs, with the upstream gradients.
    let problem: Problem
    /// The forward pass's outputs.
    let outputs: Values
    /// The names of all checks of the exercise that this problem has.
    let names: [String]
    let witness: any Witness

    init(
        name: String, variable: String?, yours: Matrix, problem: Problem, names: [String],
        witness: any Witness
    ) throws {
        (self.name, self.variable, self.yours, self.problem) = (name, variable, yours, problem)
        (self.names, self.witness) = (names, witness)
        outputs = try witness.outputs(problem)
        if let variable, let matrix = problem.matrices[variable] {
            let entries = Array(matrix.elements.indices)
            right = Matrix(
                rows: matrix.rows, columns: matrix.columns,
                elements: try witness.right(name, problem, at: entries))
        } else {
            right = outputs[name] ?? Matrix(rows: 0, columns: 0)
        }
    }

    /// The same with a factor taken out of what is the learner's.
    func undoing(_ factor: Double) throws -> Evidence {
        try Evidence(
            name: name, variable: variable, yours: yours / factor, problem: problem, names: names,
            witness: ScaledWitness(factor: 1 / factor, witness: witness))
    }

    /// The largest entry of what is right.
    lazy var scale = right.largestMagnitude()

    /// The first upstream gradient; a value has none.
    var dout: Matrix? {
        guard variable != nil, let first = outputs.items.first else { return nil }
        return problem.matrices["d\(first.name)"]
    }

    /// The names of the upstream gradients.
    var upstreamNames: [String] {
        variable == nil ? [] : outputs.items.map { "d\($0.name)" }
    }

    /// What arrives from the output side, by the name it has in code.
    var upstream: String { isLoss ? "dloss" : "dout" }

    /// Whether the forward pass gives a single number.
    var isLoss: Bool { variable != nil && outputs.numbers.count == 1 }

    /// The matrices that a learner has at hand, by the names used in code; the upstream gradient last.
    lazy var atHand: [Named] = {
        let inputs = problem.matrices.filter { !upstreamNames.contains($0.key) }
        let sorted = inputs.sorted { $0.key < $1.key }.map { Named($0.key, $0.value) }
        let results = outputs.items.filter { $0.name != name }.map { Named($0.name, $0.matrix) }
        let arriving = upstreamNames.compactMap { name in
            problem.matrices[name].map { Named(name, $0) }
        }
        return sorted + results + (isLoss ? [] : arriving)
    }()

    /// The named values of the forward pass, in its order.
    ///
    /// Nothing is lost where it cannot be asked: then no statement is made about them.
    lazy var stages: [Named] = (try? witness.stages(problem)) ?? []

    /// The right gradients of the named values.
    lazy var stageGradients: [Named] = stages.compactMap { item in
        var nudged = problem
        let key = stagePrefix + item.name
        func output(_ index: Int, _ step: Double) throws -> Double {
            var nudge = item.matrix.zeros
            nudge.elements[index] = step
            nudged.matrices[key] = nudge
            return try witness.outputs(nudged).weighted(by: problem)
        }
        var gradient = item.matrix.zeros
        for index in gradient.elements.indices {
            guard let up = try? output(index, Evidence.step),
                let down = try? output(index, -Evidence.step)
            else { return nil }
            gradient.elements[index] = (up - down) / (2 * Evidence.step)
        }
        return Named("d\(item.name)", gradient)
    }

    /// Everything that a backward pass may hold in its hands: inputs, what arrives, named values.
    ///
    /// A name that is used several times belongs to a layer within this one, or to a loop.
    lazy var values: [Named] =
        atHand
        + stages.map { Named(plainName($0.name), $0.matrix) }.filter { !$0.name.contains("[") }

    /// What arrives at some place: the upstream gradients, and the right ones of the named values.
    lazy var arriving: [Named] =
        upstreamNames.compactMap { name in problem.matrices[name].map { Named(name, $0) } }
        + stageGradients.map { Named(plainName($0.name), $0.matrix) }
        .filter { !$0.name.contains("[") }

    /// The shape of what is right for another check; nil if this problem does not have it.
    func shape(of other: String) -> Shape? {
        if variable == nil { return outputs[other]?.shape }
        return problem.matrices.first { gradientName(of: $0.key) == other }?.value.shape
    }

    /// Whether two matrices are the same but for rounding in the numeric gradient.
    func same(_ a: Matrix, _ b: Matrix) -> Bool {
        if a.shape != b.shape { return false }
        let size = max(a.largestMagnitude(), b.largestMagnitude())
        return size > 0 && size.isFinite && (a - b).largestMagnitude() <= 2e-6 * size
    }

    /// The c for which a = c * b, if there is one and it is not 0.
    func factor(of a: Matrix, on b: Matrix) -> Double? {
        let square = b.sumOfSquares()
        // Of a gradient of one number everything is a multiple; of a value several problems tell.
        let fewest = variable == nil ? 1 : 2
        if a.shape != b.shape || square == 0 || a.elements.count < fewest { return nil }
        let c = (a * b).sum() / square
        return c.isFinite && abs(c) > 1e-9 && same(a, c * b) ? c : nil
    }

    /// The c for which yours is c times what would be right by this other rule.
    ///
    /// A few entries are tried first: most rules fail there, and a numeric gradient is not free.
    func factor(onRule rule: (_ entries: [Int]) throws -> [Double]) rethrows -> Double? {
        let fewest = variable == nil ? 1 : 2
        if yours.shape != right.shape || yours.elements.count < fewest { return nil }
        let few = Evidence.largest(4, of: yours - right)
        let tried = try rule(few)
        let mine = few.map { yours.elements[$0] }
        guard let c = ratio(mine, tried, scale: max(scale, yours.largestMagnitude())) else {
            return nil
        }
        if few.count == yours.elements.count { return c }
        let all = try rule(Array(yours.elements.indices))
        let other = Matrix(rows: yours.rows, columns: yours.columns, elements: all)
        return factor(of: yours, on: other)
    }

    /// The places of the largest entries.
    static func largest(_ count: Int, of matrix: Matrix) -> [Int] {
        let order = matrix.elements.indices.sorted {
            abs(matrix.elements[$0]) > abs(matrix.elements[$1])
        }
        return Array(order.prefix(count))
    }

    private func ratio(_ mine: [Double], _ other: [Double], scale: Double) -> Double? {
        let square = other.reduce(0) { $0 + $1 * $1 }
        if square <= 1e-16 * scale * scale { return nil }
        let c = zip(mine, other).reduce(0) { $0 + $1.0 * $1.1 } / square
        let size = max(scale, abs(c) * (other.map { abs($0) }.max() ?? 0))
        let isSame = zip(mine, other).allSatisfy { abs($0 - c * $1) <= 4e-6 * size }
        return c.isFinite && abs(c) > 1e-9 && isSame ? c : nil
    }

    /// Which entries are wrong.
    lazy var wrong: [Bool] = zip(yours.elements, right.elements).map { mine, right in
        !(abs(mine - right) <= 1e-6 * max(abs(mine), abs(right)) + 2e-7 * scale + noise)
    }

    /// What a centred difference may be off by; it matters where the gradient is exactly 0.
    private lazy var noise = variable == nil ? 0 : 1e-9 * (1 + abs(outputs.weighted(by: problem)))

    /// Whether anything is.
    var isWrong: Bool { yours.shape != right.shape || wrong.contains(true) }

    /// Half the distance of a centred difference.
    static let step = 0x1p-17
}

/// A matrix and what it is called.
struct Named {
    let name: String
    let matrix: Matrix

    init(_ name: String, _ matrix: Matrix) { (self.name, self.matrix) = (name, matrix) }
}
