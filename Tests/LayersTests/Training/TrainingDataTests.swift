import Layers
import Testing

@Suite("Sets to train on")
struct TrainingDataTests {
    @Test(
        "a shuffled order holds every index once, and depends on the seed only",
        arguments: [0, 1, 2, 50])
    func shuffled(count: Int) {
        let order = shuffledIndices(count, seed: 3)
        #expect(order.sorted() == Array(0..<count))
        #expect(order == shuffledIndices(count, seed: 3))
        if count > 10 { #expect(order != shuffledIndices(count, seed: 4)) }
    }

    @Test("a batch is the rows and labels of its indices")
    func batch() {
        let set = LabelledExamples(x: [[1, 2], [3, 4], [5, 6]], labels: [7, 8, 9])
        let (x, labels) = set.batch([2, 0])
        #expect(x == [[5, 6], [1, 2]])
        #expect(labels == [9, 7])
        #expect(set.part([1]).x == [[3, 4]])
        #expect(set.part([1]).count == 1)
    }

    @Test(
        "a split leaves no example out and uses none twice",
        arguments: [(10, 0.2, 2), (10, 0.01, 1), (1, 0.5, 0), (2, 0, 1), (5, 1, 5), (0, 0.5, 0)])
    func split(count: Int, share: Double, held: Int) {
        let rows = (0..<count).map { [Double($0)] }
        let x = Matrix(rows: count, columns: 1, elements: rows.flatMap { $0 })
        let set = LabelledExamples(x: x, labels: Array(0..<count))
        let (training, validation) = set.split(validation: share, seed: 1)
        #expect(validation.count == held)
        #expect((training.labels + validation.labels).sorted() == Array(0..<count))
    }

    @Test("the label of a character is the one after it; the rest at the end is not used")
    func pieces() {
        let set = TextPieces(ids: [0, 1, 2, 3, 4, 5, 6, 7], steps: 3)
        #expect(set.count == 2)
        let (x, labels) = set.batch([1, 0])
        #expect(x == Tokens(ids: [3, 4, 5, 0, 1, 2], steps: 3))
        #expect(labels == [4, 5, 6, 1, 2, 3])
        #expect(set.part([1]).batch([0]).labels == [4, 5, 6])
        // One character more, and the third piece has a label for its last character.
        #expect(TextPieces(ids: Array(0..<9), steps: 3).count == 2)
        #expect(TextPieces(ids: Array(0..<10), steps: 3).count == 3)
    }

    private static let mistakes = [
        Mistake("LabelledExamples: there are 1 labels for examples of shape (2, 1).") {
            _ = LabelledExamples(x: [[1], [2]], labels: [0])
        },
        Mistake("TextPieces: 3 characters are too few for pieces of 3 and a next one.") {
            _ = TextPieces(ids: [1, 2, 3], steps: 3)
        },
        Mistake("TextPieces: 3 characters are too few for pieces of 0 and a next one.") {
            _ = TextPieces(ids: [1, 2, 3], steps: 0)
        },
    ]

    @Test("a mistake stops with a sentence, file and line", arguments: mistakes.indices)
    func complains(about index: Int) async {
        let result = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) { [index] in
            TrainingDataTests.mistakes[index].make()
        }
        Self.mistakes[index].expectComplaint(in: result)
    }
}
