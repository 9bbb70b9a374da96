import Foundation

// Memory of large matrices. The C library of Linux gives blocks of some megabytes back to the system as
// soon as they are free, and the next matrix of that size then costs a page fault for every 4 KB, which
// takes longer than to fill them with numbers. So the kit asks it to keep what it has. And a processor
// remembers where some thousand pages are: of 4 KB each that is less than a few large matrices take, so
// the kit asks the system for pages of 2 MB, as numpy does.

/// How many numbers make a matrix large: 1 MB of them.
@usableFromInline let largeCount = 131_072

/// The size of a large page, in bytes.
private let largePage = 1 << 21

/// Asks, once, that memory that was used is kept for the next matrix; whether that could be done.
@usableFromInline let keepsMemory: Bool = {
    #if canImport(Glibc)
        // Not in the module of the C library that Swift sees, but in the library itself.
        guard let address = dlsym(nil, "mallopt") else { return false }
        typealias Setting = @convention(c) (_ parameter: Int32, _ value: Int32) -> Int32
        let set = unsafeBitCast(address, to: Setting.self)
        // M_TRIM_THRESHOLD, what may be free at the end of the heap; M_TOP_PAD, by how much more than is
        // needed it grows; M_MMAP_MAX, how many blocks may be outside it.
        return set(-1, 1 << 30) == 1 && set(-2, 1 << 25) == 1 && set(-4, 0) == 1
    #else
        return false
    #endif
}()

/// Asks for large pages where the numbers of a large matrix will be, and the next one's.
@usableFromInline
func adviseLargePages(for numbers: UnsafeMutableBufferPointer<Double>) {
    #if canImport(Glibc)
        let memory = UnsafeMutableRawBufferPointer(numbers)
        guard let start = memory.baseAddress.map({ Int(bitPattern: $0) }) else { return }
        // To the heap's end, which is not used yet: a page that was is not made large any more.
        let end = max(start + memory.count, Int(bitPattern: sbrk(0)))
        let first = start / largePage * largePage
        // It is advice: where it cannot be followed, everything goes on as before.
        _ = madvise(UnsafeMutableRawPointer(bitPattern: first), end - first, MADV_HUGEPAGE)
    #endif
}
