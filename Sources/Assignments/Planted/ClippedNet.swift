import Layers

// N = examples, D = inputs, C = classes.

/// An affine layer that should give 10 for the right class and -10 for the others, with the clipped
/// loss that has no slope where it is far off: the fault is in the loss, and not in any gradient.
struct ClippedNet: Model {
    var affine: Affine

    private let loss = ClippedTDError()
    private let goal = 10.0

    init(affine: Affine) { self.affine = affine }

    typealias Gradients = Affine.Gradients

    struct Cache: Sendable {
        let affine: Affine.Cache
        let loss: ClippedTDError.Cache
    }

    func scores(_ x: Matrix) -> Matrix { affine.forward(x).out }

    func forward(_ x: Matrix, labels: [Int]) -> (loss: Double, cache: Cache) {
        let (scores, affineCache) = affine.forward(x)
        let targets = Matrix(
            labels.map { label in
                (0..<scores.columns).map { $0 == label ? goal : -goal }
            })
        let (value, lossCache) = loss.forward(scores, targets: targets)
        return (value, Cache(affine: affineCache, loss: lossCache))
    }

    func backward(_ dloss: Double, cache: Cache) -> Gradients {
        // forward: scores = affine(x), and loss = clipped error of the scores
        affine.backward(loss.backward(dloss, cache: cache.loss), cache: cache.affine)
    }

    var parameters: [Parameter<ClippedNet>] {
        [Parameter("affine.w", \.affine.w, \.dw), Parameter("affine.b", \.affine.b, \.db)]
    }
}
