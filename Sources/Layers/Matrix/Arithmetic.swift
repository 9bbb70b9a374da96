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
    @inlinable
    public func zipMapped(_ other: Matrix, _ combine: (Double, Double) -> Double) -> Matrix {
        if rows != other.rows || columns != other.columns { stopShapes("zipMapped", other) }
        return elements.withUnsafeBufferPointer { mine in
            other.elements.withUnsafeBufferPointer { theirs in
                Matrix(rows: rows, columns: columns) { out in
                    Threads.share(mine.count, multiple: 8, work: mine.count) { part in
                        for i in part { out[i] = combine(mine[i], theirs[i]) }
                    }
                }
            }
        }
    }

    /// The same with a constant on one side, and for operations of our own.
    @inlinable @inline(__always)
    func sharedMap(_ transform: (Double) -> Double) -> Matrix {
        elements.withUnsafeBufferPointer { mine in
            Matrix(rows: rows, columns: columns) { out in
                Threads.share(mine.count, multiple: 8, work: mine.count) { part in
                    for i in part { out[i] = transform(mine[i]) }
                }
            }
        }
    }

    /// Puts `combine(entry, other's entry)` in the place of every entry.
    @inlinable @inline(__always)
    mutating func combine(_ other: Matrix, _ combine: (Double, Double) -> Double) {
        elements.withUnsafeMutableBufferPointer { mine in
            let mine = mine
            other.elements.withUnsafeBufferPointer { theirs in
                Threads.share(mine.count, multiple: 8, work: mine.count) { part in
                    for i in part { mine[i] = combine(mine[i], theirs[i]) }
                }
            }
        }
    }

    /// Adds `factor` times the other matrix; numpy's `x += factor * y`, without a matrix in between.
    public mutating func add(_ other: Matrix, times factor: Double) {
        if shape != other.shape { stopShapes("add", other) }
        combine(other) { $0 + factor * $1 }
    }

    /// The larger of every entry and `least`; numpy's `np.maximum(x, least)`.
    public func maximum(_ least: Double) -> Matrix { sharedMap { Swift.max($0, least) } }

    @inlinable
    public static func + (left: Matrix, right: Matrix) -> Matrix {
        if left.shape != right.shape { left.stopShapes("+", right) }
        return left.zipMapped(right) { $0 + $1 }
    }

    @inlinable
    public static func - (left: Matrix, right: Matrix) -> Matrix {
        if left.shape != right.shape { left.stopShapes("-", right) }
        return left.zipMapped(right) { $0 - $1 }
    }

    /// Elementwise product of two matrices of one shape (numpy's `*`).
    @inlinable
    public static func * (left: Matrix, right: Matrix) -> Matrix {
        if left.shape != right.shape { left.stopShapes("*", right) }
        return left.zipMapped(right) { $0 * $1 }
    }

    @inlinable
    public static func / (left: Matrix, right: Matrix) -> Matrix {
        if left.shape != right.shape { left.stopShapes("/", right) }
        return left.zipMapped(right) { $0 / $1 }
    }

    @inlinable
    public static prefix func - (matrix: Matrix) -> Matrix { matrix.sharedMap { -$0 } }

    @inlinable
    public static func + (left: Matrix, right: Double) -> Matrix { left.sharedMap { $0 + right } }

    @inlinable
    public static func + (left: Double, right: Matrix) -> Matrix { right.sharedMap { left + $0 } }

    @inlinable
    public static func - (left: Matrix, right: Double) -> Matrix { left.sharedMap { $0 - right } }

    @inlinable
    public static func - (left: Double, right: Matrix) -> Matrix { right.sharedMap { left - $0 } }

    @inlinable
    public static func * (left: Matrix, right: Double) -> Matrix { left.sharedMap { $0 * right } }

    @inlinable
    public static func * (left: Double, right: Matrix) -> Matrix { right.sharedMap { left * $0 } }

    @inlinable
    public static func / (left: Matrix, right: Double) -> Matrix { left.sharedMap { $0 / right } }

    @inlinable
    public static func / (left: Double, right: Matrix) -> Matrix { right.sharedMap { left / $0 } }

    @inlinable
    public static func += (left: inout Matrix, right: Matrix) {
        if left.shape != right.shape { left.stopShapes("+=", right) }
        left.combine(right) { $0 + $1 }
    }

    @inlinable
    public static func -= (left: inout Matrix, right: Matrix) {
        if left.shape != right.shape { left.stopShapes("-=", right) }
        left.combine(right) { $0 - $1 }
    }

    @inlinable
    public static func *= (left: inout Matrix, right: Double) { left = left * right }

    @inlinable
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
    @inlinable
    public func zipMapped(
        eachRow row: Matrix, _ combine: (Double, Double) -> Double
    ) -> Matrix {
        requireRow("zipMapped", row)
        return elements.withUnsafeBufferPointer { x in
            row.elements.withUnsafeBufferPointer { row in
                Matrix(rows: rows, columns: columns) { out in
                    Threads.share(rows, work: x.count) { part in
                        for r in part {
                            let start = r * columns
                            for c in 0..<columns { out[start + c] = combine(x[start + c], row[c]) }
                        }
                    }
                }
            }
        }
    }

    /// The matrix of `combine(entry, column's entry in its row)`; `column` is (rows, 1).
    @inlinable
    public func zipMapped(
        eachColumn column: Matrix, _ combine: (Double, Double) -> Double
    ) -> Matrix {
        requireColumn("zipMapped", column)
        return elements.withUnsafeBufferPointer { x in
            column.elements.withUnsafeBufferPointer { column in
                Matrix(rows: rows, columns: columns) { out in
                    Threads.share(rows, work: x.count) { part in
                        for r in part {
                            let (start, own) = (r * columns, column[r])
                            for c in 0..<columns { out[start + c] = combine(x[start + c], own) }
                        }
                    }
                }
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
