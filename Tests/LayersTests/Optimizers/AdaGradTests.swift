import Layers
import Testing

@Suite("AdaGrad")
struct AdaGradTests {
    @Test("two steps by an independent computation")
    func twoSteps() {
        var optimizer = AdaGrad(learningRate: 0.1)
        expectClose(
            afterTwoSteps(&optimizer), [[0.9447213607499958, -1.9894427194999915]], tolerance: 1e-14
        )
    }
}
