import Foundation

/// A model before its first step, on some of the training set.
struct AuditedStart<Net: Model> {
    let model: Net
    /// A batch to look at: at most 64 examples, and 8 for what needs many forward passes.
    let batch: (x: Net.Input, labels: [Int])
    let small: (x: Net.Input, labels: [Int])
    /// Up to 24 examples, each by itself.
    let singles: [(x: Net.Input, labels: [Int])]
    /// The loss of knowing only how frequent each class is in the training set.
    let chance: Double

    init<Data: TrainingData>(model: Net, _ training: Data) where Data.Input == Net.Input {
        self.model = model
        let order = shuffledIndices(training.count, seed: 1)
        batch = training.batch(Array(order.prefix(64)))
        small = training.batch(Array(order.prefix(8)))
        singles = order.prefix(24).map { training.batch([$0]) }
        let labels = training.batch(chosenIndices(of: training.count)).labels
        let counts = Dictionary(grouping: labels) { $0 }.values.map { Double($0.count) }
        chance = counts.reduce(0) {
            $0 - $1 / Double(labels.count) * log($1 / Double(labels.count))
        }
    }

    func findings() -> [Finding] {
        let (loss, cache) = model.forward(batch.x, labels: batch.labels)
        return lossFindings(loss) + unitFindings(model.activations(cache)) + recurrentFindings()
            + gradientFindings() + flatFindings()
    }

    /// The first loss against guessing, and how much of it is no error but a penalty.
    private func lossFindings(_ loss: Double) -> [Finding] {
        let scores = model.scores(batch.x)
        let error = SoftmaxLoss().forward(scores, labels: batch.labels).loss
        // Only where the model's loss is that error and something that is the same for all examples.
        let smallError = SoftmaxLoss().forward(model.scores(small.x), labels: small.labels).loss
        let smallLoss = model.forward(small.x, labels: small.labels).loss
        let penalty = loss - error
        let guess = log(Double(scores.columns))
        if abs(smallLoss - smallError - penalty) > 1e-6 * abs(loss) { return [] }
        var found: [Finding] = []
        if error > 1.5 * guess + 0.5 {
            found.append(
                Finding(
                    .firstLoss,
                    "The first loss is \(shownNumber(error)); guessing among \(scores.columns) classes costs \(shownNumber(guess))."
                ))
        }
        if penalty > error {
            found.append(
                Finding(
                    .penalty,
                    "The first loss is \(shownNumber(loss)), of which \(shownNumber(penalty)) are the penalty on weights."
                ))
        }
        return found
    }

    private func unitFindings(_ layers: [Activations]) -> [Finding] {
        layers.filter(\.areAlike).map { layer in
            let units = "all \(layer.values.columns) units"
            // Units with different weights are not alike because they are all closed.
            if layer.values.largestMagnitude() == 0 && !hasEqualColumns {
                return Finding(.dead, "\(layer.layer): \(units) are 0 for all first examples.")
            }
            return Finding(
                .sameUnits, "\(layer.layer): \(units) give the same for every example.")
        }
    }

    /// Whether a matrix of weights before the last one has the same numbers for every unit.
    private var hasEqualColumns: Bool {
        let weights = model.parameters.map { model[keyPath: $0.value] }.filter { $0.rows > 1 }
        return weights.dropLast().contains { Activations("", .other, $0).areAlike }
    }

    private func recurrentFindings() -> [Finding] {
        model.parameters.compactMap { parameter in
            model.recurrentRadius(parameter).flatMap {
                recurrentFinding(parameter.name, radius: $0)
            }
        }
    }

    /// Every parameter's gradient along one random direction, against a difference of losses.
    private func gradientFindings() -> [Finding] {
        GradedRun.refuseGradientCheck()
        var generator = SeededGenerator(seed: 1)
        let cache = model.forward(small.x, labels: small.labels).cache
        let gradients = model.list(model.backward(cache: cache))
        return zip(model.parameters, gradients).compactMap { parameter, gradient in
            let value = model[keyPath: parameter.value]
            let direction = value.mapped { _ in generator.uniform() < 0.5 ? -1 : 1 }
            let told = (gradient * direction).sum()
            let loss = { (moved: Matrix) -> [Double] in
                var changed = model
                changed[keyPath: parameter.value] = moved
                return [changed.forward(small.x, labels: small.labels).loss]
            }
            guard let numeric = slope(of: loss, at: value, along: direction, scale: abs(told)),
                abs(told - numeric) > 1e-3 * max(abs(told), abs(numeric))
            else { return nil }
            return Finding(
                .wrongGradient,
                "\(parameter.name): along one direction the backward pass gives \(shownNumber(told)), and the loss changes by \(shownNumber(numeric))."
            )
        }
    }

    /// The slope of a loss, if it is clear.
    private func slope(
        of loss: @escaping (Matrix) -> [Double], at value: Matrix, along direction: Matrix,
        scale: Double
    ) -> Double? {
        var generator = SeededGenerator(seed: 2)
        guard var function = try? WeightedFunction(weights: [1], at: value, of: loss),
            (try? function.measureNoise(at: value, using: &generator)) != nil,
            case .smooth(let slope, let error) = try? function.derivative(
                Line(x: value, along: .vector(direction)), scale: scale),
            abs(slope) > 100 * error || scale > 100 * error
        else { return nil }
        return slope
    }

    /// Examples that are wrong, and pull at nothing.
    private func flatFindings() -> [Finding] {
        let flat = singles.filter { x, labels in
            let (loss, cache) = model.forward(x, labels: labels)
            let gradients = model.list(model.backward(cache: cache))
            let isFlat = gradients.allSatisfy { $0.largestMagnitude() == 0 }
            return loss > 0.01 && isFlat
        }
        if flat.count * 5 < singles.count { return [] }
        return [
            Finding(
                .flatLoss,
                "\(flat.count) of \(singles.count) examples have a loss above 0, and a gradient of exactly 0."
            )
        ]
    }
}
