import Layers
import Testing

@Suite("Normalization in one pass")
struct FusedNormsTests {
    /// Rows and columns, below and above eight, with and without a remainder.
    static let sizes = [(1, 2), (3, 1), (4, 3), (6, 20), (9, 8), (33, 41), (70, 64)]

    @Test("the same as layer normalization step by step", arguments: sizes)
    func layerNorm(rows: Int, columns: Int) {
        expectSame(rows, columns) { gamma, beta in
            let naive = LayerNorm(gamma: gamma, beta: beta)
            return (naive, FusedLayerNorm(naive))
        }
    }

    @Test("the same as batch normalization step by step", arguments: sizes)
    func batchNorm(rows: Int, columns: Int) {
        expectSame(rows, columns) { gamma, beta in
            let naive = BatchNorm(gamma: gamma, beta: beta)
            return (naive, FusedBatchNorm(naive))
        }
    }

    @Test("backward is right", arguments: [(1, 5), (4, 3), (6, 20)])
    func gradients(rows: Int, columns: Int) {
        var generator = SeededGenerator(seed: 3)
        let x = Matrix.normal(rows: rows, columns: columns, mean: 3, using: &generator)
        let gamma = Matrix.normal(rows: 1, columns: columns, using: &generator)
        let beta = Matrix.normal(rows: 1, columns: columns, using: &generator)
        expectGradients(
            of: FusedLayerNorm(LayerNorm(gamma: gamma, beta: beta)), at: x, using: &generator)
        if rows > 1 {
            expectGradients(
                of: FusedBatchNorm(BatchNorm(gamma: gamma, beta: beta)), at: x, using: &generator)
        }
    }

    @Test("several threads give the same, to the last bit")
    func threads() {
        defer { Threads.count = 1 }
        var generator = SeededGenerator(seed: 8)
        let x = Matrix.normal(rows: 301, columns: 203, using: &generator)
        let dout = Matrix.normal(rows: 301, columns: 203, using: &generator)
        let (layer, batch) = (
            FusedLayerNorm(LayerNorm(features: 203)), FusedBatchNorm(BatchNorm(features: 203))
        )
        func results(_ count: Int) -> [Matrix] {
            Threads.count = count
            let (out, cache) = layer.forward(x)
            let (other, otherCache) = batch.forward(x)
            let gradients = layer.backward(dout, cache: cache)
            let others = batch.backward(dout, cache: otherCache)
            return [
                out, other, gradients.dx, gradients.dgamma, gradients.dbeta, others.dx,
                others.dgamma, others.dbeta,
            ]
        }
        let expected = results(1)
        for count in 2...4 { #expect(results(count) == expected, "\(count)") }
    }

    /// One output and three gradients of both, for the same numbers.
    private func expectSame<Naive: Layer, Fused: Layer>(
        _ rows: Int, _ columns: Int, _ layers: (Matrix, Matrix) -> (Naive, Fused)
    )
    where
        Naive.Input == Matrix, Naive.Output == Matrix, Naive.Gradients: GradientOfInput,
        Fused.Input == Matrix, Fused.Output == Matrix, Fused.Gradients == Naive.Gradients
    {
        var generator = SeededGenerator(seed: rows * 100 + columns)
        let x = Matrix.normal(rows: rows, columns: columns, mean: 2, using: &generator)
        let dout = Matrix.normal(rows: rows, columns: columns, using: &generator)
        let (naive, fused) = layers(
            .normal(rows: 1, columns: columns, using: &generator),
            .normal(rows: 1, columns: columns, using: &generator))
        let (expected, expectedCache) = naive.forward(x)
        let (out, cache) = fused.forward(x)
        expectClose(out, expected)
        let expectedGradients = naive.backward(dout, cache: expectedCache)
        let gradients = fused.backward(dout, cache: cache)
        // Where a row or column has one number, or two, the true dx is 0 or nearly so.
        let size = dout.largestMagnitude()
        let distance = (gradients.dx - expectedGradients.dx).largestMagnitude()
        #expect(distance < 1e-9 * size)
        for (expected, found) in zip(naive.parameters, fused.parameters) {
            expectClose(
                gradients[keyPath: found.gradient], expectedGradients[keyPath: expected.gradient],
                tolerance: 1e-11)
        }
    }
}
