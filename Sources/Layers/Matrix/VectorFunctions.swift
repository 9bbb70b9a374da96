// e^x, log x, tanh x and their kin for a whole vector at once, within 2 units in the last place of the
// true value for every x, infinities and NaN included.
//
// Each brings x into a small range by identities that cost nothing, and uses a polynomial there. The
// coefficients are those of Chebyshev interpolation, computed with 60 digits; the error that they leave
// is under 5e-18. Source: Muller, "Elementary functions: algorithms and implementation", 2016.

/// 1.5 times 2^52: added to a number below 2^51, it leaves the nearest whole number in the last bits.
private let rounder = 0x1.8p52
private let log2e = 1.4426950408889634
/// The logarithm of 2 in two parts; the first ends in zeros, so that a whole number of it is exact.
private let ln2High = 0x1.62e42fefa3800p-1
private let ln2Low = 5.497923018708371e-14

/// (e^r - 1 - r) / r^2 for |r| up to log(2) / 2.
private let exponentialCoefficients = [
    2.0914898727175524e-09, 2.5105513541847086e-08, 2.755727313289604e-07, 2.7557254685728803e-06,
    2.480158732595111e-05, 0.0001984126987538548, 0.0013888888888883633, 0.008333333333325973,
    0.04166666666666667, 0.1666666666666667, 0.5,
]

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
    var sum = Vector(repeating: coefficients[0])
    for coefficient in coefficients.dropFirst() {
        var next = Vector(repeating: coefficient)
        next.add(sum, times: x)
        sum = next
    }
    return sum
}

/// 2^n for whole numbers n from -1022 to 1023, given n + rounder.
@inline(__always)
private func powerOfTwo(rounded n: Vector) -> Vector {
    unsafeBitCast((unsafeBitCast(n, to: Bits.self) &+ 1023) &<< 52, to: Vector.self)
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

/// |x| and the sign of x, in their bits.
@inline(__always)
private func parts(_ x: Vector) -> (size: Vector, sign: Bits) {
    let bits = unsafeBitCast(x, to: Bits.self)
    return (
        unsafeBitCast(bits & 0x7FFF_FFFF_FFFF_FFFF, to: Vector.self),
        bits & 0x8000_0000_0000_0000
    )
}

/// x = n log(2) + r, with a whole number n and |r| at most half of log(2); n + rounder too.
@inline(__always)
private func reduced(_ x: Vector) -> (rounded: Vector, n: Vector, r: Vector) {
    let rounded = sum(x, times: Vector(repeating: log2e), plus: rounder)
    let n = rounded - rounder
    let first = sum(n, times: Vector(repeating: -ln2High), plus: x)
    return (rounded, n, sum(n, times: Vector(repeating: -ln2Low), plus: first))
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

/// e^r - 1 for |r| at most half of log(2), as a sum of two parts.
@inline(__always)
private func smallExponentialMinusOne(_ r: Vector) -> (high: Vector, low: Vector) {
    let (square, rest) = (r * r, polynomial(r, exponentialCoefficients))
    let high = sum(square, times: rest, plus: r)
    return (high, sum(square, times: rest, plus: r - high))
}

/// e^x = (high + low) 2^n.
@inline(__always)
private func exponentialInParts(_ x: Vector) -> (high: Vector, low: Vector, n: Vector) {
    let (_, n, r) = reduced(x)
    let (rest, restLow) = smallExponentialMinusOne(r)
    let sum = 1 + rest
    let sumLow = lost(Vector(repeating: 1), rest, in: sum) + restLow
    let high = sum + sumLow
    return (high, lost(sum, sumLow, in: high), n)
}

/// x 2^n for whole numbers n from -2044 to 2046.
@inline(__always)
private func scaled(_ x: Vector, _ n: Vector) -> Vector {
    // Half of the factor at a time, because 2^n itself may be out of range.
    let half = sum(n, times: Vector(repeating: 0.5), plus: rounder)
    return x * powerOfTwo(rounded: half) * powerOfTwo(rounded: n - (half - rounder) + rounder)
}

/// x, or the nearest number from -bound to bound; NaN stays.
@inline(__always)
private func limited(_ x: Vector, _ bound: Double) -> Vector {
    x.replacing(with: bound, where: x .> bound).replacing(with: -bound, where: x .< -bound)
}

/// e^x: infinite from 709.8 on, and 0 below -745.2.
@inline(__always)
func exponential(_ x: Vector) -> Vector {
    // Further out nothing changes any more, and n would not fit.
    let (high, _, n) = exponentialInParts(limited(x, 800))
    return scaled(high, n)
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
    let rest = z * polynomial(z, logarithmCoefficients)
    let square = 0.5 * f * f
    let small = s * (square + rest) + n * ln2Low
    let result = n * ln2High - ((square - small) - f)
    let infinity = Vector(repeating: .infinity)
    return
        result.replacing(with: x, where: (x .== infinity) .| (x .!= x))
        .replacing(with: -infinity, where: x .== 0)
        .replacing(with: Vector(repeating: .nan), where: x .< 0)
}

/// 1 / (1 + e^-x); the exponential is of a number that is not positive, and so cannot overflow.
@inline(__always)
func logistic(_ x: Vector) -> Vector {
    let isPositive = x .> 0
    let (size, _) = parts(x)
    let (_, n, r) = reduced(-size.replacing(with: 800, where: size .> 800))
    // e^-|x| = power (1 + high + low), but for a last factor of 2^(n + 1000) where n is below -1000.
    let usual = n.replacing(with: -1000, where: n .< -1000)
    let power = powerOfTwo(rounded: usual + rounder)
    let (high, low) = smallExponentialMinusOne(r)
    let e = sum(power, times: high, plus: power)
    let lostAbove = sum(power, times: low, plus: sum(power, times: high, plus: power - e))
    let whole = 1 + e
    let lostBelow = lost(Vector(repeating: 1), e, in: whole) + lostAbove
    let quotient = e.replacing(with: 1, where: isPositive) / whole
    // What rounding took from both sides of the fraction; 1 / whole is what is known already.
    let lost = sum(
        -quotient, times: lostBelow, plus: lostAbove.replacing(with: 0, where: isPositive))
    let reciprocal = quotient.replacing(with: 1 - quotient, where: x .<= 0)
    let result = sum(lost, times: reciprocal, plus: quotient)
    return result.replacing(
        with: result * powerOfTwo(rounded: n - usual + rounder), where: x .<= 0)
}

/// tanh x = e / (e + 2) with e = e^(2 |x|) - 1, and the sign of x.
@inline(__always)
func hyperbolicTangent(_ x: Vector) -> Vector {
    let (size, sign) = parts(x)
    // From 20 on it is 1.
    let (rounded, _, r) = reduced(2 * size.replacing(with: 20, where: size .> 20))
    let power = powerOfTwo(rounded: rounded)
    // e = (power - 1) + power (high + low)
    let (high, low) = smallExponentialMinusOne(r)
    let whole = power - 1
    let e = sum(power, times: high, plus: whole)
    let below = e + 2
    let two = below - e
    let quotient = e / below
    // What rounding took from both sides of the fraction.
    let lostAbove = sum(power, times: low, plus: sum(power, times: high, plus: whole - e))
    let lostBelow = (e - (below - two)) + (2 - two) + lostAbove
    let lost = sum(-quotient, times: lostBelow, plus: lostAbove)
    // 1 / below = (1 - quotient) / 2
    let result = sum(
        lost, times: sum(quotient, times: Vector(repeating: -0.5), plus: 0.5), plus: quotient)
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
    let (bell, bellLow, n) = exponentialInParts(high * high * -0.5)
    let correction = low + low * low * (0.5 + low * (1.0 / 6))
    let density = scaled((bell + (bellLow + bell * correction)) * 0.3989422804014327, n)

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
    let inner = polynomial(t, tailCoefficients)
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
    let tail = scaled(product + productLow, n)

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
