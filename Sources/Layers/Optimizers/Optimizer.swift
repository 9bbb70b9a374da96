// How training changes a parameter, given its gradient.
//
//     var optimizer = Adam(learningRate: 1e-3)
//     optimizer.step(&net, gradients)
//
// An optimizer is a value: it owns its settings and, for every parameter by name, what it remembers.
// Copy it, and the copy goes on by itself.

/// A rule that changes parameters, and what it remembers of each of them.
public protocol Optimizer: Sendable {
    /// What the rule remembers of one parameter from step to step.
    associatedtype State: OptimizerState

    /// How far to go, as a multiple of the gradient; schedules change it between steps.
    var learningRate: Double { get set }

    /// What is remembered so far, by the parameter's name.
    var states: [String: State] { get set }

    /// What is remembered of a parameter that has not been changed yet.
    func initialState(for value: Matrix) -> State

    /// Changes one parameter by one step.
    /// - Parameters:
    ///   - value: the parameter.
    ///   - gradient: the loss's gradient with respect to it, of the same shape.
    ///   - state: what is remembered of it.
    func update(_ value: inout Matrix, gradient: Matrix, state: inout State)
}

/// What a rule remembers, as a list of matrices: so it can be written to a file.
public protocol OptimizerState: Sendable {
    var matrices: [Matrix] { get }

    /// The same state from its matrices; nil if they are not as many as it has.
    init?(matrices: [Matrix])
}

extension Matrix: OptimizerState {
    public var matrices: [Matrix] { [self] }

    public init?(matrices: [Matrix]) {
        guard matrices.count == 1 else { return nil }
        self = matrices[0]
    }
}

extension Parameterized {
    /// The gradients as a list, in the order of `parameters`.
    public func list(_ gradients: Gradients) -> [Matrix] {
        parameters.map { gradients[keyPath: $0.gradient] }
    }
}

extension Optimizer {
    /// Changes every parameter of a model by one step.
    /// - Parameters:
    ///   - model: the model; its parameters change.
    ///   - gradients: what its backward pass gave.
    public mutating func step<Model: Parameterized>(
        _ model: inout Model, _ gradients: Model.Gradients
    ) {
        step(&model, list: model.list(gradients))
    }

    /// The same from a list of gradients, in the order of the model's `parameters`.
    public mutating func step<Model: Parameterized>(_ model: inout Model, list: [Matrix]) {
        for (parameter, gradient) in zip(model.parameters, list) {
            let shape = model[keyPath: parameter.value].shape
            require(
                gradient.shape == shape,
                "\(parameter.name) is \(shape), and its gradient \(gradient.shape).")
            // What is changed is taken out of its place meanwhile, or else it would be copied.
            var value = model[keyPath: parameter.value]
            model[keyPath: parameter.value] = Matrix(rows: 0, columns: 0)
            var state =
                states.removeValue(forKey: parameter.name) ?? initialState(for: value)
            update(&value, gradient: gradient, state: &state)
            model[keyPath: parameter.value] = value
            states[parameter.name] = state
        }
    }
}
