import Layers
import Testing

@Suite("How many units are dead")
struct DeadUnitsTests {
    @Test(
        "a unit is dead if it is 0 for all examples",
        arguments: [
            ([[0, 1, 0, 0], [0, 0, 2, 0]], 0.5), ([[1, 2]], 0), ([[0], [0], [0]], 1),
            ([[0, 1e-300]], 0.5),
        ] as [(Matrix, Double)])
    func fractions(out: Matrix, fraction: Double) {
        #expect(DeadUnits().fraction(out) == fraction)
    }

    @Test("biases of -1e3 kill all units of a layer")
    func biases() {
        let x: Matrix = [[1, -2], [3, 4]]
        let out = ReLU().forward((x - 1e3)).out
        #expect(DeadUnits().fraction(out) == 1)
    }

    private static let mistakes = [
        Mistake("mean: a (1, 0) matrix has no entries.") {
            _ = DeadUnits().fraction(Matrix(rows: 3, columns: 0))
        }
    ]

    @Test("a mistake stops with a sentence, file and line", arguments: mistakes.indices)
    func complains(about index: Int) async {
        let result = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) { [index] in
            DeadUnitsTests.mistakes[index].make()
        }
        Self.mistakes[index].expectComplaint(in: result)
    }
}
