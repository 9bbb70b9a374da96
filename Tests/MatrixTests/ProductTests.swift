import Layers
import Testing

@Suite("The matrix product in its three forms")
struct ProductTests {
    /// (N, K) times (K, M).
    struct Sizes: Sendable, CustomTestStringConvertible {
        let n: Int
        let k: Int
        let m: Int
        var testDescription: String { "(\(n), \(k)) times (\(k), \(m))" }
    }

    static let sizes = [
        (1, 1, 1), (1, 7, 1), (7, 1, 3), (1, 9, 4), (4, 9, 1), (2, 3, 4), (7, 5, 3), (17, 13, 11),
        (0, 3, 2), (3, 0, 2), (3, 2, 0), (0, 0, 0),
        // Around the sizes of tiles and of blocks.
        (8, 16, 24), (9, 17, 25), (23, 8, 31), (24, 64, 40), (31, 70, 33), (100, 100, 10),
        (50, 515, 9), (25, 9, 243), (3, 1030, 7), (130, 37, 500),
        (30, 601, 27), (129, 96, 48), (5, 520, 300), (5, 260, 500),
    ].map { Sizes(n: $0, k: $1, m: $2) }

    @Test("a product by hand")
    func byHand() {
        let a: Matrix = [[1, 2, 3], [4, 5, 6]]
        let b: Matrix = [[1, 0], [-1, 2], [3, 1]]
        // 1 - 2 + 9 = 8, 0 + 4 + 3 = 7; 4 - 5 + 18 = 17, 0 + 10 + 6 = 16.
        let expected: Matrix = [[8, 7], [17, 16]]
        #expect(a.matmul(b) == expected)
        #expect(a.transposed().transposedMatmul(b) == expected)
        #expect(a.matmulTransposed(b.transposed()) == expected)
    }

    @Test("the product is the naive triple loop", arguments: sizes)
    func product(sizes: Sizes) {
        var generator = SeededGenerator(seed: 1)
        let a = Matrix.normal(rows: sizes.n, columns: sizes.k, using: &generator)
        let b = Matrix.normal(rows: sizes.k, columns: sizes.m, using: &generator)
        expectClose(a.matmul(b), naiveProduct(a, b))
    }

    @Test("the product with the left side transposed is the naive triple loop", arguments: sizes)
    func productOfTransposed(sizes: Sizes) {
        var generator = SeededGenerator(seed: 2)
        let a = Matrix.normal(rows: sizes.k, columns: sizes.n, using: &generator)
        let b = Matrix.normal(rows: sizes.k, columns: sizes.m, using: &generator)
        expectClose(a.transposedMatmul(b), naiveProduct(naiveTransposed(a), b))
    }

    @Test("the product with the right side transposed is the naive triple loop", arguments: sizes)
    func productWithTransposed(sizes: Sizes) {
        var generator = SeededGenerator(seed: 3)
        let a = Matrix.normal(rows: sizes.n, columns: sizes.k, using: &generator)
        let b = Matrix.normal(rows: sizes.m, columns: sizes.k, using: &generator)
        expectClose(a.matmulTransposed(b), naiveProduct(a, naiveTransposed(b)))
    }

    @Test(
        "a product is the plain loop to the last bit, and begins with the row to add",
        arguments: sizes)
    func bits(sizes: Sizes) {
        var generator = SeededGenerator(seed: 4)
        let a = Matrix.normal(rows: sizes.n, columns: sizes.k, using: &generator)
        let b = Matrix.normal(rows: sizes.k, columns: sizes.m, using: &generator)
        let row = Matrix.normal(rows: 1, columns: sizes.m, using: &generator)
        var expected = Matrix(rows: sizes.n, columns: sizes.m)
        for r in 0..<sizes.n {
            for c in 0..<sizes.m {
                var sum = row[0, c]
                for k in 0..<sizes.k {
                    if isFused {
                        sum.addProduct(a[r, k], b[k, c])
                    } else {
                        sum += a[r, k] * b[k, c]
                    }
                }
                expected[r, c] = sum
            }
        }
        #expect(a.matmul(b, addingToEachRow: row) == expected)
        let product = a.matmul(b)
        #expect(product == a.matmul(b, addingToEachRow: row.zeros))
        #expect(product == a.transposed().transposedMatmul(b))
        #expect(product == a.matmulTransposed(b.transposed()))
    }

    @Test("a sum over nothing is 0")
    func emptySum() {
        let zeros: Matrix = [[0, 0], [0, 0], [0, 0]]
        #expect(Matrix(rows: 3, columns: 0).matmul(Matrix(rows: 0, columns: 2)) == zeros)
        #expect(Matrix(rows: 0, columns: 3).transposedMatmul(Matrix(rows: 0, columns: 2)) == zeros)
        #expect(Matrix(rows: 3, columns: 0).matmulTransposed(Matrix(rows: 2, columns: 0)) == zeros)
    }

    @Test("transposing exchanges rows and columns")
    func transposed() {
        let x: Matrix = [[1, 2, 3], [4, 5, 6]]
        #expect(x.transposed() == [[1, 4], [2, 5], [3, 6]])
        #expect(x.transposed().transposed() == x)
        #expect(Matrix(rows: 0, columns: 2).transposed().shape == Shape(rows: 2, columns: 0))
    }

    private func naiveProduct(_ a: Matrix, _ b: Matrix) -> Matrix {
        var out = Matrix(rows: a.rows, columns: b.columns)
        for n in 0..<a.rows {
            for m in 0..<b.columns {
                for k in 0..<a.columns { out[n, m] += a[n, k] * b[k, m] }
            }
        }
        return out
    }

    private func naiveTransposed(_ x: Matrix) -> Matrix {
        var out = Matrix(rows: x.columns, columns: x.rows)
        for r in 0..<x.rows {
            for c in 0..<x.columns { out[c, r] = x[r, c] }
        }
        return out
    }

    private static let x = Matrix(rows: 2, columns: 3)
    private static let y = Matrix(rows: 4, columns: 5)

    private static let mistakes = [
        Mistake("matmul: (2, 3) times (4, 5): the left has 3 columns, the right has 4 rows.") {
            _ = x.matmul(y)
        },
        Mistake(
            "transposedMatmul: (2, 3) transposed, times (4, 5): "
                + "the left has 2 rows, the right has 4."
        ) {
            _ = x.transposedMatmul(y)
        },
        Mistake(
            "matmulTransposed: (2, 3) times (4, 5) transposed: "
                + "the left has 3 columns, the right has 5."
        ) {
            _ = x.matmulTransposed(y)
        },
    ]

    @Test("sides that do not fit stop with both shapes, file and line", arguments: mistakes.indices)
    func complains(about index: Int) async {
        let result = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) { [index] in
            ProductTests.mistakes[index].make()
        }
        Self.mistakes[index].expectComplaint(in: result)
    }
}
