import Layers
import Testing

@Suite("The two losses of a GAN")
struct GANLossesTests {
    @Test("they are named, and in this order")
    func parts() {
        let losses = GANLosses(discriminator: [[1]], generator: [[2]])
        #expect(GANLosses.parts.map(\.name) == ["discriminator", "generator"])
        #expect(GANLosses.parts.map { losses[keyPath: $0.value] } == [[[1]], [[2]]])
    }
}
