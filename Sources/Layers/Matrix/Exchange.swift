// Rows and columns exchanged, in squares of 8 x 8 numbers that are exchanged in registers.

/// Writes `rows` x `columns` numbers with the two indices exchanged: what is at `r * stride + c` in x
/// goes to `c * outStride + r` in `out`.
func exchange(
    _ x: UnsafePointer<Double>, stride: Int, rows: Int, columns: Int,
    to out: UnsafeMutablePointer<Double>, stride outStride: Int
) {
    for left in Swift.stride(from: 0, to: columns, by: 8) {
        for top in Swift.stride(from: 0, to: rows, by: 8) {
            let (from, to) = (x + top * stride + left, out + left * outStride + top)
            if top + 8 <= rows && left + 8 <= columns {
                exchangeSquare(from, stride, to: to, outStride)
            } else {
                for c in 0..<min(8, columns - left) {
                    for r in 0..<min(8, rows - top) { to[c * outStride + r] = from[r * stride + c] }
                }
            }
        }
    }
}

private typealias Eight = SIMD8<Double>

/// Exchanges eight rows of eight numbers.
///
/// Three times, rows are taken in pairs, and the even and the odd numbers of each pair become rows: an
/// index has three bits, and each time one bit of the row's changes place with one of the column's.
@inline(__always)
private func exchangeSquare(
    _ x: UnsafePointer<Double>, _ stride: Int, to out: UnsafeMutablePointer<Double>,
    _ outStride: Int
) {
    func row(_ r: Int) -> Eight {
        UnsafeRawPointer(x + r &* stride).loadUnaligned(as: Eight.self)
    }
    func put(_ row: Eight, _ r: Int) {
        UnsafeMutableRawPointer(out + r &* outStride).storeBytes(of: row, as: Eight.self)
    }
    let (a0, a1) = split(row(0), row(1))
    let (a2, a3) = split(row(2), row(3))
    let (a4, a5) = split(row(4), row(5))
    let (a6, a7) = split(row(6), row(7))
    let (b0, b2) = split(a0, a2)
    let (b1, b3) = split(a1, a3)
    let (b4, b6) = split(a4, a6)
    let (b5, b7) = split(a5, a7)
    let (c0, c4) = split(b0, b4)
    let (c1, c5) = split(b1, b5)
    let (c2, c6) = split(b2, b6)
    let (c3, c7) = split(b3, b7)
    put(c0, 0)
    put(c1, 1)
    put(c2, 2)
    put(c3, 3)
    put(c4, 4)
    put(c5, 5)
    put(c6, 6)
    put(c7, 7)
}

/// The even and the odd numbers of two rows, one after the other.
@inline(__always)
private func split(_ first: Eight, _ second: Eight) -> (even: Eight, odd: Eight) {
    let both = SIMD16(lowHalf: first, highHalf: second)
    return (both.evenHalf, both.oddHalf)
}
