// The numeric stand-in: backward passes for a tree without answers.
//
// In such a tree a backward pass of the kit is one of the calls below: the gradient of the layer's
// own forward pass by centred differences. It is exact to about ten digits, and slow: two forward
// passes for every number in every input and parameter, where a backward pass costs about as much
// as two forward passes for all of them together.

/// Gradients by name, as the stand-in found them.
public struct NumericGradients: Sendable {
    private let gradients: [String: Matrix]

    init(_ gradients: [String: Matrix]) { self.gradients = gradients }

    /// The gradient of the input or parameter of this name.
    public subscript(name: String) -> Matrix {
        guard let gradient = gradients[name] else {
            stop(
                "there is no \"\(name)\" among \(gradients.keys.sorted().joined(separator: ", ")).")
        }
        return gradient
    }

    /// The gradient of the parameter of this name, or nil if the layer has none of that name.
    public func ifPresent(_ name: String) -> Matrix? { gradients[name] }
}

extension Layer {
    /// The gradients of every input and parameter at `x`, by centred differences of `forward`.
    public func numericGradients(_ dout: Output, at x: Input) -> NumericGradients {
        GradedRun.refuseStandIn(for: Self.self)
        let weights = flattened(dout)
        var found: [String: Matrix] = [:]
        for input in inputs {
            found[input.name] = centredGradient(at: x[keyPath: input.value], weights) {
                var moved = x
                moved[keyPath: input.value] = $0
                return flattened(forward(moved).out)
            }
        }
        for parameter in parameters {
            found[parameter.name] = centredGradient(at: self[keyPath: parameter.value], weights) {
                var moved = self
                moved[keyPath: parameter.value] = $0
                return flattened(moved.forward(x).out)
            }
        }
        return NumericGradients(found)
    }
}

extension Parameterized {
    /// The gradients of every parameter, for a model that computes its own loss.
    public func numericGradients(
        _ dloss: Double, of loss: (Self) -> Double
    ) -> NumericGradients {
        GradedRun.refuseStandIn(for: Self.self)
        var found: [String: Matrix] = [:]
        for parameter in parameters {
            found[parameter.name] = centredGradient(at: self[keyPath: parameter.value], [dloss]) {
                var moved = self
                moved[keyPath: parameter.value] = $0
                return [loss(moved)]
            }
        }
        return NumericGradients(found)
    }
}

extension ClassificationLoss {
    /// The gradient with respect to the scores, by centred differences of `forward`.
    public func numericGradient(_ dloss: Double, at scores: Matrix, labels: [Int]) -> Matrix {
        GradedRun.refuseStandIn(for: Self.self)
        return centredGradient(at: scores, [dloss]) { [forward($0, labels: labels).loss] }
    }
}

extension RegressionLoss {
    /// The gradient with respect to the predictions, by centred differences of `forward`.
    public func numericGradient(
        _ dloss: Double, at predictions: Matrix, targets: Matrix
    ) -> Matrix {
        GradedRun.refuseStandIn(for: Self.self)
        return centredGradient(at: predictions, [dloss]) { [forward($0, targets: targets).loss] }
    }
}

/// The numbers of all the matrices of a layer's output, one after the other.
func flattened<Parts: MatrixParts>(_ parts: Parts) -> [Double] {
    Parts.parts.flatMap { parts[keyPath: $0.value].elements }
}

/// For every entry of `x`: sum(weights * (f(x + h) - f(x - h))) / 2h, with h = 2^-17.
private func centredGradient(
    at x: Matrix, _ weights: [Double], of f: (Matrix) -> [Double]
) -> Matrix {
    let h = 0x1p-17
    var gradient = x
    var moved = x
    for i in x.elements.indices {
        let centre = x.elements[i]
        moved.elements[i] = centre + h
        let above = StageRecorder.paused { f(moved) }
        moved.elements[i] = centre - h
        let below = StageRecorder.paused { f(moved) }
        moved.elements[i] = centre
        // The step that was really taken: centre + h is rounded.
        gradient.elements[i] =
            weightedDifference(weights, above, below) / ((centre + h) - (centre - h))
    }
    return gradient
}

/// sum(weights * (above - below)): the difference first, then the sum, loses the fewest digits.
func weightedDifference(_ weights: [Double], _ above: [Double], _ below: [Double]) -> Double {
    var sum = 0.0
    for i in weights.indices { sum += weights[i] * (above[i] - below[i]) }
    return sum
}
