import Foundation

// Memory of large matrices. The C library of Linux gives blocks of some megabytes back to the system as
// soon as they are free, and the next matrix of that size then costs a page fault for every 4 KB, which
// takes longer than to fill them with numbers. So the kit asks it to keep what it has.

/// How many numbers make a matrix large: 1 MB of them.
@usableFromInline let largeCount = 131_072

/// Asks, once, that memory that was used is kept for the next matrix; whether that could be done.
@usableFromInline let keepsMemory: Bool = {
    #if canImport(Glibc)
        // Not in the module of the C library that Swift sees, but in the library itself.
        guard let address = dlsym(nil, "mallopt") else { return false }
        typealias Setting = @convention(c) (_ parameter: Int32, _ value: Int32) -> Int32
        let set = unsafeBitCast(address, to: Setting.self)
        // M_TRIM_THRESHOLD, what may be free at the end of the heap, and M_MMAP_MAX, how many blocks may
        // be outside it.
        return set(-1, 1 << 30) == 1 && set(-4, 0) == 1
    #else
        return false
    #endif
}()
