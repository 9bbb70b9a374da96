import Layers

// N = examples, D = inputs, C = classes.

/// An affine layer that should give 10 for the right class, with the clipped loss that has no slope
/// where it is far off: the fault is in the loss, and not in any gradient.
struct ClippedNet: Model {
    var affine: Affine

    private let loss = ClippedTDError()
    private let goal = 10.0

    init(affine: Affine) { self.affine = affine }

    typealias Gradients = Affine.Gradients

    struct Cache: Sendable {
        let affine: Affine.Cache
        let loss: ClippedTDError.Cache
        let labels: [Int]
    }

    func scores(_ x: Matrix) -> Matrix { affine.forward(x).out }

    func forward(_ x: Matrix, labels: [Int]) -> (loss: Double, cache: Cache) {
        let (scores, affineCache) = affine.forward(x)
        let right = Matrix(labels.enumerated().map { [scores[$0.offset, $0.element]] })
        let targets = Matrix(rows: right.rows, columns: 1, repeating: goal)
        let (value, lossCache) = loss.forward(right, targets: targets)
        return (value, Cache(affine: affineCache, loss: lossCache, labels: labels))
    }

    func backward(_ dloss: Double, cache: Cache) -> Gradients {
        // forward: loss = clipped error of the right class's score
        let dright = loss.backward(dloss, cache: cache.loss)
        var dscores = Matrix(rows: dright.rows, columns: affine.w.columns)
        for (n, label) in cache.labels.enumerated() { dscores[n, label] = dright[n, 0] }
        // forward: scores = affine(x)
        return affine.backward(dscores, cache: cache.affine)
    }

    var parameters: [Parameter<ClippedNet>] {
        [Parameter("affine.w", \.affine.w, \.dw), Parameter("affine.b", \.affine.b, \.db)]
    }
}
