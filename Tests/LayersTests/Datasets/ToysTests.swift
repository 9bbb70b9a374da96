import Layers
import Testing

@Suite("Points that no line separates")
struct ToysTests {
    private static let sets:
        [(name: String, classes: Int, make: @Sendable (Int) -> LabelledExamples)] = [
            ("spirals", 3, { Toys.spirals(count: 20, seed: $0) }),
            ("rings", 2, { Toys.rings(count: 20, seed: $0) }),
            ("moons", 2, { Toys.moons(count: 20, seed: $0) }),
        ]

    @Test(
        "as many points of every class, in order, and the same for the same seed",
        arguments: sets.indices)
    func points(index: Int) {
        let (_, classes, make) = Self.sets[index]
        let set = make(1)
        #expect(set.x.shape == Shape(rows: 20 * classes, columns: 2))
        #expect(set.labels == (0..<20 * classes).map { $0 / 20 })
        #expect(set.x.elements.allSatisfy { abs($0) < 3 })
        #expect(set.x == make(1).x)
        #expect(set.x != make(2).x)
    }

    @Test("without noise the points are where the curves are")
    func curves() {
        let spirals = Toys.spirals(count: 10, noise: 0, seed: 1).x
        for n in 0..<30 {
            let radius = spirals.rows(n..<n + 1).sumOfSquares().squareRoot()
            #expect(abs(radius - Double(n % 10) / 10) < 1e-15)
        }
        let rings = Toys.rings(count: 10, noise: 0, seed: 1).x
        for n in 0..<20 {
            let radius = rings.rows(n..<n + 1).sumOfSquares().squareRoot()
            #expect(abs(radius - (n < 10 ? 0.5 : 1)) < 1e-15)
        }
        let moons = Toys.moons(count: 2, noise: 0, seed: 1).x
        let expected: Matrix = [[1, 0], [0, 1], [0, 0.5], [1, -0.5]]
        #expect((moons - expected).largestMagnitude() < 1e-15)
    }
}
