import Foundation
import Layers
import Testing

@Suite("The staged expression")
struct StagedExpressionTests {
    @Test("the values of the course notes, at x = 3 and y = -4")
    func notes() {
        let (out, cache) = StagedExpression().forward(Pair(x: Matrix(3), y: Matrix(-4)))
        let sigx = 1 / (1 + exp(-3.0))
        let sigy = 1 / (1 + exp(4.0))
        expectClose(cache.num, Matrix(3 + sigy))
        expectClose(cache.den, Matrix(sigx + 1))
        expectClose(out, Matrix((3 + sigy) / (sigx + 1)))
    }

    @Test("at x = y = 0 the slopes are 3/2 and 1/2")
    func byHand() {
        // f = (x + s(y)) / (s(x) + (x + y)^2): num = den = 1/2, f = 1, s' = 1/4, (x + y)^2 is flat.
        // df/dx = 1 / den - num / den^2 * 1/4 = 2 - 1/2, and df/dy = 1/4 / den = 1/2.
        let (out, cache) = StagedExpression().forward(Pair(x: Matrix(0), y: Matrix(0)))
        #expect(out == [[1]])
        let gradients = StagedExpression().backward([[10]], cache: cache)
        #expect(gradients.dx == [[15]])
        #expect(gradients.dy == [[5]])
    }

    @Test("backward agrees with centred differences", arguments: Draw.several)
    func gradients(draw: Draw) {
        expectGradientsOfPair(of: StagedExpression(), draw: draw)
    }

    @Test("large inputs stay finite, forward and backward", arguments: [-1e3, 1e3])
    func extremes(x: Double) {
        let (out, cache) = StagedExpression().forward(Pair(x: Matrix(x), y: Matrix(x)))
        let gradients = StagedExpression().backward([[1]], cache: cache)
        // About x / (2 x)^2.
        #expect(abs(out.scalar * 4 * x - 1) < 0.01)
        #expect(gradients.dx.isFinite && gradients.dx.largestMagnitude() < 1e-5)
        #expect(gradients.dy.isFinite && gradients.dy.largestMagnitude() < 1e-5)
    }

    private static let mistakes = [
        Mistake("*: the left side is (1, 2), the right side (2, 1); they must be equal.") {
            let (_, cache) = StagedExpression().forward(Pair(x: [[1, 2]], y: [[3, 4]]))
            _ = StagedExpression().backward([[1], [2]], cache: cache)
        }
    ]

    @Test("a mistake in a shape stops with a sentence, file and line", arguments: mistakes.indices)
    func complains(about index: Int) async {
        let result = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) { [index] in
            StagedExpressionTests.mistakes[index].make()
        }
        Self.mistakes[index].expectComplaint(in: result)
    }
}
