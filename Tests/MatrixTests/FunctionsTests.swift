import Foundation
import Layers
import Testing

@Suite("Sigmoid and softplus")
struct FunctionsTests {
    @Test(
        "the sigmoid of one number",
        arguments: [
            (0, 0.5), (1, 0.7310585786300049), (-1, 0.2689414213699951), (40, 1), (1e3, 1),
            (-700, 9.85967654375977e-305), (-1e3, 0),
        ])
    func sigmoidOf(x: Double, expected: Double) {
        #expect(abs(sigmoid(x) - expected) <= 1e-15 * expected)
    }

    @Test("the sigmoid rises from 0 to 1, and its two sides add up to 1")
    func sigmoidEverywhere() {
        var last = 0.0
        for x in stride(from: -1e3, through: 1e3, by: 0.5) {
            let y = sigmoid(x)
            #expect(y >= last && y <= 1, "at \(x)")
            #expect(abs(y + sigmoid(-x) - 1) <= 1e-15, "at \(x)")
            last = y
        }
    }

    @Test(
        "the softplus of one number",
        arguments: [
            (0, 0.6931471805599453), (1, 1.3132616875182228), (-1, 0.31326168751822286),
            (-40, 4.248354255291589e-18), (1e3, 1e3), (-1e3, 0),
        ])
    func softplusOf(x: Double, expected: Double) {
        #expect(abs(softplus(x) - expected) <= 1e-15 * expected)
    }

    @Test("the softplus is finite, above max(0, x), and log 2 above it at most")
    func softplusEverywhere() {
        for x in stride(from: -1e3, through: 1e3, by: 0.5) {
            let above = softplus(x) - max(0, x)
            #expect(above >= 0 && above <= log(2), "at \(x)")
        }
    }

    @Test("the two sides of the softplus differ by x", arguments: [0.1, 1, 20, 700, 1e3])
    func softplusSides(x: Double) {
        #expect(abs(softplus(x) - softplus(-x) - x) <= 1e-15 * x)
    }

    @Test("the softmax of rows and the logarithm of the sums by hand")
    func softmaxWithLogSums() {
        let (probabilities, logSums) = ([[0, log(3)], [1000, 1000]] as Matrix)
            .softmaxOfRowsWithLogSums()
        expectClose(probabilities, [[0.25, 0.75], [0.5, 0.5]])
        expectClose(logSums, [[log(4)], [1000 + log(2)]])
    }
}
