import Layers
import Testing

@Suite("The sigmoid neuron")
struct SigmoidNeuronTests {
    @Test("the numbers of the course notes: 0.73, and gradients of two digits")
    func notes() {
        let neuron = SigmoidNeuron(w: [[2, -3, -3]])
        let (out, cache) = neuron.forward([[-1, -2]])
        // The sum is 2 * -1 + -3 * -2 - 3 = 1.
        #expect(abs(out.scalar - 0.7310585786300049) < 1e-15)
        let gradients = neuron.backward([[1]], cache: cache)
        expectClose(gradients.dw, [[-0.20, -0.39, 0.20]], tolerance: 0.005 / 0.39)
        expectClose(gradients.dx, [[0.39, -0.59]], tolerance: 0.005 / 0.59)
    }

    @Test("the slope at a sum of 0 is a quarter, times dout")
    func byHand() {
        let neuron = SigmoidNeuron(w: [[1, 2, -5]])
        let (out, cache) = neuron.forward([[1, 2]])
        #expect(out == [[0.5]])
        let gradients = neuron.backward([[8]], cache: cache)
        #expect(gradients.dw == [[2, 4, 2]])
        #expect(gradients.dx == [[2, 4]])
    }

    @Test("backward agrees with centred differences", arguments: [1, 2, 20_250_402])
    func gradients(seed: Int) {
        var generator = SeededGenerator(seed: seed)
        let neuron = SigmoidNeuron(w: .normal(rows: 1, columns: 3, using: &generator))
        let x = Matrix.normal(rows: 1, columns: 2, using: &generator)
        expectGradients(of: neuron, at: x, using: &generator)
    }

    @Test("there are three numbers to train")
    func parameters() {
        let neuron = SigmoidNeuron(w: [[1, 2, 3]])
        #expect(neuron.parameters.map(\.name) == ["w"])
        #expect(neuron.parameterCount == 3)
    }

    @Test("large sums stay finite, forward and backward", arguments: [-1e3, -745, -709, 709, 1e3])
    func extremes(bias: Double) {
        let neuron = SigmoidNeuron(w: [[0, 0, bias]])
        let (out, cache) = neuron.forward([[1, 1]])
        #expect(abs(out.scalar - (bias > 0 ? 1 : 0)) < 1e-300)
        let gradients = neuron.backward([[1]], cache: cache)
        #expect(gradients.dx == [[0, 0]])
        #expect(gradients.dw.largestMagnitude() < 1e-300)
    }

    private static let mistakes = [
        Mistake("SigmoidNeuron: w is (1, 2), not (1, 3).") {
            _ = SigmoidNeuron(w: [[1, 2]])
        },
        Mistake("SigmoidNeuron: w is (3, 1), not (1, 3).") {
            _ = SigmoidNeuron(w: [[1], [2], [3]])
        },
        Mistake("SigmoidNeuron: x is (1, 1), not (1, 2).") {
            _ = SigmoidNeuron(w: [[1, 2, 3]]).forward([[1]])
        },
        Mistake("scalar: the matrix is (1, 2), not (1, 1).") {
            let neuron = SigmoidNeuron(w: [[1, 2, 3]])
            let (_, cache) = neuron.forward([[1, 2]])
            _ = neuron.backward([[1, 2]], cache: cache)
        },
    ]

    @Test("a mistake in a shape stops with a sentence, file and line", arguments: mistakes.indices)
    func complains(about index: Int) async {
        let result = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) { [index] in
            SigmoidNeuronTests.mistakes[index].make()
        }
        Self.mistakes[index].expectComplaint(in: result)
    }
}
