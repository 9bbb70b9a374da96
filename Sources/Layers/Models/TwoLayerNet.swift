// N = examples, D = inputs, H = hidden units, C = classes.

/// Affine, ReLU, affine, softmax loss, with L2 regularization of both weight matrices.
///
/// Concretely:
///
///     scores = affine2(relu(affine1(x)))
///     loss = softmax loss of the scores + 0.5 * reg * (sum of w1^2 + sum of w2^2)
///
/// | name                 | shape          | meaning             |
/// |----------------------|----------------|---------------------|
/// | x                    | (N, D)         | one example per row |
/// | affine1.w, affine1.b | (D, H), (1, H) | first layer         |
/// | affine2.w, affine2.b | (H, C), (1, C) | second layer        |
/// | scores               | (N, C)         | one column a class  |
///
/// Source: CS231n, assignment 1, two-layer neural network.
public struct TwoLayerNet: Model {
    public var affine1: Affine
    public var affine2: Affine
    public let regularization: L2Regularization

    private let relu = ReLU()
    private let softmax = SoftmaxLoss()

    public init(affine1: Affine, affine2: Affine, regularization: Double = 0) {
        self.affine1 = affine1
        self.affine2 = affine2
        self.regularization = L2Regularization(strength: regularization)
    }

    /// Small random weights and biases of 0.
    public init(
        inputs: Int, hidden: Int, classes: Int, weightScale: Double = 1e-3,
        regularization: Double = 0, using generator: inout SeededGenerator
    ) {
        self.init(
            affine1: Affine(
                inputs: inputs, outputs: hidden, weightScale: weightScale, using: &generator),
            affine2: Affine(
                inputs: hidden, outputs: classes, weightScale: weightScale, using: &generator),
            regularization: regularization)
    }

    /// The input and labels, and what every layer remembers.
    public struct Cache: Sendable {
        public let x: Matrix
        public let labels: [Int]
        public let affine1: Affine.Cache
        public let relu: ReLU.Cache
        public let affine2: Affine.Cache
        public let softmax: SoftmaxLoss.Cache
    }

    /// One gradient per parameter.
    public struct Gradients: Sendable {
        public let dw1: Matrix  // (D, H)
        public let db1: Matrix  // (1, H)
        public let dw2: Matrix  // (H, C)
        public let db2: Matrix  // (1, C)
    }

    /// The scores of every example: what the net is asked for once it is trained.
    public func scores(_ x: Matrix) -> Matrix {
        let hidden = relu.forward(affine1.forward(x).out).out
        return affine2.forward(hidden).out
    }

    public func forward(_ x: Matrix, labels: [Int]) -> (loss: Double, cache: Cache) {
        // BEGIN SOLUTION two-layer-net.forward
        let (a, cache1) = affine1.forward(x)
        let (hidden, cacheOfReLU) = relu.forward(stage("a", a))
        let (scores, cache2) = affine2.forward(stage("hidden", hidden))
        let (dataLoss, cacheOfSoftmax) = softmax.forward(
            stage("scores", scores), labels: labels)
        let loss = dataLoss + regularization.penalty(affine1.w, affine2.w)
        let cache = Cache(
            x: x, labels: labels, affine1: cache1, relu: cacheOfReLU, affine2: cache2,
            softmax: cacheOfSoftmax)
        return (loss, cache)
        // END SOLUTION two-layer-net.forward
    }

    public func backward(_ dloss: Double, cache: Cache) -> Gradients {
        // BEGIN SOLUTION two-layer-net.backward
        // The layers in the opposite order, each handing its dx to the one before it.
        // forward: loss = softmax loss of the scores + penalty
        let dscores = softmax.backward(dloss, cache: cache.softmax)
        stageGradient("scores", dscores)
        // forward: scores = affine2(hidden)
        let second = affine2.backward(dscores, cache: cache.affine2)
        stageGradient("hidden", second.dx)
        // forward: hidden = relu(a)
        let da = stageGradient("a", relu.backward(second.dx, cache: cache.relu).dx)
        // forward: a = affine1(x)
        let first = affine1.backward(da, cache: cache.affine1)
        // Each weight matrix is used twice, by its layer and by the penalty: both gradients add up.
        return Gradients(
            dw1: regularization.gradient(dloss, of: affine1.w, plus: first.dw), db1: first.db,
            dw2: regularization.gradient(dloss, of: affine2.w, plus: second.dw), db2: second.db)
        // STUB
        // let numeric = numericGradients(dloss) { net in
        //     net.forward(cache.x, labels: cache.labels).loss
        // }
        // return Gradients(
        //     dw1: numeric["affine1.w"], db1: numeric["affine1.b"],
        //     dw2: numeric["affine2.w"], db2: numeric["affine2.b"])
        // END SOLUTION two-layer-net.backward
    }

    /// The hidden units are what the second layer was given.
    public func activations(_ cache: Cache) -> [Activations] {
        [Activations("hidden", .relu, cache.affine2.x)]
    }

    /// Gradient descent on the whole data set at once, `steps` times; changes the parameters.
    /// - Parameters:
    ///   - x: all examples, (N, D).
    ///   - labels: their N classes.
    ///   - steps: how many times to go downhill.
    ///   - learningRate: how far to go, as a multiple of the gradient.
    /// - Returns: the loss before each step, so `steps` numbers.
    public mutating func train(
        _ x: Matrix, labels: [Int], steps: Int, learningRate: Double
    ) -> [Double] {
        // BEGIN SOLUTION two-layer-net.train
        var losses: [Double] = []
        for _ in 0..<steps {
            let (loss, cache) = forward(x, labels: labels)
            losses.append(loss)
            // The gradient points uphill; every parameter takes a step the other way.
            let gradients = backward(cache: cache)
            for parameter in parameters {
                let gradient = gradients[keyPath: parameter.gradient]
                self[keyPath: parameter.value] -= learningRate * gradient
            }
        }
        return losses
        // STUB
        // stop("there is no stand-in for a training loop, and this tree holds no answers.")
        // END SOLUTION two-layer-net.train
    }

    public var parameters: [Parameter<TwoLayerNet>] {
        [
            Parameter("affine1.w", \.affine1.w, \.dw1), Parameter("affine1.b", \.affine1.b, \.db1),
            Parameter("affine2.w", \.affine2.w, \.dw2), Parameter("affine2.b", \.affine2.b, \.db2),
        ]
    }
}
