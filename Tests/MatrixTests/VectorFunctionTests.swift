import Foundation
import Layers
import Testing

@Suite("Functions of whole vectors")
struct VectorFunctionTests {
    /// A function of every entry, what it should be, and where.
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let function: @Sendable (Matrix) -> Matrix
        let expected: @Sendable (Long) -> Long
        /// How many units in the last place it may be off, in each of these ranges.
        let ranges: [(ClosedRange<Double>, ulps: Double)]
        var testDescription: String { name }
    }

    #if arch(x86_64)
        /// Eleven bits more than a Double has.
        typealias Long = Float80
        static let slack = 0.01
    #else
        typealias Long = Double
        static let slack = 1.0
    #endif

    static let cases = [
        Case(
            name: "exp", function: { $0.exp() }, expected: { exp($0) },
            ranges: [(-1...1, 1.1), (-40...40, 1.1), (-745...709.7, 1.1)]),
        Case(
            name: "log", function: { $0.log() }, expected: { log($0) },
            ranges: [
                (0.6...1.5, 1), (0.999...1.001, 1), (0...10, 1), (1e-306...1e-300, 1),
                (1...1e300, 1),
            ]),
        Case(
            name: "sigmoid", function: { $0.sigmoid() }, expected: { 1 / (1 + exp(-$0)) },
            ranges: [
                (-1...1, 1.8), (-40...40, isFused ? 1.8 : 2.2), (-745...40, isFused ? 1.9 : 2.2),
            ]),
        Case(
            name: "tanh", function: { $0.tanh() }, expected: { tanh($0) },
            ranges: [(-1e-3...1e-3, 1), (-0.55...0.55, 1), (-1...1, 1.8), (-25...25, 1.8)]),
        // Without fused multiplication the tail is less exact; far out the long one's is not, either.
        Case(
            name: "P", function: { $0.normalDistribution() }, expected: { distribution($0) },
            ranges: [(-0.5...0.5, 1.5), (-6...8, isFused ? 2 : 4), (-20...6, isFused ? 3 : 6)]),
        Case(
            name: "P'", function: { $0.normalDensity() },
            expected: { exp(-$0 * $0 / 2) / (2 * Long.pi).squareRoot() },
            ranges: [(-1...1, 2), (-10...10, 2)]),
        Case(
            name: "gelu", function: { GELU().forward($0).out }, expected: { $0 * distribution($0) },
            ranges: [(-0.5...0.5, 2), (-5...6, isFused ? 2.1 : 4.5)]),
    ]

    @Test("the true value within 2 units in the last place", arguments: cases)
    func accuracy(tested: Case) {
        var generator = SeededGenerator(seed: 1)
        for (range, ulps) in tested.ranges {
            let x = Matrix.uniform(
                rows: 1, columns: 40_003, from: range.lowerBound, to: range.upperBound,
                using: &generator)
            let found = tested.function(x)
            var (worst, place) = (0.0, 0.0)
            for (x, y) in zip(x.elements, found.elements) {
                let expected = tested.expected(Long(x))
                let distance = abs(Long(y) - expected) / Long(Double(expected).ulp)
                if Double(distance) > worst { (worst, place) = (Double(distance), x) }
            }
            #expect(worst <= ulps + Self.slack, "\(tested.name)(\(place)) in \(range)")
        }
    }

    @Test("the ends of the range, zeros, infinities and NaN")
    func specialValues() {
        let x: Matrix = [[0, -0.0, .infinity, -.infinity, .nan, 710, -746, .leastNonzeroMagnitude]]
        func expect(_ found: Matrix, _ expected: [Double]) {
            for (found, expected) in zip(found.elements, expected) {
                if expected.isNaN {
                    #expect(found.isNaN)
                } else {
                    #expect(found.bitPattern == expected.bitPattern, "\(found), not \(expected)")
                }
            }
        }
        expect(x.exp(), [1, 1, .infinity, 0, .nan, .infinity, 0, 1])
        expect(
            x.log(),
            [
                -.infinity, -.infinity, .infinity, .nan, .nan, log(710.0), .nan,
                log(.leastNonzeroMagnitude),
            ])
        expect(x.sigmoid(), [0.5, 0.5, 1, 0, .nan, 1, 0, 0.5])
        expect(x.tanh(), [0, -0.0, 1, -1, .nan, 1, -1, .leastNonzeroMagnitude])
        expect(x.normalDistribution(), [0.5, 0.5, 1, 0, .nan, 1, 0, 0.5])
    }

    @Test("a number gives the same in any place of a matrix", arguments: 1...19)
    func places(count: Int) {
        let x = Matrix.linspace(from: -3, to: 5, rows: 1, columns: count)
        for tested in Self.cases {
            let whole = tested.function(x).elements
            let single = x.elements.map { tested.function(Matrix($0)).scalar }
            #expect(whole.map(\.bitPattern) == single.map(\.bitPattern), "\(tested.name)")
        }
    }
}

/// P(x) of the normal distribution.
private func distribution(_ x: VectorFunctionTests.Long) -> VectorFunctionTests.Long {
    erfc(-x / VectorFunctionTests.Long(2).squareRoot()) / 2
}
