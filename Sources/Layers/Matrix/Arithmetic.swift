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
    @inlinable
    public func zipMapped(_ other: Matrix, _ combine: (Double, Double) -> Double) -> Matrix {
        if rows != other.rows || columns != other.columns { stopShapes("zipMapped", other) }
        return elements.withUnsafeBufferPointer { mine in
            other.elements.withUnsafeBufferPointer { theirs in
                Matrix(rows: rows, columns: columns) { out in
                    for i in 0..<mine.count { out[i] = combine(mine[i], theirs[i]) }
                }
            }
        }
    }

    /// Puts `combine(entry, other's entry)` in the place of every entry.
    @inlinable @inline(__always)
    mutating func combine(_ other: Matrix, _ combine: (Double, Double) -> Double) {
        elements.withUnsafeMutableBufferPointer { mine in
            other.elements.withUnsafeBufferPointer { theirs in
                for i in 0..<mine.count { mine[i] = combine(mine[i], theirs[i]) }
            }
        }
    }

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
    public static prefix func - (matrix: Matrix) -> Matrix { matrix.mapped { -$0 } }

    @inlinable
    public static func + (left: Matrix, right: Double) -> Matrix { left.mapped { $0 + right } }

    @inlinable
    public static func + (left: Double, right: Matrix) -> Matrix { right.mapped { left + $0 } }

    @inlinable
    public static func - (left: Matrix, right: Double) -> Matrix { left.mapped { $0 - right } }

    @inlinable
    public static func - (left: Double, right: Matrix) -> Matrix { right.mapped { left - $0 } }

    @inlinable
    public static func * (left: Matrix, right: Double) -> Matrix { left.mapped { $0 * right } }

    @inlinable
    public static func * (left: Double, right: Matrix) -> Matrix { right.mapped { left * $0 } }

    @inlinable
    public static func / (left: Matrix, right: Double) -> Matrix { left.mapped { $0 / right } }

    @inlinable
    public static func / (left: Double, right: Matrix) -> Matrix { right.mapped { left / $0 } }

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
        eachRow("addingToEachRow", row) { $0 + $1 }
    }

    /// Every row multiplied, entry by entry, by `row`, which is (1, columns).
    public func multiplyingEachRow(by row: Matrix) -> Matrix {
        eachRow("multiplyingEachRow", row) { $0 * $1 }
    }

    /// `column`, which is (rows, 1), added to every column (numpy's `x + c` with c of shape (N, 1)).
    public func addingToEachColumn(_ column: Matrix) -> Matrix {
        eachColumn("addingToEachColumn", column) { $0 + $1 }
    }

    /// Every column multiplied, entry by entry, by `column`, which is (rows, 1).
    public func multiplyingEachColumn(by column: Matrix) -> Matrix {
        eachColumn("multiplyingEachColumn", column) { $0 * $1 }
    }

    @inline(__always)
    private func eachRow(
        _ name: String, _ row: Matrix, _ combine: (Double, Double) -> Double
    ) -> Matrix {
        if row.rows != 1 || row.columns != columns {
            stop(
                "\(name): the row is \(row.shape), and it must be (1, \(columns)) to fit \(shape).")
        }
        return elements.withUnsafeBufferPointer { x in
            row.elements.withUnsafeBufferPointer { row in
                Matrix(rows: rows, columns: columns) { out in
                    for r in 0..<rows {
                        let start = r * columns
                        for c in 0..<columns { out[start + c] = combine(x[start + c], row[c]) }
                    }
                }
            }
        }
    }

    @inline(__always)
    private func eachColumn(
        _ name: String, _ column: Matrix, _ combine: (Double, Double) -> Double
    ) -> Matrix {
        if column.columns != 1 || column.rows != rows {
            stop(
                "\(name): the column is \(column.shape), and it must be (\(rows), 1) to fit \(shape)."
            )
        }
        return elements.withUnsafeBufferPointer { x in
            Matrix(rows: rows, columns: columns) { out in
                for r in 0..<rows {
                    let (start, own) = (r * columns, column.elements[r])
                    for c in 0..<columns { out[start + c] = combine(x[start + c], own) }
                }
            }
        }
    }

    @inline(never) @usableFromInline
    func stopShapes(_ operation: String, _ other: Matrix) -> Never {
        stop(
            "\(operation): the left side is \(shape), the right side \(other.shape); they must be equal."
        )
    }
}
