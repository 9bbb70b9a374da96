import Foundation

// The gradient check of a layer, a loss or any function, in one call.
//
//     print(checkGradients(of: MyLayer(), at: x))

/// The outcome of a gradient check: print it, or ask `isRight`.
public struct GradientReport: Sendable, CustomStringConvertible {
    /// One gradient: its name, such as "dw", and how it compares.
    public struct Row: Sendable {
        public let name: String
        public let comparison: GradientComparison
    }

    public let rows: [Row]

    /// Sentences about faults that no single entry shows, such as a gradient that ignores `dout`.
    public let faults: [String]

    /// Whether every gradient is right.
    ///
    /// One that could not be decided is not.
    public var isRight: Bool {
        faults.isEmpty && rows.allSatisfy { $0.comparison.verdict == .right }
    }

    /// The comparison of the gradient of this name.
    public subscript(name: String) -> GradientComparison? {
        rows.first { $0.name == name }?.comparison
    }

    public var description: String {
        (rows.map { $0.comparison.summary(name: $0.name) } + faults).joined(separator: "\n")
    }
}

/// Checks every gradient of a layer at `x` against the numeric one.
/// - Parameters:
///   - layer: the layer, with its parameters.
///   - x: the inputs; keep them away from kinks, such as a ReLU's 0, where you can.
///   - seed: chooses the random `dout`.
/// - Returns: a report with one row per input and parameter.
public func checkGradients<L: Layer>(
    of layer: L, at x: L.Input, seed: Int = 1
) -> GradientReport {
    GradedRun.refuseGradientCheck()
    var generator = SeededGenerator(seed: seed)
    let (out, cache) = layer.forward(x)
    var dout = out
    for part in L.Output.parts {
        let shape = out[keyPath: part.value].shape
        dout[keyPath: part.value] = randomUpstream(shape, using: &generator)
    }
    func gradients(_ factor: Double) -> [(String, Matrix)] {
        var scaled = dout
        for part in L.Output.parts { scaled[keyPath: part.value] *= factor }
        let found = layer.backward(scaled, cache: cache)
        return layer.inputs.map { ("d" + $0.name, found[keyPath: $0.gradient]) }
            + layer.parameters.map { (gradientName(of: $0.name), found[keyPath: $0.gradient]) }
    }
    let functions =
        layer.inputs.map { input in
            (
                x[keyPath: input.value],
                { (moved: Matrix) -> [Double] in
                    var inputs = x
                    inputs[keyPath: input.value] = moved
                    return flattened(layer.forward(inputs).out)
                }
            )
        }
        + layer.parameters.map { parameter in
            (
                layer[keyPath: parameter.value],
                { (moved: Matrix) -> [Double] in
                    var changed = layer
                    changed[keyPath: parameter.value] = moved
                    return flattened(changed.forward(x).out)
                }
            )
        }
    return report(gradients, functions, dout: flattened(dout))
}

/// Checks a classification loss's gradient with respect to its scores.
public func checkGradients<Loss: ClassificationLoss>(
    of loss: Loss, at scores: Matrix, labels: [Int]
) -> GradientReport {
    GradedRun.refuseGradientCheck()
    let cache = loss.forward(scores, labels: labels).cache
    return report(
        { [("dscores", loss.backward(1.7 * $0, cache: cache))] },
        [(scores, { [loss.forward($0, labels: labels).loss] })], dout: [1.7])
}

/// Checks a regression loss's gradient with respect to its predictions.
public func checkGradients<Loss: RegressionLoss>(
    of loss: Loss, at predictions: Matrix, targets: Matrix
) -> GradientReport {
    GradedRun.refuseGradientCheck()
    let cache = loss.forward(predictions, targets: targets).cache
    return report(
        { [("dpredictions", loss.backward(1.7 * $0, cache: cache))] },
        [(predictions, { [loss.forward($0, targets: targets).loss] })], dout: [1.7])
}

/// Checks the gradients of a model that computes its own loss.
/// - Parameters:
///   - model: the model, with its parameters.
///   - gradients: what its backward pass gave.
///   - loss: the loss of a model; it must use its argument.
/// - Returns: a report with one row per parameter.
public func checkGradients<Model: Parameterized>(
    of model: Model, _ gradients: Model.Gradients, loss: (Model) -> Double
) -> GradientReport {
    GradedRun.refuseGradientCheck()
    return withoutActuallyEscaping(loss) { loss in
        let rows = model.parameters.map { parameter in
            GradientReport.Row(
                name: gradientName(of: parameter.name),
                comparison: comparison(
                    gradients[keyPath: parameter.gradient], model[keyPath: parameter.value], [1]
                ) { moved in
                    var changed = model
                    changed[keyPath: parameter.value] = moved
                    return [loss(changed)]
                })
        }
        return GradientReport(rows: rows, faults: ignoredArguments(rows))
    }
}

/// Checks one gradient of any function of a matrix.
/// - Parameters:
///   - yours: the gradient of sum(dout * f(x)) with respect to x.
///   - x: where it was taken.
///   - dout: the gradient of the loss with respect to f(x), shaped like f(x).
///   - f: the function. It must use its argument: a closure that captures x instead is told so.
/// - Returns: a report with one row, "dx".
public func checkGradient(
    _ yours: Matrix, at x: Matrix, dout: Matrix, of f: (Matrix) -> Matrix
) -> GradientReport {
    GradedRun.refuseGradientCheck()
    return withoutActuallyEscaping(f) { f in
        let found = comparison(yours, x, dout.elements) { f($0).elements }
        let rows = [GradientReport.Row(name: "dx", comparison: found)]
        return GradientReport(rows: rows, faults: ignoredArguments(rows))
    }
}

/// Random numbers of either sign and of magnitude 0.5 to 1.5: no entry of a `dout` so made is so
/// small that an error behind it could hide, and no two cancel by symmetry.
package func randomUpstream(_ shape: Shape, using generator: inout SeededGenerator) -> Matrix {
    var dout = Matrix(rows: shape.rows, columns: shape.columns)
    for i in dout.elements.indices {
        let sign = generator.uniform() < 0.5 ? -1.0 : 1.0
        dout.elements[i] = sign * generator.uniform(from: 0.5, to: 1.5)
    }
    return dout
}

/// "w" has the gradient "dw", and "affine1.w" has "affine1.dw".
package func gradientName(of variable: String) -> String {
    var path = variable.split(separator: ".").map(String.init)
    path.append("d" + path.removeLast())
    return path.joined(separator: ".")
}

/// What is wrong with a gradient that is not linear in `dout`, from three calls of `backward`.
/// - Parameters:
///   - name: the gradient's name.
///   - zero: the gradient for a `dout` of zeros.
///   - once: the gradient for some `dout`.
///   - twice: the gradient for twice that `dout`.
/// - Returns: a sentence, or nil.
package func linearityFault(
    _ name: String, zero: Matrix, once: Matrix, twice: Matrix
) -> String? {
    if zero.elements.contains(where: { $0 != 0 }) {
        return "with dout = 0, \(name) is not 0: it does not depend on dout as the chain rule says."
    }
    let scale = once.largestMagnitude()
    let same = once.shape == twice.shape
    if same, (twice - 2 * once).largestMagnitude() > 1e-9 * scale {
        return
            "with twice the dout, \(name) is not twice as large: dout decides more than a factor."
    }
    return nil
}

private func comparison(
    _ yours: Matrix, _ x: Matrix, _ dout: [Double], _ f: @escaping (Matrix) -> [Double]
) -> GradientComparison {
    do {
        return try compareGradient(yours, at: x, dout: dout, of: f)
    } catch {
        stop("the gradient check failed, although nothing in it can: \(error)")
    }
}

private func report(
    _ gradients: (Double) -> [(String, Matrix)], _ functions: [(Matrix, (Matrix) -> [Double])],
    dout: [Double]
) -> GradientReport {
    let (zero, once, twice) = (gradients(0), gradients(1), gradients(2))
    let rows = once.indices.map { i in
        GradientReport.Row(
            name: once[i].0,
            comparison: comparison(once[i].1, functions[i].0, dout, functions[i].1))
    }
    let faults = once.indices.compactMap { i in
        linearityFault(once[i].0, zero: zero[i].1, once: once[i].1, twice: twice[i].1)
    }
    return GradientReport(rows: rows, faults: faults + ignoredArguments(rows))
}

/// A function that never moves, against a gradient that is not 0, probably ignores its argument; a
/// gradient that is 0 but for rounding, as that of a bias before a batch norm, claims nothing.
private func ignoredArguments(_ rows: [GradientReport.Row]) -> [String] {
    rows.compactMap { row in
        let found = row.comparison
        let claims = found.yours.shape == found.numeric.shape && found.verdict != .right
        if found.functionMoved || !claims || found.verdict == .forwardNotFinite { return nil }
        return
            "\(row.name): the checked function gave the same output for every argument. Does it use its argument?"
    }
}

extension GradientComparison {
    /// One line: the verdict with its numbers.
    func summary(name: String) -> String {
        let head =
            "\(name) \(numeric.shape) \(verdict == .right ? "right" : verdict.rawValue.uppercased())"
        switch verdict {
        case .right:
            let note = kinks > 0 ? ", \(kinks) on a kink" : ""
            return
                "\(head): largest relative error \(tiny(largestRelativeError)); one of \(tiny(power)) would be seen\(note)"
        case .wrong:
            guard let worst = wrongEntries.first else { return head }
            let (row, column) = place(of: worst)
            return """
                \(head): \(wrongEntries.count) of \(numeric.elements.count) entries, the worst at \
                [\(row), \(column)]: yours \(shortNumber(yours.elements[worst])), numeric \
                \(shortNumber(numeric.elements[worst])) +- \(tiny(errorBars.elements[worst]))
                """
        case .wrongShape: return "\(head): yours is \(yours.shape)"
        case .notFinite, .forwardNotFinite: return head
        case .inconclusive:
            return
                "\(head): the numeric gradient is too noisy, or has too many kinks, at this point"
        }
    }
}

/// Two significant digits: enough for an error.
package func tiny(_ x: Double) -> String { String(format: "%.1e", x) }
