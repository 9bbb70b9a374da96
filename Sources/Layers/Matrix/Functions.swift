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
    /// e^x of every entry, divided by the sum of its row: every row adds up to 1.
    ///
    /// An entry of minus infinity gives 0; a row of nothing else gives NaN.
    public func softmaxOfRows() -> Matrix {
        let largest = rowMaxima()
        return elements.withUnsafeBufferPointer { x in
            Matrix(rows: rows, columns: columns) { out in
                for r in 0..<rows {
                    let row = r * columns..<(r + 1) * columns
                    var sum = 0.0
                    for i in row {
                        out[i] = exp(x[i] - largest.elements[r])
                        sum += out[i]
                    }
                    for i in row { out[i] /= sum }
                }
            }
        }
    }
}
