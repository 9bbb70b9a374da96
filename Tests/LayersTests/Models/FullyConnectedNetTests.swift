import Foundation
import Layers
import Testing

@Suite("The fully connected net")
struct FullyConnectedNetTests {
    @Test("one example by hand")
    func byHand() {
        let block = HiddenBlock(affine: Affine(w: [[1, -1]], b: [[1, 0]]))
        let net = FullyConnectedNet(
            blocks: [block], output: Affine(w: [[1, 1], [5, 9]], b: [[0, log(3)]]),
            regularization: 0.1)
        // 2 -> [3, -2] -> [3, 0] -> scores [3, 3 + log 3], so the probabilities are 1/4 and 3/4.
        expectClose(net.scores([[2]]), [[3, 3 + log(3)]])
        let (loss, cache) = net.forward([[2]], labels: [0])
        // The squares add up to 2 + 108.
        #expect(abs(loss - (log(4) + 0.05 * 110)) < 1e-13)
        let gradients = net.backward(cache: cache)
        expectClose(gradients.doutputb, [[-0.75, 0.75]])
        expectClose(gradients.doutputw, [[-2.25 + 0.1, 2.25 + 0.1], [0.5, 0.9]])
        // The gradients of the open unit cancel, and the other is closed: the penalty is left.
        expectClose(gradients.blocks[0].dw, [[0.1, -0.1]])
        #expect(gradients.blocks[0].db.largestMagnitude() < 1e-15)
    }

    /// What a net is made of, and how many examples it is given.
    struct Design: Sendable, CustomTestStringConvertible {
        let n: Int
        let inputs: Int
        let hidden: [Int]
        let classes: Int
        var normalization = FullyConnectedNet.Normalization.none
        var keep = 1.0
        var regularization = 0.0

        var testDescription: String {
            "\(n) examples, \(hidden), \(normalization), keep \(keep), reg \(regularization)"
        }

        func net(_ generator: inout SeededGenerator) -> FullyConnectedNet {
            FullyConnectedNet(
                inputs: inputs, hidden: hidden, classes: classes, normalization: normalization,
                keep: keep, regularization: regularization, using: &generator)
        }

        static let several = [
            Design(n: 1, inputs: 3, hidden: [], classes: 2, regularization: 0.3),
            Design(n: 3, inputs: 4, hidden: [5], classes: 6),
            Design(n: 2, inputs: 3, hidden: [4, 2], classes: 5, regularization: 0.7),
            Design(n: 5, inputs: 2, hidden: [3, 4], classes: 2, normalization: .batch),
            Design(
                n: 3, inputs: 5, hidden: [4, 3, 5], classes: 3, normalization: .layer, keep: 0.8,
                regularization: 1.3),
            Design(n: 4, inputs: 3, hidden: [6], classes: 4, keep: 0.7),
        ]
    }

    @Test("backward is right", arguments: Design.several)
    func gradients(design: Design) {
        expectRight { generator in
            redrawn(
                &generator,
                until: { net, x, labels in
                    net.forward(x, labels: labels).cache.blocks.allSatisfy { cache in
                        cache.relu.x.elements.allSatisfy { abs($0) > 0.005 }
                    }
                }
            ) { g in
                var net = design.net(&g)
                // Biases other than 0, which a new net has.
                for parameter in net.parameters where !parameter.name.hasSuffix("w") {
                    let size = net[keyPath: parameter.value].columns
                    net[keyPath: parameter.value] = .normal(rows: 1, columns: size, using: &g)
                }
                return (
                    model: net, x: .normal(rows: design.n, columns: design.inputs, using: &g),
                    labels: (0..<design.n).map { _ in g.index(below: design.classes) }
                )
            }
        }
    }

    @Test("the parameters are those of the blocks, then those of the output")
    func parameters() {
        var generator = SeededGenerator(seed: 1)
        let net = FullyConnectedNet(
            inputs: 3, hidden: [4, 5], classes: 2, normalization: .batch, using: &generator)
        let ofBlocks = (0..<2).flatMap { l in
            ["w", "b", "gamma", "beta"].map { "blocks.\(l).\($0)" }
        }
        #expect(net.parameters.map(\.name) == ofBlocks + ["output.w", "output.b"])
        #expect(net.parameterCount == 12 + 3 * 4 + 20 + 3 * 5 + 10 + 2)
    }

    @Test("a new net is at chance: its loss is log C", arguments: [2, 5, 10])
    func initial(classes: Int) {
        var generator = SeededGenerator(seed: 1)
        let net = FullyConnectedNet(
            inputs: 6, hidden: [20, 30], classes: classes, weightScale: 1e-3, using: &generator)
        let x = Matrix.normal(rows: 20, columns: 6, using: &generator)
        let (loss, _) = net.forward(x, labels: (0..<20).map { $0 % classes })
        #expect(abs(loss - log(Double(classes))) < 1e-6)
        #expect(net.blocks.allSatisfy { $0.affine.b.largestMagnitude() == 0 })
    }

    @Test("without a scale the weights of a layer have the standard deviation sqrt(2 / inputs)")
    func weights() {
        var generator = SeededGenerator(seed: 1)
        let net = FullyConnectedNet(inputs: 50, hidden: [80], classes: 60, using: &generator)
        for (w, inputs) in [(net.blocks[0].affine.w, 50.0), (net.output.w, 80)] {
            let deviation = (w.sumOfSquares() / Double(w.elements.count)).squareRoot()
            #expect(abs(deviation / (2 / inputs).squareRoot() - 1) < 0.05)
        }
    }

    @Test(
        "twenty random examples are learned by heart",
        arguments: [FullyConnectedNet.Normalization.none, .batch, .layer])
    func overfits(normalization: FullyConnectedNet.Normalization) {
        var generator = SeededGenerator(seed: 7)
        var net = FullyConnectedNet(
            inputs: 10, hidden: [30, 20], classes: 4, normalization: normalization,
            using: &generator)
        let x = Matrix.normal(rows: 20, columns: 10, using: &generator)
        let labels = (0..<20).map { _ in generator.index(below: 4) }
        var optimizer = Adam(learningRate: 0.01)
        for _ in 0..<200 {
            let cache = net.forward(x, labels: labels).cache
            optimizer.step(&net, net.backward(cache: cache))
            net.finishStep(cache)
        }
        #expect(net.forward(x, labels: labels).loss < 0.01)
        #expect(net.accuracy(x, labels: labels) == 1)
    }

    @Test("after a step the masks are new, and the running statistics have moved")
    func finishStep() {
        var generator = SeededGenerator(seed: 3)
        var net = FullyConnectedNet(
            inputs: 3, hidden: [4, 5, 6], classes: 2, normalization: .batch, keep: 0.5,
            using: &generator)
        let x = Matrix.normal(rows: 4, columns: 3, using: &generator)
        var seeds: [Int] = []
        for _ in 0..<10 {
            seeds += net.blocks.compactMap { $0.dropout?.seed }
            let cache = net.forward(x, labels: [0, 1, 0, 1]).cache
            let before = net.blocks.compactMap { $0.batchNorm?.runningMean }
            net.finishStep(cache)
            for (l, mean) in before.enumerated() {
                let batch = cache.blocks[l].batchNorm?.mean ?? mean.zeros
                expectClose(
                    net.blocks[l].batchNorm?.runningMean ?? Matrix(0), 0.9 * mean + 0.1 * batch)
            }
        }
        // No two blocks ever share a mask.
        #expect(seeds.count == 30)
        #expect(Set(seeds).count == 30)
    }

    @Test("for testing there is no dropout, and batch norms use their running statistics")
    func forTesting() {
        var generator = SeededGenerator(seed: 3)
        let net = FullyConnectedNet(
            inputs: 3, hidden: [4, 5], classes: 2, normalization: .batch, keep: 0.5,
            using: &generator)
        let testing = net.forTesting
        #expect(testing.blocks.allSatisfy { $0.dropout?.isTraining == false })
        #expect(testing.blocks.allSatisfy { $0.batchNorm?.isTraining == false })
        // An example's scores depend on it alone.
        let x = Matrix.normal(rows: 6, columns: 3, using: &generator)
        expectClose(testing.scores(x.rows(2..<3)), testing.scores(x).rows(2..<3))
        #expect(net.scores(x.rows(2..<3)) != net.scores(x).rows(2..<3))
    }

    @Test("inputs of 1e3 stay finite, forward and backward", arguments: Design.several)
    func extremes(design: Design) {
        var generator = SeededGenerator(seed: 4)
        let net = design.net(&generator)
        let x = Matrix.normal(
            rows: design.n, columns: design.inputs, standardDeviation: 1e3, using: &generator)
        let (loss, cache) = net.forward(x, labels: [Int](repeating: 1, count: design.n))
        let gradients = net.backward(cache: cache)
        #expect(loss.isFinite)
        for parameter in net.parameters {
            #expect(gradients[keyPath: parameter.gradient].isFinite, "\(parameter.name)")
        }
    }

    private static func net() -> FullyConnectedNet {
        var generator = SeededGenerator(seed: 1)
        return FullyConnectedNet(inputs: 3, hidden: [4], classes: 2, using: &generator)
    }

    private static let mistakes = [
        Mistake("matmul: (1, 2) times (3, 4): the left has 2 columns, the right has 3 rows.") {
            _ = net().forward([[1, 2]], labels: [0])
        },
        Mistake("there are 2 labels for scores of shape (1, 2): one per row is needed.") {
            _ = net().forward([[1, 2, 3]], labels: [0, 1])
        },
        Mistake("label 2 of example 0 is out of range: labels are 0..<2.") {
            _ = net().forward([[1, 2, 3]], labels: [2])
        },
    ]

    @Test(
        "a mistake in shapes or labels stops with a sentence, file and line",
        arguments: mistakes.indices)
    func complains(about index: Int) async {
        let result = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) { [index] in
            FullyConnectedNetTests.mistakes[index].make()
        }
        Self.mistakes[index].expectComplaint(in: result)
    }
}
