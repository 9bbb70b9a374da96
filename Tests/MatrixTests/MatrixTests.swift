import Layers
import Testing

@Suite("Matrix and Shape")
struct MatrixTests {
    private let x: Matrix = [[1, 2, 3], [4, 5, 6]]

    @Test("a literal holds its rows one after the other")
    func literal() {
        #expect(x.shape == Shape(rows: 2, columns: 3))
        #expect(x.elements == [1, 2, 3, 4, 5, 6])
        #expect(Matrix([[1, 2, 3], [4, 5, 6]]) == x)
        #expect(Matrix(rows: 2, columns: 3, elements: [1, 2, 3, 4, 5, 6]) == x)
    }

    @Test("matrices of other shapes are not equal, even with the same numbers")
    func equality() {
        #expect(Matrix(rows: 3, columns: 2, elements: [1, 2, 3, 4, 5, 6]) != x)
        #expect(Matrix(rows: 0, columns: 3) != Matrix(rows: 3, columns: 0))
        #expect(x != [[1, 2, 3], [4, 5, 7]])
    }

    @Test("a matrix of one repeated number, and of zeros")
    func repeating() {
        #expect(Matrix(rows: 2, columns: 2, repeating: 7) == [[7, 7], [7, 7]])
        #expect(Matrix(rows: 1, columns: 3) == [[0, 0, 0]])
    }

    @Test("a matrix of no rows is (0, 0), one of empty rows (n, 0)")
    func empty() {
        let nothing: Matrix = []
        let emptyRows: Matrix = [[], []]
        #expect(nothing.shape == Shape(rows: 0, columns: 0))
        #expect(emptyRows.shape == Shape(rows: 2, columns: 0))
        #expect(emptyRows.elements.isEmpty)
    }

    @Test("one number makes a (1, 1) matrix, and comes back out of it")
    func scalar() {
        #expect(Matrix(2.5) == [[2.5]])
        #expect(Matrix(2.5).scalar == 2.5)
    }

    @Test(
        "entries are read by row and column",
        arguments: [(0, 0, 1.0), (0, 2, 3), (1, 0, 4), (1, 2, 6)])
    func reading(row: Int, column: Int, expected: Double) {
        #expect(x[row, column] == expected)
    }

    @Test("an entry can be set, and a copy keeps its own")
    func writing() {
        var changed = x
        changed[1, 0] = -4
        #expect(changed == [[1, 2, 3], [-4, 5, 6]])
        #expect(x[1, 0] == 4)
    }

    @Test("all numbers can be replaced by as many others")
    func replacingElements() {
        var changed = x
        changed.elements = [6, 5, 4, 3, 2, 1]
        #expect(changed == [[6, 5, 4], [3, 2, 1]])
    }

    @Test("a row is a slice of the numbers")
    func row() {
        #expect(Array(x.row(0)) == [1, 2, 3])
        #expect(Array(x.row(1)) == [4, 5, 6])
    }

    @Test("a shape prints as its two sides")
    func shapeDescription() {
        #expect("\(Shape(rows: 2, columns: 3))" == "(2, 3)")
        #expect("\(x.shape)" == "(2, 3)")
    }

    @Test(
        "a matrix prints in columns that line up",
        arguments: [
            (Matrix([[1, 2.5], [-3, 4]]), "[[ 1  2.5]\n [-3    4]]"),
            (Matrix([[1, 2, 3]]), "[1  2  3]"),
            (Matrix([[1], [20]]), "[[ 1]\n [20]]"),
            (Matrix([[0.1 + 0.2, -0.0, 1_234_567, 1e-20]]), "[0.3  0  1.23457e+06  1e-20]"),
            (Matrix(rows: 0, columns: 3), "Matrix (0, 3)"),
            (Matrix(rows: 2, columns: 0), "Matrix (2, 0)"),
        ])
    func description(matrix: Matrix, expected: String) {
        #expect(matrix.description == expected)
    }

    @Test("a long matrix is cut in the middle: ten rows are shown, eleven are not")
    func longDescription() {
        let ten = Matrix.linspace(from: 0, to: 9, rows: 10, columns: 1)
        let eleven = Matrix.linspace(from: 0, to: 10, rows: 11, columns: 1)
        #expect(!ten.description.contains("..."))
        #expect(
            eleven.description == """
                [[  0]
                 [  1]
                 [  2]
                 [  3]
                 [  4]
                 [...]
                 [  6]
                 [  7]
                 [  8]
                 [  9]
                 [ 10]]
                """)
    }

    @Test("a wide matrix is cut in the middle: eight columns are shown, nine are not")
    func wideDescription() {
        let eight = Matrix.linspace(from: 0, to: 7, rows: 1, columns: 8)
        let nine = Matrix.linspace(from: 0, to: 8, rows: 1, columns: 9)
        #expect(eight.description == "[0  1  2  3  4  5  6  7]")
        #expect(nine.description == "[0  1  2  3  ...  5  6  7  8]")
    }

    private static let mistakes = [
        Mistake("a matrix cannot be (-1, 2): neither side may be negative.") {
            _ = Matrix(rows: -1, columns: 2)
        },
        Mistake("a matrix cannot be (1, -2): neither side may be negative.") {
            _ = Matrix(rows: 1, columns: -2, elements: [])
        },
        Mistake("elements: (2, 3) needs 6 numbers, and there are 5.") {
            _ = Matrix(rows: 2, columns: 3, elements: [1, 2, 3, 4, 5])
        },
        Mistake("elements: (1, 2) needs 2 numbers, and there are 3.") {
            var x: Matrix = [[1, 2]]
            x.elements = [1, 2, 3]
        },
        Mistake("row 2 has 1 numbers, and row 0 has 2.") {
            let x: Matrix = [[1, 2], [3, 4], [5]]
            _ = x
        },
        Mistake("row 1 has 3 numbers, and row 0 has 2.") {
            _ = Matrix([[1, 2], [3, 4, 5]])
        },
        Mistake("scalar: the matrix is (1, 2), not (1, 1).") {
            _ = Matrix([[1, 2]]).scalar
        },
        Mistake("scalar: the matrix is (0, 1), not (1, 1).") {
            _ = Matrix(rows: 0, columns: 1).scalar
        },
        Mistake("index [2, 0] is outside a (2, 3) matrix: rows are 0..<2, columns 0..<3.") {
            _ = Matrix(rows: 2, columns: 3)[2, 0]
        },
        Mistake("index [0, 3] is outside a (2, 3) matrix: rows are 0..<2, columns 0..<3.") {
            _ = Matrix(rows: 2, columns: 3)[0, 3]
        },
        Mistake("index [-1, 0] is outside a (2, 3) matrix: rows are 0..<2, columns 0..<3.") {
            _ = Matrix(rows: 2, columns: 3)[-1, 0]
        },
        Mistake("index [0, -1] is outside a (2, 3) matrix: rows are 0..<2, columns 0..<3.") {
            var x = Matrix(rows: 2, columns: 3)
            x[0, -1] = 1
        },
        Mistake("row 2 of a (2, 3) matrix: rows are 0..<2.") {
            _ = Matrix(rows: 2, columns: 3).row(2)
        },
        Mistake("row -1 of a (2, 3) matrix: rows are 0..<2.") {
            _ = Matrix(rows: 2, columns: 3).row(-1)
        },
    ]

    @Test("a mistake stops with a sentence, the file and the line", arguments: mistakes.indices)
    func complains(about index: Int) async {
        let result = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) { [index] in
            MatrixTests.mistakes[index].make()
        }
        Self.mistakes[index].expectComplaint(in: result)
    }
}
