import Layers
import Testing

@Suite("Random numbers that are the same everywhere")
struct RandomTests {
    // Computed from the definition of SplitMix64 by another program.
    @Test(
        "the first numbers of a seed",
        arguments: [
            (
                1,
                [
                    0x910A_2DEC_8902_5CC1, 0xBEEB_8DA1_658E_EC67, 0xF893_A2EE_FB32_555E,
                    0x71C1_8690_EE42_C90B, 0x71BB_54D8_D101_B5B9,
                ]
            ),
            (
                20_250_402,
                [
                    0x0EB5_FF6D_451A_E252, 0xC5C4_845F_EB12_DE89, 0x8118_F8AA_337E_A407,
                    0x8A8C_2124_8BE7_221D, 0x8225_F3FB_963F_B099,
                ]
            ),
        ] as [(Int, [UInt64])])
    func pinned(seed: Int, expected: [UInt64]) {
        var generator = SeededGenerator(seed: seed)
        let numbers = expected.map { _ in generator.next() }
        #expect(numbers == expected)
    }

    @Test(
        "the first uniform numbers of a seed",
        arguments: [
            (1, [0.5665615751722809, 0.7457817572627011, 0.9710027535867962]),
            (20_250_402, [0.057464565446120996, 0.7725298628020697, 0.5042872825174478]),
        ])
    func pinnedUniform(seed: Int, expected: [Double]) {
        var generator = SeededGenerator(seed: seed)
        let numbers = expected.map { _ in generator.uniform() }
        #expect(numbers == expected)
    }

    @Test(
        "the first normal numbers of a seed",
        arguments: [
            (1, [-0.034267321791851144, -2.5000674933698677, 0.08772246831488635]),
            (20_250_402, [0.048539569732617506, -1.1452264918004722, 1.02004613999981]),
        ])
    func pinnedNormal(seed: Int, expected: [Double]) {
        var generator = SeededGenerator(seed: seed)
        let numbers = Matrix.normal(rows: 1, columns: 3, using: &generator)
        expectClose(numbers, Matrix([expected]), tolerance: 1e-14)
    }

    @Test(
        "the first whole numbers of a seed",
        arguments: [
            (1, [5, 7, 9, 4, 4, 7, 8, 5, 2, 7, 4, 6]),
            (20_250_402, [0, 7, 5, 5, 5, 9, 8, 3, 4, 7, 3, 3]),
        ])
    func pinnedIndices(seed: Int, expected: [Int]) {
        var generator = SeededGenerator(seed: seed)
        let numbers = expected.map { _ in generator.index(below: 10) }
        #expect(numbers == expected)
    }

    @Test("a negative seed is a seed like any other")
    func negativeSeed() {
        var minusOne = SeededGenerator(seed: -1)
        var one = SeededGenerator(seed: 1)
        var again = SeededGenerator(seed: -1)
        let first = minusOne.next()
        #expect(first == again.next())
        #expect(first != one.next())
    }

    @Test("uniform numbers are in [0, 1), with a mean of a half", arguments: [1, 2, 20_250_402])
    func uniform(seed: Int) {
        var generator = SeededGenerator(seed: seed)
        let numbers = (0..<100_000).map { _ in generator.uniform() }
        #expect(numbers.allSatisfy { $0 >= 0 && $0 < 1 })
        let mean = numbers.reduce(0, +) / 100_000
        #expect(abs(mean - 0.5) < 0.005)
        // Every tenth of the range gets its tenth.
        for tenth in 0..<10 {
            let count = numbers.count { Int($0 * 10) == tenth }
            #expect(abs(count - 10_000) < 500)
        }
    }

    @Test("uniform numbers of another range")
    func uniformRange() {
        var generator = SeededGenerator(seed: 3)
        let x = Matrix.uniform(rows: 100, columns: 10, from: -2, to: 6, using: &generator)
        #expect(x.shape == Shape(rows: 100, columns: 10))
        #expect(x.elements.allSatisfy { $0 >= -2 && $0 < 6 })
        #expect(abs(x.mean() - 2) < 0.3)
    }

    @Test("normal numbers have the mean and variance asked for", arguments: [(0, 1), (3, 0.5)])
    func normal(mean: Double, standardDeviation: Double) {
        var generator = SeededGenerator(seed: 4)
        let x = Matrix.normal(
            rows: 1000, columns: 100, mean: mean, standardDeviation: standardDeviation,
            using: &generator)
        let variance = (x - x.mean()).sumOfSquares() / 100_000
        #expect(abs(x.mean() - mean) < 0.01 * standardDeviation)
        #expect(abs(variance / (standardDeviation * standardDeviation) - 1) < 0.02)
        // 68.3 percent of the normal distribution is within one standard deviation.
        let within = x.elements.count { abs($0 - mean) < standardDeviation }
        #expect(abs(within - 68_300) < 700)
    }

    @Test("evenly spaced numbers hold both ends")
    func linspace() {
        expectClose(
            .linspace(from: -1, to: 1, rows: 2, columns: 3), [[-1, -0.6, -0.2], [0.2, 0.6, 1]])
        #expect(Matrix.linspace(from: 0.1, to: 0.7, rows: 7, columns: 1)[6, 0] == 0.7)
        #expect(Matrix.linspace(from: 5, to: 9, rows: 1, columns: 1) == [[5]])
        #expect(Matrix.linspace(from: 5, to: 9, rows: 0, columns: 3).elements.isEmpty)
    }

    private static let mistakes = [
        Mistake("index(below: 0): there is no index below 0.") {
            var generator = SeededGenerator(seed: 1)
            _ = generator.index(below: 0)
        },
        Mistake("index(below: -2): there is no index below -2.") {
            var generator = SeededGenerator(seed: 1)
            _ = generator.index(below: -2)
        },
        Mistake("a matrix cannot be (2, -1): neither side may be negative.") {
            var generator = SeededGenerator(seed: 1)
            _ = Matrix.normal(rows: 2, columns: -1, using: &generator)
        },
    ]

    @Test("a mistake stops with a sentence, the file and the line", arguments: mistakes.indices)
    func complains(about index: Int) async {
        let result = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) { [index] in
            RandomTests.mistakes[index].make()
        }
        Self.mistakes[index].expectComplaint(in: result)
    }

    @Test("a mask keeps what the generator's numbers say", arguments: [0.1, 0.5, 0.75, 1])
    func mask(keep: Double) {
        var generator = SeededGenerator(seed: 11)
        let expected = (0..<35).map { _ in generator.uniform() < keep ? 1 / keep : 0 }
        #expect(Matrix.mask(rows: 5, columns: 7, keep: keep, seed: 11).elements == expected)
    }
}
