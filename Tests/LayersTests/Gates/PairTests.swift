import Layers
import Testing

@Suite("Two inputs of one shape")
struct PairTests {
    @Test("a pair and its gradients keep the two apart, and list them as x and y")
    func parts() {
        let pair = Pair(x: [[1]], y: [[2]])
        let gradients = PairGradient(dx: [[3]], dy: [[4]])
        let inputs = AddGate().inputs
        #expect(inputs.map(\.name) == ["x", "y"])
        #expect(inputs.map { pair[keyPath: $0.value] } == [[[1]], [[2]]])
        #expect(inputs.map { gradients[keyPath: $0.gradient] } == [[[3]], [[4]]])
    }

    private static let mistakes = [
        Mistake("Pair: x is (1, 2) and y (2, 1); they must be equal.") {
            _ = Pair(x: [[1, 2]], y: [[1], [2]])
        }
    ]

    @Test("a mistake in a shape stops with a sentence, file and line", arguments: mistakes.indices)
    func complains(about index: Int) async {
        let result = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) { [index] in
            PairTests.mistakes[index].make()
        }
        Self.mistakes[index].expectComplaint(in: result)
    }
}
