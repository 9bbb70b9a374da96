/// A rectangular table of numbers, stored row after row in one flat array.
///
/// Concretely:
///
///     let x: Matrix = [[1, 2, 3], [4, 5, 6]]
///     x[1, 2]                                  // 6
///     x.elements                               // [1, 2, 3, 4, 5, 6]
///
/// There is no broadcasting: an operation on two matrices needs equal shapes, and the few mixed
/// operations that a network needs have names of their own, such as `addingToEachRow(_:)`.
/// A mistake in a shape stops the program, in every build, with a sentence that holds both shapes
/// and the file and line of the caller.
public struct Matrix: Equatable, Sendable {
    public let rows: Int
    public let columns: Int

    /// The numbers in row-major order: entry (r, c) is `elements[r * columns + c]`.
    public var elements: [Double] {
        didSet { requireCount() }
    }

    /// A matrix of the given shape in which every entry is `value`.
    public init(rows: Int, columns: Int, repeating value: Double = 0) {
        if rows < 0 || columns < 0 { stopNegative(rows, columns) }
        self.init(rows: rows, columns: columns) { memory in
            Threads.share(memory.count, multiple: 8, work: memory.count) { part in
                // Zeros are written with `memset`, which does not fetch what it overwrites.
                if value.bitPattern == 0 {
                    memory[part].initialize(repeating: 0)
                } else {
                    memory[part].initialize(repeating: value)
                }
            }
        }
    }

    /// A matrix with these numbers in row-major order; their count must be `rows * columns`.
    @inlinable
    public init(rows: Int, columns: Int, elements: [Double]) {
        if rows < 0 || columns < 0 { stopNegative(rows, columns) }
        self.rows = rows
        self.columns = columns
        self.elements = elements
        requireCount()
    }

    /// A matrix of numbers that `write` puts into memory that holds nothing yet, every one of them.
    @inlinable @inline(__always)
    init(rows: Int, columns: Int, writing write: (UnsafeMutableBufferPointer<Double>) -> Void) {
        let count = rows * columns
        if count >= largeCount { _ = keepsMemory }
        self.init(
            rows: rows, columns: columns,
            elements: [Double](unsafeUninitializedCapacity: count) { memory, written in
                if count >= largeCount { adviseLargePages(for: memory) }
                write(memory)
                written = count
            })
    }

    /// A 1 x 1 matrix, for circuits of single numbers.
    public init(_ number: Double) {
        self.init(rows: 1, columns: 1, elements: [number])
    }

    /// The (1, 1) matrix's only number; stops on any other shape.
    public var scalar: Double {
        if elements.count != 1 { stop("scalar: the matrix is \(shape), not (1, 1).") }
        return elements[0]
    }

    /// Entry (row, column), both counted from 0 and both checked.
    @inlinable
    public subscript(row: Int, column: Int) -> Double {
        get {
            if row < 0 || row >= rows || column < 0 || column >= columns { stopIndex(row, column) }
            return elements[row &* columns &+ column]
        }
        set {
            if row < 0 || row >= rows || column < 0 || column >= columns { stopIndex(row, column) }
            elements[row &* columns &+ column] = newValue
        }
    }

    /// One row, as a slice of `elements`.
    public func row(_ row: Int) -> ArraySlice<Double> {
        if row < 0 || row >= rows { stop("row \(row) of a \(shape) matrix: rows are 0..<\(rows).") }
        return elements[row * columns..<(row + 1) * columns]
    }

    /// A matrix of this shape in which every entry is 0; numpy's `np.zeros_like(x)`.
    public var zeros: Matrix { Matrix(rows: rows, columns: columns) }

    /// The number of rows and of columns.
    public var shape: Shape { Shape(rows: rows, columns: columns) }

    @usableFromInline
    func requireCount() {
        if elements.count != rows * columns {
            stop(
                "elements: \(shape) needs \(rows * columns) numbers, and there are \(elements.count)."
            )
        }
    }

    @inline(never) @usableFromInline
    func stopIndex(_ row: Int, _ column: Int) -> Never {
        stop(
            "index [\(row), \(column)] is outside a \(shape) matrix: rows are 0..<\(rows), columns 0..<\(columns)."
        )
    }
}

@inline(never) @usableFromInline
func stopNegative(_ rows: Int, _ columns: Int) -> Never {
    stop("a matrix cannot be (\(rows), \(columns)): neither side may be negative.")
}

/// The number of rows and columns of a matrix; prints as `(2, 3)`.
public struct Shape: Equatable, Sendable, CustomStringConvertible {
    public let rows: Int
    public let columns: Int

    public init(rows: Int, columns: Int) {
        self.rows = rows
        self.columns = columns
    }

    public var description: String { "(\(rows), \(columns))" }
}

extension Matrix: ExpressibleByArrayLiteral {
    /// A matrix from its rows, `[[1, 2], [3, 4]]`; they must be of equal length.
    public init(arrayLiteral rows: [Double]...) {
        self.init(rows)
    }

    /// A matrix from its rows; they must be of equal length.
    public init(_ rows: [[Double]]) {
        let columns = rows.first?.count ?? 0
        for (index, row) in rows.enumerated() where row.count != columns {
            stop("row \(index) has \(row.count) numbers, and row 0 has \(columns).")
        }
        self.init(rows: rows.count, columns: columns, elements: rows.flatMap { $0 })
    }
}

extension Matrix: CustomStringConvertible {
    /// The rows, one a line, in columns that line up; long matrices are cut in the middle.
    public var description: String {
        if elements.isEmpty { return "Matrix \(shape)" }
        let shownRows = shownIndices(of: rows, most: 10)
        let shownColumns = shownIndices(of: columns, most: 8)
        var table = shownRows.map { r in
            shownColumns.map { c in r < 0 || c < 0 ? "..." : shortNumber(self[r, c]) }
        }
        for c in shownColumns.indices {
            let width = table.map { $0[c].count }.max() ?? 0
            for r in table.indices {
                table[r][c] = String(repeating: " ", count: width - table[r][c].count) + table[r][c]
            }
        }
        let lines = table.map { "[" + $0.joined(separator: "  ") + "]" }
        return lines.count == 1 ? lines[0] : "[" + lines.joined(separator: "\n ") + "]"
    }

    /// All indices below `count`, or the first and last few with -1 between them for the gap.
    private func shownIndices(of count: Int, most: Int) -> [Int] {
        if count <= most { return Array(0..<count) }
        let half = most / 2
        return Array(0..<half) + [-1] + Array(count - half..<count)
    }
}
