import Foundation
import Layers
import Testing

@Suite("The unrolled network without inputs")
struct UnrolledRNNTests {
    @Test("two steps by hand, with and without the ReLU")
    func byHand() {
        let net = UnrolledRNN(w: [[1, -3], [0, 1]], steps: 2)
        // (1, 2) -> (1, -1), which becomes (1, 0) -> (1, -3), which becomes (1, 0).
        let (out, cache) = net.forward([[1, 2]])
        #expect(out == [[1, 0]])
        let gradients = net.backward([[5, 7]], cache: cache)
        #expect(gradients.dx == [[5, 0]])
        #expect(gradients.dw == [[10, 0], [10, 0]])

        let linear = UnrolledRNN(w: [[1, -3], [0, 1]], steps: 2, usesReLU: false)
        // (1, 2) -> (1, -1) -> (1, -4). Back: (5, 7) -> (5 - 21, 7) -> (-16 - 21, 7).
        // w gets ((5, 7), (-5, -7)) and ((-16, 7), (-32, 14)).
        let (linearOut, linearCache) = linear.forward([[1, 2]])
        #expect(linearOut == [[1, -4]])
        let linearGradients = linear.backward([[5, 7]], cache: linearCache)
        #expect(linearGradients.dx == [[-37, 7]])
        #expect(linearGradients.dw == [[-11, 14], [-37, 7]])
    }

    @Test("fifty steps: the gradient explodes or dies out", arguments: [0.5, 0.9, 1, 1.1, 2])
    func power(w: Double) {
        let net = UnrolledRNN(w: Matrix(w), steps: 50)
        let (out, cache) = net.forward([[3]])
        expectClose(out, Matrix(3 * pow(w, 50)), tolerance: 1e-12)
        let gradients = net.backward([[1]], cache: cache)
        expectClose(gradients.dx, Matrix(pow(w, 50)), tolerance: 1e-12)
        expectClose(gradients.dw, Matrix(3 * 50 * pow(w, 49)), tolerance: 1e-12)
    }

    @Test(
        "backward is right",
        arguments: [
            (1, 1, 1, true), (2, 3, 4, true), (3, 2, 6, false), (1, 5, 3, true), (4, 2, 1, false),
        ])
    func gradients(examples: Int, hidden: Int, steps: Int, usesReLU: Bool) {
        expectRight { generator in
            redrawn(
                &generator,
                until: { net, x in
                    // A unit whose inputs are all closed is at 0 and stays there.
                    !usesReLU
                        || net.forward(x).cache.states.dropLast().allSatisfy { h in
                            h.matmul(net.w).elements.allSatisfy { $0 == 0 || abs($0) > 0.01 }
                        }
                }
            ) { g in
                (
                    layer: UnrolledRNN(
                        w: .normal(rows: hidden, columns: hidden, using: &g), steps: steps,
                        usesReLU: usesReLU),
                    x: Matrix.normal(rows: examples, columns: hidden, using: &g)
                )
            }
        }
    }

    private static let mistakes = [
        Mistake("UnrolledRNN: w is (1, 2) for 3 steps; it must be square, and one step at least.") {
            _ = UnrolledRNN(w: [[1, 2]], steps: 3)
        },
        Mistake("UnrolledRNN: w is (1, 1) for 0 steps; it must be square, and one step at least.") {
            _ = UnrolledRNN(w: [[1]], steps: 0)
        },
        Mistake("matmul: (1, 2) times (1, 1): the left has 2 columns, the right has 1 rows.") {
            _ = UnrolledRNN(w: [[1]], steps: 3).forward([[1, 2]])
        },
    ]

    @Test("a mistake stops with a sentence, file and line", arguments: mistakes.indices)
    func complains(about index: Int) async {
        let result = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) { [index] in
            UnrolledRNNTests.mistakes[index].make()
        }
        Self.mistakes[index].expectComplaint(in: result)
    }
}
