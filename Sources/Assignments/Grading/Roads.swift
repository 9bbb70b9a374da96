import Exchange
import Layers

/// One wire of a computational graph: the second value is made of the first, without another named
/// one in between.
public struct Road: Equatable, Sendable {
    /// A named value, or an input.
    public let from: String
    /// A named value, or `Road.output`.
    public let to: String

    /// What the end of the forward pass is called.
    public static let output = "output"
}

/// Finds the wires of a forward pass: each value is moved alone, with all other named ones held.
/// - Parameters:
///   - learner: whose forward pass it is.
///   - problem: the case, with the upstream gradients in it.
///   - named: its named values, as `Action.stages` gives them.
///   - shown: what a named value is called in a table.
/// - Returns: the wires in the order of the forward pass; none of a pass with too many names to draw.
/// - Throws: whatever calling the learner's code throws.
func roads(
    of learner: any Caller, _ problem: Problem, named: [Values.Item], shown: (String) -> String
) throws -> [Road] {
    if named.isEmpty || named.count > 14 { return [] }
    func plain(_ item: Values.Item) -> String { String(item.name.dropFirst(stagePrefix.count)) }
    /// The problem with every named value held but one.
    func holding(allBut free: String?) -> Problem {
        var held = problem
        for item in named where plain(item) != free {
            held.matrices[holdPrefix + plain(item)] = item.matrix
        }
        return held
    }
    let out = try learner.call(.forward, problem).numbers
    func ends(of moved: Problem, from name: String, but free: String?) throws -> [Road] {
        let values = try learner.call(.stages, moved)
        let changed = named.filter { item in
            plain(item) != free && values[item.name].map { $0 != item.matrix } ?? false
        }
        let reachesEnd = try learner.call(.forward, moved).numbers != out
        return changed.map { Road(from: name, to: shown(plain($0))) }
            + (reachesEnd ? [Road(from: name, to: Road.output)] : [])
    }
    var found: [Road] = []
    let upstream = Set(problem.matrices.keys.filter { $0.hasPrefix("d") })
    for name in problem.matrices.keys.sorted() where !upstream.contains(name) {
        // Whole numbers can be words, or masks: they do not move.
        if problem[name].elements.allSatisfy({ $0 == $0.rounded() }) { continue }
        var moved = holding(allBut: nil)
        moved.matrices[name] = nudged(problem[name])
        found += try ends(of: moved, from: name, but: nil)
    }
    for item in named {
        var moved = holding(allBut: plain(item))
        moved.matrices[stagePrefix + plain(item)] = nudged(item.matrix) - item.matrix
        found += try ends(of: moved, from: shown(plain(item)), but: plain(item))
    }
    return found
}

/// Every entry moved a little, each by another amount.
private func nudged(_ matrix: Matrix) -> Matrix {
    var moved = matrix
    for i in moved.elements.indices {
        moved.elements[i] += 1e-3 * (1 + abs(matrix.elements[i])) * (1 + 0.3 * Double(i % 5))
    }
    return moved
}
