import Layers
import Testing

@Suite("Arithmetic entry by entry")
struct ArithmeticTests {
    private static let a: Matrix = [[1, -2], [3, 4]]
    private static let b: Matrix = [[5, 6], [-8, 2]]

    /// What was computed, the result, and what it should be.
    struct Example: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let result: Matrix
        let expected: Matrix

        init(_ description: String, _ result: Matrix, _ expected: Matrix) {
            self.testDescription = description
            self.result = result
            self.expected = expected
        }
    }

    static let examples = [
        Example("a + b", a + b, [[6, 4], [-5, 6]]),
        Example("a - b", a - b, [[-4, -8], [11, 2]]),
        Example("a * b", a * b, [[5, -12], [-24, 8]]),
        Example("b / a", b / a, [[5, -3], [-8.0 / 3, 0.5]]),
        Example("10 a + b", a.zipMapped(b) { $0 * 10 + $1 }, [[15, -14], [22, 42]]),
        Example("a + 10", a + 10, [[11, 8], [13, 14]]),
        Example("10 + a", 10 + a, [[11, 8], [13, 14]]),
        Example("a - 10", a - 10, [[-9, -12], [-7, -6]]),
        Example("10 - a", 10 - a, [[9, 12], [7, 6]]),
        Example("a * 2", a * 2, [[2, -4], [6, 8]]),
        Example("2 * a", 2 * a, [[2, -4], [6, 8]]),
        Example("a / 2", a / 2, [[0.5, -1], [1.5, 2]]),
        Example("12 / a", 12 / a, [[12, -6], [4, 3]]),
        Example("-a", -a, [[-1, 2], [-3, -4]]),
        Example("a squared", a.mapped { $0 * $0 }, [[1, 4], [9, 16]]),
    ]

    @Test("operators work entry by entry", arguments: examples)
    func operators(example: Example) {
        #expect(example.result == example.expected)
    }

    @Test("assignments change the left side only")
    func assignments() {
        var x = Self.a
        let before = x
        x += Self.b
        #expect(x == [[6, 4], [-5, 6]])
        x -= Self.b
        #expect(x == Self.a)
        x *= 3
        #expect(x == [[3, -6], [9, 12]])
        x /= 6
        #expect(x == [[0.5, -1], [1.5, 2]])
        #expect(before == Self.a)
    }

    @Test("a row is added to, or multiplies, each row")
    func rows() {
        let x: Matrix = [[1, 2, 3], [4, 5, 6]]
        #expect(x.addingToEachRow([[10, 20, 30]]) == [[11, 22, 33], [14, 25, 36]])
        #expect(x.multiplyingEachRow(by: [[1, 0, -2]]) == [[1, 0, -6], [4, 0, -12]])
    }

    @Test("a column is added to, or multiplies, each column")
    func columns() {
        let x: Matrix = [[1, 2, 3], [4, 5, 6]]
        #expect(x.addingToEachColumn([[10], [20]]) == [[11, 12, 13], [24, 25, 26]])
        #expect(x.multiplyingEachColumn(by: [[-1], [2]]) == [[-1, -2, -3], [8, 10, 12]])
    }

    @Test("matrices without entries keep their shape", arguments: [(0, 3), (3, 0), (0, 0)])
    func empty(rows: Int, columns: Int) {
        let x = Matrix(rows: rows, columns: columns)
        #expect(x + x == x)
        #expect((2 * x).shape == Shape(rows: rows, columns: columns))
        #expect(x.addingToEachRow(Matrix(rows: 1, columns: columns)) == x)
        #expect(x.addingToEachColumn(Matrix(rows: rows, columns: 1)) == x)
    }

    private static let wide = Matrix(rows: 1, columns: 2)
    private static let tall = Matrix(rows: 2, columns: 1)
    private static let table = Matrix(rows: 2, columns: 3)

    private static func unequal(_ operation: String) -> String {
        "\(operation): the left side is (1, 2), the right side (2, 1); they must be equal."
    }

    private static let mistakes = [
        Mistake(unequal("+")) { _ = wide + tall },
        Mistake(unequal("-")) { _ = wide - tall },
        Mistake(unequal("*")) { _ = wide * tall },
        Mistake(unequal("/")) { _ = wide / tall },
        Mistake(unequal("zipMapped")) { _ = wide.zipMapped(tall) { x, _ in x } },
        Mistake(unequal("+=")) {
            var x = wide
            x += tall
        },
        Mistake(unequal("-=")) {
            var x = wide
            x -= tall
        },
        Mistake("+: the left side is (2, 3), the right side (2, 1); they must be equal.") {
            _ = table + tall
        },
        Mistake("+: the left side is (1, 2), the right side (2, 3); they must be equal.") {
            _ = wide + table
        },
        Mistake("addingToEachRow: the row is (1, 2), and it must be (1, 3) to fit (2, 3).") {
            _ = table.addingToEachRow(wide)
        },
        Mistake("addingToEachRow: the row is (2, 3), and it must be (1, 3) to fit (2, 3).") {
            _ = table.addingToEachRow(table)
        },
        Mistake("multiplyingEachRow: the row is (2, 1), and it must be (1, 3) to fit (2, 3).") {
            _ = table.multiplyingEachRow(by: tall)
        },
        Mistake("addingToEachColumn: the column is (1, 2), and it must be (2, 1) to fit (2, 3).") {
            _ = table.addingToEachColumn(wide)
        },
        Mistake("addingToEachColumn: the column is (2, 3), and it must be (2, 1) to fit (2, 3).") {
            _ = table.addingToEachColumn(table)
        },
        Mistake(
            "multiplyingEachColumn: the column is (2, 1), and it must be (1, 1) to fit (1, 2)."
        ) {
            _ = wide.multiplyingEachColumn(by: tall)
        },
    ]

    @Test("a shape mistake stops with both shapes, file and line", arguments: mistakes.indices)
    func complains(about index: Int) async {
        let result = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) { [index] in
            ArithmeticTests.mistakes[index].make()
        }
        Self.mistakes[index].expectComplaint(in: result)
    }
}
