// Parts of matrices, and the same numbers in another order.

extension Matrix {
    /// The same numbers in the same order with rows of another length; numpy's `reshape`.
    public func reshaped(rows: Int, columns: Int) -> Matrix {
        require(
            rows >= 0 && columns >= 0 && rows * columns == elements.count,
            "reshaped: \(shape) has \(elements.count) numbers, and (\(rows), \(columns)) has \(rows * columns)."
        )
        return Matrix(rows: rows, columns: columns, elements: elements)
    }

    /// The columns of a range; numpy's `x[:, a:b]`.
    public func columns(_ range: Range<Int>) -> Matrix {
        require(
            range.lowerBound >= 0 && range.upperBound <= columns,
            "columns: \(range) is outside 0..<\(columns), the columns of a \(shape) matrix.")
        return elements.withUnsafeBufferPointer { x in
            Matrix(rows: rows, columns: range.count) { out in
                for r in 0..<rows {
                    let (start, from) = (r * range.count, r * columns + range.lowerBound)
                    for c in 0..<range.count { out[start + c] = x[from + c] }
                }
            }
        }
    }

    /// Matrices of equally many rows side by side; numpy's `np.hstack`.
    public static func joiningColumns(_ parts: [Matrix]) -> Matrix {
        let rows = parts.first?.rows ?? 0
        for part in parts {
            require(
                part.rows == rows,
                "joiningColumns: \(parts[0].shape) and \(part.shape) differ in their rows.")
        }
        let columns = parts.reduce(0) { $0 + $1.columns }
        return Matrix(rows: rows, columns: columns) { out in
            guard let out = out.baseAddress else { return }
            var left = 0
            for part in parts {
                part.elements.withUnsafeBufferPointer { x in
                    guard let x = x.baseAddress else { return }
                    for r in 0..<rows {
                        (out + r * columns + left).initialize(
                            from: x + r * part.columns, count: part.columns)
                    }
                }
                left += part.columns
            }
        }
    }

    /// The rows of a range; numpy's `x[a:b]`.
    public func rows(_ range: Range<Int>) -> Matrix {
        require(
            range.lowerBound >= 0 && range.upperBound <= rows,
            "rows: \(range) is outside 0..<\(rows), the rows of a \(shape) matrix.")
        let part = elements[range.lowerBound * columns..<range.upperBound * columns]
        return Matrix(rows: range.count, columns: columns, elements: Array(part))
    }

    /// Matrices of equally many columns one below the other; numpy's `np.vstack`.
    public static func joiningRows(_ parts: [Matrix]) -> Matrix {
        let columns = parts.first?.columns ?? 0
        for part in parts {
            require(
                part.columns == columns,
                "joiningRows: \(parts[0].shape) and \(part.shape) differ in their columns.")
        }
        return Matrix(
            rows: parts.reduce(0) { $0 + $1.rows }, columns: columns,
            elements: parts.flatMap(\.elements))
    }

    /// The rows of these indices, each as often as it is named; numpy's `x[indices]`.
    public func rows(at indices: [Int]) -> Matrix {
        for index in indices {
            require(
                index >= 0 && index < rows,
                "row \(index) of a \(shape) matrix: rows are 0..<\(rows).")
        }
        return elements.withUnsafeBufferPointer { x in
            Matrix(rows: indices.count, columns: columns) { out in
                guard let x = x.baseAddress, let out = out.baseAddress else { return }
                Threads.share(indices.count, work: indices.count * columns) { part in
                    for n in part {
                        (out + n * columns).initialize(
                            from: x + indices[n] * columns, count: columns)
                    }
                }
            }
        }
    }

    /// One entry of every row, (rows, 1), that of column `indices[r]` in row r; numpy's
    /// `x[np.arange(rows), indices]`.
    public func entries(at indices: [Int]) -> Matrix {
        require(
            indices.count == rows, "entries: \(indices.count) columns for the rows of \(shape).")
        return Matrix(
            rows: rows, columns: 1, elements: indices.enumerated().map { r, c in self[r, c] })
    }

    /// Puts one number into every row, `numbers[r]` into column `indices[r]` of row r; numpy's
    /// `x[np.arange(rows), indices] = numbers`.
    public mutating func setEntries(_ numbers: [Double], at indices: [Int]) {
        let (shape, columns) = (shape, columns)
        require(
            numbers.count == rows && indices.count == rows,
            "setEntries: \(numbers.count) numbers and \(indices.count) columns for the rows of \(shape)."
        )
        elements.withUnsafeMutableBufferPointer { mine in
            let mine = mine
            Threads.share(indices.count, work: mine.count) { part in
                for r in part {
                    let c = indices[r]
                    require(
                        c >= 0 && c < columns,
                        "setEntries: column \(c) is outside a \(shape) matrix.")
                    mine[r * columns + c] = numbers[r]
                }
            }
        }
    }

    /// Adds row n of `other` to row `indices[n]`, for every n; numpy's `np.add.at(x, indices, other)`.
    ///
    /// An index that is named twice gets both rows.
    public mutating func addRows(_ other: Matrix, at indices: [Int]) {
        requireRows("addRows", other, at: indices)
        let columns = columns
        elements.withUnsafeMutableBufferPointer { mine in
            let mine = mine
            other.elements.withUnsafeBufferPointer { theirs in
                // A thread has columns of its own, for a row may be named anywhere.
                Threads.share(columns, multiple: 8, work: theirs.count) { part in
                    for (n, index) in indices.enumerated() {
                        let (to, from) = (index * columns, n * columns)
                        for c in part { mine[to + c] += theirs[from + c] }
                    }
                }
            }
        }
    }

    /// Puts the rows of `other` in place of the rows of these indices; numpy's `x[indices] = other`.
    public mutating func setRows(_ other: Matrix, at indices: [Int]) {
        requireRows("setRows", other, at: indices)
        let columns = columns
        elements.withUnsafeMutableBufferPointer { mine in
            for (n, index) in indices.enumerated() {
                let start = index * columns
                _ = mine[start..<start + columns].update(fromContentsOf: other.row(n))
            }
        }
    }

    /// Stops unless there is a row of `other` for every index, and a row here.
    private func requireRows(_ name: String, _ other: Matrix, at indices: [Int]) {
        require(
            other.rows == indices.count && other.columns == columns,
            "\(name): \(other.shape) does not fit \(indices.count) rows of \(columns) numbers.")
        for index in indices {
            require(
                index >= 0 && index < rows, "\(name): row \(index) is outside a \(shape) matrix.")
        }
    }

    /// Rows of C channels of P pixels each, (N, C P), as one row per pixel, (N P, C).
    public func channelsAsColumns(_ channels: Int) -> Matrix {
        require(
            channels > 0 && columns % channels == 0,
            "channelsAsColumns: rows of \(columns) numbers are not \(channels) channels.")
        let pixels = columns / channels
        return exchanged(examples: rows, channels, pixels, rows: rows * pixels, columns: channels)
    }

    /// The way back: one row per pixel, (N P, C), as rows of C channels of P pixels, (N, C P).
    public func columnsAsChannels(examples: Int) -> Matrix {
        require(
            examples > 0 && rows % examples == 0,
            "columnsAsChannels: \(rows) rows are not those of \(examples) examples.")
        let pixels = rows / examples
        return exchanged(
            examples: examples, pixels, columns, rows: examples, columns: columns * pixels)
    }

    /// The same numbers with the two inner indices exchanged: [n, i, j] is moved to [n, j, i].
    private func exchanged(
        examples: Int, _ outer: Int, _ inner: Int, rows: Int, columns: Int
    ) -> Matrix {
        elements.withUnsafeBufferPointer { x in
            Matrix(rows: rows, columns: columns) { out in
                guard let x = x.baseAddress, let out = out.baseAddress else { return }
                Threads.share(examples, work: elements.count) { part in
                    for n in part {
                        let start = n * outer * inner
                        exchange(
                            x + start, stride: inner, rows: outer, columns: inner,
                            to: out + start, stride: outer)
                    }
                }
            }
        }
    }
}
