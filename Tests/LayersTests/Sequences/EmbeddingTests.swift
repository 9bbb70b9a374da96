import Layers
import Testing

@Suite("The embedding")
struct EmbeddingTests {
    @Test("three words of two numbers by hand: what is used twice adds up")
    func byHand() {
        let layer = Embedding(w: [[1, 2], [3, 4], [5, 6]])
        let (out, cache) = layer.forward([2, 0, 2])
        #expect(out == [[5, 6], [1, 2], [5, 6]])
        let dw = layer.backward([[1, 2], [3, 4], [10, 20]], cache: cache).dw
        #expect(dw == [[3, 4], [0, 0], [11, 22]])
    }

    @Test("backward is right", arguments: [(1, 1, 1), (3, 2, 1), (2, 4, 7), (5, 3, 4), (4, 1, 9)])
    func gradients(words: Int, features: Int, tokens: Int) {
        expectRight { g in
            let layer = Embedding(words: words, features: features, weightScale: 1, using: &g)
            return (layer: layer, x: (0..<tokens).map { _ in g.index(below: words) })
        }
    }

    @Test("it has one parameter, and no input that has a gradient")
    func parameters() {
        let layer = Embedding(w: [[1], [2]])
        #expect(layer.parameters.map(\.name) == ["w"])
        #expect(layer.inputs.isEmpty)
    }

    private static let mistakes = [
        Mistake("row 2 of a (2, 2) matrix: rows are 0..<2.") {
            _ = Embedding(w: [[1, 2], [3, 4]]).forward([0, 2])
        },
        Mistake("row -1 of a (2, 2) matrix: rows are 0..<2.") {
            _ = Embedding(w: [[1, 2], [3, 4]]).forward([-1])
        },
        Mistake("addRows: (1, 2) does not fit 2 rows of 2 numbers.") {
            let layer = Embedding(w: [[1, 2], [3, 4]])
            _ = layer.backward([[1, 2]], cache: layer.forward([0, 1]).cache)
        },
    ]

    @Test("a mistake stops with a sentence, file and line", arguments: mistakes.indices)
    func complains(about index: Int) async {
        let result = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) { [index] in
            EmbeddingTests.mistakes[index].make()
        }
        Self.mistakes[index].expectComplaint(in: result)
    }
}
