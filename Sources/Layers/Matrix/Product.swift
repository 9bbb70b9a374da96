// N = rows of the result, K = the length summed over, M = columns of the result.

extension Matrix {
    /// The matrix product, (N, K) times (K, M) gives (N, M); numpy's `x @ w`.
    public func matmul(_ right: Matrix) -> Matrix {
        if columns != right.rows {
            stop(
                "matmul: \(shape) times \(right.shape): the left has \(columns) columns, the right has \(right.rows) rows."
            )
        }
        return product(
            rows: rows, inner: columns, columns: right.columns, right,
            Strides(row: columns, column: 1), Strides(row: right.columns, column: 1))
    }

    /// The product with this side transposed, (K, N) and (K, M) give (N, M); numpy's `x.T @ dout`.
    public func transposedMatmul(_ right: Matrix) -> Matrix {
        if rows != right.rows {
            stop(
                "transposedMatmul: \(shape) transposed, times \(right.shape): the left has \(rows) rows, the right has \(right.rows)."
            )
        }
        return product(
            rows: columns, inner: rows, columns: right.columns, right,
            Strides(row: 1, column: columns), Strides(row: right.columns, column: 1))
    }

    /// The product with the other side transposed, (N, K) and (M, K) give (N, M); numpy's `dout @ w.T`.
    public func matmulTransposed(_ right: Matrix) -> Matrix {
        if columns != right.columns {
            stop(
                "matmulTransposed: \(shape) times \(right.shape) transposed: the left has \(columns) columns, the right has \(right.columns)."
            )
        }
        return product(
            rows: rows, inner: columns, columns: right.rows, right,
            Strides(row: columns, column: 1), Strides(row: 1, column: right.columns))
    }

    /// A new matrix with rows and columns exchanged; numpy's `x.T`, but copied.
    public func transposed() -> Matrix {
        elements.withUnsafeBufferPointer { x in
            Matrix(rows: columns, columns: rows) { out in
                for r in 0..<rows {
                    for c in 0..<columns { out[c * rows + r] = x[r * columns + c] }
                }
            }
        }
    }

    private func product(
        rows: Int, inner: Int, columns: Int, _ right: Matrix, _ a: Strides, _ b: Strides
    ) -> Matrix {
        var out = [Double](repeating: 0, count: rows * columns)
        out.withUnsafeMutableBufferPointer { out in
            elements.withUnsafeBufferPointer { left in
                right.elements.withUnsafeBufferPointer { right in
                    guard let out = out.baseAddress, let left = left.baseAddress,
                        let right = right.baseAddress
                    else { return }
                    addProduct(
                        rows: rows, inner: inner, columns: columns, left, a, right, b, to: out)
                }
            }
        }
        return Matrix(rows: rows, columns: columns, elements: out)
    }
}

/// How far apart in memory two numbers are that are neighbours in a column, and in a row.
///
/// A transposed matrix is the same numbers with the two exchanged.
private struct Strides {
    let row: Int
    let column: Int
}

// The product is cut into pieces that fit the processor's caches (Goto, van de Geijn, "Anatomy of
// high-performance matrix multiplication", 2008). A strip of the right side, `inner` rows of
// `lanes` columns, and a block of the left side are copied so that the innermost loop reads both
// from one end to the other; the numbers of one small tile of the result stay in registers meanwhile.

/// Columns of a tile.
private typealias Lane = SIMD4<Double>
private let lanes = 4
/// Rows of a tile.
private let tileRows = 4
/// How much of the inner dimension is done at a time.
private let depth = 256
/// Rows of the left side that are copied at a time.
private let blockRows = 64

private func addProduct(
    rows: Int, inner: Int, columns: Int, _ a: UnsafePointer<Double>, _ aStrides: Strides,
    _ b: UnsafePointer<Double>, _ bStrides: Strides, to out: UnsafeMutablePointer<Double>
) {
    let strips = (columns + lanes - 1) / lanes
    let deepest = min(inner, depth)
    let packedB = UnsafeMutablePointer<Lane>.allocate(capacity: max(strips * deepest, 1))
    let packedA = UnsafeMutablePointer<Double>.allocate(
        capacity: max(blockRows * deepest, 1))
    defer {
        packedB.deallocate()
        packedA.deallocate()
    }
    for start in stride(from: 0, to: inner, by: depth) {
        let count = min(depth, inner - start)
        packRight(
            b + start * bStrides.row, bStrides, rows: count, columns: columns, into: packedB)
        for top in stride(from: 0, to: rows, by: blockRows) {
            let height = min(blockRows, rows - top)
            packLeft(
                a + top * aStrides.row + start * aStrides.column, aStrides, rows: height,
                columns: count, into: packedA)
            for strip in 0..<strips {
                let left = strip * lanes
                for row in stride(from: 0, to: height, by: tileRows) {
                    addTile(
                        packedA + row * count, packedB + strip * count, count,
                        to: out + (top + row) * columns + left, stride: columns,
                        rows: min(tileRows, height - row), columns: min(lanes, columns - left))
                }
            }
        }
    }
}

/// Strip after strip, each row after row; what is missing in the last strip is 0.
private func packRight(
    _ b: UnsafePointer<Double>, _ strides: Strides, rows: Int, columns: Int,
    into packed: UnsafeMutablePointer<Lane>
) {
    var to = packed
    for left in stride(from: 0, to: columns, by: lanes) {
        let width = min(lanes, columns - left)
        for row in 0..<rows {
            let from = b + row * strides.row + left * strides.column
            var lane = Lane.zero
            for i in 0..<width { lane[i] = from[i * strides.column] }
            to.initialize(to: lane)
            to += 1
        }
    }
}

/// `tileRows` rows at a time, column after column; what is missing in the last rows is 0.
private func packLeft(
    _ a: UnsafePointer<Double>, _ strides: Strides, rows: Int, columns: Int,
    into packed: UnsafeMutablePointer<Double>
) {
    var to = packed
    for top in stride(from: 0, to: rows, by: tileRows) {
        let height = min(tileRows, rows - top)
        for column in 0..<columns {
            let from = a + top * strides.row + column * strides.column
            for i in 0..<tileRows { to[i] = i < height ? from[i * strides.row] : 0 }
            to += tileRows
        }
    }
}

/// Adds one tile of the product: `count` columns of four rows, times `count` rows of four columns.
@inline(__always)
private func addTile(
    _ a: UnsafePointer<Double>, _ b: UnsafePointer<Lane>, _ count: Int,
    to out: UnsafeMutablePointer<Double>, stride: Int, rows: Int, columns: Int
) {
    var (sum0, sum1, sum2, sum3) = (Lane.zero, Lane.zero, Lane.zero, Lane.zero)
    var a = a
    for p in 0..<count {
        let lane = b[p]
        sum0 += a[0] * lane
        sum1 += a[1] * lane
        sum2 += a[2] * lane
        sum3 += a[3] * lane
        a += tileRows
    }
    let sums = (sum0, sum1, sum2, sum3)
    withUnsafePointer(to: sums) { pointer in
        pointer.withMemoryRebound(to: Double.self, capacity: tileRows * lanes) { sums in
            for row in 0..<rows {
                for column in 0..<columns {
                    out[row * stride + column] += sums[row * lanes + column]
                }
            }
        }
    }
}
