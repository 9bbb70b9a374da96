import Foundation
import Layers
import Testing

@Suite("The character RNN")
struct CharacterRNNTests {
    @Test("two characters by hand, with weights that keep the state at 0")
    func byHand() {
        let net = CharacterRNN(
            embedding: Embedding(w: [[1], [2]]),
            rnn: RNN(step: RNNStep(wx: [[0]], wh: [[0.5]], b: [[0]])),
            affine: TemporalAffine(w: [[3, 1]], b: [[0, 0]]))
        let (loss, cache) = net.forward(Tokens(ids: [0, 1], steps: 2), labels: [1, 1])
        #expect(abs(loss - log(2)) < 1e-15)
        // The mean over two steps: each score of the label gets -1/4, the other 1/4.
        let gradients = net.backward(cache: cache)
        expectClose(gradients.affine.db, [[0.5, -0.5]])
        expectClose(gradients.affine.dw, [[0, 0]])
        // So the state gets 3/4 - 1/4 at each step, and the first also half of the second's.
        expectClose(gradients.rnn.db, [[0.5 + 0.75]])
        expectClose(gradients.rnn.dwx, [[0.75 * 1 + 0.5 * 2]])
        expectClose(gradients.embedding.dw, [[0], [0]])
    }

    private func random(
        _ characters: Int, features: Int, hidden: Int, _ g: inout SeededGenerator
    ) -> CharacterRNN {
        CharacterRNN(
            embedding: Embedding(
                words: characters, features: features, weightScale: 1, using: &g),
            rnn: RNN(
                step: RNNStep(
                    wx: .normal(rows: features, columns: hidden, using: &g),
                    wh: .normal(rows: hidden, columns: hidden, using: &g),
                    b: .normal(rows: 1, columns: hidden, using: &g))),
            affine: TemporalAffine(
                w: .normal(rows: hidden, columns: characters, using: &g),
                b: .normal(rows: 1, columns: characters, using: &g)))
    }

    @Test(
        "backward is right",
        arguments: [
            (1, 1, 2, 1, 1), (2, 3, 4, 2, 3), (1, 5, 3, 4, 2), (3, 2, 5, 1, 4), (2, 4, 2, 3, 3),
        ])
    func gradients(n: Int, steps: Int, characters: Int, features: Int, hidden: Int) {
        expectRight { g in
            let ids = (0..<n * steps).map { _ in g.index(below: characters) }
            return (
                model: random(characters, features: features, hidden: hidden, &g),
                x: Tokens(ids: ids, steps: steps),
                labels: (0..<n * steps).map { _ in g.index(below: characters) }
            )
        }
    }

    @Test("a new net is at chance: its loss is log C", arguments: [2, 10, 40])
    func initial(characters: Int) {
        var generator = SeededGenerator(seed: 1)
        let net = CharacterRNN(
            characters: characters, features: 8, hidden: 16, using: &generator)
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
        var net = CharacterRNN(characters: 5, features: 8, hidden: 32, using: &generator)
        var optimizer = Adam(learningRate: 0.02)
        for _ in 0..<250 {
            let cache = net.forward(tokens, labels: labels).cache
            optimizer.step(&net, net.backward(cache: cache))
        }
        #expect(net.forward(tokens, labels: labels).loss < 0.01)
        #expect(net.scores(tokens).rowArgmaxima() == labels)
    }

    @Test("a text is drawn from the probabilities; at a low temperature it is the likeliest")
    func sample() {
        var generator = SeededGenerator(seed: 3)
        let net = random(5, features: 3, hidden: 4, &generator)
        var likeliest: [Int] = []
        var ids = [2]
        for _ in 0..<8 {
            let scores = net.scores(Tokens(ids: ids, steps: ids.count))
            let next = scores.rowArgmaxima()[ids.count - 1]
            likeliest.append(next)
            ids.append(next)
        }
        #expect(net.sample(from: 2, count: 8, temperature: 1e-9, using: &generator) == likeliest)
        #expect(net.sample(from: 2, count: 0, using: &generator) == [])
        var (first, second) = (SeededGenerator(seed: 7), SeededGenerator(seed: 7))
        let drawn = net.sample(from: 0, count: 30, using: &first)
        #expect(drawn == net.sample(from: 0, count: 30, using: &second))
        #expect(drawn.allSatisfy { (0..<5).contains($0) })
    }

    @Test("a character is drawn as often as its probability says")
    func frequencies() {
        // Scores of log 3 and 0, whatever was before.
        let net = CharacterRNN(
            embedding: Embedding(w: [[0], [0]]),
            rnn: RNN(step: RNNStep(wx: [[0]], wh: [[0]], b: [[0]])),
            affine: TemporalAffine(w: [[0, 0]], b: [[log(3), 0]]))
        var generator = SeededGenerator(seed: 5)
        let ones = net.sample(from: 0, count: 4000, using: &generator).reduce(0, +)
        #expect(abs(Double(ones) / 4000 - 0.25) < 0.02)
        // At half the temperature it is 9 to 1.
        let fewer = net.sample(from: 0, count: 4000, temperature: 0.5, using: &generator)
        #expect(abs(Double(fewer.reduce(0, +)) / 4000 - 0.1) < 0.02)
    }

    private static func net() -> CharacterRNN {
        var generator = SeededGenerator(seed: 1)
        return CharacterRNN(characters: 3, features: 2, hidden: 2, using: &generator)
    }

    private static let mistakes = [
        Mistake("row 3 of a (3, 2) matrix: rows are 0..<3.") {
            _ = net().forward(Tokens(ids: [0, 3], steps: 2), labels: [0, 1])
        },
        Mistake("there are 1 labels for scores of shape (2, 3): one per row is needed.") {
            _ = net().forward(Tokens(ids: [0, 1], steps: 2), labels: [0])
        },
        Mistake("label 3 of example 1 is out of range: labels are 0..<3.") {
            _ = net().forward(Tokens(ids: [0, 1], steps: 2), labels: [0, 3])
        },
    ]

    @Test("a mistake stops with a sentence, file and line", arguments: mistakes.indices)
    func complains(about index: Int) async {
        let result = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) { [index] in
            CharacterRNNTests.mistakes[index].make()
        }
        Self.mistakes[index].expectComplaint(in: result)
    }
}
