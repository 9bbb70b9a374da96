import Foundation
import Testing

@testable import Grading

@Suite("What several processes build at once")
struct FileLockTests {
    private func withBuilder(_ body: (OverlayBuilder) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("lock-tests-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        try body(OverlayBuilder(tree: Tree(root: folder), stubs: [:]))
    }

    @Test("a lock is held by one at a time")
    func oneAtATime() throws {
        try withBuilder { builder in
            let file = builder.tree.url("count")
            try builder.tree.write("0", to: "count")
            // Reading and writing apart loses counts unless nobody comes between.
            _ = try concurrently(Array(0..<40)) { _ in
                try builder.alone("test") {
                    let count = Int(try String(contentsOf: file, encoding: .utf8)) ?? -1
                    usleep(500)
                    try Data("\(count + 1)".utf8).write(to: file)
                }
            }
            #expect(try builder.tree.text("count") == "40")
        }
    }

    @Test(
        "a whole folder that is in its place stays; half of one is replaced",
        arguments: [true, false])
    func places(isWhole: Bool) throws {
        try withBuilder { builder in
            let (work, place) = (builder.tree.url("work"), builder.tree.url("place"))
            try builder.tree.write("theirs", to: "place/file")
            try builder.tree.write("mine", to: "work/file")
            try builder.place(work, at: place) { isWhole }
            #expect(try builder.tree.text("place/file") == (isWhole ? "theirs" : "mine"))
        }
    }

    @Test("of many that finish at once, the first one's folder is never taken away")
    func manyAtOnce() throws {
        try withBuilder { builder in
            let place = builder.tree.url("place")
            let file = place.appendingPathComponent("file")
            let isThere: @Sendable () -> Bool = {
                FileManager.default.fileExists(atPath: file.path)
            }
            let seen = try concurrently(Array(0..<20)) { number in
                try builder.tree.write("\(number)", to: "work\(number)/file")
                try builder.place(builder.tree.url("work\(number)"), at: place, unless: isThere)
                return try builder.tree.text("place/file")
            }
            #expect(Set(seen).count == 1)
        }
    }
}
