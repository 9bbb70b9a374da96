import Foundation
import Layers
import Testing

@Suite("The nearest neighbours")
struct NearestNeighbourTests {
    private static let classifier = NearestNeighbour(
        examples: [[0, 0], [3, 4], [0, 1], [6, 8]], labels: [2, 1, 0, 1])

    @Test("distances by hand, one of them exactly 0")
    func distances() {
        let distances = Self.classifier.distances([[0, 0], [3, 0]])
        #expect(distances == [[0, 5, 1, 10], [3, 4, sqrt(10), sqrt(73)]])
    }

    @Test(
        "the most frequent label of the nearest; ties go to the smaller label",
        arguments: [(1, [2, 1]), (2, [0, 1]), (3, [0, 1]), (4, [1, 1])])
    func predict(k: Int, labels: [Int]) {
        #expect(Self.classifier.predict([[0, 0], [5, 7]], k: k) == labels)
    }

    @Test("of two examples at the same distance the first one is nearer")
    func ties() {
        let classifier = NearestNeighbour(examples: [[1], [-1], [1]], labels: [5, 3, 4])
        #expect(classifier.predict([[0]], k: 1) == [5])
        #expect(classifier.predict([[0]], k: 2) == [3])
    }

    @Test("an example far from 0 is at a distance of 0, or nearly, from itself")
    func extremes() {
        var generator = SeededGenerator(seed: 2)
        let x = Matrix.normal(rows: 5, columns: 8, mean: 1e3, using: &generator)
        let distances = NearestNeighbour(examples: x, labels: [0, 1, 2, 3, 4]).distances(x)
        #expect(distances.isFinite)
        for n in 0..<5 { #expect(distances[n, n] < 1e-3) }
    }

    private static let mistakes = [
        Mistake(
            "NearestNeighbour: there are 1 labels for examples of shape (2, 1): one per row is needed."
        ) {
            _ = NearestNeighbour(examples: [[1], [2]], labels: [1])
        },
        Mistake(
            "NearestNeighbour: there are 0 labels for examples of shape (0, 1): one per row is needed."
        ) {
            _ = NearestNeighbour(examples: Matrix(rows: 0, columns: 1), labels: [])
        },
        Mistake("NearestNeighbour: k is 0, and must be in 1 ... 4.") {
            _ = classifier.predict([[1, 2]], k: 0)
        },
        Mistake("NearestNeighbour: k is 5, and must be in 1 ... 4.") {
            _ = classifier.predict([[1, 2]], k: 5)
        },
        Mistake(
            "matmulTransposed: (1, 1) times (4, 2) transposed: the left has 1 columns, the right has 2."
        ) {
            _ = classifier.distances([[1]])
        },
    ]

    @Test("a mistake stops with a sentence, file and line", arguments: mistakes.indices)
    func complains(about index: Int) async {
        let result = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) { [index] in
            NearestNeighbourTests.mistakes[index].make()
        }
        Self.mistakes[index].expectComplaint(in: result)
    }
}
