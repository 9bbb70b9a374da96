// A tile of a product: the numbers that stay in registers while the inner dimension goes by.
//
// A tile is `tileRows` rows of up to three vectors. With 32 registers (AVX-512, NEON) 8 x 3 of them
// hold the tile, three a row of the right side, and what is left the entries of the left side, each
// repeated. With 16 registers (AVX2, SSE2) the tile is 4 x 3.

/// Rows of a tile.
@inline(__always) var tileRows: Int {
    #if AVX512 || arch(arm64)
        8
    #else
        4
    #endif
}

/// Columns of the widest tile.
@inline(__always) var tileColumns: Int { ThreeVectors.width }

/// Some vectors side by side: a row of a tile, or of the right side.
protocol Band {
    /// How many numbers.
    static var width: Int { get }
    init(_ numbers: UnsafePointer<Double>)
    /// Adds `a` times the numbers of `right`.
    mutating func add(_ a: Double, times right: Self)
    func put(into numbers: UnsafeMutablePointer<Double>)
}

struct OneVector: Band {
    private var first: Vector

    @inline(__always) static var width: Int { lanes }
    @inline(__always) init(_ numbers: UnsafePointer<Double>) { first = numbers.vector(at: 0) }

    @inline(__always) mutating func add(_ a: Double, times right: OneVector) {
        first.add(Vector(repeating: a), times: right.first)
    }

    @inline(__always) func put(into numbers: UnsafeMutablePointer<Double>) {
        numbers.put(first, at: 0)
    }
}

struct TwoVectors: Band {
    private var first: Vector
    private var second: Vector

    @inline(__always) static var width: Int { 2 * lanes }
    @inline(__always) init(_ numbers: UnsafePointer<Double>) {
        first = numbers.vector(at: 0)
        second = numbers.vector(at: lanes)
    }

    @inline(__always) mutating func add(_ a: Double, times right: TwoVectors) {
        let a = Vector(repeating: a)
        first.add(a, times: right.first)
        second.add(a, times: right.second)
    }

    @inline(__always) func put(into numbers: UnsafeMutablePointer<Double>) {
        numbers.put(first, at: 0)
        numbers.put(second, at: lanes)
    }
}

struct ThreeVectors: Band {
    private var first: Vector
    private var second: Vector
    private var third: Vector

    @inline(__always) static var width: Int { 3 * lanes }
    @inline(__always) init(_ numbers: UnsafePointer<Double>) {
        first = numbers.vector(at: 0)
        second = numbers.vector(at: lanes)
        third = numbers.vector(at: 2 * lanes)
    }

    @inline(__always) mutating func add(_ a: Double, times right: ThreeVectors) {
        let a = Vector(repeating: a)
        first.add(a, times: right.first)
        second.add(a, times: right.second)
        third.add(a, times: right.third)
    }

    @inline(__always) func put(into numbers: UnsafeMutablePointer<Double>) {
        numbers.put(first, at: 0)
        numbers.put(second, at: lanes)
        numbers.put(third, at: 2 * lanes)
    }
}

/// Four rows of a tile; each has a name, because an array would not stay in registers.
private struct FourRows<Row: Band> {
    var row0: Row
    var row1: Row
    var row2: Row
    var row3: Row

    @inline(__always) init(_ from: UnsafePointer<Double>, stride: Int) {
        row0 = Row(from)
        row1 = Row(from + stride)
        row2 = Row(from + 2 &* stride)
        row3 = Row(from + 3 &* stride)
    }

    /// Adds a column of the left side times a row of the right side.
    @inline(__always)
    mutating func add(_ left: UnsafePointer<Double>, stride: Int, times right: Row) {
        row0.add(left[0], times: right)
        row1.add(left[stride], times: right)
        row2.add(left[2 &* stride], times: right)
        row3.add(left[3 &* stride], times: right)
    }

    @inline(__always) func put(into out: UnsafeMutablePointer<Double>, stride: Int) {
        row0.put(into: out)
        row1.put(into: out + stride)
        row2.put(into: out + 2 &* stride)
        row3.put(into: out + 3 &* stride)
    }
}

/// Adds to one tile `count` columns of the left side times `count` rows of the right side, one after
/// the other: every number of the result is the sum that a plain loop over the inner dimension gives,
/// to the last bit.
/// - Parameters:
///   - left: entry (row, k) is at `row * strides.row + k * strides.column`, for `tileRows` rows.
///   - strides: of the left side.
///   - right: `count` rows of as many whole vectors as the columns take.
///   - rightStride: from a row of the right side to the next.
///   - count: how much of the inner dimension is done.
///   - out: the tile.
///   - stride: from a row of the tile to the next.
///   - rows: how many of the tile's rows belong to the result.
///   - columns: how many of its columns do.
///   - start: what every row of the tile begins with, if the tile holds nothing yet.
func addTile(
    _ left: UnsafePointer<Double>, _ strides: Strides, _ right: UnsafePointer<Double>,
    rightStride: Int, count: Int, to out: UnsafeMutablePointer<Double>, stride: Int, rows: Int,
    columns: Int, start: UnsafePointer<Double>?
) {
    @inline(__always) func add<Row: Band>(as row: Row.Type) {
        addRows(
            row, left, strides, right, rightStride, count, out, stride, rows, columns, start)
    }
    if columns > TwoVectors.width {
        add(as: ThreeVectors.self)
    } else if columns > OneVector.width {
        add(as: TwoVectors.self)
    } else {
        add(as: OneVector.self)
    }
}

@inline(__always)
private func addRows<Row: Band>(
    _: Row.Type, _ left: UnsafePointer<Double>, _ strides: Strides, _ right: UnsafePointer<Double>,
    _ rightStride: Int, _ count: Int, _ out: UnsafeMutablePointer<Double>, _ stride: Int,
    _ rows: Int, _ columns: Int, _ start: UnsafePointer<Double>?
) {
    if rows == tileRows && columns == Row.width {
        let (from, fromStride) = start.map { ($0, 0) } ?? (UnsafePointer(out), stride)
        return addWhole(
            Row.self, left, strides, right, rightStride, count, from, fromStride, out, stride)
    }
    // A tile at the edge is added to in a place where it is whole.
    withUnsafeTemporaryAllocation(of: Double.self, capacity: tileRows * Row.width) { place in
        guard let place = place.baseAddress else { return }
        place.initialize(repeating: 0, count: tileRows * Row.width)
        for r in 0..<rows {
            (place + r * Row.width).update(
                from: start ?? UnsafePointer(out + r * stride), count: columns)
        }
        addWhole(
            Row.self, left, strides, right, rightStride, count, UnsafePointer(place), Row.width,
            place, Row.width)
        for r in 0..<rows {
            (out + r * stride).update(from: place + r * Row.width, count: columns)
        }
    }
}

@inline(never)
private func addWhole<Row: Band>(
    _: Row.Type, _ left: UnsafePointer<Double>, _ strides: Strides, _ right: UnsafePointer<Double>,
    _ rightStride: Int, _ count: Int, _ from: UnsafePointer<Double>, _ fromStride: Int,
    _ out: UnsafeMutablePointer<Double>, _ stride: Int
) {
    var upper = FourRows<Row>(from, stride: fromStride)
    #if AVX512 || arch(arm64)
        var lower = FourRows<Row>(from + 4 &* fromStride, stride: fromStride)
    #endif
    var (left, right, rest) = (left, right, count)
    while rest > 0 {
        let row = Row(right)
        upper.add(left, stride: strides.row, times: row)
        #if AVX512 || arch(arm64)
            lower.add(left + 4 &* strides.row, stride: strides.row, times: row)
        #endif
        left += strides.column
        right += rightStride
        rest &-= 1
    }
    upper.put(into: out, stride: stride)
    #if AVX512 || arch(arm64)
        lower.put(into: out + 4 &* stride, stride: stride)
    #endif
}
