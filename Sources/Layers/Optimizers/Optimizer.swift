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
    associatedtype State: Sendable

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

extension Optimizer {
    /// Changes every parameter of a model by one step.
    /// - Parameters:
    ///   - model: the model; its parameters change.
    ///   - gradients: what its backward pass gave.
    public mutating func step<Model: Parameterized>(
        _ model: inout Model, _ gradients: Model.Gradients
    ) {
        for parameter in model.parameters {
            let gradient = gradients[keyPath: parameter.gradient]
            var value = model[keyPath: parameter.value]
            require(
                gradient.shape == value.shape,
                "\(parameter.name) is \(value.shape), and its gradient \(gradient.shape).")
            var state = states[parameter.name] ?? initialState(for: value)
            update(&value, gradient: gradient, state: &state)
            model[keyPath: parameter.value] = value
            states[parameter.name] = state
        }
    }
}
