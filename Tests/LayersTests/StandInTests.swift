import Layers
import Testing

@Suite("The numeric stand-in")
struct StandInTests {
    /// out = x^3 w, entry by entry, whose gradients are known: 3 x^2 w and x^3.
    private struct Cubic: Layer {
        var w: Matrix

        struct Gradients: GradientOfInput {
            let dx: Matrix
            let dw: Matrix
        }

        func forward(_ x: Matrix) -> (out: Matrix, cache: Matrix) { (x * x * x * w, x) }

        func backward(_ dout: Matrix, cache: Matrix) -> Gradients {
            let numeric = numericGradients(dout, at: cache)
            return Gradients(dx: numeric["x"], dw: numeric["w"])
        }

        var parameters: [Parameter<Cubic>] { [Parameter("w", \.w, \.dw)] }
    }

    @Test("the gradients of a layer are exact to about ten digits")
    func layer() {
        let cubic = Cubic(w: [[2, -1], [3, 0.5]])
        let gradients = cubic.backward([[1, 10], [-1, 2]], cache: [[1, 2], [-3, 0]])
        expectClose(gradients.dx, [[6, -120], [-81, 0]], tolerance: 1e-9)
        expectClose(gradients.dw, [[1, 80], [27, 0]], tolerance: 1e-9)
    }

    @Test("the gradients of a model that computes its own loss")
    func model() {
        let cubic = Cubic(w: [[2, -1]])
        let numeric = cubic.numericGradients(3) { $0.forward([[1, 2]]).out.sum() }
        expectClose(numeric["w"], [[3, 24]], tolerance: 1e-9)
    }

    @Test("the gradients of losses, times dloss")
    func losses() {
        let hinge = HingeLoss().numericGradient(2, at: [[1, 3, -2]], labels: [0])
        let squares = SquaredError().numericGradient(0.5, at: [[1, 3]], targets: [[0, 1]])
        expectClose(hinge, [[-2, 2, 0]], tolerance: 1e-9)
        expectClose(squares, [[1, 2]], tolerance: 1e-9)
    }

    private static let mistakes = [
        Mistake("there is no \"y\" among b, w, x.") {
            let affine = Affine(w: [[1]], b: [[0]])
            _ = affine.numericGradients([[1]], at: [[1]])["y"]
        }
    ]

    @Test("a name that does not exist stops with those that do", arguments: mistakes.indices)
    func complains(about index: Int) async {
        let result = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) { [index] in
            StandInTests.mistakes[index].make()
        }
        Self.mistakes[index].expectComplaint(in: result)
    }
}
