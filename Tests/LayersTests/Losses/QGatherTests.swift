import Layers
import Testing

@Suite("The value of what was done")
struct QGatherTests {
    @Test("three rows by hand")
    func byHand() {
        let input = QGatherInput(q: [[1, 2], [3, 4], [5, 6]], actions: [1, 0, 1])
        let (out, cache) = QGather().forward(input)
        #expect(out == [[2], [3], [6]])
        #expect(
            QGather().backward([[7], [8], [9]], cache: cache).dq == [[0, 7], [8, 0], [0, 9]])
        #expect(QGather().oneHot(input) == out)
    }

    @Test("backward is right", arguments: [(1, 1), (1, 4), (3, 2), (6, 3), (2, 7)])
    func gradients(rows: Int, actions: Int) {
        expectRight { g in
            (
                layer: QGather(),
                x: QGatherInput(
                    q: .normal(rows: rows, columns: actions, using: &g),
                    actions: (0..<rows).map { _ in g.index(below: actions) })
            )
        }
    }

    private static let mistakes = [
        Mistake("label 2 of example 0 is out of range: labels are 0..<2.") {
            _ = QGather().forward(QGatherInput(q: [[1, 2]], actions: [2]))
        },
        Mistake("there are 0 labels for scores of shape (1, 2): one per row is needed.") {
            _ = QGather().forward(QGatherInput(q: [[1, 2]], actions: []))
        },
        Mistake("index [1, 0] is outside a (1, 1) matrix: rows are 0..<1, columns 0..<1.") {
            let cache = QGather().forward(QGatherInput(q: [[1, 2], [3, 4]], actions: [0, 1])).cache
            _ = QGather().backward([[1]], cache: cache)
        },
    ]

    @Test("a mistake stops with a sentence, file and line", arguments: mistakes.indices)
    func complains(about index: Int) async {
        let result = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) { [index] in
            QGatherTests.mistakes[index].make()
        }
        Self.mistakes[index].expectComplaint(in: result)
    }
}
