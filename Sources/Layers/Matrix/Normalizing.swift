// N = rows, D = columns. Normalization with everything that belongs to it, and its gradient, in as few
// passes over memory as there can be. `FusedLayerNorm` and `FusedBatchNorm` say what is computed.

extension Matrix {
    /// gamma xhat + beta, where xhat is x with mean 0 and variance 1 in every row.
    /// - Parameters:
    ///   - gamma: (1, D).
    ///   - beta: (1, D).
    ///   - epsilon: added to the variances, the sums of squares divided by D.
    /// - Returns: what is normalized, (N, D); the means and 1 / sqrt(variance + epsilon), both (N, 1).
    public func normalizedRows(
        gamma: Matrix, beta: Matrix, epsilon: Double
    ) -> (out: Matrix, mean: Matrix, istd: Matrix) {
        requireRow("normalizedRows", gamma)
        requireRow("normalizedRows", beta)
        require(columns > 0, "normalizedRows: a \(shape) matrix has no columns.")
        var (mean, istd) = (Matrix(rows: rows, columns: 1), Matrix(rows: rows, columns: 1))
        let count = Double(columns)
        let out = withPointers(&mean, &istd) { x, mean, istd, out in
            gamma.elements.withUnsafeBufferPointer { gamma in
                beta.elements.withUnsafeBufferPointer { beta in
                    Threads.share(rows, work: 4 * rows * columns) { part in
                        for r in part {
                            let (row, out) = (x + r * columns, out + r * columns)
                            mean[r] = sumOfEntries(row, columns) / count
                            let variance = sumOfSquaredDistances(row, columns, to: mean[r]) / count
                            istd[r] = 1 / (variance + epsilon).squareRoot()
                            let (mean, istd) = (mean[r], istd[r])
                            for c in 0..<columns {
                                out[c] = (row[c] - mean) * istd * gamma[c] + beta[c]
                            }
                        }
                    }
                }
            }
        }
        return (out, mean, istd)
    }

    /// The gradients of `normalizedRows`; this matrix is the gradient of its output.
    public func gradientOfNormalizedRows(
        x: Matrix, mean: Matrix, istd: Matrix, gamma: Matrix
    ) -> (dx: Matrix, dgamma: Matrix, dbeta: Matrix) {
        if shape != x.shape { stopShapes("gradientOfNormalizedRows", x) }
        requireRow("gradientOfNormalizedRows", gamma)
        requireColumn("gradientOfNormalizedRows", mean)
        requireColumn("gradientOfNormalizedRows", istd)
        // What some rows give to dgamma and dbeta, by itself: sums do not depend on who added them.
        let rowsOfBlock = 32
        let blocks = (rows + rowsOfBlock - 1) / rowsOfBlock
        var dgammas = Matrix(rows: blocks, columns: columns)
        var dbetas = dgammas
        let (mean, istd, gamma) = (mean.elements, istd.elements, gamma.elements)
        let dx = withPointers(&dgammas, &dbetas) { dout, dgammas, dbetas, out in
            x.elements.withUnsafeBufferPointer { x in
                gamma.withUnsafeBufferPointer { gamma in
                    guard let x = x.baseAddress, let gamma = gamma.baseAddress else { return }
                    Threads.share(
                        rows, multiple: rowsOfBlock, work: 6 * rows * columns
                    ) { part in
                        for r in part {
                            let (row, dout) = (x + r * columns, dout + r * columns)
                            let (dx, block) = (out + r * columns, r / rowsOfBlock * columns)
                            let (dgamma, dbeta) = (dgammas + block, dbetas + block)
                            let (mean, istd) = (mean[r], istd[r])
                            for c in 0..<columns {
                                let xhat = (row[c] - mean) * istd
                                dgamma[c] += dout[c] * xhat
                                dbeta[c] += dout[c]
                                dx[c] = xhat
                            }
                            writeGradient(dout, gamma, columns, istd, xhatToDx: dx)
                        }
                    }
                }
            }
        }
        return (dx, dgammas.columnSums(), dbetas.columnSums())
    }

    /// gamma xhat + beta, where xhat is x with mean 0 and variance 1 in every column.
    /// - Parameters:
    ///   - gamma: (1, D).
    ///   - beta: (1, D).
    ///   - epsilon: added to the variances, the sums of squares divided by N.
    /// - Returns: what is normalized, (N, D); the means and 1 / sqrt(variance + epsilon), both (1, D).
    public func normalizedColumns(
        gamma: Matrix, beta: Matrix, epsilon: Double
    ) -> (out: Matrix, mean: Matrix, istd: Matrix) {
        requireRow("normalizedColumns", gamma)
        requireRow("normalizedColumns", beta)
        require(rows > 0, "normalizedColumns: a \(shape) matrix has no rows.")
        var (mean, istd) = (gamma.zeros, gamma.zeros)
        let count = Double(rows)
        let out = withPointers(&mean, &istd) { x, mean, istd, out in
            gamma.elements.withUnsafeBufferPointer { gamma in
                beta.elements.withUnsafeBufferPointer { beta in
                    forEachStrip(cost: 4) { part in
                        for r in 0..<rows {
                            let row = x + r * columns
                            for c in part { mean[c] += row[c] }
                        }
                        for c in part { mean[c] /= count }
                        for r in 0..<rows {
                            let row = x + r * columns
                            for c in part { istd[c] += (row[c] - mean[c]) * (row[c] - mean[c]) }
                        }
                        for c in part { istd[c] = 1 / (istd[c] / count + epsilon).squareRoot() }
                        for r in 0..<rows {
                            let (row, out) = (x + r * columns, out + r * columns)
                            for c in part {
                                out[c] = (row[c] - mean[c]) * (istd[c] * gamma[c]) + beta[c]
                            }
                        }
                    }
                }
            }
        }
        return (out, mean, istd)
    }

    /// The gradients of `normalizedColumns`; this matrix is the gradient of its output.
    public func gradientOfNormalizedColumns(
        x: Matrix, mean: Matrix, istd: Matrix, gamma: Matrix
    ) -> (dx: Matrix, dgamma: Matrix, dbeta: Matrix) {
        if shape != x.shape { stopShapes("gradientOfNormalizedColumns", x) }
        for row in [gamma, mean, istd] { requireRow("gradientOfNormalizedColumns", row) }
        var (dgamma, dbeta) = (gamma.zeros, gamma.zeros)
        let count = Double(rows)
        let (mean, istd, gamma) = (mean.elements, istd.elements, gamma.elements)
        let dx = withPointers(&dgamma, &dbeta) { dout, dgamma, dbeta, out in
            // What is the same for all rows: shift, stretch and scale.
            let factors = UnsafeMutablePointer<Double>.allocate(capacity: 3 * columns)
            defer { factors.deallocate() }
            let (shift, stretch, scale) = (factors, factors + columns, factors + 2 * columns)
            x.elements.withUnsafeBufferPointer { x in
                guard let x = x.baseAddress else { return }
                forEachStrip(cost: 6) { part in
                    for r in 0..<rows {
                        let (row, dout) = (x + r * columns, dout + r * columns)
                        for c in part {
                            dbeta[c] += dout[c]
                            dgamma[c] += dout[c] * (row[c] - mean[c])
                        }
                    }
                    // The means of dxhat and of dxhat xhat are gamma times those of dout, dout xhat.
                    for c in part {
                        dgamma[c] *= istd[c]
                        shift[c] = dbeta[c] / count
                        stretch[c] = istd[c] * dgamma[c] / count
                        scale[c] = istd[c] * gamma[c]
                    }
                    for r in 0..<rows {
                        let start = r * columns
                        let (row, dout, out) = (x + start, dout + start, out + start)
                        for c in part {
                            let rest = dout[c] - shift[c] - (row[c] - mean[c]) * stretch[c]
                            out[c] = scale[c] * rest
                        }
                    }
                }
            }
        }
        return (dx, dgamma, dbeta)
    }

    /// Calls `body` with columns whose sums and factors stay in the first-level cache.
    ///
    /// Strips so narrow that all their rows would stay in the second level are no gain: rows that are
    /// powers of two apart share few places there, and memory is read faster in long runs.
    @inline(__always)
    private func forEachStrip(cost: Int, _ body: (Range<Int>) -> Void) {
        let width = 1024
        Threads.share(columns, multiple: 8, work: cost * rows * columns) { part in
            for start in stride(from: part.lowerBound, to: part.upperBound, by: width) {
                body(start..<Swift.min(start + width, part.upperBound))
            }
        }
    }

    /// A new matrix of this shape, and pointers to this one, to two others and to the new one.
    @inline(__always)
    private func withPointers(
        _ first: inout Matrix, _ second: inout Matrix,
        _ body: (
            UnsafePointer<Double>, UnsafeMutablePointer<Double>, UnsafeMutablePointer<Double>,
            UnsafeMutablePointer<Double>
        ) -> Void
    ) -> Matrix {
        first.elements.withUnsafeMutableBufferPointer { first in
            second.elements.withUnsafeMutableBufferPointer { second in
                elements.withUnsafeBufferPointer { mine in
                    Matrix(rows: rows, columns: columns) { out in
                        guard let mine = mine.baseAddress, let first = first.baseAddress,
                            let second = second.baseAddress, let out = out.baseAddress
                        else { return }
                        body(mine, first, second, out)
                    }
                }
            }
        }
    }
}

/// dx = istd (dxhat - mean of dxhat - xhat mean of (dxhat xhat)) of one row, in the place of xhat.
private func writeGradient(
    _ dout: UnsafePointer<Double>, _ gamma: UnsafePointer<Double>, _ count: Int, _ istd: Double,
    xhatToDx x: UnsafeMutablePointer<Double>
) {
    let shift = sumOfProducts(dout, gamma, count) / Double(count)
    let stretch = sumOfProducts(dout, gamma, UnsafePointer(x), count) / Double(count)
    for c in 0..<count { x[c] = istd * (dout[c] * gamma[c] - shift - x[c] * stretch) }
}
