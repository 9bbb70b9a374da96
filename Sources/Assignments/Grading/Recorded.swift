import Exchange
import Layers

/// A problem with outputs that were computed by other software: what a forward pass must give.
struct Recorded: Sendable {
    let subject: String
    let problem: Problem
    let expected: Values
}

/// How far a forward pass may be off, as a share of the largest number expected: rounding only.
let forwardTolerance = 1e-10

/// Where two lists of values differ by more than rounding; nil if they do not.
func difference(_ yours: Values, _ expected: Values, tolerance: Double) -> String? {
    for item in expected.items {
        guard let mine = yours[item.name] else { return "\(item.name) is missing" }
        if let sentence = difference(item.name, mine, item.matrix, tolerance: tolerance) {
            return sentence
        }
    }
    return nil
}

/// Where two matrices differ by more than rounding; nil if they do not.
func difference(
    _ name: String, _ yours: Matrix, _ expected: Matrix, tolerance: Double
) -> String? {
    if yours.shape != expected.shape {
        return "\(name) is \(yours.shape), and should be \(expected.shape)"
    }
    let scale = expected.largestMagnitude()
    for i in expected.elements.indices {
        let (mine, right) = (yours.elements[i], expected.elements[i])
        if abs(mine - right) <= tolerance * scale { continue }
        let place =
            expected.elements.count == 1 ? "" : "[\(i / expected.columns), \(i % expected.columns)]"
        return "\(name)\(place) is \(shortNumber(mine)), and should be \(shortNumber(right))"
    }
    return nil
}
