// The protocol of every layer. Read this page first, then Connected/Affine.swift.
//
// A layer is a struct. It owns its parameters and has two functions:
//
//     let (out, cache) = affine.forward(x)
//     let gradients = affine.backward(dout, cache: cache)      // .dx .dw .db
//
// `forward` is pure: it changes nothing, and returns, besides its output, a cache of what `backward`
// will need. `backward` is the chain rule: given `dout`, the gradient of the loss with respect to
// `out`, it returns the gradient with respect to every input and every parameter, each shaped like
// the thing it belongs to. `dw` stands for d(loss)/d(w) throughout.

/// Something with parameters to train: a layer, or a whole model.
public protocol Parameterized: Sendable {
    /// One gradient per input and parameter, each shaped like the matrix it belongs to.
    associatedtype Gradients: Sendable

    /// The matrices to train, by name. Optimizers and the gradient checker need nothing else.
    var parameters: [Parameter<Self>] { get }
}

/// One step of a network: outputs from inputs, and gradients of inputs from gradients of outputs.
public protocol Layer: Parameterized {
    /// A matrix with one example per row, or a small struct where there are several inputs.
    associatedtype Input: Sendable = Matrix

    /// A matrix with one example per row, or a small struct where there are several outputs.
    associatedtype Output: MatrixParts = Matrix

    /// What `backward` needs to remember from `forward`; it always keeps the input, which costs
    /// nothing, because copies of a matrix share its memory until one of them is changed.
    associatedtype Cache: Sendable

    /// The inputs that have a gradient, by name.
    var inputs: [Variable<Input, Gradients>] { get }

    /// The layer's output, and what `backward` needs.
    func forward(_ x: Input) -> (out: Output, cache: Cache)

    /// The gradients of the loss, from `dout`, its gradient with respect to `forward`'s output.
    func backward(_ dout: Output, cache: Cache) -> Gradients
}

/// A named matrix in an `Owner`, and the place of its gradient in a `Gradients`.
public struct Variable<Owner, Gradients> {
    /// What it is called in code: "w", and "affine1.w" within a model.
    public let name: String

    /// Where the matrix is.
    public let value: WritableKeyPath<Owner, Matrix>

    /// Where the loss's gradient with respect to it is.
    public let gradient: KeyPath<Gradients, Matrix>

    public init(
        _ name: String, _ value: WritableKeyPath<Owner, Matrix>,
        _ gradient: KeyPath<Gradients, Matrix>
    ) {
        self.name = name
        self.value = value
        self.gradient = gradient
    }
}

/// A variable that training changes.
public typealias Parameter<Model: Parameterized> = Variable<Model, Model.Gradients>

extension Parameterized {
    /// A layer without parameters needs to say nothing.
    public var parameters: [Parameter<Self>] { [] }

    /// The parameters of a part of this model, renamed: "w" of the part `affine1` is "affine1.w".
    /// - Parameters:
    ///   - part: where the part is in this model.
    ///   - gradients: where the part's gradients are in this model's gradients.
    ///   - name: what to put before the name.
    /// - Returns: the part's parameters as this model's.
    public func parameters<Part: Parameterized>(
        of part: WritableKeyPath<Self, Part>, _ gradients: KeyPath<Gradients, Part.Gradients>,
        as name: String
    ) -> [Parameter<Self>] {
        self[keyPath: part].parameters.map { parameter in
            Parameter<Self>(
                "\(name).\(parameter.name)", part.appending(path: parameter.value),
                gradients.appending(path: parameter.gradient))
        }
    }

    /// How many numbers there are to train.
    public var parameterCount: Int {
        parameters.reduce(0) { $0 + self[keyPath: $1.value].elements.count }
    }
}

/// Gradients of a layer whose only input is one matrix x.
public protocol GradientOfInput: Sendable {
    /// The loss's gradient with respect to x, shaped like x.
    var dx: Matrix { get }
}

extension Layer where Input == Matrix, Gradients: GradientOfInput {
    /// The usual case: one input, x, and its gradient, dx.
    public var inputs: [Variable<Matrix, Gradients>] { [Variable("x", \.self, \.dx)] }
}

/// The gradients of a layer that has no parameters: only `dx`.
public struct InputGradient: GradientOfInput {
    public let dx: Matrix

    public init(dx: Matrix) { self.dx = dx }
}

/// A value made of matrices that can be listed by name: what a layer gives out.
public protocol MatrixParts: Sendable {
    static var parts: [(name: String, value: WritableKeyPath<Self, Matrix>)] { get }
}

extension Matrix: MatrixParts {
    public static var parts: [(name: String, value: WritableKeyPath<Matrix, Matrix>)] {
        [("out", \.self)]
    }
}

/// A loss against the right class of every example.
public protocol ClassificationLoss: Sendable {
    associatedtype Cache: Sendable

    /// The loss, one number, from scores of shape (N, C) and N labels.
    func forward(_ scores: Matrix, labels: [Int]) -> (loss: Double, cache: Cache)

    /// The gradient with respect to the scores; `dloss` is 1 unless the loss is part of a sum.
    func backward(_ dloss: Double, cache: Cache) -> Matrix
}

/// A loss against target values.
public protocol RegressionLoss: Sendable {
    associatedtype Cache: Sendable

    /// The loss, one number, from predictions and targets of one shape.
    func forward(_ predictions: Matrix, targets: Matrix) -> (loss: Double, cache: Cache)

    /// The gradient with respect to the predictions; `dloss` is 1 unless the loss is part of a sum.
    func backward(_ dloss: Double, cache: Cache) -> Matrix
}

extension ClassificationLoss {
    /// The gradient with respect to the scores, where the loss is the end of the graph.
    public func backward(cache: Cache) -> Matrix { backward(1, cache: cache) }
}

extension RegressionLoss {
    /// The gradient with respect to the predictions, where the loss is the end of the graph.
    public func backward(cache: Cache) -> Matrix { backward(1, cache: cache) }
}
