import Foundation
import Layers
import Testing

@Suite("Mean 0 and deviation 1")
struct StandardizerTests {
    @Test("two columns by hand, one of them constant")
    func byHand() {
        let standardizer = Standardizer.fit([[1, 5], [3, 5], [5, 5], [7, 5]])
        #expect(standardizer.mean == [[4, 5]])
        expectClose(standardizer.deviation, [[sqrt(5.0), 1]])
        // The test set has no say: it gets the training set's numbers.
        expectClose(standardizer.apply([[4, 5], [9, 7]]), [[0, 0], [sqrt(5.0), 2]])
    }

    @Test("afterwards the training set has mean 0 and deviation 1", arguments: [1e-3, 1, 1e6])
    func fit(spread: Double) {
        var generator = SeededGenerator(seed: 3)
        let x = Matrix.normal(
            rows: 20, columns: 3, mean: 5, standardDeviation: spread, using: &generator)
        let out = Standardizer.fit(x).apply(x)
        #expect(out.columnMeans().largestMagnitude() < 1e-10)
        expectClose((out * out).columnMeans(), [[1, 1, 1]], tolerance: 1e-9)
    }

    private static let mistakes = [
        Mistake("columnMeans: a (0, 2) matrix has no rows.") {
            _ = Standardizer.fit(Matrix(rows: 0, columns: 2))
        },
        Mistake("addingToEachRow: the row is (1, 2), and it must be (1, 1) to fit (1, 1).") {
            _ = Standardizer.fit([[1, 2], [3, 4]]).apply([[1]])
        },
    ]

    @Test("a mistake stops with a sentence, file and line", arguments: mistakes.indices)
    func complains(about index: Int) async {
        let result = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) { [index] in
            StandardizerTests.mistakes[index].make()
        }
        Self.mistakes[index].expectComplaint(in: result)
    }
}
