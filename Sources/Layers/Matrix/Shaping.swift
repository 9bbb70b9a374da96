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
        var result = Matrix(rows: rows, columns: range.count)
        for r in 0..<rows {
            for (c, from) in range.enumerated() {
                result.elements[r * range.count + c] = elements[r * columns + from]
            }
        }
        return result
    }

    /// Matrices of equally many rows side by side; numpy's `np.hstack`.
    public static func joiningColumns(_ parts: [Matrix]) -> Matrix {
        let rows = parts.first?.rows ?? 0
        for part in parts {
            require(
                part.rows == rows,
                "joiningColumns: \(parts[0].shape) and \(part.shape) differ in their rows.")
        }
        var elements: [Double] = []
        elements.reserveCapacity(parts.reduce(0) { $0 + $1.elements.count })
        for r in 0..<rows {
            for part in parts { elements.append(contentsOf: part.row(r)) }
        }
        return Matrix(
            rows: rows, columns: parts.reduce(0) { $0 + $1.columns }, elements: elements)
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
        var elements: [Double] = []
        elements.reserveCapacity(indices.count * columns)
        for index in indices { elements.append(contentsOf: row(index)) }
        return Matrix(rows: indices.count, columns: columns, elements: elements)
    }

    /// Adds row n of `other` to row `indices[n]`, for every n; numpy's `np.add.at(x, indices, other)`.
    ///
    /// An index that is named twice gets both rows.
    public mutating func addRows(_ other: Matrix, at indices: [Int]) {
        require(
            other.rows == indices.count && other.columns == columns,
            "addRows: \(other.shape) does not fit \(indices.count) rows of \(columns) numbers.")
        for (n, index) in indices.enumerated() {
            require(
                index >= 0 && index < rows, "addRows: row \(index) is outside a \(shape) matrix.")
            for c in 0..<columns {
                elements[index * columns + c] += other.elements[n * columns + c]
            }
        }
    }

    /// Puts the rows of `other` in place of the rows of these indices; numpy's `x[indices] = other`.
    public mutating func setRows(_ other: Matrix, at indices: [Int]) {
        require(
            other.rows == indices.count && other.columns == columns,
            "setRows: \(other.shape) does not fit \(indices.count) rows of \(columns) numbers.")
        for (n, index) in indices.enumerated() {
            require(
                index >= 0 && index < rows, "setRows: row \(index) is outside a \(shape) matrix.")
            for c in 0..<columns {
                elements[index * columns + c] = other.elements[n * columns + c]
            }
        }
    }

    /// Rows of C channels of P pixels each, (N, C P), as one row per pixel, (N P, C).
    public func channelsAsColumns(_ channels: Int) -> Matrix {
        require(
            channels > 0 && columns % channels == 0,
            "channelsAsColumns: rows of \(columns) numbers are not \(channels) channels.")
        let pixels = columns / channels
        var result = Matrix(rows: rows * pixels, columns: channels)
        for n in 0..<rows {
            for c in 0..<channels {
                for p in 0..<pixels {
                    result.elements[(n * pixels + p) * channels + c] =
                        elements[(n * channels + c) * pixels + p]
                }
            }
        }
        return result
    }

    /// The way back: one row per pixel, (N P, C), as rows of C channels of P pixels, (N, C P).
    public func columnsAsChannels(examples: Int) -> Matrix {
        require(
            examples > 0 && rows % examples == 0,
            "columnsAsChannels: \(rows) rows are not those of \(examples) examples.")
        let pixels = rows / examples
        var result = Matrix(rows: examples, columns: columns * pixels)
        for n in 0..<examples {
            for p in 0..<pixels {
                for c in 0..<columns {
                    result.elements[(n * columns + c) * pixels + p] =
                        elements[(n * pixels + p) * columns + c]
                }
            }
        }
        return result
    }
}
