import Foundation
import Layers
import Testing

@Suite("Positions as patterns of waves")
struct PositionalEncodingTests {
    @Test("the table of three steps by hand")
    func byHand() {
        let table = PositionalEncoding.table(steps: 3, features: 4)
        // Wavelengths of 1 and of the root of 10000.
        for t in 0..<3 {
            let (short, long) = (Double(t), Double(t) / 100)
            let row = [sin(short), cos(short), sin(long), cos(long)]
            expectClose(table.rows(t..<t + 1), Matrix([row]))
        }
        #expect(table.rows(0..<1) == [[0, 1, 0, 1]])
    }

    @Test("of an odd number of features the last one is a sine", arguments: [1, 3, 5])
    func odd(features: Int) {
        let table = PositionalEncoding.table(steps: 2, features: features)
        #expect(table.shape == Shape(rows: 2, columns: features))
        #expect(table[0, features - 1] == 0)
        let angle = pow(10_000, -Double(features - 1) / Double(features))
        #expect(abs(table[1, features - 1] - sin(angle)) < 1e-15)
    }

    @Test("every sequence gets the same pattern, and the gradient passes unchanged")
    func forward() {
        let layer = PositionalEncoding(steps: 2)
        let x: Matrix = [[1, 2], [3, 4], [5, 6], [7, 8]]
        let (out, cache) = layer.forward(x)
        let table = PositionalEncoding.table(steps: 2, features: 2)
        expectClose(out - x, .joiningRows([table, table]))
        #expect(layer.backward(x, cache: cache).dx == x)
    }

    @Test("backward is right", arguments: [(1, 1, 1), (2, 3, 1), (1, 4, 6), (3, 2, 5), (2, 10, 2)])
    func gradients(n: Int, steps: Int, features: Int) {
        expectRight { g in
            (
                layer: PositionalEncoding(steps: steps),
                x: Matrix.normal(rows: n * steps, columns: features, using: &g)
            )
        }
    }

    private static let mistakes = [
        Mistake("3 rows are not whole sequences of 2 steps.") {
            _ = PositionalEncoding(steps: 2).forward([[1], [2], [3]])
        },
        Mistake("2 rows are not whole sequences of 0 steps.") {
            _ = PositionalEncoding(steps: 0).forward([[1], [2]])
        },
    ]

    @Test("a mistake stops with a sentence, file and line", arguments: mistakes.indices)
    func complains(about index: Int) async {
        let result = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) { [index] in
            PositionalEncodingTests.mistakes[index].make()
        }
        Self.mistakes[index].expectComplaint(in: result)
    }
}
