import Layers
import Testing

@Suite("One label per row")
struct LabelsTests {
    @Test("labels from 0 to the last class pass", arguments: [[0, 0], [2, 1], [0, 2]])
    func right(labels: [Int]) async {
        await #expect(processExitsWith: .success) { [labels] in
            requireLabels(labels, for: Matrix(rows: 2, columns: 3), classes: 3)
            requireOneColumn(Matrix(rows: 2, columns: 1))
        }
    }

    private static let mistakes = [
        Mistake("there are 1 labels for scores of shape (2, 3): one per row is needed.") {
            requireLabels([0], for: Matrix(rows: 2, columns: 3), classes: 3)
        },
        Mistake("there are 0 labels for scores of shape (0, 3): one per row is needed.") {
            requireLabels([], for: Matrix(rows: 0, columns: 3), classes: 3)
        },
        Mistake("label 3 of example 1 is out of range: labels are 0..<3.") {
            requireLabels([0, 3], for: Matrix(rows: 2, columns: 3), classes: 3)
        },
        Mistake("label -1 of example 0 is out of range: labels are 0..<3.") {
            requireLabels([-1, 3], for: Matrix(rows: 2, columns: 3), classes: 3)
        },
        Mistake("a binary loss takes one score per example, (N, 1), not (1, 2).") {
            requireOneColumn([[1, 2]])
        },
    ]

    @Test("other labels stop with a sentence, file and line", arguments: mistakes.indices)
    func complains(about index: Int) async {
        let result = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) { [index] in
            LabelsTests.mistakes[index].make()
        }
        Self.mistakes[index].expectComplaint(in: result)
    }
}
