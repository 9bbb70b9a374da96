import Layers
import Testing

@Suite("Stopping with a sentence")
struct StopTests {
    private static let mistakes = [
        Mistake("the sentence.") { stop("the sentence.") },
        Mistake("2 is not 3.") { require(2 == 3, "2 is not 3.") },
        // The kit's own frames are passed over: the line is that of the caller.
        Mistake("+: the left side is (1, 1), the right side (2, 1); they must be equal.") {
            _ = AddGate().forward(twisted())
        },
    ]

    private static func twisted() -> Pair {
        var pair = Pair(x: Matrix(1), y: Matrix(2))
        pair.y = Matrix(rows: 2, columns: 1)
        return pair
    }

    @Test("the sentence comes with the file and the line", arguments: mistakes.indices)
    func complains(about index: Int) async {
        let result = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) { [index] in
            StopTests.mistakes[index].make()
        }
        Self.mistakes[index].expectComplaint(in: result)
    }

    @Test("a condition that holds stops nothing, and its sentence is never made")
    func holds() {
        var made = 0
        func sentence() -> String {
            made += 1
            return ""
        }
        require(made == 0, sentence())
        #expect(made == 0)
    }
}
