import Layers
import Testing

@Suite("How much of a layer is saturated")
struct SaturationTests {
    @Test(
        "entries nearer than a hundredth of the range to an end",
        arguments: [
            ([[0.005, 0.5], [0.995, 0.02]], 0.5, 0.25), ([[0, 1]], 1, 0.5), ([[0.5, 0.2]], 0, 0),
            ([[-0.99, 0.985]], 0.5, 1),
        ] as [(Matrix, Double, Double)])
    func fractions(out: Matrix, sigmoid: Double, tanh: Double) {
        #expect(Saturation.sigmoid.fraction(out) == sigmoid)
        #expect(Saturation.tanh.fraction(out) == tanh)
    }

    @Test("the margin is a share of the range")
    func margin() {
        #expect(Saturation(low: 0, high: 10, margin: 0.1).fraction([[0.5, 1.5, 8.5, 9.5]]) == 0.5)
    }

    private static let mistakes = [
        Mistake("Saturation: 1.0 ... 1.0 with a margin of 0.01 is no range.") {
            _ = Saturation(low: 1, high: 1)
        },
        Mistake("Saturation: 0.0 ... 1.0 with a margin of 0.5 is no range.") {
            _ = Saturation(low: 0, high: 1, margin: 0.5)
        },
        Mistake("Saturation: 0.0 ... 1.0 with a margin of 0.0 is no range.") {
            _ = Saturation(low: 0, high: 1, margin: 0)
        },
        Mistake("mean: a (0, 3) matrix has no entries.") {
            _ = Saturation.tanh.fraction(Matrix(rows: 0, columns: 3))
        },
    ]

    @Test("a mistake stops with a sentence, file and line", arguments: mistakes.indices)
    func complains(about index: Int) async {
        let result = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) { [index] in
            SaturationTests.mistakes[index].make()
        }
        Self.mistakes[index].expectComplaint(in: result)
    }
}
