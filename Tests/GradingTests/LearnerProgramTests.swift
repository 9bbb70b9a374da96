import Foundation
import Testing

@testable import Grading

@Suite("Programs around the learner's own layers")
struct LearnerProgramTests {
    @Test("what is written is the learner's, and all else the kit's")
    func earlierTypes() throws {
        let root = FileManager.default.temporaryDirectory
            .appendingPathComponent("learner-program-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: root) }
        let tree = Tree(root: root)
        let path = "Sources/Assignments/Assignment1/MultiplyGate.swift"
        let stub = try #require(pristineStubs[path])
        try tree.write(
            stub.replacing("yourCodeHere(\"multiply-gate.backward\")", with: ""), to: path)
        let lines = tree.earlierTypes(for: "Assignment2").split(separator: "\n")
        #expect(lines.prefix(2) == ["import Layers", "import Assignment1"])
        #expect(lines.contains("public typealias MultiplyGate = Assignment1.MultiplyGate"))
        #expect(lines.contains("public typealias Affine = Layers.Affine"))
        // Types that a file offers besides the one that it is named after.
        let later = tree.earlierTypes(for: "Assignment4").split(separator: "\n")
        #expect(later.contains("public typealias LSTMState = Layers.LSTMState"))
        #expect(Set(later).count == later.count)
    }
}
