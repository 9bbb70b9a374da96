import Layers
import Testing

@Suite("The protocol of every model")
struct ModelTests {
    /// One affine layer of a single number, whose loss is the sum of the scores; its input is a list
    /// of numbers, and no matrix.
    private struct Line: Model {
        typealias Gradients = Affine.Gradients

        var affine: Affine

        struct Cache: Sendable {
            let affine: Affine.Cache
        }

        func scores(_ x: [Int]) -> Matrix {
            affine.forward(Matrix(x.map { [Double($0)] })).out
        }

        func forward(_ x: [Int], labels: [Int]) -> (loss: Double, cache: Cache) {
            let (out, cache) = affine.forward(Matrix(x.map { [Double($0)] }))
            return (out.sum(), Cache(affine: cache))
        }

        func backward(_ dloss: Double, cache: Cache) -> Gradients {
            let count = cache.affine.x.rows
            return affine.backward(
                Matrix(rows: count, columns: affine.w.columns, repeating: dloss),
                cache: cache.affine)
        }

        var parameters: [Parameter<Line>] {
            [Parameter("w", \.affine.w, \.dw), Parameter("b", \.affine.b, \.db)]
        }
    }

    private let model = Line(affine: Affine(w: [[1, -1]], b: [[0, 0]]))

    @Test("without a dloss it is 1")
    func backward() {
        let cache = model.forward([2, 3], labels: [0, 0]).cache
        #expect(model.backward(cache: cache).dw == [[5, 5]])
        #expect(model.backward(2, cache: cache).dw == [[10, 10]])
    }

    @Test("accuracy is the share of examples whose label has the largest score")
    func accuracy() {
        // Scores (x, -x): class 0 for a positive x, class 1 for a negative one, and a tie at 0.
        #expect(model.accuracy([1, 2, -3, -4], labels: [0, 0, 1, 1]) == 1)
        #expect(model.accuracy([1, 2, -3, -4], labels: [0, 1, 0, 1]) == 0.5)
        #expect(model.accuracy([0, 0], labels: [0, 1]) == 0.5)
    }

    @Test("a model that says nothing else is the same after a step, and for testing")
    func defaults() {
        var after = model
        after.finishStep(model.forward([1], labels: [0]).cache)
        #expect(after.affine.w == model.affine.w)
        #expect(model.forTesting.affine.w == model.affine.w)
    }
}
