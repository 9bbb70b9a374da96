import Layers
import Testing

@Suite("The order of sequences in rows")
struct SequenceShapeTests {
    @Test("row n T + t is step t of sequence n")
    func rows() {
        let shape = SequenceShape(rows: 6, steps: 3)
        #expect(shape == SequenceShape(examples: 2, steps: 3))
        #expect((0..<3).map { shape.rows(at: $0) } == [[0, 3], [1, 4], [2, 5]])
        #expect((0..<2).map { shape.rows(of: $0) } == [0..<3, 3..<6])
    }

    @Test("a recurrent input has one row of h for each sequence")
    func recurrent() {
        let input = RecurrentInput(x: Matrix(rows: 6, columns: 4), h: Matrix(rows: 2, columns: 5))
        #expect(input.shape == SequenceShape(examples: 2, steps: 3))
    }

    @Test("tokens are whole sequences")
    func tokens() {
        let tokens = Tokens(ids: [4, 1, 1, 0], steps: 2)
        #expect(tokens.ids == [4, 1, 1, 0])
        #expect(tokens.shape == SequenceShape(examples: 2, steps: 2))
    }

    private static let mistakes = [
        Mistake("0 sequences of 2 steps are none: both must be positive.") {
            _ = SequenceShape(examples: 0, steps: 2)
        },
        Mistake("7 rows are not whole sequences of 3 steps.") {
            _ = SequenceShape(rows: 7, steps: 3)
        },
        Mistake("7 rows are not whole sequences of 0 steps.") {
            _ = SequenceShape(rows: 7, steps: 0)
        },
        Mistake("0 rows are not whole sequences of 1 steps.") {
            _ = SequenceShape(rows: 0, steps: 1)
        },
        Mistake("x is (3, 1) and h (2, 1): x needs a whole number of steps for each row of h.") {
            _ = RecurrentInput(x: [[1], [2], [3]], h: [[1], [2]]).shape
        },
        Mistake("x is (1, 1) and h (0, 2): x needs a whole number of steps for each row of h.") {
            _ = RecurrentInput(x: [[1]], h: Matrix(rows: 0, columns: 2)).shape
        },
        Mistake("3 rows are not whole sequences of 2 steps.") {
            _ = Tokens(ids: [1, 2, 3], steps: 2)
        },
    ]

    @Test("a mistake stops with a sentence, file and line", arguments: mistakes.indices)
    func complains(about index: Int) async {
        let result = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) { [index] in
            SequenceShapeTests.mistakes[index].make()
        }
        Self.mistakes[index].expectComplaint(in: result)
    }
}
