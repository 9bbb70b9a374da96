import Testing

@testable import Layers

@Suite("Axes of pictures")
struct AxisTests {
    private func labels(
        _ numbers: [Double], _ scale: AxisScale = .linear, most: Int = 5
    ) -> [String] {
        Axis(scale, for: numbers).ticks(most: most).map(\.label)
    }

    @Test(
        "ticks are round, with as many decimals as they need",
        arguments: [
            ([0, 10], ["0", "2", "4", "6", "8", "10"]),
            ([0, 0.97], ["0", "0.2", "0.4", "0.6", "0.8"]),
            ([-1, 1], ["-1", "0", "1"]),
            ([1, 3], ["1", "2", "3"]),
            ([0, 2e6], ["0", "5e5", "1.0e6", "1.5e6", "2.0e6"]),
            ([1e-12, 3e-12], ["1.0e-12", "1.5e-12", "2.0e-12", "2.5e-12", "3.0e-12"]),
            ([5, 5], ["3", "4", "5", "6", "7"]),
            ([], ["0", "1"]),
            ([.nan, .infinity], ["0", "1"]),
        ] as [([Double], [String])])
    func linear(numbers: [Double], expected: [String]) {
        #expect(labels(numbers) == expected)
    }

    @Test(
        "logarithmic ticks are powers of ten, with some between them if these are few",
        arguments: [
            ([0.01, 100], ["0.01", "0.1", "1", "10", "100"]),
            ([1e-8, 1], ["1e-8", "1e-6", "1e-4", "1e-2", "1e0"]),
            ([1, 20], ["1", "2", "5", "10", "20"]),
            ([-3, 0, 1, 100], ["1", "10", "100"]),
        ] as [([Double], [String])])
    func logarithmic(numbers: [Double], expected: [String]) {
        #expect(labels(numbers, .logarithmic) == expected)
    }

    @Test("shares run from 0 to 1, and there is no place for what is not finite")
    func shares() throws {
        let axis = Axis(.linear, for: [2, 6])
        #expect(axis.share(of: 3) == 0.25)
        #expect(axis.share(of: .nan) == nil)
        let powers = Axis(.logarithmic, for: [1, 100])
        #expect(powers.share(of: 10) == 0.5)
        #expect(powers.share(of: 0) == nil)
        #expect(powers.share(of: -1) == nil)
    }

    @Test(
        "ranges of any size have ticks within them",
        arguments: [
            [-1e308, 1e308], [.leastNonzeroMagnitude, .leastNonzeroMagnitude * 2], [1e9, 1e9 + 1],
            [7, 7], [0, 0], [-1e308, -1e308],
        ] as [[Double]])
    func extremes(numbers: [Double]) throws {
        let axis = Axis(.linear, for: numbers, padding: 0.05)
        let ticks = axis.ticks(most: 5)
        #expect((1...12).contains(ticks.count))
        for tick in ticks {
            let share = try #require(axis.share(of: tick.value))
            #expect(share > -1e-6 && share < 1 + 1e-6)
        }
    }

    @Test("coordinates have two decimals at most and no exponent")
    func coordinates() {
        #expect(coordinate(1.0 / 3) == "0.33")
        #expect(coordinate(2) == "2")
        #expect(coordinate(-0.001) == "0")
        #expect(coordinate(1e300) == "100000")
    }
}
