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

    /// The matrix product with a row, (1, M), added to every row of it; numpy's `x @ w + b`.
    public func matmul(_ right: Matrix, addingToEachRow row: Matrix) -> Matrix {
        if columns != right.rows {
            stop(
                "matmul: \(shape) times \(right.shape): the left has \(columns) columns, the right has \(right.rows) rows."
            )
        }
        if row.shape != Shape(rows: 1, columns: right.columns) {
            stop(
                "matmul: the row to add is \(row.shape), and it must be (1, \(right.columns)) to fit the product."
            )
        }
        return product(
            rows: rows, inner: columns, columns: right.columns, right,
            Strides(row: columns, column: 1), Strides(row: right.columns, column: 1),
            start: row.elements)
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
    // It does nothing but give its result: where nobody uses that, an optimised build leaves it out.
    @_effects(readonly)
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
                guard let x = x.baseAddress, let out = out.baseAddress else { return }
                exchange(x, stride: columns, rows: rows, columns: columns, to: out, stride: rows)
            }
        }
    }

    private func product(
        rows: Int, inner: Int, columns: Int, _ right: Matrix, _ a: Strides, _ b: Strides,
        start: [Double]? = nil
    ) -> Matrix {
        let start = start ?? [Double](repeating: 0, count: columns)
        return elements.withUnsafeBufferPointer { left in
            right.elements.withUnsafeBufferPointer { right in
                start.withUnsafeBufferPointer { start in
                    Matrix(rows: rows, columns: columns) { out in
                        guard let left = left.baseAddress, let right = right.baseAddress,
                            let start = start.baseAddress, let out = out.baseAddress, inner > 0
                        else {
                            for i in out.indices {
                                out.initializeElement(at: i, to: start[i % columns])
                            }
                            return
                        }
                        let product = Product(
                            left: left, leftStrides: a, right: right, rightStrides: b,
                            inner: inner, start: start, out: out, outStride: columns)
                        product.write(rows: rows, columns: columns)
                    }
                }
            }
        }
    }
}

/// How far apart in memory two numbers are that are neighbours in a column, and in a row.
///
/// A transposed matrix is the same numbers with the two exchanged.
struct Strides {
    let row: Int
    let column: Int

    /// Whether what lies together in memory are not the rows.
    var areTransposed: Bool { column != 1 }
}

// The product is cut into blocks that fit the processor's caches (Goto, van de Geijn, "Anatomy of
// high-performance matrix multiplication", 2008). A block of the right side is copied, strip after
// strip of as many columns as a tile has, so that the innermost loop reads it from one end to the
// other; a small one that few rows need is read where it is. The left side is read where it is, unless
// its columns are what lies together in memory: then a block of it is copied, too, a tile's rows after
// the other. The rows of one tile stay in the first-level cache while the strips go by.

#if AVX512
    /// How many numbers of the right side are copied at a time; they stay in the second-level cache.
    private let rightBlockCount = 122_880
#else
    /// How many numbers of the right side are copied at a time: too many for a small second-level cache,
    /// but the larger a block, the less often the result is read and written, and that counts for more.
    private let rightBlockCount = 270_336
#endif

/// How many numbers of the left side are copied at a time.
private let leftBlockCount = 24_576

/// Up to how many numbers of the right side, for up to so many rows, copying costs more than it gives.
private let smallRightCount = 16_384
private let fewRows = 128

/// One product, or a part of it: where its sides are, and where the result goes.
private struct Product {
    let left: UnsafePointer<Double>
    let leftStrides: Strides
    let right: UnsafePointer<Double>
    let rightStrides: Strides
    let inner: Int
    /// What every row of the result begins with.
    let start: UnsafePointer<Double>
    let out: UnsafeMutablePointer<Double>
    /// From a row of the result to the next.
    let outStride: Int

    /// Writes the result, whose memory holds nothing yet; shared among threads by rows or columns.
    func write(rows: Int, columns: Int) {
        // Copying pays where every number of the right side is used by several rows.
        if rows < 2 || inner * columns < 64 { return writeRowByRow(rows: rows, columns: columns) }
        let work = rows * inner * columns
        // By columns, each thread copies a part of the right side; by rows, all of it, and a part of the left.
        if rows >= (leftStrides.areTransposed ? columns : 2 * columns) {
            Threads.share(rows, multiple: tileRows, work: work) { part in
                writeBlocks(rows: part, columns: 0..<columns)
            }
        } else {
            Threads.share(columns, multiple: tileColumns, work: work) { part in
                writeBlocks(rows: 0..<rows, columns: part)
            }
        }
    }

    /// The plain loops: every row of the result is a weighted sum of rows of the right side.
    private func writeRowByRow(rows: Int, columns: Int) {
        for r in 0..<rows {
            let out = out + r * outStride
            out.initialize(from: start, count: columns)
            for k in 0..<inner {
                let a = left[r * leftStrides.row + k * leftStrides.column]
                let row = right + k * rightStrides.row
                for c in 0..<columns { out[c].add(a, times: row[c * rightStrides.column]) }
            }
        }
    }

    private func writeBlocks(rows: Range<Int>, columns: Range<Int>) {
        let isLeftCopied = leftStrides.areTransposed
        let depth = min(inner, blockDepth)
        let isRightInPlace =
            !isLeftCopied && rightStrides.column == 1 && rows.count <= fewRows
            && inner * columns.count <= smallRightCount
        // In place, one strip is a block.
        let strips = isRightInPlace ? 1 : max(rightBlockCount / depth / tileColumns, 1)
        let blockColumns = strips * tileColumns
        let copiedRows = max(leftBlockCount / depth / tileRows, 1) * tileRows
        let blockRows = isLeftCopied ? copiedRows : rows.count
        let rightCount = min(columns.count + lanes, blockColumns) * depth
        let leftCount = min(rows.count + tileRows, isLeftCopied ? copiedRows : tileRows) * depth
        let memory = UnsafeMutableRawPointer.allocate(
            byteCount: (rightCount + leftCount) * 8, alignment: 64
        ).assumingMemoryBound(to: Double.self)
        defer { memory.deallocate() }
        for column in stride(from: columns.lowerBound, to: columns.upperBound, by: blockColumns) {
            for first in stride(from: 0, to: inner, by: depth) {
                let width = min(blockColumns, columns.upperBound - column)
                let right = right + first * rightStrides.row + column * rightStrides.column
                let count = min(depth, inner - first)
                let block =
                    isRightInPlace && width == tileColumns
                    ? RightBlock(strip: right, rowStride: rightStrides.row, count: count)
                    : RightBlock(
                        copying: right, rightStrides, width: width, count: count, to: memory)
                for row in stride(from: rows.lowerBound, to: rows.upperBound, by: blockRows) {
                    let from = left + row * leftStrides.row + first * leftStrides.column
                    block.multiply(
                        from, leftStrides,
                        rows: min(blockRows, rows.upperBound - row), copies: memory + rightCount,
                        to: out + row * outStride + column, outStride: outStride,
                        start: first == 0 ? start + column : nil)
                }
            }
        }
    }

    /// How much of the inner dimension is done at a time.
    private var blockDepth: Int { leftStrides.areTransposed ? 256 : 512 }
}

/// A block of the right side: strips of up to `tileColumns` columns, each row after row.
private struct RightBlock {
    let numbers: UnsafePointer<Double>
    let width: Int
    /// Its rows: the part of the inner dimension that is done.
    let count: Int
    /// From a row to the next of a strip that was not copied; a copied one has no gaps.
    private let rowStride: Int?

    /// One strip in its place.
    init(strip: UnsafePointer<Double>, rowStride: Int, count: Int) {
        (numbers, width, self.count, self.rowStride) = (strip, tileColumns, count, rowStride)
    }

    init(
        copying right: UnsafePointer<Double>, _ strides: Strides, width: Int, count: Int,
        to memory: UnsafeMutablePointer<Double>
    ) {
        (numbers, self.width, self.count, rowStride) = (UnsafePointer(memory), width, count, nil)
        // Whole strips row by row, as they lie in memory, if they do.
        let whole = strides.column == 1 ? width / tileColumns * tileColumns : 0
        copyWholeStrips(right, along: strides.row, whole, of: tileColumns, count, to: memory)
        for column in stride(from: whole, to: width, by: tileColumns) {
            let columns = min(tileColumns, width - column)
            copyStrip(
                right + column * strides.column, across: strides.column, along: strides.row,
                columns, of: wholeVectors(columns), count, to: memory + column * count)
        }
    }

    /// Adds some rows of the left side times this block to a part of the result, or to `start` if
    /// nothing is there yet.
    func multiply(
        _ left: UnsafePointer<Double>, _ strides: Strides, rows: Int,
        copies: UnsafeMutablePointer<Double>, to out: UnsafeMutablePointer<Double>, outStride: Int,
        start: UnsafePointer<Double>?
    ) {
        let whole = rows / tileRows * tileRows
        let isCopied = strides.areTransposed
        if isCopied {
            copyWholeStrips(left, along: strides.column, whole, of: tileRows, count, to: copies)
        }
        // Rows that do not fill a tile are always copied.
        let rest = isCopied ? copies + whole * count : copies
        if whole < rows {
            copyStrip(
                left + whole * strides.row, across: strides.row, along: strides.column,
                rows - whole, of: tileRows, count, to: rest)
        }
        for row in stride(from: 0, to: rows, by: tileRows) {
            let isInPlace = row < whole && !isCopied
            let from =
                isInPlace
                ? left + row * strides.row
                : UnsafePointer(row < whole ? copies + row * count : rest)
            let fromStrides = isInPlace ? strides : Strides(row: 1, column: tileRows)
            for column in stride(from: 0, to: width, by: tileColumns) {
                let columns = min(tileColumns, width - column)
                addTile(
                    from, fromStrides, numbers + column * count,
                    rightStride: rowStride ?? wholeVectors(columns), count: count,
                    to: out + row * outStride + column, stride: outStride,
                    rows: min(tileRows, rows - row), columns: columns,
                    start: start.map { $0 + column })
            }
        }
    }
}

/// As many columns as the vectors have that these columns take: a strip's last ones are zeros.
private func wholeVectors(_ columns: Int) -> Int { (columns + lanes - 1) / lanes * lanes }

/// Copies `count` lines of `total` numbers to strips of `width`, whose lines follow without a gap.
@inline(__always)
private func copyWholeStrips(
    _ from: UnsafePointer<Double>, along: Int, _ total: Int, of width: Int, _ count: Int,
    to memory: UnsafeMutablePointer<Double>
) {
    for k in 0..<count {
        let line = from + k &* along
        for first in stride(from: 0, to: total, by: width) {
            let to = memory + first &* count + k &* width
            for i in stride(from: 0, to: width, by: lanes) {
                to.put((line + first).vector(at: i), at: i)
            }
        }
    }
}

/// Copies `used` numbers that lie `across` apart, and zeros up to `width`, without a gap; and so on for
/// `count` times, each `along` after the one before.
private func copyStrip(
    _ from: UnsafePointer<Double>, across: Int, along: Int, _ used: Int, of width: Int,
    _ count: Int, to memory: UnsafeMutablePointer<Double>
) {
    if across == 1 && used == width && width % lanes == 0 {
        for k in 0..<count {
            for i in stride(from: 0, to: width, by: lanes) {
                memory.put((from + k &* along).vector(at: i), at: k &* width &+ i)
            }
        }
        return
    }
    if along == 1 {
        exchange(
            from, stride: across, rows: used, columns: count, to: memory, stride: width)
    } else {
        for k in 0..<count {
            for i in 0..<used { memory[k &* width &+ i] = from[k &* along &+ i &* across] }
        }
    }
    for k in 0..<count {
        for i in used..<width { memory[k &* width &+ i] = 0 }
    }
}
