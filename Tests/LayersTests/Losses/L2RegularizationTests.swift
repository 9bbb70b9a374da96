import Layers
import Testing

@Suite("L2 regularization")
struct L2RegularizationTests {
    @Test("half the strength times the sum of squares, over all matrices")
    func penalty() {
        let regularization = L2Regularization(strength: 0.1)
        #expect(abs(regularization.penalty([[1, -2], [3, 0]]) - 0.7) < 1e-15)
        #expect(abs(regularization.penalty([[1, -2], [3, 0]], [[4]]) - 1.5) < 1e-15)
        #expect(regularization.penalty() == 0)
        #expect(L2Regularization(strength: 0).penalty([[1e3]]) == 0)
    }

    @Test("the gradient is strength times w, without a 2")
    func gradient() {
        let regularization = L2Regularization(strength: 0.5)
        #expect(regularization.gradient(of: [[1, -2], [3, 0]]) == [[0.5, -1], [1.5, 0]])
        #expect(regularization.gradient(4, of: [[1, -2], [3, 0]]) == [[2, -4], [6, 0]])
    }

    @Test("the gradient agrees with centred differences of the penalty")
    func differences() {
        let regularization = L2Regularization(strength: 0.3)
        let w: Matrix = [[0.2, -1.5], [2, 0.7]]
        var numeric = w
        for i in w.elements.indices {
            var above = w
            var below = w
            above.elements[i] += 1e-3
            below.elements[i] -= 1e-3
            numeric.elements[i] =
                (regularization.penalty(above) - regularization.penalty(below)) / 2e-3
        }
        expectClose(regularization.gradient(of: w), numeric, tolerance: 1e-7)
    }
}
