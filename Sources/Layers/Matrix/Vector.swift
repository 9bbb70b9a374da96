// What a processor does with several numbers at once.
//
// `Package.swift` compiles the kit for the vectors of the machine that builds it, and says which by
// AVX512 or AVX2. Neither on x86-64 means SSE2, which every such processor has.

#if AVX512
    /// As many numbers as fit one register, and their bits.
    typealias Vector = SIMD8<Double>
    typealias Bits = SIMD8<UInt64>
#elseif AVX2
    /// As many numbers as fit one register, and their bits.
    typealias Vector = SIMD4<Double>
    typealias Bits = SIMD4<UInt64>
#else
    /// As many numbers as fit one register, and their bits.
    typealias Vector = SIMD2<Double>
    typealias Bits = SIMD2<UInt64>
#endif

/// How many those are.
@inline(__always) var lanes: Int { Vector.scalarCount }

extension SIMD where Scalar == Double {
    /// Adds `a b`, with one rounding where the processor can ("fused multiply-add"); without the
    /// instruction, one rounding would take a call for every number.
    @inline(__always)
    mutating func add(_ a: Self, times b: Self) {
        #if AVX512 || AVX2 || arch(arm64)
            addProduct(a, b)
        #else
            self += a * b
        #endif
    }
}

extension Double {
    /// Adds `a b`, rounded as the entries of a vector are.
    @inline(__always)
    mutating func add(_ a: Double, times b: Double) {
        #if AVX512 || AVX2 || arch(arm64)
            addProduct(a, b)
        #else
            self += a * b
        #endif
    }
}

extension UnsafePointer<Double> {
    /// The numbers from entry `index` on.
    @inline(__always)
    func vector(at index: Int) -> Vector {
        UnsafeRawPointer(self + index).loadUnaligned(as: Vector.self)
    }
}

extension UnsafeMutablePointer<Double> {
    /// Puts a vector into the entries from `index` on.
    @inline(__always)
    func put(_ vector: Vector, at index: Int) {
        UnsafeMutableRawPointer(self + index).storeBytes(of: vector, as: Vector.self)
    }
}

/// A function of one number, for a whole vector at once.
///
/// A type and not a closure, so that the compiler puts it where it is used: called as a function, a
/// vector would be handed over in pieces.
protocol VectorFunction {
    /// How many multiplications it takes, roughly.
    static var cost: Int { get }
    /// What a number becomes does not depend on its neighbours.
    static func value(_ x: Vector) -> Vector
}

extension Matrix {
    /// The matrix of the function's value at every entry.
    @inline(__always)
    func mapped<Function: VectorFunction>(by _: Function.Type) -> Matrix {
        elements.withUnsafeBufferPointer { mine in
            Matrix(rows: rows, columns: columns) { out in
                guard let x = mine.baseAddress, let out = out.baseAddress else { return }
                Threads.share(mine.count, multiple: 8, work: mine.count * Function.cost) { part in
                    forEachVector(of: part.count) { start, count in
                        let at = part.lowerBound + start
                        (out + at).put(Function.value((x + at).vector(first: count)), first: count)
                    }
                }
            }
        }
    }
}

/// Calls `body` with the start of every vector of `total` numbers, and how many of them it holds.
@inline(__always)
func forEachVector(of total: Int, _ body: (_ start: Int, _ count: Int) -> Void) {
    let whole = total / lanes * lanes
    for start in stride(from: 0, to: whole, by: lanes) { body(start, lanes) }
    if whole < total { body(whole, total - whole) }
}

extension UnsafePointer<Double> {
    /// The first `count` numbers, and zeros.
    @inline(__always)
    func vector(first count: Int) -> Vector {
        if count == lanes { return vector(at: 0) }
        var vector = Vector.zero
        for i in 0..<count { vector[i] = self[i] }
        return vector
    }
}

extension UnsafeMutablePointer<Double> {
    /// Puts the first `count` numbers of a vector here.
    @inline(__always)
    func put(_ vector: Vector, first count: Int) {
        if count == lanes { return put(vector, at: 0) }
        for i in 0..<count { self[i] = vector[i] }
    }
}
