import Layers
import Testing

@Suite("Parts of matrices, and other orders")
struct ShapingTests {
    private let x: Matrix = [[1, 2, 3], [4, 5, 6], [7, 8, 9], [10, 11, 12]]

    @Test("reshaping keeps the numbers and their order")
    func reshaped() {
        #expect(x.reshaped(rows: 2, columns: 6) == [[1, 2, 3, 4, 5, 6], [7, 8, 9, 10, 11, 12]])
        #expect(x.reshaped(rows: 12, columns: 1).elements == x.elements)
        #expect(Matrix(rows: 0, columns: 3).reshaped(rows: 5, columns: 0).rows == 5)
    }

    @Test("columns and rows of a range")
    func ranges() {
        #expect(x.columns(1..<3) == [[2, 3], [5, 6], [8, 9], [11, 12]])
        #expect(x.rows(1..<3) == [[4, 5, 6], [7, 8, 9]])
        #expect(x.columns(0..<3) == x)
        #expect(x.rows(0..<4) == x)
        #expect(x.columns(3..<3).shape == Shape(rows: 4, columns: 0))
        #expect(x.rows(0..<0).shape == Shape(rows: 0, columns: 3))
    }

    @Test("what is cut is joined again", arguments: 0...3)
    func joining(at cut: Int) {
        #expect(Matrix.joiningColumns([x.columns(0..<cut), x.columns(cut..<3)]) == x)
        #expect(Matrix.joiningRows([x.rows(0..<cut), x.rows(cut..<4)]) == x)
        #expect(Matrix.joiningColumns([]).shape == Shape(rows: 0, columns: 0))
        #expect(Matrix.joiningRows([]).shape == Shape(rows: 0, columns: 0))
        #expect(Matrix.joiningRows([x]) == x)
    }

    @Test("rows at indices, each as often as it is named")
    func rowsAt() {
        #expect(x.rows(at: [3, 0, 3]) == [[10, 11, 12], [1, 2, 3], [10, 11, 12]])
        #expect(x.rows(at: []).shape == Shape(rows: 0, columns: 3))
    }

    @Test("rows are added at indices, twice where an index is named twice")
    func addRows() {
        var sums = Matrix(rows: 3, columns: 2)
        sums.addRows([[1, 2], [10, 20], [100, 200]], at: [2, 0, 2])
        #expect(sums == [[10, 20], [0, 0], [101, 202]])
    }

    @Test("rows are put at indices, the last one where an index is named twice")
    func setRows() {
        var rows: Matrix = [[1, 1], [2, 2], [3, 3]]
        rows.setRows([[4, 5], [6, 7], [8, 9]], at: [2, 0, 2])
        #expect(rows == [[6, 7], [2, 2], [8, 9]])
    }

    @Test("adding rows is the transpose of taking them", arguments: 1...5)
    func adjoint(seed: Int) {
        var generator = SeededGenerator(seed: seed)
        let indices = (0..<6).map { _ in generator.index(below: 4) }
        let y = Matrix.normal(rows: 6, columns: 3, using: &generator)
        var back = x.zeros
        back.addRows(y, at: indices)
        // <take(x), y> = <x, add(y)> is what makes one the gradient of the other.
        #expect(abs((x.rows(at: indices) * y).sum() - (x * back).sum()) < 1e-12)
    }

    @Test("channels become columns, and columns channels")
    func channels() {
        // Two images of two channels of three pixels.
        let images: Matrix = [[1, 2, 3, 10, 20, 30], [4, 5, 6, 40, 50, 60]]
        let pixels: Matrix = [[1, 10], [2, 20], [3, 30], [4, 40], [5, 50], [6, 60]]
        #expect(images.channelsAsColumns(2) == pixels)
        #expect(pixels.columnsAsChannels(examples: 2) == images)
        #expect(images.channelsAsColumns(6) == images)
        #expect(images.channelsAsColumns(1).elements == images.elements)
    }

    private static let x = Matrix(rows: 2, columns: 3)

    private static let mistakes = [
        Mistake("reshaped: (2, 3) has 6 numbers, and (2, 4) has 8.") {
            _ = x.reshaped(rows: 2, columns: 4)
        },
        Mistake("columns: 2..<4 is outside 0..<3, the columns of a (2, 3) matrix.") {
            _ = x.columns(2..<4)
        },
        Mistake("columns: -1..<2 is outside 0..<3, the columns of a (2, 3) matrix.") {
            _ = x.columns(-1..<2)
        },
        Mistake("rows: 1..<3 is outside 0..<2, the rows of a (2, 3) matrix.") {
            _ = x.rows(1..<3)
        },
        Mistake("joiningColumns: (2, 3) and (3, 2) differ in their rows.") {
            _ = Matrix.joiningColumns([x, x.transposed()])
        },
        Mistake("joiningRows: (2, 3) and (3, 2) differ in their columns.") {
            _ = Matrix.joiningRows([x, x.transposed()])
        },
        Mistake("row 2 of a (2, 3) matrix: rows are 0..<2.") { _ = x.rows(at: [0, 2]) },
        Mistake("addRows: (2, 3) does not fit 1 rows of 3 numbers.") {
            var sums = x
            sums.addRows(x, at: [0])
        },
        Mistake("addRows: row 2 is outside a (2, 3) matrix.") {
            var sums = x
            sums.addRows(x, at: [0, 2])
        },
        Mistake("setRows: (2, 3) does not fit 3 rows of 3 numbers.") {
            var rows = x
            rows.setRows(x, at: [0, 1, 0])
        },
        Mistake("setRows: row -1 is outside a (2, 3) matrix.") {
            var rows = x
            rows.setRows(x, at: [0, -1])
        },
        Mistake("setEntries: 1 numbers and 2 columns for the rows of (2, 3).") {
            var entries = x
            entries.setEntries([1], at: [0, 1])
        },
        Mistake("setEntries: column 3 is outside a (2, 3) matrix.") {
            var entries = x
            entries.setEntries([1, 2], at: [0, 3])
        },
        Mistake("channelsAsColumns: rows of 3 numbers are not 2 channels.") {
            _ = x.channelsAsColumns(2)
        },
        Mistake("columnsAsChannels: 2 rows are not those of 3 examples.") {
            _ = x.columnsAsChannels(examples: 3)
        },
    ]

    @Test("a mistake stops with a sentence, file and line", arguments: mistakes.indices)
    func complains(about index: Int) async {
        let result = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) { [index] in
            ShapingTests.mistakes[index].make()
        }
        Self.mistakes[index].expectComplaint(in: result)
    }

    @Test(
        "transposing, whole squares of eight and what is left over",
        arguments: [1, 7, 8, 9, 16, 21])
    func transposing(side: Int) {
        let x = Matrix.linspace(from: 0, to: 1, rows: side, columns: 25 - side)
        let y = x.transposed()
        for r in 0..<x.rows {
            for c in 0..<x.columns { #expect(y[c, r] == x[r, c]) }
        }
    }

    @Test("one entry of every row")
    func entries() {
        var x: Matrix = [[1, 2, 3], [4, 5, 6]]
        #expect(x.entries(at: [2, 0]) == [[3], [4]])
        x.setEntries([7, 8], at: [2, 0])
        #expect(x == [[1, 2, 7], [8, 5, 6]])
    }
}
