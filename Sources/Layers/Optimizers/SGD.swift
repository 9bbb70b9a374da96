/// Plain gradient descent: w -= learningRate dw.
///
/// It remembers nothing. "Stochastic" is the batch that the gradient comes from, not the rule.
///
/// Source: CS231n notes, "Neural Networks Part 3", vanilla update.
public struct SGD: Optimizer {
    public var learningRate: Double
    public var states: [String: Void] = [:]

    public init(learningRate: Double) { self.learningRate = learningRate }

    public func initialState(for value: Matrix) {}

    public func update(_ value: inout Matrix, gradient: Matrix, state: inout Void) {
        value -= learningRate * gradient
    }
}
