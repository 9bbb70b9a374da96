import Layers
import Testing

@Suite("Nesterov")
struct NesterovTests {
    @Test("two steps by an independent computation")
    func twoSteps() {
        var optimizer = Nesterov(learningRate: 0.1)
        expectClose(afterTwoSteps(&optimizer), [[0.912, -2.1635]], tolerance: 1e-14)
    }

    @Test("without momentum it is plain descent")
    func plain() {
        var optimizer = Nesterov(learningRate: 0.1, momentum: 0)
        expectClose(afterTwoSteps(&optimizer), [[0.975, -2.15]], tolerance: 1e-14)
    }
}
