// Arithmetic entry by entry. `*` is elementwise, as in numpy; the matrix product is `matmul`.

extension Matrix {
    /// The matrix of `transform(entry)`, in one pass over memory.
    @inlinable
    public func mapped(_ transform: (Double) -> Double) -> Matrix {
        elements.withUnsafeBufferPointer { mine in
            Matrix(rows: rows, columns: columns) { out in
                for i in 0..<mine.count { out[i] = transform(mine[i]) }
            }
        }
    }

    /// The matrix of `combine(entry, other's entry)`; both have the same shape.
    ///
    /// A large matrix may be shared among threads (`Threads`), and `combine` called by all of them.
    @inlinable @inline(__always)
    public func zipMapped(_ other: Matrix, _ combine: (Double, Double) -> Double) -> Matrix {
        if rows != other.rows || columns != other.columns { stopShapes("zipMapped", other) }
        return written(from: other.elements, elements.count, multiple: 8) {
            mine, theirs, out, part in
            for i in part { out[i] = combine(mine[i], theirs[i]) }
        }
    }

    /// The matrix of `combine(entry, number)`.
    @inlinable @inline(__always)
    func zipMapped(_ number: Double, _ combine: (Double, Double) -> Double) -> Matrix {
        written(from: [number], elements.count, multiple: 8) { mine, number, out, part in
            for i in part { out[i] = combine(mine[i], number[0]) }
        }
    }

    /// What writes a part of a matrix, and reads this one's entries and others for it.
    ///
    /// It has all that it needs as arguments. A closure that holds nothing but another one that is
    /// known, as `combine` is above, is compiled with that put in line. If it held a pointer, too, then
    /// on another thread `combine` would be a call for every entry.
    @usableFromInline
    typealias Kernel = (
        _ mine: UnsafeBufferPointer<Double>, _ theirs: UnsafeBufferPointer<Double>,
        _ out: UnsafeMutableBufferPointer<Double>, _ part: Range<Int>
    ) -> Void

    /// The matrix of this one's shape that `kernel` writes, in parts of `total` that threads share.
    @inlinable @inline(__always)
    func written(
        from other: [Double], _ total: Int, multiple: Int = 1, by kernel: Kernel
    ) -> Matrix {
        elements.withUnsafeBufferPointer { mine in
            other.withUnsafeBufferPointer { theirs in
                Matrix(rows: rows, columns: columns) { out in
                    Threads.share(total, multiple: multiple, work: mine.count) { part in
                        kernel(mine, theirs, out, part)
                    }
                }
            }
        }
    }

    /// This matrix and `factor` times the other one; numpy's `x + factor * y`, in one pass over memory.
    public func adding(_ other: Matrix, times factor: Double) -> Matrix {
        if shape != other.shape { stopShapes("adding", other) }
        return elements.withUnsafeBufferPointer { mine in
            other.elements.withUnsafeBufferPointer { theirs in
                Matrix(rows: rows, columns: columns) { out in
                    Threads.share(mine.count, multiple: 8, work: mine.count) { part in
                        for i in part { out[i] = mine[i] + factor * theirs[i] }
                    }
                }
            }
        }
    }

    /// Adds `factor` times the other matrix in its place; numpy's `x += factor * y`.
    public mutating func add(_ other: Matrix, times factor: Double) {
        if shape != other.shape { stopShapes("add", other) }
        elements.withUnsafeMutableBufferPointer { mine in
            let mine = mine
            other.elements.withUnsafeBufferPointer { theirs in
                Threads.share(mine.count, multiple: 8, work: mine.count) { part in
                    for i in part { mine[i] += factor * theirs[i] }
                }
            }
        }
    }

    /// The larger of every entry and `least`; numpy's `np.maximum(x, least)`.
    public func maximum(_ least: Double) -> Matrix { zipMapped(least) { Swift.max($0, $1) } }

    public static func + (left: Matrix, right: Matrix) -> Matrix {
        if left.shape != right.shape { left.stopShapes("+", right) }
        return left.zipMapped(right) { $0 + $1 }
    }

    public static func - (left: Matrix, right: Matrix) -> Matrix {
        if left.shape != right.shape { left.stopShapes("-", right) }
        return left.zipMapped(right) { $0 - $1 }
    }

    /// Elementwise product of two matrices of one shape (numpy's `*`).
    public static func * (left: Matrix, right: Matrix) -> Matrix {
        if left.shape != right.shape { left.stopShapes("*", right) }
        return left.zipMapped(right) { $0 * $1 }
    }

    public static func / (left: Matrix, right: Matrix) -> Matrix {
        if left.shape != right.shape { left.stopShapes("/", right) }
        return left.zipMapped(right) { $0 / $1 }
    }

    public static prefix func - (matrix: Matrix) -> Matrix {
        matrix.zipMapped(0) { entry, _ in -entry }
    }

    public static func + (left: Matrix, right: Double) -> Matrix {
        left.zipMapped(right) { $0 + $1 }
    }

    public static func + (left: Double, right: Matrix) -> Matrix {
        right.zipMapped(left) { $1 + $0 }
    }

    public static func - (left: Matrix, right: Double) -> Matrix {
        left.zipMapped(right) { $0 - $1 }
    }

    public static func - (left: Double, right: Matrix) -> Matrix {
        right.zipMapped(left) { $1 - $0 }
    }

    public static func * (left: Matrix, right: Double) -> Matrix {
        left.zipMapped(right) { $0 * $1 }
    }

    public static func * (left: Double, right: Matrix) -> Matrix {
        right.zipMapped(left) { $1 * $0 }
    }

    public static func / (left: Matrix, right: Double) -> Matrix {
        left.zipMapped(right) { $0 / $1 }
    }

    public static func / (left: Double, right: Matrix) -> Matrix {
        right.zipMapped(left) { $1 / $0 }
    }

    public static func += (left: inout Matrix, right: Matrix) {
        if left.shape != right.shape { left.stopShapes("+=", right) }
        left.add(right, times: 1)
    }

    public static func -= (left: inout Matrix, right: Matrix) {
        if left.shape != right.shape { left.stopShapes("-=", right) }
        left.add(right, times: -1)
    }

    public static func *= (left: inout Matrix, right: Double) { left = left * right }

    public static func /= (left: inout Matrix, right: Double) { left = left / right }

    /// `row`, which is (1, columns), added to every row (numpy's `x + b`).
    public func addingToEachRow(_ row: Matrix) -> Matrix {
        requireRow("addingToEachRow", row)
        return zipMapped(eachRow: row) { $0 + $1 }
    }

    /// Every row multiplied, entry by entry, by `row`, which is (1, columns).
    public func multiplyingEachRow(by row: Matrix) -> Matrix {
        requireRow("multiplyingEachRow", row)
        return zipMapped(eachRow: row) { $0 * $1 }
    }

    /// `column`, which is (rows, 1), added to every column (numpy's `x + c` with c of shape (N, 1)).
    public func addingToEachColumn(_ column: Matrix) -> Matrix {
        requireColumn("addingToEachColumn", column)
        return zipMapped(eachColumn: column) { $0 + $1 }
    }

    /// Every column multiplied, entry by entry, by `column`, which is (rows, 1).
    public func multiplyingEachColumn(by column: Matrix) -> Matrix {
        requireColumn("multiplyingEachColumn", column)
        return zipMapped(eachColumn: column) { $0 * $1 }
    }

    /// The matrix of `combine(entry, row's entry in its column)`; `row` is (1, columns).
    @inlinable @inline(__always)
    public func zipMapped(
        eachRow row: Matrix, _ combine: (Double, Double) -> Double
    ) -> Matrix {
        requireRow("zipMapped", row)
        return written(from: row.elements, rows) { x, row, out, part in
            for r in part {
                let start = r * row.count
                for c in 0..<row.count { out[start + c] = combine(x[start + c], row[c]) }
            }
        }
    }

    /// The matrix of `combine(entry, column's entry in its row)`; `column` is (rows, 1).
    @inlinable @inline(__always)
    public func zipMapped(
        eachColumn column: Matrix, _ combine: (Double, Double) -> Double
    ) -> Matrix {
        requireColumn("zipMapped", column)
        return written(from: column.elements, rows) { x, column, out, part in
            let columns = out.count / max(column.count, 1)
            for r in part {
                let (start, own) = (r * columns, column[r])
                for c in 0..<columns { out[start + c] = combine(x[start + c], own) }
            }
        }
    }

    @usableFromInline
    func requireRow(_ name: String, _ row: Matrix) {
        if row.rows != 1 || row.columns != columns {
            stop(
                "\(name): the row is \(row.shape), and it must be (1, \(columns)) to fit \(shape).")
        }
    }

    @usableFromInline
    func requireColumn(_ name: String, _ column: Matrix) {
        if column.columns != 1 || column.rows != rows {
            stop(
                "\(name): the column is \(column.shape), and it must be (\(rows), 1) to fit \(shape)."
            )
        }
    }

    @inline(never) @usableFromInline
    func stopShapes(_ operation: String, _ other: Matrix) -> Never {
        stop(
            "\(operation): the left side is \(shape), the right side \(other.shape); they must be equal."
        )
    }
}
