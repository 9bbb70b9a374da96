import Foundation

// Functions of one number that several layers share, written so that no x overflows.

/// The logistic function 1 / (1 + e^-x), between 0 and 1.
///
/// The exponential is only ever taken of a number that is not positive, so it cannot overflow.
public func sigmoid(_ x: Double) -> Double {
    if x >= 0 { return 1 / (1 + exp(-x)) }
    let e = exp(x)
    return e / (1 + e)
}

/// log(1 + e^x), a smooth version of max(0, x); its derivative is `sigmoid(x)`.
public func softplus(_ x: Double) -> Double {
    max(x, 0) + log1p(exp(-abs(x)))
}

/// Six significant digits at most, without trailing zeros: how numbers are shown in tables.
package func shortNumber(_ x: Double) -> String {
    if x == 0 { return "0" }
    return String(format: "%.6g", x)
}

extension Matrix {
    /// e^x of every entry; numpy's `np.exp(x)`.
    public func exp() -> Matrix { mapped(by: Exponential.self) }

    /// The natural logarithm of every entry; numpy's `np.log(x)`.
    public func log() -> Matrix { mapped(by: Logarithm.self) }

    /// The hyperbolic tangent of every entry; numpy's `np.tanh(x)`.
    public func tanh() -> Matrix { mapped(by: HyperbolicTangent.self) }

    /// 1 / (1 + e^-x) of every entry x.
    public func sigmoid() -> Matrix { mapped(by: Logistic.self) }

    /// P(x) of every entry x, the probability that a standard normal number is smaller.
    public func normalDistribution() -> Matrix { mapped(by: NormalDistribution.self) }

    /// e^(-x^2 / 2) / sqrt(2 pi) of every entry x, the slope of the normal distribution.
    public func normalDensity() -> Matrix { mapped(by: NormalDensity.self) }

    /// e^x of every entry, divided by the sum of its row: every row adds up to 1.
    ///
    /// An entry of minus infinity gives 0; a row of nothing else gives NaN.
    public func softmaxOfRows() -> Matrix { softmaxOfRowsWithLogSums().probabilities }

    /// e^x of every entry, divided by the sum of its row, and the logarithm of that sum, (rows, 1).
    ///
    /// Concretely, with m the largest entry of a row, which keeps every e^x finite:
    ///
    ///     sum = e^(x[0] - m) + e^(x[1] - m) + ...
    ///     probabilities[c] = e^(x[c] - m) / sum
    ///     logSum = log(sum) + m
    ///
    /// An entry of minus infinity gives 0; a row of nothing else gives NaN.
    public func softmaxOfRowsWithLogSums() -> (probabilities: Matrix, logSums: Matrix) {
        require(columns > 0, "softmaxOfRows: a \(shape) matrix has no entries to compare.")
        var logSums = Matrix(rows: rows, columns: 1)
        let probabilities = logSums.elements.withUnsafeMutableBufferPointer { logSums in
            elements.withUnsafeBufferPointer { x in
                Matrix(rows: rows, columns: columns) { out in
                    guard let x = x.baseAddress, let out = out.baseAddress,
                        let logSums = logSums.baseAddress
                    else { return }
                    Threads.share(rows, work: rows * columns * 20) { part in
                        for r in part {
                            let start = r * columns
                            logSums[r] = softmax(x + start, columns, to: out + start)
                        }
                    }
                }
            }
        }
        return (probabilities, logSums)
    }
}

/// The softmax of one row, while it is in the cache; gives back the logarithm of the sum.
private func softmax(
    _ x: UnsafePointer<Double>, _ count: Int, to out: UnsafeMutablePointer<Double>
) -> Double {
    let largest = largestEntry(x, count)
    forEachVector(of: count) { start, count in
        let e = exponential((x + start).vector(first: count) - largest)
        (out + start).put(e, first: count)
    }
    let sum = sumOfEntries(out, count)
    let share = 1 / sum
    for i in 0..<count { out[i] *= share }
    return Foundation.log(sum) + largest
}
