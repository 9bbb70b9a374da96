import Layers
import Testing

@Suite("Batch normalization")
struct BatchNormTests {
    /// With epsilon 1 the numbers of the tests by hand are short.
    private let norm = BatchNorm(gamma: [[2, 3]], beta: [[10, 20]], epsilon: 1)
    /// The first column has mean 2 and variance 3, the second one mean 7 and variance 0.
    private let x: Matrix = [[1, 7], [1, 7], [1, 7], [5, 7]]

    @Test("two columns of four by hand")
    func byHand() {
        let (out, cache) = norm.forward(x)
        // sqrt(3 + 1) is 2, so xhat is -1/2, -1/2, -1/2, 3/2; the other column's is 0.
        expectClose(out, [[9, 20], [9, 20], [9, 20], [13, 20]])
        expectClose(cache.mean, [[2, 7]])
        expectClose(cache.variance, [[3, 0]])
        let gradients = norm.backward([[4, 1], [0, 2], [0, 3], [0, 2]], cache: cache)
        // First column: dxhat = (8, 0, 0, 0), less its mean 2, less xhat (-1), and half of that.
        // Second one: dxhat = 3 (1, 2, 3, 2), less its mean 6.
        expectClose(gradients.dx, [[2.75, -3], [-1.25, 0], [-1.25, 3], [-0.25, 0]])
        expectClose(gradients.dgamma, [[-2, 0]])
        expectClose(gradients.dbeta, [[4, 8]])
    }

    @Test("in test mode the running statistics are constants")
    func testMode() {
        var norm = norm
        norm.isTraining = false
        norm.runningMean = [[1, 7]]
        norm.runningVariance = [[3, 8]]
        let (out, cache) = norm.forward([[5, 10]])
        // xhat = 4 / 2 and 3 / 3.
        expectClose(out, [[14, 23]])
        let gradients = norm.backward([[1, 4]], cache: cache)
        expectClose(gradients.dx, [[1, 4]])
        expectClose(gradients.dgamma, [[2, 4]])
        expectClose(gradients.dbeta, [[1, 4]])
    }

    @Test("running statistics keep nine tenths at every update, and forward leaves them alone")
    func runningStatistics() {
        var norm = norm
        let cache = norm.forward(x).cache
        #expect(norm.runningMean == [[0, 0]])
        norm.updateRunningStatistics(cache)
        expectClose(norm.runningMean, [[0.2, 0.7]])
        expectClose(norm.runningVariance, [[0.3, 0]])
        norm.updateRunningStatistics(cache)
        expectClose(norm.runningMean, [[0.38, 1.33]])
        expectClose(norm.runningVariance, [[0.57, 0]])
    }

    /// A layer with random numbers in it, and inputs of mean 3.
    private static func drawn(
        _ rows: Int, _ columns: Int, _ generator: inout SeededGenerator
    ) -> (layer: BatchNorm, x: Matrix) {
        let norm = BatchNorm(
            gamma: .normal(rows: 1, columns: columns, using: &generator),
            beta: .normal(rows: 1, columns: columns, using: &generator))
        return (norm, .normal(rows: rows, columns: columns, mean: 3, using: &generator))
    }

    @Test(
        "both backward passes are right in training",
        arguments: [(1, 3), (2, 3), (3, 1), (4, 5), (7, 2), (20, 3)])
    func gradients(rows: Int, columns: Int) {
        expectRight { Self.drawn(rows, columns, &$0) }
        expectRight { generator in
            let (layer, x) = Self.drawn(rows, columns, &generator)
            return (layer: Simplified(norm: layer), x: x)
        }
    }

    @Test("backward is right in test mode", arguments: [(1, 1), (1, 4), (2, 3), (5, 2), (6, 6)])
    func gradientsInTestMode(rows: Int, columns: Int) {
        expectRight { generator in
            var (layer, x) = Self.drawn(rows, columns, &generator)
            layer.isTraining = false
            layer.runningMean = .normal(rows: 1, columns: columns, using: &generator)
            layer.runningVariance = .uniform(
                rows: 1, columns: columns, from: 0.5, to: 2, using: &generator)
            return (layer: layer, x: x)
        }
    }

    /// Batch normalization with the other backward pass.
    private struct Simplified: Layer {
        typealias Gradients = BatchNorm.Gradients

        var norm: BatchNorm

        func forward(_ x: Matrix) -> (out: Matrix, cache: BatchNorm.Cache) { norm.forward(x) }

        func backward(_ dout: Matrix, cache: BatchNorm.Cache) -> BatchNorm.Gradients {
            norm.simplifiedBackward(dout, cache: cache)
        }

        var parameters: [Parameter<Simplified>] {
            [Parameter("gamma", \.norm.gamma, \.dgamma), Parameter("beta", \.norm.beta, \.dbeta)]
        }
    }

    @Test("every column leaves with mean beta and standard deviation gamma", arguments: 1...5)
    func statistics(seed: Int) {
        var generator = SeededGenerator(seed: seed)
        let norm = BatchNorm(gamma: [[1, 2, 3]], beta: [[11, 12, 13]], epsilon: 0)
        let x = Matrix.normal(
            rows: 50, columns: 3, mean: 40, standardDeviation: 9, using: &generator)
        let (out, cache) = norm.forward(x)
        expectClose(out.columnMeans(), norm.beta)
        let centered = out.addingToEachRow(-norm.beta)
        expectClose((centered * centered).columnMeans().mapped { $0.squareRoot() }, norm.gamma)
        // A shift or a stretch of x is undone, so dx has no part in either direction.
        let dout = Matrix.normal(rows: 50, columns: 3, using: &generator)
        let dx = norm.backward(dout, cache: cache).dx
        let scale = dx.largestMagnitude()
        #expect(dx.columnSums().largestMagnitude() < 1e-12 * scale)
        #expect((dx * cache.xhat).columnSums().largestMagnitude() < 1e-12 * scale)
    }

    @Test("one example becomes beta, and has no gradient")
    func single() {
        let (out, cache) = norm.forward([[123, -4]])
        expectClose(out, [[10, 20]])
        #expect(norm.backward([[1, 2]], cache: cache).dx == [[0, 0]])
    }

    @Test("a new layer has a scale of 1 and a shift of 0, and two parameters")
    func initial() {
        let norm = BatchNorm(features: 3)
        #expect(norm.gamma == [[1, 1, 1]])
        #expect(norm.beta == [[0, 0, 0]])
        #expect(norm.parameters.map(\.name) == ["gamma", "beta"])
        #expect((norm.momentum, norm.epsilon) == (0.9, 1e-5))
    }

    @Test("equal inputs and inputs of 1e3 stay finite, forward and backward")
    func extremes() {
        let norm = BatchNorm(features: 2)
        let (out, cache) = norm.forward([[1e3, 5], [-1e3, 5], [1e3, 5]])
        #expect(out.isFinite)
        #expect(norm.backward([[1, 2], [3, 4], [5, 6]], cache: cache).dx.isFinite)
    }

    private static let mistakes = [
        Mistake("BatchNorm: gamma is (1, 2) and beta (1, 3); both must be (1, D).") {
            _ = BatchNorm(gamma: [[1, 1]], beta: [[0, 0, 0]])
        },
        Mistake("BatchNorm: gamma is (2, 1) and beta (2, 1); both must be (1, D).") {
            _ = BatchNorm(gamma: [[1], [1]], beta: [[0], [0]])
        },
        Mistake("multiplyingEachRow: the row is (1, 3), and it must be (1, 2) to fit (2, 2).") {
            _ = BatchNorm(features: 3).forward([[1, 2], [3, 4]])
        },
        Mistake("columnMeans: a (0, 3) matrix has no rows.") {
            _ = BatchNorm(features: 3).forward(Matrix(rows: 0, columns: 3))
        },
        Mistake("*: the left side is (1, 2), the right side (2, 2); they must be equal.") {
            let norm = BatchNorm(features: 2)
            _ = norm.backward([[1, 2]], cache: norm.forward([[1, 2], [3, 4]]).cache)
        },
    ]

    @Test("a mistake in a shape stops with a sentence, file and line", arguments: mistakes.indices)
    func complains(about index: Int) async {
        let result = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) { [index] in
            BatchNormTests.mistakes[index].make()
        }
        Self.mistakes[index].expectComplaint(in: result)
    }
}
