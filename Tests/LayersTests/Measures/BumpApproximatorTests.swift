import Foundation
import Layers
import Testing

@Suite("Any function as a row of bumps")
struct BumpApproximatorTests {
    @Test("two bumps by hand: the height within each, and half of it at an edge")
    func byHand() {
        let net = BumpApproximator.weights(edges: [0, 1, 3], heights: [2, -4], steepness: 100)
        expectClose(
            net([[-1], [0], [0.5], [2], [3], [4]]), [[0], [1], [2], [-4], [-2], [0]],
            tolerance: 1e-12)
    }

    @Test("there are two units for every bump, or none at all", arguments: 0...3)
    func units(count: Int) {
        let net = BumpApproximator.weights(
            edges: (0...count).map { Double($0) }, heights: Array(repeating: 1, count: count),
            steepness: 5)
        #expect(net.w1.shape == Shape(rows: 1, columns: 2 * count))
        #expect(net.w2.shape == Shape(rows: 2 * count, columns: 1))
    }

    @Test("two hundred bumps come within 0.04 of a sine")
    func sine() {
        let edges = (0...200).map { Double($0) * 2 * Double.pi / 200 }
        let heights = (0..<200).map { sin((edges[$0] + edges[$0 + 1]) / 2) }
        let net = BumpApproximator.weights(edges: edges, heights: heights, steepness: 2000)
        let x = Matrix.linspace(from: 0.1, to: 6.1, rows: 100, columns: 1)
        #expect((net(x) - x.mapped { sin($0) }).largestMagnitude() < 0.04)
    }

    private static let mistakes = [
        Mistake("matmul: (1, 2) times (1, 2): the left has 2 columns, the right has 1 rows.") {
            _ = BumpApproximator.weights(edges: [0, 1], heights: [1], steepness: 5)([[1, 2]])
        }
    ]

    @Test("a mistake stops with a sentence, file and line", arguments: mistakes.indices)
    func complains(about index: Int) async {
        let result = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) { [index] in
            BumpApproximatorTests.mistakes[index].make()
        }
        Self.mistakes[index].expectComplaint(in: result)
    }
}
