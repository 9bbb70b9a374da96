import Layers
import Testing

@Suite("Sums, means and maxima")
struct ReductionsTests {
    private let x: Matrix = [[1, -7, 3], [4, 5, -6]]

    @Test("of all entries")
    func ofAll() {
        #expect(x.sum() == 0)
        #expect((x + 1).mean() == 1)
        #expect(x.sumOfSquares() == 1 + 49 + 9 + 16 + 25 + 36)
        #expect(x.largestMagnitude() == 7)
    }

    @Test("of every column and every row")
    func ofColumnsAndRows() {
        #expect(x.columnSums() == [[5, -2, -3]])
        #expect(x.rowSums() == [[-3], [3]])
        #expect(x.rowMaxima() == [[3], [5]])
        #expect(x.rowArgmaxima() == [2, 1])
        #expect(x.columnMaxima() == x.transposed().rowMaxima().transposed())
    }

    @Test("the first of several equal maxima counts, negative ones too")
    func ties() {
        let x: Matrix = [[2, 5, 5], [-3, -1, -1], [0, 0, 0]]
        #expect(x.rowArgmaxima() == [1, 1, 0])
        #expect(x.rowMaxima() == [[5], [-1], [0]])
        #expect(Matrix([[4], [-4]]).rowArgmaxima() == [0, 0])
        #expect(x.columnMaxima() == [[2, 5, 5]])
        #expect(Matrix([[1, -2], [.nan, -3], [7, -4]]).columnMaxima()[0, 0].isNaN)
        #expect(Matrix([[.nan, -2], [4, -3]]).columnMaxima()[0, 0].isNaN)
    }

    @Test("of an empty matrix")
    func empty() {
        #expect(Matrix(rows: 0, columns: 2).sum() == 0)
        #expect(Matrix(rows: 0, columns: 2).columnSums() == [[0, 0]])
        #expect(Matrix(rows: 2, columns: 0).rowSums() == [[0], [0]])
        #expect(Matrix(rows: 0, columns: 2).rowSums().shape == Shape(rows: 0, columns: 1))
        #expect(Matrix(rows: 0, columns: 2).rowMaxima().shape == Shape(rows: 0, columns: 1))
        #expect(Matrix(rows: 0, columns: 2).rowArgmaxima().isEmpty)
        #expect(Matrix(rows: 0, columns: 2).largestMagnitude() == 0)
    }

    @Test("the largest magnitude is NaN if any entry is", arguments: 0..<3)
    func notANumber(at index: Int) {
        var x: Matrix = [[1, 2, 3]]
        x[0, index] = .nan
        #expect(x.largestMagnitude().isNaN)
        #expect(Matrix([[1, -.infinity]]).largestMagnitude() == .infinity)
    }

    private static let mistakes = [
        Mistake("rowMaxima: a (2, 0) matrix has no entries to compare.") {
            _ = Matrix(rows: 2, columns: 0).rowMaxima()
        },
        Mistake("rowArgmaxima: a (2, 0) matrix has no entries to compare.") {
            _ = Matrix(rows: 2, columns: 0).rowArgmaxima()
        },
    ]

    @Test("rows without entries stop with the shape, file and line", arguments: mistakes.indices)
    func complains(about index: Int) async {
        let result = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) { [index] in
            ReductionsTests.mistakes[index].make()
        }
        Self.mistakes[index].expectComplaint(in: result)
    }

    @Test("sums and maxima of any length", arguments: [1, 7, 8, 9, 31, 32, 33, 71])
    func lengths(count: Int) {
        // Whole numbers, so that sums are exact in any order.
        let x = Matrix(
            rows: 1, columns: count, elements: (0..<count).map { Double($0 * 37 % 101 - 50) })
        #expect(x.sum() == x.elements.reduce(0, +))
        #expect(x.rowSums().scalar == x.sum())
        #expect(x.sumOfSquares() == x.elements.reduce(0) { $0 + $1 * $1 })
        #expect(x.rowMaxima().scalar == x.elements.max())
        #expect(x.largestMagnitude() == x.elements.map { abs($0) }.max())
        for place in 0..<count {
            var y = x
            y[0, place] = .nan
            #expect(y.rowMaxima().scalar.isNaN && y.largestMagnitude().isNaN)
        }
    }
}
