// e^x, log x, tanh x and their kin for a whole vector at once, within 2 units in the last place of the
// true value for every x, infinities and NaN included.
//
// Each brings x into a small range by identities that cost nothing, and uses a polynomial there, or a
// quotient of two. The coefficients are those of interpolation at Chebyshev's nodes, computed with 60
// digits; the error that they leave is under 5e-18, that of e^x under 2e-17.
// Source: Muller, "Elementary functions: algorithms and implementation", 2016.

/// 1.5 times 2^52: added to a number below 2^51, it leaves the nearest whole number in the last bits.
private let rounder = 0x1.8p52
private let log2e = 1.4426950408889634
/// The logarithm of 2 in two parts; the first ends in zeros, so that a whole number of it is exact.
private let ln2High = 0x1.62e42fefa3800p-1
private let ln2Low = 5.497923018708371e-14

/// (e^r - 1 - r) / r^2 for |r| up to log(2) / 2.
private let exponentialCoefficients = [
    2.510038549551032e-08, 2.7620088445409746e-07, 2.7557268459997064e-06, 2.4801521295954376e-05,
    0.00019841269863053618, 0.0013888888917213717, 0.008333333333330062, 0.04166666666662413,
    0.16666666666666669, 0.5000000000000001,
]

/// tanh r = r + r s / q for |r| up to 0.55, with s / r^2 and q as polynomials in r^2.
private let tangentAbove = [-0.0001993183245513845, -0.020501964963793903, -0.3333333333333333]
private let tangentBelow = [0.0002066839880815247, 0.02329555102548231, 0.4615058948913807, 1]

/// (log((1 + s) / (1 - s)) - 2 s) / s^3 as a polynomial in s^2, for |s| up to 0.172.
private let logarithmCoefficients = [
    0.1310072138350349, 0.13267418596474884, 0.15386290534658992, 0.181817947008978,
    0.2222222240054776, 0.2857142857076445, 0.4000000000000094, 0.6666666666666666,
]

/// (e^(a^2 / 2) P(-a) (a + 3) - 0.729083690133373) / t as a polynomial in t = (a - 3) / (a + 3), for a from 0.45 to 39; P is the
/// standard normal distribution.
private let tailCoefficients = [
    -2.1885734594138846e-08, 5.453522041740789e-09, 1.2223580212901996e-07, 6.536598816069418e-08,
    -3.10518901847529e-07, -6.075183412727046e-07, 3.7314109543824624e-08, 2.2615996405269e-06,
    3.625621471748055e-06, -3.518522089945684e-06, -2.0684563663824946e-05,
    -1.3246087011295567e-05, 7.88117372452526e-05, 0.0001543945088000699, -0.0002565752269335852,
    -0.001045828629965525, 0.0010275922501854927, 0.00697262124098871, -0.010462867022968225,
    -0.04726302514298741, 0.23001771997459855, -0.5093319819174893,
]

/// (P(x) - 1/2) / x as a polynomial in x^2, for |x| up to 0.5.
private let centreCoefficients = [
    2.1453015527092e-09, -4.1164797087823675e-08, 6.659531657465221e-07, -9.444653786711326e-06,
    0.00011543468739400258, -0.0011873282154692363, 0.009973557010035532, -0.06649038006690544,
    0.3989422804014327,
]

/// The polynomial with these coefficients, the highest power first (Horner's rule).
@inline(__always)
private func polynomial(_ x: Vector, _ coefficients: [Double]) -> Vector {
    var total = Vector(repeating: coefficients[0])
    for coefficient in coefficients.dropFirst() {
        total = sum(total, times: x, plus: coefficient)
    }
    return total
}

/// The same for an even number of coefficients, two at a time: a step waits for the one before it, and so
/// half as many steps are done sooner.
@inline(__always)
private func longPolynomial(_ x: Vector, _ coefficients: [Double]) -> Vector {
    let square = x * x
    var total = Vector.zero
    for i in stride(from: 0, to: coefficients.count, by: 2) {
        let pair = sum(x, times: Vector(repeating: coefficients[i]), plus: coefficients[i + 1])
        total = i == 0 ? pair : sum(total, times: square, plus: pair)
    }
    return total
}

/// 2^n for whole numbers n from -1022 to 1023, given anything whose last twelve bits are those of n.
@inline(__always)
private func powerOfTwo(_ n: Bits) -> Vector {
    unsafeBitCast((n &+ 1023) &<< 52, to: Vector.self)
}

/// a b + c, rounded once where the processor can.
@inline(__always)
private func sum(_ a: Vector, times b: Vector, plus c: Vector) -> Vector {
    var sum = c
    sum.add(a, times: b)
    return sum
}

@inline(__always)
private func sum(_ a: Vector, times b: Vector, plus c: Double) -> Vector {
    sum(a, times: b, plus: Vector(repeating: c))
}

/// c - a b, rounded once where the processor can.
@inline(__always)
private func difference(_ c: Vector, _ a: Vector, times b: Vector) -> Vector {
    var rest = c
    // A vector's own minus is a subtraction from 0; this one is part of the instruction.
    for i in c.indices { rest[i].add(-a[i], times: b[i]) }
    return rest
}

/// |x| and the sign of x, in their bits.
@inline(__always)
private func parts(_ x: Vector) -> (size: Vector, sign: Bits) {
    let bits = unsafeBitCast(x, to: Bits.self)
    return (
        unsafeBitCast(bits & 0x7FFF_FFFF_FFFF_FFFF, to: Vector.self),
        bits & 0x8000_0000_0000_0000
    )
}

/// n + rounder, with the whole number n for which n log(2) is nearest to `factor` x.
@inline(__always)
private func rounded(_ x: Vector, times factor: Double = 1) -> Vector {
    sum(x, times: Vector(repeating: factor * log2e), plus: rounder)
}

/// What is left of x without n log(2) / `factor`, given n + rounder.
@inline(__always)
private func rest(_ x: Vector, rounded: Vector, times factor: Double = 1) -> Vector {
    let n = rounded - rounder
    let first = sum(n, times: Vector(repeating: -ln2High / factor), plus: x)
    return sum(n, times: Vector(repeating: -ln2Low / factor), plus: first)
}

/// What was lost when `large + small` was rounded to `sum`; |large| must not be below |small|.
@inline(__always)
private func lost(_ large: Vector, _ small: Vector, in sum: Vector) -> Vector {
    small - (sum - large)
}

/// a b - product, to the last bit where the processor has fused multiplication, or else 0.
@inline(__always)
private func lost(_ a: Vector, times b: Vector, in product: Vector) -> Vector {
    var rest = -product
    rest.add(a, times: b)
    return rest
}

/// e^x = (high + low) 2^n, given n + rounder.
@inline(__always)
private func exponentialInParts(_ x: Vector) -> (high: Vector, low: Vector, rounded: Vector) {
    let rounded = rounded(x)
    let r = rest(x, rounded: rounded)
    let (square, inner) = (r * r, longPolynomial(r, exponentialCoefficients))
    let minusOne = sum(square, times: inner, plus: r)
    let minusOneLow = sum(square, times: inner, plus: r - minusOne)
    let first = 1 + minusOne
    let firstLow = lost(Vector(repeating: 1), minusOne, in: first) + minusOneLow
    let high = first + firstLow
    return (high, lost(first, firstLow, in: high), rounded)
}

/// x 2^n for whole numbers n from -2044 to 2046, given n + rounder.
@inline(__always)
private func scaled(_ x: Vector, rounded: Vector) -> Vector {
    // Half of the factor at a time, because 2^n itself may be out of range.
    let n = unsafeBitCast(rounded, to: Bits.self)
    let half = n &>> 1
    return x * powerOfTwo(half) * powerOfTwo(n &- half)
}

/// x, or the nearest number from -bound to bound; NaN stays.
@inline(__always)
private func limited(_ x: Vector, _ bound: Double) -> Vector {
    let below = x.replacing(with: bound, where: x .> bound)
    return below.replacing(with: -bound, where: below .< -bound)
}

/// e^x: infinite from 709.8 on, and 0 below -745.2.
@inline(__always)
func exponential(_ x: Vector) -> Vector {
    // Further out nothing changes any more, and n would not fit.
    let x = limited(x, 800)
    // e^x = e^r 2^n = (1 + r + r^2 (...)) 2^n
    let rounded = rounded(x)
    let r = rest(x, rounded: rounded)
    let minusOne = sum(r * r, times: longPolynomial(r, exponentialCoefficients), plus: r)
    return scaled(1 + minusOne, rounded: rounded)
}

/// The logarithm of x: minus infinity at 0, NaN below.
@inline(__always)
func logarithm(_ x: Vector) -> Vector {
    // Numbers too small for their exponent are made larger first.
    let isTiny = x .< Double.leastNormalMagnitude
    let scaled = x.replacing(with: x * 0x1p54, where: isTiny)
    // x = m 2^n, with m between sqrt(1/2) and sqrt(2).
    let bits = unsafeBitCast(scaled, to: Bits.self)
    let shifted = bits &- 0x3FE6_A09E_667F_3BCD
    let exponent = shifted & 0xFFF0_0000_0000_0000
    let m = unsafeBitCast(bits &- exponent, to: Vector.self)
    // A whole number, with its sign, by way of the last bits of a larger one.
    let biased = unsafeBitCast(
        ((shifted &+ 0x8000_0000_0000_0000) &>> 52) | 0x4330_0000_0000_0000, to: Vector.self)
    var n = biased - (0x1p52 + 2048)
    n.replace(with: n - 54, where: isTiny)
    // log(m) = log((1 + s) / (1 - s)) = 2 s + s^3 (...) = f - s (f - s^2 (...)), with f = m - 1
    let f = m - 1
    let s = f / (f + 2)
    let z = s * s
    let rest = z * longPolynomial(z, logarithmCoefficients)
    let square = 0.5 * f * f
    let small = s * (square + rest) + n * ln2Low
    let result = n * ln2High - ((square - small) - f)
    let infinity = Vector(repeating: .infinity)
    return
        result.replacing(with: x, where: (x .== infinity) .| (x .!= x))
        .replacing(with: -infinity, where: x .== 0)
        .replacing(with: Vector(repeating: .nan), where: x .< 0)
}

/// s and q with tanh r = r + r s / q, for |r| up to 0.55.
@inline(__always)
private func tangentParts(_ r: Vector) -> (s: Vector, q: Vector) {
    let square = r * r
    return (square * polynomial(square, tangentAbove), polynomial(square, tangentBelow))
}

/// e^(2 r) = above / below, because that is (1 + tanh r) / (1 - tanh r).
@inline(__always)
private func exponentialParts(
    _ r: Vector, _ s: Vector, _ q: Vector
) -> (above: Vector, below: Vector) {
    let p = sum(r, times: s, plus: r * q)
    let below = q - p
    // q + p; this way, what rounding took from the one is missing in both, and less in their quotient.
    return (sum(p, times: Vector(repeating: 2), plus: below), below)
}

/// 1 / (1 + e^-x), by way of e^-|x|, which cannot overflow.
@inline(__always)
func logistic(_ x: Vector) -> Vector {
    // From 800 on, e^-|x| is 0; -|x| / 2 = n log(2) / 2 + r.
    let (size, _) = parts(x)
    let half = -0.5 * size.replacing(with: 800, where: size .> 800)
    let rounded = rounded(half, times: 2)
    let r = rest(half, rounded: rounded, times: 2)
    let (s, q) = tangentParts(r)
    let (above, below) = exponentialParts(r, s, q)
    // For -|x| it is e^-|x| / (1 + e^-|x|), and e^-|x| = e / below.
    let e = scaled(above, rounded: rounded)
    let whole = below + e
    let quotient = e / whole
    // What rounding took from whole and quotient is missing; 1 - quotient is near 1 / whole.
    let missing = difference(
        difference(e, quotient, times: whole), quotient, times: lost(below, e, in: whole))
    let left = sum(missing, times: 1 - quotient, plus: quotient)
    return left.replacing(with: 1 - left, where: x .> 0)
}

/// The sign of x, and tanh |x|: r + r s / q where that is small, and elsewhere 1 - 2 / (1 + e^(2 |x|)).
@inline(__always)
func hyperbolicTangent(_ x: Vector) -> Vector {
    // From 20 on it is 1; |x| = n log(2) / 2 + r, and where it is small, n = 0.
    let (size, sign) = parts(x)
    let isSmall = size .< 0.55
    let limited = size.replacing(with: 20, where: size .> 20)
    let rounded = rounded(limited, times: 2).replacing(with: rounder, where: isSmall)
    let r = rest(limited, rounded: rounded, times: 2)
    let (s, q) = tangentParts(r)
    let (above, below) = exponentialParts(r, s, q)
    // 1 / (1 + e^(2 |x|)) = below / (below + 2^n above)
    let power = powerOfTwo(unsafeBitCast(rounded, to: Bits.self))
    let numerator = below.replacing(with: s, where: isSmall)
    let denominator = sum(power, times: above, plus: below).replacing(with: q, where: isSmall)
    let factor = Vector(repeating: -2).replacing(with: r, where: isSmall)
    let first = Vector(repeating: 1).replacing(with: r, where: isSmall)
    let result = sum(factor, times: numerator / denominator, plus: first)
    return unsafeBitCast(unsafeBitCast(result, to: Bits.self) | sign, to: Vector.self)
}

/// P(x), the probability that a standard normal number is smaller than x, and its slope P'(x), the
/// density.
@inline(__always)
func normalDistribution(_ x: Vector) -> (probability: Vector, density: Vector) {
    let a = limited(x.replacing(with: -x, where: x .< 0), 39)
    // a^2 = high^2 + (a + high) (a - high), where the first square is exact: e^(-a^2 / 2) would
    // otherwise lose three digits at a = 38.
    let high = unsafeBitCast(
        unsafeBitCast(a, to: Bits.self) & 0xFFFF_FFFF_F800_0000, to: Vector.self)
    let low = (a + high) * (a - high) * -0.5
    let (bell, bellLow, rounded) = exponentialInParts(high * high * -0.5)
    let correction = low + low * low * (0.5 + low * (1.0 / 6))
    let density = scaled(
        (bell + (bellLow + bell * correction)) * 0.3989422804014327, rounded: rounded)

    // The tail, P(-a) = bell polynomial / (a + 3), with what every rounding took put back at the end.
    let (sum, difference) = (a + 3, a - 3)
    let two = sum - a
    let sumLow = (a - (sum - two)) + (3 - two)
    let reciprocal = 1 / sum
    let t = difference * reciprocal
    let tLow =
        ((a - (difference + 3)) - lost(t, times: sum, in: difference) - t * sumLow) * reciprocal
    let tSlope = -0.509 + t * (0.46 - t * 0.142)
    let first = Vector(repeating: 0.729083690133373)
    let inner = longPolynomial(t, tailCoefficients)
    let rest = t * inner
    let numerator = first + rest
    let numeratorLow =
        lost(first, rest, in: numerator) + lost(t, times: inner, in: rest) + tSlope * tLow
    let quotient = numerator * reciprocal
    let quotientLow =
        lost(numerator, times: reciprocal, in: quotient) + numeratorLow * reciprocal
        - quotient * (lost(sum, times: reciprocal, in: Vector(repeating: 1)) + sumLow * reciprocal)
    let product = quotient * bell
    let productLow =
        lost(quotient, times: bell, in: product) + quotientLow * bell
        + quotient * (bellLow + bell * correction)
    let tail = scaled(product + productLow, rounded: rounded)

    let centre = 0.5 + x * polynomial(x * x, centreCoefficients)
    let probability = tail.replacing(with: 1 - tail, where: x .> 0)
        .replacing(with: centre, where: a .< 0.5)
    return (probability, density)
}

enum Exponential: VectorFunction {
    static let cost = 20
    @inline(__always) static func value(_ x: Vector) -> Vector { exponential(x) }
}

enum Logarithm: VectorFunction {
    static let cost = 20
    @inline(__always) static func value(_ x: Vector) -> Vector { logarithm(x) }
}

enum Logistic: VectorFunction {
    static let cost = 30
    @inline(__always) static func value(_ x: Vector) -> Vector { logistic(x) }
}

enum HyperbolicTangent: VectorFunction {
    static let cost = 30
    @inline(__always) static func value(_ x: Vector) -> Vector { hyperbolicTangent(x) }
}

enum NormalDistribution: VectorFunction {
    static let cost = 60
    @inline(__always) static func value(_ x: Vector) -> Vector { normalDistribution(x).probability }
}

enum NormalDensity: VectorFunction {
    static let cost = 30
    @inline(__always) static func value(_ x: Vector) -> Vector { normalDistribution(x).density }
}
