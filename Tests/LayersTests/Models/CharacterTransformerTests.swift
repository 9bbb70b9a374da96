import Foundation
import Layers
import Testing

@Suite("The character transformer")
struct CharacterTransformerTests {
    private func random(
        _ characters: Int, features: Int, heads: Int, blocks: Int, steps: Int,
        _ g: inout SeededGenerator
    ) -> CharacterTransformer {
        var net = CharacterTransformer(
            characters: characters, features: features, heads: heads, blocks: blocks, steps: steps,
            using: &g)
        // Every parameter is of a size to be seen.
        for parameter in net.parameters {
            let shape = net[keyPath: parameter.value].shape
            net[keyPath: parameter.value] = .normal(
                rows: shape.rows, columns: shape.columns, standardDeviation: 0.7, using: &g)
        }
        return net
    }

    @Test(
        "backward is right",
        arguments: [
            (1, 1, 2, 3, 1, 1), (2, 3, 4, 4, 2, 1), (1, 4, 3, 4, 4, 2), (2, 2, 5, 3, 3, 0),
            (1, 3, 3, 6, 2, 1),
        ])
    func gradients(n: Int, steps: Int, characters: Int, features: Int, heads: Int, blocks: Int) {
        expectRight { g in
            let ids = (0..<n * steps).map { _ in g.index(below: characters) }
            return (
                model: random(
                    characters, features: features, heads: heads, blocks: blocks, steps: steps, &g),
                x: Tokens(ids: ids, steps: steps),
                labels: (0..<n * steps).map { _ in g.index(below: characters) }
            )
        }
    }

    @Test("no score depends on a later character")
    func causal() {
        var generator = SeededGenerator(seed: 2)
        let net = random(4, features: 4, heads: 2, blocks: 2, steps: 4, &generator)
        let scores = net.scores(Tokens(ids: [0, 1, 2, 3], steps: 4))
        let other = net.scores(Tokens(ids: [0, 1, 2, 0], steps: 4))
        #expect(scores.rows(0..<3) == other.rows(0..<3))
        #expect(scores.rows(3..<4) != other.rows(3..<4))
    }

    @Test("a new net is at chance: its loss is log C", arguments: [2, 10, 40])
    func initial(characters: Int) {
        var generator = SeededGenerator(seed: 1)
        let net = CharacterTransformer(
            characters: characters, features: 8, heads: 2, blocks: 2, steps: 6, using: &generator)
        let ids = (0..<60).map { _ in generator.index(below: characters) }
        let loss = net.forward(Tokens(ids: ids, steps: 6), labels: ids).loss
        #expect(abs(loss - log(Double(characters))) < 0.02)
    }

    /// Twenty pieces of six characters, each of which says what comes next.
    private func pieces(_ generator: inout SeededGenerator) -> (tokens: Tokens, labels: [Int]) {
        // No two pieces begin with the same three characters, so that all can be known by heart.
        let ids = (0..<20).flatMap { n in
            [n % 5, n / 5, 4] + (0..<3).map { _ in generator.index(below: 5) }
        }
        // The second and the third character could only be guessed: there the label is always 4.
        let labels = ids.indices.map { i in
            i % 6 < 2 ? 4 : i % 6 < 5 ? ids[i + 1] : 0
        }
        return (Tokens(ids: ids, steps: 6), labels)
    }

    @Test("twenty pieces are learned by heart", arguments: [1, 2])
    func overfits(seed: Int) {
        var generator = SeededGenerator(seed: seed)
        let (tokens, labels) = pieces(&generator)
        var net = CharacterTransformer(
            characters: 5, features: 12, heads: 2, blocks: 1, steps: 6, using: &generator)
        var optimizer = Adam(learningRate: 0.02)
        for _ in 0..<250 {
            let cache = net.forward(tokens, labels: labels).cache
            optimizer.step(&net, net.backward(cache: cache))
        }
        #expect(net.forward(tokens, labels: labels).loss < 0.01)
        #expect(net.scores(tokens).rowArgmaxima() == labels)
    }

    @Test("the parameters are those of the table, of every block, of the norm and of the head")
    func parameters() {
        let names = Self.net().parameters.map(\.name)
        #expect(names.count == 1 + 2 * 16 + 2 + 2)
        #expect(names.first == "embedding.w")
        #expect(names.contains("blocks.1.attention.key.w"))
        #expect(names.suffix(4) == ["norm.gamma", "norm.beta", "head.w", "head.b"])
    }

    private static func net() -> CharacterTransformer {
        var generator = SeededGenerator(seed: 1)
        return CharacterTransformer(
            characters: 3, features: 2, heads: 1, blocks: 2, steps: 2, using: &generator)
    }

    private static let mistakes = [
        Mistake("row 3 of a (3, 2) matrix: rows are 0..<3.") {
            _ = net().forward(Tokens(ids: [0, 3], steps: 2), labels: [0, 1])
        },
        Mistake("3 rows are not whole sequences of 2 steps.") {
            _ = net().forward(Tokens(ids: [0, 1, 2], steps: 3), labels: [0, 1, 2])
        },
        Mistake("there are 1 labels for scores of shape (2, 3): one per row is needed.") {
            _ = net().forward(Tokens(ids: [0, 1], steps: 2), labels: [0])
        },
        Mistake("MultiHeadAttention: 4 features cannot be 3 heads of equal size.") {
            var generator = SeededGenerator(seed: 1)
            _ = CharacterTransformer(
                characters: 3, features: 4, heads: 3, blocks: 1, steps: 2, using: &generator)
        },
    ]

    @Test("a mistake stops with a sentence, file and line", arguments: mistakes.indices)
    func complains(about index: Int) async {
        let result = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) { [index] in
            CharacterTransformerTests.mistakes[index].make()
        }
        Self.mistakes[index].expectComplaint(in: result)
    }
}
