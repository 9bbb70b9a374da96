import Foundation
import Layers
import Testing

@Suite("The sigmoid neuron as a chain of gates")
struct SigmoidNeuronChainTests {
    @Test("the numbers of the course notes: 0.73, and gradients of two digits")
    func notes() {
        let neuron = SigmoidNeuronChain(w: [[2, -3, -3]])
        let (out, cache) = neuron.forward([[-1, -2]])
        // The sum is 2 * -1 + -3 * -2 - 3 = 1.
        #expect(abs(out.scalar - 0.7310585786300049) < 1e-15)
        let gradients = neuron.backward([[1]], cache: cache)
        expectClose(gradients.dw, [[-0.20, -0.39, 0.20]], tolerance: 0.005 / 0.39)
        expectClose(gradients.dx, [[0.39, -0.59]], tolerance: 0.005 / 0.59)
    }

    @Test("the slope at a sum of 0 is a quarter, times dout")
    func byHand() {
        let neuron = SigmoidNeuronChain(w: [[1, 2, -5]])
        let (out, cache) = neuron.forward([[1, 2]])
        #expect(out == [[0.5]])
        let gradients = neuron.backward([[8]], cache: cache)
        #expect(gradients.dw == [[2, 4, 2]])
        #expect(gradients.dx == [[2, 4]])
    }

    @Test("backward agrees with centred differences", arguments: [1, 2, 20_250_402])
    func gradients(seed: Int) {
        var generator = SeededGenerator(seed: seed)
        let neuron = SigmoidNeuronChain(w: .normal(rows: 1, columns: 3, using: &generator))
        let x = Matrix.normal(rows: 1, columns: 2, using: &generator)
        expectGradients(of: neuron, at: x, using: &generator)
    }

    @Test("there are three numbers to train")
    func parameters() {
        let neuron = SigmoidNeuronChain(w: [[1, 2, 3]])
        #expect(neuron.parameters.map(\.name) == ["w"])
        #expect(neuron.parameterCount == 3)
    }

    @Test(
        "in the middle of the range the chain and the single gate give the same numbers",
        arguments: [-20, -3, -0.5, 0, 1, 4, 15])
    func sameAsSingleGate(sum: Double) {
        let w: Matrix = [[0.5, -0.25, sum]]
        let x: Matrix = [[1, 2]]
        let (chainOut, chainCache) = SigmoidNeuronChain(w: w).forward(x)
        let (out, cache) = SigmoidNeuron(w: w).forward(x)
        let chain = SigmoidNeuronChain(w: w).backward([[3]], cache: chainCache)
        let single = SigmoidNeuron(w: w).backward([[3]], cache: cache)
        expectClose(chainOut, out)
        // 1 - out loses digits as out comes near 1; the chain never computes it.
        expectClose(chain.dx, single.dx, tolerance: 1e-8)
        expectClose(chain.dw, single.dw, tolerance: 1e-8)
    }

    @Test("far below 0 the chain's output is 0 and its gradient NaN", arguments: [-710, -1e3])
    func overflow(sum: Double) {
        let chain = SigmoidNeuronChain(w: [[1, 1, sum]])
        let (out, cache) = chain.forward([[0, 0]])
        #expect(cache.exponential.out == [[.infinity]])
        #expect(out == [[0]])
        let gradients = chain.backward([[1]], cache: cache)
        #expect(gradients.dx.isNaN)
        #expect(gradients.dw.isNaN)
    }

    @Test("at -709 the exponential is still finite, and so is the gradient")
    func beforeOverflow() {
        let chain = SigmoidNeuronChain(w: [[1, 1, -709]])
        let (_, cache) = chain.forward([[0, 0]])
        #expect(cache.exponential.out.isFinite)
        let gradients = chain.backward([[1]], cache: cache)
        #expect(gradients.dx.isFinite)
        #expect(gradients.dw.isFinite)
    }

    @Test("above 37 the output is rounded to 1, and the gradient survives", arguments: [37.0, 40])
    func saturation(sum: Double) {
        let w: Matrix = [[1, 1, sum]]
        let (out, cache) = SigmoidNeuronChain(w: w).forward([[0, 0]])
        #expect(cache.plusOne.out == [[1]])
        #expect(out == [[1]])
        let gradients = SigmoidNeuronChain(w: w).backward([[1]], cache: cache)
        #expect(abs(gradients.dw[0, 2] / exp(-sum) - 1) < 1e-14)
    }

    private static let mistakes = [
        Mistake("SigmoidNeuronChain: w is (1, 2), not (1, 3).") {
            _ = SigmoidNeuronChain(w: [[1, 2]])
        },
        Mistake("SigmoidNeuronChain: w is (3, 1), not (1, 3).") {
            _ = SigmoidNeuronChain(w: [[1], [2], [3]])
        },
        Mistake("SigmoidNeuronChain: x is (1, 1), not (1, 2).") {
            _ = SigmoidNeuronChain(w: [[1, 2, 3]]).forward([[1]])
        },
        Mistake("/: the left side is (1, 2), the right side (1, 1); they must be equal.") {
            let neuron = SigmoidNeuronChain(w: [[1, 2, 3]])
            let (_, cache) = neuron.forward([[1, 2]])
            _ = neuron.backward([[1, 2]], cache: cache)
        },
    ]

    @Test("a mistake in a shape stops with a sentence, file and line", arguments: mistakes.indices)
    func complains(about index: Int) async {
        let result = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) { [index] in
            SigmoidNeuronChainTests.mistakes[index].make()
        }
        Self.mistakes[index].expectComplaint(in: result)
    }
}
