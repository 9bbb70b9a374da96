import Layers
import Testing

@Suite("Group normalization")
struct GroupNormTests {
    @Test("one image of four channels in two groups by hand")
    func byHand() {
        // Two channels of two pixels make a group: (1, 1, 1, 5) has mean 2 and variance 3, and with
        // epsilon 1 is divided by 2; (7, 7, 7, 7) becomes 0.
        let norm = GroupNorm(
            gamma: [[2, 4, 1, 3]], beta: [[10, 20, 30, 40]], groups: 2, epsilon: 1)
        let (out, cache) = norm.forward([[1, 1, 1, 5, 7, 7, 7, 7]])
        expectClose(out, [[9, 9, 18, 26, 30, 30, 40, 40]])
        let gradients = norm.backward([[4, 0, 0, 0, 0, 0, 0, 1]], cache: cache)
        // First group: dxhat = (8, 0, 0, 0), less its mean 2, less xhat (-1), and half of that.
        // Second one: dxhat = (0, 0, 0, 3), less its mean 0.75.
        expectClose(gradients.dx, [[2.75, -1.25, -1.25, -0.25, -0.75, -0.75, -0.75, 2.25]])
        expectClose(gradients.dgamma, [[-2, 0, 0, 0]])
        expectClose(gradients.dbeta, [[4, 0, 0, 1]])
    }

    @Test(
        "backward is right",
        arguments: [(1, 2, 1, 3), (2, 4, 2, 3), (3, 3, 3, 4), (2, 6, 3, 1), (4, 2, 1, 1)])
    func gradients(images: Int, channels: Int, groups: Int, pixels: Int) {
        expectRight { generator in
            let norm = GroupNorm(
                gamma: .normal(rows: 1, columns: channels, using: &generator),
                beta: .normal(rows: 1, columns: channels, using: &generator), groups: groups)
            let x = Matrix.normal(
                rows: images, columns: channels * pixels, mean: 3, using: &generator)
            return (layer: norm, x: x)
        }
    }

    @Test("with one pixel a channel and one group it is layer normalization", arguments: 1...5)
    func oneGroup(seed: Int) {
        var generator = SeededGenerator(seed: seed)
        let gamma = Matrix.normal(rows: 1, columns: 4, using: &generator)
        let beta = Matrix.normal(rows: 1, columns: 4, using: &generator)
        let x = Matrix.normal(rows: 3, columns: 4, using: &generator)
        let dout = Matrix.normal(rows: 3, columns: 4, using: &generator)
        let group = GroupNorm(gamma: gamma, beta: beta, groups: 1)
        let layer = LayerNorm(gamma: gamma, beta: beta)
        let (out, cache) = group.forward(x)
        let (other, otherCache) = layer.forward(x)
        expectClose(out, other)
        let (found, expected) = (
            group.backward(dout, cache: cache), layer.backward(dout, cache: otherCache)
        )
        expectClose(found.dx, expected.dx)
        expectClose(found.dgamma, expected.dgamma)
        expectClose(found.dbeta, expected.dbeta)
    }

    @Test("equal pixels and pixels of 1e3 stay finite, forward and backward")
    func extremes() {
        let norm = GroupNorm(gamma: [[1, 1]], beta: [[0, 0]], groups: 2)
        let (out, cache) = norm.forward([[1e3, -1e3, 5, 5]])
        #expect(out.isFinite)
        #expect(norm.backward([[1, 2, 3, 4]], cache: cache).dx.isFinite)
    }

    private static let mistakes = [
        Mistake("GroupNorm: gamma is (1, 2) and beta (1, 3); both must be (1, C).") {
            _ = GroupNorm(gamma: [[1, 1]], beta: [[0, 0, 0]], groups: 1)
        },
        Mistake("GroupNorm: 4 channels cannot be 3 groups of equal size.") {
            _ = GroupNorm(gamma: [[1, 1, 1, 1]], beta: [[0, 0, 0, 0]], groups: 3)
        },
        Mistake("GroupNorm: 2 channels cannot be 0 groups of equal size.") {
            _ = GroupNorm(gamma: [[1, 1]], beta: [[0, 0]], groups: 0)
        },
        Mistake("GroupNorm: a row of 5 numbers is not 2 channels.") {
            _ = GroupNorm(gamma: [[1, 1]], beta: [[0, 0]], groups: 1).forward([[1, 2, 3, 4, 5]])
        },
        Mistake("*: the left side is (1, 2), the right side (2, 2); they must be equal.") {
            let norm = GroupNorm(gamma: [[1, 1]], beta: [[0, 0]], groups: 1)
            _ = norm.backward([[1, 2]], cache: norm.forward([[1, 2, 3, 4]]).cache)
        },
    ]

    @Test("a mistake in a shape stops with a sentence, file and line", arguments: mistakes.indices)
    func complains(about index: Int) async {
        let result = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) { [index] in
            GroupNormTests.mistakes[index].make()
        }
        Self.mistakes[index].expectComplaint(in: result)
    }
}
