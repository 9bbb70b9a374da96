// N = rows of the result, K = the length summed over, M = columns of the result.

extension Matrix {
    /// The matrix product, (N, K) times (K, M) gives (N, M); numpy's `x @ w`.
    public func matmul(_ right: Matrix) -> Matrix {
        if columns != right.rows {
            stop(
                "matmul: \(shape) times \(right.shape): the left has \(columns) columns, the right has \(right.rows) rows."
            )
        }
        var out = Matrix(rows: rows, columns: right.columns)
        let (k, m) = (columns, right.columns)
        out.withUnsafeElements { out in
            elements.withUnsafeBufferPointer { a in
                right.elements.withUnsafeBufferPointer { b in
                    // Row by row of `right`, so that the innermost loop runs along memory.
                    for n in 0..<rows {
                        for p in 0..<k {
                            addRow(a[n * k + p], b, p * m, to: out, n * m, count: m)
                        }
                    }
                }
            }
        }
        return out
    }

    /// The product with this side transposed, (K, N) and (K, M) give (N, M); numpy's `x.T @ dout`.
    public func transposedMatmul(_ right: Matrix) -> Matrix {
        if rows != right.rows {
            stop(
                "transposedMatmul: \(shape) transposed, times \(right.shape): the left has \(rows) rows, the right has \(right.rows)."
            )
        }
        var out = Matrix(rows: columns, columns: right.columns)
        let (n, m) = (columns, right.columns)
        out.withUnsafeElements { out in
            elements.withUnsafeBufferPointer { a in
                right.elements.withUnsafeBufferPointer { b in
                    for p in 0..<rows {
                        for i in 0..<n {
                            addRow(a[p * n + i], b, p * m, to: out, i * m, count: m)
                        }
                    }
                }
            }
        }
        return out
    }

    /// The product with the other side transposed, (N, K) and (M, K) give (N, M); numpy's `dout @ w.T`.
    public func matmulTransposed(_ right: Matrix) -> Matrix {
        if columns != right.columns {
            stop(
                "matmulTransposed: \(shape) times \(right.shape) transposed: the left has \(columns) columns, the right has \(right.columns)."
            )
        }
        var out = Matrix(rows: rows, columns: right.rows)
        let (k, m) = (columns, right.rows)
        out.withUnsafeElements { out in
            elements.withUnsafeBufferPointer { a in
                right.elements.withUnsafeBufferPointer { b in
                    for n in 0..<rows {
                        for j in 0..<m {
                            var sum = 0.0
                            for p in 0..<k { sum += a[n * k + p] * b[j * k + p] }
                            out[n * m + j] = sum
                        }
                    }
                }
            }
        }
        return out
    }

    /// A new matrix with rows and columns exchanged; numpy's `x.T`, but copied.
    public func transposed() -> Matrix {
        var result = Matrix(rows: columns, columns: rows)
        for r in 0..<rows {
            for c in 0..<columns {
                result.elements[c * rows + r] = elements[r * columns + c]
            }
        }
        return result
    }

    @inline(__always)
    private mutating func withUnsafeElements(_ body: (UnsafeMutableBufferPointer<Double>) -> Void) {
        elements.withUnsafeMutableBufferPointer { body($0) }
    }
}

/// `to[at...] += factor * from[start...]`, for `count` numbers.
@inline(__always)
private func addRow(
    _ factor: Double, _ from: UnsafeBufferPointer<Double>, _ start: Int,
    to: UnsafeMutableBufferPointer<Double>, _ at: Int, count: Int
) {
    for i in 0..<count { to[at + i] += factor * from[start + i] }
}
