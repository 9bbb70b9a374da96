// N = examples, D = inputs, C = scores of one example: the number of classes, or 1 for two classes.

/// One affine layer and a loss: the classifiers that the course begins with.
///
/// With `SoftmaxLoss` or `HingeLoss` there is one score a class: on CIFAR-10 the weights are
/// (3072, 10). With `LogisticLoss` or `BinaryHingeLoss` and one output it is a single neuron, and
/// its decision is class 1 where the score is above 0, which is where sigmoid(score) is above 0.5.
///
/// | name   | shape          | meaning             |
/// |--------|----------------|---------------------|
/// | x      | (N, D)         | one example per row |
/// | w, b   | (D, C), (1, C) | what is learned     |
/// | scores | (N, C)         | x·w + b             |
///
/// Source: CS231n notes, "Linear classification", and "Neural Networks Part 1", single neuron as a
/// linear classifier.
public struct LinearClassifier<Loss: ClassificationLoss>: Parameterized {
    public var affine: Affine
    public let loss: Loss
    public let regularization: L2Regularization

    public init(affine: Affine, loss: Loss, regularization: Double = 0) {
        self.affine = affine
        self.loss = loss
        self.regularization = L2Regularization(strength: regularization)
    }

    public struct Cache: Sendable {
        public let affine: Affine.Cache
        public let loss: Loss.Cache
    }

    public struct Gradients: Sendable {
        public let dw: Matrix  // (D, C)
        public let db: Matrix  // (1, C)
    }

    /// The scores of every example, (N, C).
    public func scores(_ x: Matrix) -> Matrix { affine.forward(x).out }

    /// The probability of class 1 according to a single neuron, for every example.
    public func probabilities(_ x: Matrix) -> Matrix {
        let scores = scores(x)
        requireOneColumn(scores)
        return scores.mapped(sigmoid)
    }

    /// The class with the largest score; with a single score, 1 where it is above 0, else 0.
    public func predictions(_ x: Matrix) -> [Int] {
        let scores = scores(x)
        if scores.columns == 1 { return scores.elements.map { $0 > 0 ? 1 : 0 } }
        return scores.rowArgmaxima()
    }

    public func forward(_ x: Matrix, labels: [Int]) -> (loss: Double, cache: Cache) {
        let (scores, affineCache) = affine.forward(x)
        let (dataLoss, cacheOfLoss) = loss.forward(scores, labels: labels)
        let cache = Cache(affine: affineCache, loss: cacheOfLoss)
        return (dataLoss + regularization.penalty(affine.w), cache)
    }

    // Only a composition of other backward passes: it works on their stand-ins as well.
    public func backward(_ dloss: Double = 1, cache: Cache) -> Gradients {
        let dscores = loss.backward(dloss, cache: cache.loss)
        let gradients = affine.backward(dscores, cache: cache.affine)
        // w is used twice, by the scores and by the penalty: both gradients add up.
        let dw = gradients.dw + regularization.gradient(dloss, of: affine.w)
        return Gradients(dw: dw, db: gradients.db)
    }

    public var parameters: [Parameter<LinearClassifier>] {
        [Parameter("w", \.affine.w, \.dw), Parameter("b", \.affine.b, \.db)]
    }
}
