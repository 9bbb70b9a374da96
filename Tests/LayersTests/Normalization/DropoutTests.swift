import Layers
import Testing

@Suite("Dropout")
struct DropoutTests {
    @Test("what is kept is divided by keep, what is dropped is 0 and has no gradient")
    func byHand() {
        let dropout = Dropout(keep: 0.5, seed: 3)
        let (out, cache) = dropout.forward([[1, 2, 3, 4, 5, 6]])
        // The generator of seed 3 gives 0.11, 0.70, 0.61, 0.07, 0.22, 0.64: below 0.5 is kept.
        #expect(cache.mask == [[2, 0, 0, 2, 2, 0]])
        #expect(out == [[2, 0, 0, 8, 10, 0]])
        let dx = dropout.backward([[1, 1, 1, 1, 3, 1]], cache: cache).dx
        #expect(dx == [[2, 0, 0, 2, 6, 0]])
    }

    @Test("at test time nothing happens, and neither with keep 1", arguments: [0.3, 1])
    func testMode(keep: Double) {
        var dropout = Dropout(keep: keep)
        dropout.isTraining = keep == 1
        let (out, cache) = dropout.forward([[1, -2], [3, 4]])
        #expect(out == [[1, -2], [3, 4]])
        #expect(dropout.backward([[5, 6], [7, 8]], cache: cache).dx == [[5, 6], [7, 8]])
    }

    @Test("a share of keep is kept, and the mean stays", arguments: [0.1, 0.25, 0.5, 0.9], 1...5)
    func statistics(keep: Double, seed: Int) {
        let x = Matrix(rows: 200, columns: 200, repeating: 3)
        let out = Dropout(keep: keep, seed: seed).forward(x).out
        #expect(out.elements.allSatisfy { $0 == 0 || abs($0 - 3 / keep) < 1e-12 })
        let kept = Double(out.elements.count { $0 > 0 }) / 40_000
        // Five standard deviations of the share of 40 000 throws.
        #expect(abs(kept - keep) < 5 * (keep * (1 - keep) / 40_000).squareRoot())
    }

    @Test("one seed gives one mask, another seed another one")
    func seeds() {
        let x = Matrix(rows: 5, columns: 6, repeating: 1)
        func mask(_ seed: Int) -> Matrix { Dropout(keep: 0.5, seed: seed).forward(x).cache.mask }
        #expect(mask(3) == mask(3))
        for seed in 4...20 { #expect(mask(3) != mask(seed)) }
    }

    @Test("backward is right", arguments: [(1, 1), (1, 6), (5, 1), (3, 4), (7, 2)])
    func gradients(rows: Int, columns: Int) {
        expectRight { generator in
            let dropout = Dropout(
                keep: generator.uniform(from: 0.2, to: 1), seed: generator.index(below: 1000))
            return (layer: dropout, x: .normal(rows: rows, columns: columns, using: &generator))
        }
    }

    @Test("inputs of 1e3 stay finite, forward and backward")
    func extremes() {
        let dropout = Dropout(keep: 1e-3, seed: 2)
        let (out, cache) = dropout.forward(Matrix(rows: 50, columns: 50, repeating: -1e3))
        #expect(out.isFinite)
        #expect(dropout.backward(out, cache: cache).dx.isFinite)
    }

    private static let mistakes = [
        Mistake("Dropout: keep is 0.0, and must be above 0 and at most 1.") {
            _ = Dropout(keep: 0)
        },
        Mistake("Dropout: keep is 1.5, and must be above 0 and at most 1.") {
            _ = Dropout(keep: 1.5)
        },
        Mistake("Dropout: keep is nan, and must be above 0 and at most 1.") {
            _ = Dropout(keep: .nan)
        },
        Mistake("*: the left side is (2, 1), the right side (1, 2); they must be equal.") {
            let dropout = Dropout(keep: 0.5)
            _ = dropout.backward([[1], [2]], cache: dropout.forward([[1, 2]]).cache)
        },
    ]

    @Test("a mistake stops with a sentence, file and line", arguments: mistakes.indices)
    func complains(about index: Int) async {
        let result = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) { [index] in
            DropoutTests.mistakes[index].make()
        }
        Self.mistakes[index].expectComplaint(in: result)
    }
}
