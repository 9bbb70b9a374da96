import Layers
import Testing

@Suite("SGD")
struct SGDTests {
    @Test("two steps by an independent computation")
    func twoSteps() {
        var optimizer = SGD(learningRate: 0.1)
        expectClose(afterTwoSteps(&optimizer), [[0.975, -2.15]], tolerance: 1e-14)
    }
}
