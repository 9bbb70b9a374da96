extension Matrix {
    /// The sum of all entries; numpy's `x.sum()`.
    public func sum() -> Double { reduced({ sumOfEntries($0) }) { sumOfEntries($0) } }

    /// The mean of all entries; numpy's `x.mean()`.
    ///
    /// An empty matrix has none, and stops.
    public func mean() -> Double {
        require(!elements.isEmpty, "mean: a \(shape) matrix has no entries.")
        return sum() / Double(elements.count)
    }

    /// The sum of the squares of all entries; numpy's `(x * x).sum()`.
    public func sumOfSquares() -> Double { reduced({ sumOfProducts($0, $0) }) { sumOfEntries($0) } }

    /// The sum of every column, (1, columns); numpy's `x.sum(axis=0, keepdims=True)`.
    public func columnSums() -> Matrix {
        elements.withUnsafeBufferPointer { x in
            Matrix(rows: 1, columns: columns) { sums in
                sums.initialize(repeating: 0)
                Threads.share(columns, multiple: 8, work: x.count) { part in
                    for r in 0..<rows {
                        let start = r * columns
                        for c in part { sums[c] += x[start + c] }
                    }
                }
            }
        }
    }

    /// The mean of every column, (1, columns); numpy's `x.mean(axis=0, keepdims=True)`.
    public func columnMeans() -> Matrix {
        require(rows > 0, "columnMeans: a \(shape) matrix has no rows.")
        return columnSums() / Double(rows)
    }

    /// The mean of every row, (rows, 1); numpy's `x.mean(axis=1, keepdims=True)`.
    public func rowMeans() -> Matrix {
        require(columns > 0, "rowMeans: a \(shape) matrix has no columns.")
        return rowSums() / Double(columns)
    }

    /// The sum of every row, (rows, 1); numpy's `x.sum(axis=1, keepdims=True)`.
    public func rowSums() -> Matrix {
        eachRow { sumOfEntries($0) }
    }

    /// The largest entry of every row, (rows, 1); numpy's `x.max(axis=1, keepdims=True)`.
    ///
    /// NaN if the row holds one.
    public func rowMaxima() -> Matrix {
        require(columns > 0, "rowMaxima: a \(shape) matrix has no entries to compare.")
        return eachRow { largestEntry($0) }
    }

    /// The largest entry of every column, (1, columns); numpy's `x.max(axis=0, keepdims=True)`.
    ///
    /// NaN if the column holds one.
    public func columnMaxima() -> Matrix {
        require(rows > 0, "columnMaxima: a \(shape) matrix has no entries to compare.")
        var maxima = Array(row(0))
        for r in 1..<max(rows, 1) {
            let start = r * columns
            for c in 0..<columns {
                let entry = elements[start + c]
                if entry > maxima[c] || entry.isNaN { maxima[c] = entry }
            }
        }
        return Matrix(rows: 1, columns: columns, elements: maxima)
    }

    /// One number for every row, (rows, 1).
    @inline(__always)
    private func eachRow(_ reduce: (UnsafeBufferPointer<Double>) -> Double) -> Matrix {
        elements.withUnsafeBufferPointer { x in
            Matrix(rows: rows, columns: 1) { out in
                Threads.share(rows, work: x.count) { part in
                    for r in part {
                        out[r] = reduce(.init(rebasing: x[r * columns..<(r + 1) * columns]))
                    }
                }
            }
        }
    }

    /// The column of the largest entry of every row, the first where several are equal;
    /// numpy's `x.argmax(axis=1)`.
    public func rowArgmaxima() -> [Int] {
        require(columns > 0, "rowArgmaxima: a \(shape) matrix has no entries to compare.")
        return elements.withUnsafeBufferPointer { x in
            (0..<rows).map { r in
                let start = r * columns
                var best = 0
                for c in 0..<columns where x[start + c] > x[start + best] { best = c }
                return best
            }
        }
    }

    /// The largest absolute value of all entries; 0 for an empty matrix, NaN if any entry is NaN.
    public func largestMagnitude() -> Double {
        reduced({ largestEntry($0, of: { abs($0) }, atLeast: 0) }) { largestEntry($0) }
    }

    /// One number for all entries: `reduce` makes one of every block of them, and `combine` one of those.
    ///
    /// The size of the blocks does not depend on the threads that share them, and so neither does the
    /// result.
    @inline(__always)
    private func reduced(
        _ reduce: (UnsafeBufferPointer<Double>) -> Double,
        _ combine: (UnsafeBufferPointer<Double>) -> Double
    ) -> Double {
        let size = 32_768
        return elements.withUnsafeBufferPointer { x in
            if x.count <= size { return reduce(x) }
            let blocks = Matrix(rows: 1, columns: (x.count + size - 1) / size) { out in
                Threads.share(out.count, work: x.count) { part in
                    for block in part {
                        let end = Swift.min((block + 1) * size, x.count)
                        out[block] = reduce(.init(rebasing: x[block * size..<end]))
                    }
                }
            }
            return blocks.elements.withUnsafeBufferPointer { combine($0) }
        }
    }
}
