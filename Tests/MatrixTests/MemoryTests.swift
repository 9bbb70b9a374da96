import Foundation
import Testing

@testable import Layers

/// The system's description of this process's memory, where it knows large pages; else empty.
private func memoryMap() -> [Substring] {
    let pages = try? String(
        contentsOfFile: "/sys/kernel/mm/transparent_hugepage/enabled", encoding: .utf8)
    // Of a file whose size is said to be 0, this reads all.
    let map = FileHandle(forReadingAtPath: "/proc/self/smaps")?.readDataToEndOfFile() ?? Data()
    return pages == nil ? [] : String(decoding: map, as: UTF8.self).split(separator: "\n")
}

@Suite("Memory of large matrices")
struct MemoryTests {
    @Test(
        "large pages are asked for",
        .enabled("this system has none") { memoryMap().contains { $0.hasPrefix("VmFlags:") } })
    func largePages() throws {
        let x = Matrix(rows: 2048, columns: 2048)
        let middle =
            x.elements.withUnsafeBufferPointer { Int(bitPattern: $0.baseAddress) }
            + 8 * x.elements.count / 2
        var isHere = false
        var flags: Substring?
        let map = withExtendedLifetime(x) { memoryMap() }
        for line in map {
            if let range = line.firstMatch(of: #/^([0-9a-f]+)-([0-9a-f]+) /#),
                let start = Int(range.1, radix: 16), let end = Int(range.2, radix: 16)
            {
                isHere = (start..<end).contains(middle)
            } else if isHere && line.hasPrefix("VmFlags:") {
                flags = line
            }
        }
        #expect(try #require(flags).split(separator: " ").contains("hg"))
    }
}
