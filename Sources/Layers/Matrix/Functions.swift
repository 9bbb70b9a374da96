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
