import Exchange
import Layers

// What the random problems are made of. They decide, more than the way of differentiating does,
// which wrong gradients slip through: all sizes differ and none is 1, so that a factor has only one
// name; upstream gradients are of both signs and never small.

/// N examples, D inputs, H hidden units, M outputs, C classes.
struct Size {
    let n: Int
    let d: Int
    let h: Int
    let m: Int
    let c: Int

    /// The first case is small, to be read in a message; the second and third are larger and of
    /// odd proportions; further ones are drawn.
    init(_ index: Int, _ generator: inout SeededGenerator) {
        switch index {
        case 0: (n, d, h, m, c) = (3, 4, 5, 2, 6)
        case 1: (n, d, h, m, c) = (5, 7, 6, 3, 4)
        case 2: (n, d, h, m, c) = (7, 3, 4, 5, 6)
        default:
            var sizes = [3, 4, 5, 6, 7, 8]
            for i in 0..<5 { sizes.swapAt(i, i + generator.index(below: sizes.count - i)) }
            (n, d, h, m, c) = (sizes[0], sizes[1], sizes[2], sizes[3], sizes[4])
        }
    }
}

/// Numbers of both signs and of magnitude 0.1 to 2; at least one of either sign.
func keptFromZero(rows: Int, columns: Int, _ generator: inout SeededGenerator) -> Matrix {
    var x = Matrix(rows: rows, columns: columns)
    for i in x.elements.indices {
        let positive = i < 2 ? i == 0 : generator.uniform() < 0.5
        x.elements[i] = (positive ? 1 : -1) * generator.uniform(from: 0.1, to: 2)
    }
    return x
}

/// Whether a kink at 0 is out of reach of the first difference and has entries on either side.
func farFromZero(_ x: Matrix) -> Bool {
    x.elements.allSatisfy { abs($0) > 0.05 } && x.elements.contains { $0 > 0 }
        && x.elements.contains { $0 < 0 }
}

/// Labels that are neither all equal nor all different.
func mixedLabels(_ count: Int, classes: Int, _ generator: inout SeededGenerator) -> [Int] {
    var labels = (0..<count).map { _ in generator.index(below: classes) }
    labels[0] = 0
    labels[1] = classes - 1
    labels[2] = labels[generator.index(below: 2)]
    return labels
}

/// Draws again until the problem is a good one, but not for ever: a bad one is still a problem.
func redrawn(
    _ generator: inout SeededGenerator, _ draw: (inout SeededGenerator) -> (Problem, Bool)
) -> Problem {
    var (problem, isGood) = draw(&generator)
    for _ in 0..<2000 where !isGood { (problem, isGood) = draw(&generator) }
    return problem
}
