/// Plain gradient descent: w -= learningRate dw.
///
/// It remembers nothing. "Stochastic" is the batch that the gradient comes from, not the rule.
///
/// Source: CS231n notes, "Neural Networks Part 3", vanilla update.
public struct SGD: Optimizer {
    public var learningRate: Double
    public var states: [String: NoState] = [:]

    public init(learningRate: Double) { self.learningRate = learningRate }

    public func initialState(for value: Matrix) -> NoState { NoState() }

    public func update(_ value: inout Matrix, gradient: Matrix, state: inout NoState) {
        value.add(gradient, times: -learningRate)
    }
}

/// Nothing to remember.
public struct NoState: OptimizerState {
    public init() {}

    public var matrices: [Matrix] { [] }

    public init?(matrices: [Matrix]) {
        if !matrices.isEmpty { return nil }
    }
}
