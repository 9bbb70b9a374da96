import Layers
import Testing

@Suite("The hidden block")
struct HiddenBlockTests {
    private let affine = Affine(w: [[1, -1]], b: [[1, 0]])

    @Test("without a normalization and dropout it is affine, then ReLU")
    func plain() {
        let block = HiddenBlock(affine: affine)
        // 2 -> (3, -2) -> (3, 0), and -1 -> (0, 1) -> (0, 1): at exactly 0 the slope is 0.
        let (out, cache) = block.forward([[2], [-1]])
        #expect(out == [[3, 0], [0, 1]])
        let gradients = block.backward([[10, 20], [30, 40]], cache: cache)
        #expect(gradients.dx == [[10], [-40]])
        #expect(gradients.dw == [[20, -40]])
        #expect(gradients.db == [[10, 40]])
        #expect(gradients.dgamma == nil)
        #expect(gradients.dbeta == nil)
    }

    @Test("dropout comes last")
    func dropout() {
        let block = HiddenBlock(affine: affine, dropout: Dropout(keep: 0.5, seed: 3))
        // The generator of seed 3 keeps the first of two, and doubles it.
        let (out, cache) = block.forward([[2]])
        #expect(out == [[6, 0]])
        #expect(block.backward([[10, 20]], cache: cache).db == [[20, 0]])
    }

    @Test("a batch norm comes between affine and ReLU")
    func batchNorm() {
        let norm = BatchNorm(gamma: [[2, 2]], beta: [[1, 1]], epsilon: 0)
        let block = HiddenBlock(affine: affine, batchNorm: norm)
        // (3, -2) and (1, 0) have xhat (1, -1) and (-1, 1), so before the ReLU (3, -1) and (-1, 3).
        let (out, cache) = block.forward([[2], [0]])
        expectClose(out, [[3, 0], [0, 3]])
        let gradients = block.backward([[10, 20], [30, 40]], cache: cache)
        expectClose(gradients.dgamma ?? Matrix(0), [[10, 40]])
        expectClose(gradients.dbeta ?? Matrix(0), [[10, 40]])
    }

    @Test("a layer norm takes the same place")
    func layerNorm() {
        let norm = LayerNorm(gamma: [[2, 4]], beta: [[1, 1]], epsilon: 0)
        // (3, -2) has xhat (1, -1).
        let block = HiddenBlock(affine: affine, layerNorm: norm)
        expectClose(block.forward([[2]]).out, [[3, 0]])
    }

    /// Which parts a block has, besides the affine layer and the ReLU.
    enum Parts: String, CaseIterable, Sendable {
        case none, dropout, batchNorm, layerNorm, batchNormAndDropout, layerNormAndDropout

        var hasBatchNorm: Bool { self == .batchNorm || self == .batchNormAndDropout }
        var hasLayerNorm: Bool { self == .layerNorm || self == .layerNormAndDropout }
        var hasDropout: Bool { rawValue.lowercased().hasSuffix("dropout") }

        /// A block with these parts and random numbers in them.
        func block(
            _ inputs: Int, _ units: Int, _ generator: inout SeededGenerator
        ) -> HiddenBlock {
            let gamma = Matrix.normal(rows: 1, columns: units, using: &generator)
            let beta = Matrix.normal(rows: 1, columns: units, using: &generator)
            return HiddenBlock(
                affine: Affine(
                    w: .normal(rows: inputs, columns: units, using: &generator),
                    b: .normal(rows: 1, columns: units, using: &generator)),
                batchNorm: hasBatchNorm ? BatchNorm(gamma: gamma, beta: beta) : nil,
                layerNorm: hasLayerNorm ? LayerNorm(gamma: gamma, beta: beta) : nil,
                dropout: hasDropout ? Dropout(keep: 0.6, seed: generator.index(below: 100)) : nil)
        }
    }

    @Test(
        "backward is right", arguments: Parts.allCases,
        [(1, 3, 2), (3, 1, 4), (4, 2, 1), (5, 4, 3), (2, 6, 5)])
    func gradients(parts: Parts, size: (n: Int, d: Int, h: Int)) {
        expectRight { generator in
            redrawn(
                &generator,
                until: { block, x in
                    block.forward(x).cache.relu.x.elements.allSatisfy { abs($0) > 0.01 }
                }
            ) { g in
                (
                    layer: parts.block(size.d, size.h, &g),
                    x: .normal(rows: size.n, columns: size.d, using: &g)
                )
            }
        }
    }

    @Test("the parameters are those of the parts that are there", arguments: Parts.allCases)
    func parameters(parts: Parts) {
        var generator = SeededGenerator(seed: 1)
        let block = parts.block(3, 4, &generator)
        let hasNorm = parts.hasBatchNorm || parts.hasLayerNorm
        #expect(
            block.parameters.map(\.name) == ["w", "b"] + (hasNorm ? ["gamma", "beta"] : []))
        #expect(block.parameterCount == (hasNorm ? 24 : 16))
    }

    @Test("inputs of 1e3 stay finite, forward and backward", arguments: Parts.allCases)
    func extremes(parts: Parts) {
        var generator = SeededGenerator(seed: 2)
        let block = parts.block(2, 3, &generator)
        let (out, cache) = block.forward([[1e3, -1e3], [-1e3, 1e3], [1e3, 1e3]])
        #expect(out.isFinite)
        #expect(block.backward(out, cache: cache).dx.isFinite)
    }

    private static let mistakes = [
        Mistake("HiddenBlock: batchNorm and layerNorm are both there; one is enough.") {
            _ = HiddenBlock(
                affine: Affine(w: [[1]], b: [[1]]), batchNorm: BatchNorm(features: 1),
                layerNorm: LayerNorm(features: 1))
        },
        Mistake("multiplyingEachRow: the row is (1, 3), and it must be (1, 2) to fit (1, 2).") {
            let block = HiddenBlock(
                affine: Affine(w: [[1, 2]], b: [[3, 4]]), layerNorm: LayerNorm(features: 3))
            _ = block.forward([[1]])
        },
        Mistake("matmul: (1, 2) times (1, 1): the left has 2 columns, the right has 1 rows.") {
            _ = HiddenBlock(affine: Affine(w: [[1]], b: [[1]])).forward([[1, 2]])
        },
    ]

    @Test("a mistake stops with a sentence, file and line", arguments: mistakes.indices)
    func complains(about index: Int) async {
        let result = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) { [index] in
            HiddenBlockTests.mistakes[index].make()
        }
        Self.mistakes[index].expectComplaint(in: result)
    }
}
