// Sums of many numbers: 32 running sums side by side, added up at the end in one fixed order. On every
// processor, and for any number of threads, a sum has the same digits.

/// Numbers that are added up side by side, whatever the processor's own vectors are.
private typealias Eight = SIMD8<Double>

/// The sum of all numbers.
@inline(__always)
func sumOfEntries(_ x: UnsafeBufferPointer<Double>) -> Double {
    x.baseAddress.map { sumOfEntries($0, x.count) } ?? 0
}

func sumOfEntries(_ x: UnsafePointer<Double>, _ count: Int) -> Double {
    @inline(__always) func entries(_ i: Int) -> Eight { eight(x, i) }
    return runningSum(count, entries) { x[$0] }
}

/// The sum of the products of all pairs of numbers.
@inline(__always)
func sumOfProducts(
    _ x: UnsafeBufferPointer<Double>, _ y: UnsafeBufferPointer<Double>
) -> Double {
    guard let first = x.baseAddress, let second = y.baseAddress else { return 0 }
    return sumOfProducts(first, second, x.count)
}

func sumOfProducts(
    _ x: UnsafePointer<Double>, _ y: UnsafePointer<Double>, _ count: Int
) -> Double {
    @inline(__always) func products(_ i: Int) -> Eight { eight(x, i) * eight(y, i) }
    return runningSum(count, products) { x[$0] * y[$0] }
}

/// The sum of the products of all triples of numbers.
func sumOfProducts(
    _ x: UnsafePointer<Double>, _ y: UnsafePointer<Double>, _ z: UnsafePointer<Double>,
    _ count: Int
) -> Double {
    @inline(__always) func products(_ i: Int) -> Eight { eight(x, i) * eight(y, i) * eight(z, i) }
    return runningSum(count, products) { x[$0] * y[$0] * z[$0] }
}

/// The sum of the squares of all distances to one number.
func sumOfSquaredDistances(
    _ x: UnsafePointer<Double>, _ count: Int, to middle: Double
) -> Double {
    @inline(__always) func squares(_ i: Int) -> Eight {
        let distances = eight(x, i) - middle
        return distances * distances
    }
    return runningSum(count, squares) { (x[$0] - middle) * (x[$0] - middle) }
}

@inline(__always)
private func eight(_ x: UnsafePointer<Double>, _ index: Int) -> Eight {
    UnsafeRawPointer(x + index).loadUnaligned(as: Eight.self)
}

/// The sum of `count` terms, eight of them from one call where that many are left.
@inline(__always)
private func runningSum(
    _ count: Int, _ eight: (Int) -> Eight, one: (Int) -> Double
) -> Double {
    var (index, sum) = (0, 0.0)
    if count >= 8 {
        var (a, b, c, d) = (Eight.zero, Eight.zero, Eight.zero, Eight.zero)
        while index + 32 <= count {
            a += eight(index)
            b += eight(index + 8)
            c += eight(index + 16)
            d += eight(index + 24)
            index += 32
        }
        while index + 8 <= count {
            a += eight(index)
            index += 8
        }
        let all = (a + b) + (c + d)
        let four = all.lowHalf + all.highHalf
        let two = four.lowHalf + four.highHalf
        sum = two[0] + two[1]
    }
    while index < count {
        sum += one(index)
        index += 1
    }
    return sum
}

/// The largest number, or of what `transform` makes of them; NaN if any is NaN.
@inline(__always)
func largestEntry(
    _ x: UnsafeBufferPointer<Double>, of transform: (Double) -> Double = { $0 },
    atLeast least: Double = -.infinity
) -> Double {
    x.baseAddress.map { largestEntry($0, x.count, of: transform, atLeast: least) } ?? least
}

@inline(__always)
func largestEntry(
    _ x: UnsafePointer<Double>, _ count: Int, of transform: (Double) -> Double = { $0 },
    atLeast least: Double = -.infinity
) -> Double {
    var (result, isNumber) = (least, true)
    let whole = count / 8 * 8
    if whole > 0 {
        var largest = Eight(repeating: least)
        var areNumbers = SIMDMask<SIMD8<Int64>>(repeating: true)
        for index in stride(from: 0, to: whole, by: 8) {
            var next = Eight()
            for i in 0..<8 { next[i] = transform(x[index + i]) }
            largest.replace(with: next, where: next .> largest)
            areNumbers = areNumbers .& (next .== next)
        }
        (result, isNumber) = (largest.max(), all(areNumbers))
    }
    for index in whole..<count {
        let next = transform(x[index])
        if next > result { result = next }
        isNumber = isNumber && next == next
    }
    return isNumber ? result : .nan
}
