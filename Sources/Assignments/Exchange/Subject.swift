import Layers

/// What comes before the name of a stage in a problem, and in the values that `stages` gives.
public let stagePrefix = "stage "

/// What comes before the name of a stage in a problem whose value is not to change.
public let holdPrefix = "hold "

/// Something that can be graded: how to make it from a problem, and how to call it.
///
/// `grade` has one of these for the kit's own layer, which gives the numeric gradient, and `worker`
/// has one for the learner's. Both are written as one line, see `Subjects.swift` in each.
public struct Subject: Sendable {
    /// The part of the exercise's id before the dot: "affine".
    public let name: String

    private let run: @Sendable (Action, Problem) -> Values

    /// Calls the function that `action` names.
    ///
    /// A matrix of the problem that is called "stage NAME" is added to the value of that stage, and
    /// one that is called "hold NAME" takes its place.
    public func call(_ action: Action, _ problem: Problem) -> Values {
        func named(_ prefix: String) -> [String: Matrix] {
            let found = problem.matrices.filter { $0.key.hasPrefix(prefix) }
            return Dictionary(
                uniqueKeysWithValues: found.map {
                    (String($0.key.dropFirst(prefix.count)), $0.value)
                })
        }
        if action == .timing { return timing(problem) }
        let (nudges, held) = (named(stagePrefix), named(holdPrefix))
        if action != .stages && nudges.isEmpty && held.isEmpty { return run(action, problem) }
        var values = Values([])
        let (stages, told) = StageRecorder.record(nudges: nudges, held: held) {
            values = run(action == .stages ? .backward : action, problem)
        }
        if action != .stages { return values }
        // The values in the order of the forward pass, the gradients in that of the backward pass.
        return Values(
            stages.map { (stagePrefix + $0.name, $0.value) }
                + told.compactMap { name in
                    let gradient = stages.first { $0.name == name }?.gradient
                    return gradient.map { (name, $0) }
                })
    }

    /// The shortest of some measured times, so that what else the machine does counts less.
    private func timing(_ problem: Problem) -> Values {
        func seconds(_ action: Action) -> Double {
            let clock = ContinuousClock()
            var shortest = Double.infinity
            let end = clock.now.advanced(by: .milliseconds(50))
            while clock.now < end {
                let time = clock.measure { for _ in 0..<5 { _ = run(action, problem) } }
                shortest = min(shortest, time / .seconds(1) / 5)
            }
            return shortest
        }
        return Values([
            ("forward", Matrix(seconds(.forward))), ("backward", Matrix(seconds(.backward))),
        ])
    }

    /// A layer of one input matrix, "x".
    public static func layer<L: Layer>(
        _ name: String, _ make: @escaping @Sendable (Problem) -> L
    ) -> Subject where L.Input == Matrix {
        layer(name, input: { $0["x"] }, make)
    }

    /// A layer whose inputs are made from the problem by `input`; `backward` is the layer's own
    /// unless there are two.
    public static func layer<L: Layer>(
        _ name: String, input: @escaping @Sendable (Problem) -> L.Input,
        backward: @escaping @Sendable (L, L.Output, L.Cache) -> L.Gradients = {
            $0.backward($1, cache: $2)
        },
        _ make: @escaping @Sendable (Problem) -> L
    ) -> Subject {
        Subject(name: name) { action, problem in
            let layer = make(problem)
            let (out, cache) = layer.forward(input(problem))
            if action == .forward {
                return Values(L.Output.parts.map { ($0.name, out[keyPath: $0.value]) })
            }
            var dout = out
            for part in L.Output.parts { dout[keyPath: part.value] = problem["d\(part.name)"] }
            let gradients = backward(layer, dout, cache)
            return Values(
                layer.inputs.map { (gradientName(of: $0.name), gradients[keyPath: $0.gradient]) }
                    + layer.parameters.map {
                        (gradientName(of: $0.name), gradients[keyPath: $0.gradient])
                    })
        }
    }

    /// A loss against labels.
    public static func classification<Loss: ClassificationLoss>(
        _ name: String, _ make: @escaping @Sendable (Problem) -> Loss
    ) -> Subject {
        Subject(name: name) { action, problem in
            let loss = make(problem)
            let (value, cache) = loss.forward(problem["scores"], labels: problem.labels)
            if action == .forward { return Values([("loss", Matrix(value))]) }
            let dscores = loss.backward(problem["dloss"].scalar, cache: cache)
            return Values([("dscores", dscores)])
        }
    }

    /// A loss against target values.
    public static func regression<Loss: RegressionLoss>(
        _ name: String, _ make: @escaping @Sendable (Problem) -> Loss
    ) -> Subject {
        Subject(name: name) { action, problem in
            let loss = make(problem)
            let (value, cache) = loss.forward(
                problem["predictions"], targets: problem["targets"])
            if action == .forward { return Values([("loss", Matrix(value))]) }
            let dpredictions = loss.backward(problem["dloss"].scalar, cache: cache)
            return Values([("dpredictions", dpredictions)])
        }
    }

    /// A model that computes its own loss from one input matrix, "x".
    public static func model<M: Model>(
        _ name: String, _ make: @escaping @Sendable (Problem) -> M
    ) -> Subject where M.Input == Matrix {
        model(name, input: { $0["x"] }, make)
    }

    /// A model whose input is made from the problem by `input`.
    public static func model<M: Model>(
        _ name: String, input: @escaping @Sendable (Problem) -> M.Input,
        _ make: @escaping @Sendable (Problem) -> M
    ) -> Subject {
        Subject(name: name) { action, problem in
            let model = make(problem)
            let (loss, cache) = model.forward(input(problem), labels: problem.labels)
            if action == .forward { return Values([("loss", Matrix(loss))]) }
            let found = model.backward(problem["dloss"].scalar, cache: cache)
            return Values(
                model.parameters.map { (gradientName(of: $0.name), found[keyPath: $0.gradient]) })
        }
    }

    /// Anything that gives values and has no backward pass.
    public static func values(
        _ name: String, _ run: @escaping @Sendable (Problem) -> Values
    ) -> Subject {
        Subject(name: name) { _, problem in run(problem) }
    }
}
