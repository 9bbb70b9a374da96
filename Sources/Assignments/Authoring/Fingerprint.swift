import Foundation

/// Sixteen hexadecimal digits that change when any of the texts or files does (FNV-1a).
///
/// A cache's key, not a protection against anyone. It stands in this module because that is compiled
/// with -O: every run of the grader reads a megabyte here.
public func fingerprint(_ texts: [String], _ files: [Data] = []) -> String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    func add(_ bytes: some Sequence<UInt8>) {
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
        hash = (hash ^ 0xff) &* 0x0000_0100_0000_01b3
    }
    for text in texts { add(text.utf8) }
    for file in files { add(file) }
    return String(format: "%016lx", hash)
}
