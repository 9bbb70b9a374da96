import Foundation
import Testing

@testable import Grading

@Suite("Explanations of what is right")
struct ExplanationTests {
    private let exercises = allExercises.filter { !$0.id.hasSuffix(".forward") }

    @Test("every exercise says what it is good for")
    func purposes() throws {
        for exercise in exercises {
            let purpose = try #require(try thisTree.purpose(of: exercise), "\(exercise.id)")
            #expect(purpose.count > 30, "\(exercise.id)")
        }
    }

    @Test("every exercise has its derivation", .enabled(if: hasAnswers, "Here they are withheld."))
    func derivations() throws {
        for exercise in exercises {
            let derivation = try #require(try thisTree.derivation(of: exercise), "\(exercise.id)")
            #expect(derivation.count > 200 && !derivation.contains("<!--"), "\(exercise.id)")
        }
    }

    /// A tree with nothing but a page.
    private func tree(_ section: String) throws -> (Tree, Exercise) {
        let exercise = try #require(allExercises.first { $0.id == "tanh.backward" })
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("explanation-\(UUID().uuidString)")
        let tree = Tree(root: folder)
        try tree.write("# A page\n\n## tanh.backward\n\n\(section)\n", to: exercise.pagePath)
        return (tree, exercise)
    }

    private let purpose = "**What it is good for.** It keeps values\nbetween -1 and 1."

    @Test("the derivation, the purpose and the gain, in this order")
    func whole() throws {
        let region = """
            <!-- BEGIN SOLUTION derivation.tanh.backward -->
            The slope is found so.
            <!-- END SOLUTION derivation.tanh.backward -->
            """
        let (tree, exercise) = try tree("\(region)\n\n\(purpose)")
        defer { try? FileManager.default.removeItem(at: tree.root) }
        let times = PassTimes(forward: 1e-6, backward: 2e-6, finiteDifferences: 1e-3)
        #expect(
            try explanation(of: exercise, in: tree, times) == """
                tanh.backward is right.

                The slope is found so.

                It keeps values between -1 and 1.

                On a problem of this size your backward pass takes 2.0 microseconds; finite differences would take
                1.0 ms, 500 times as long.
                """)
    }

    @Test("where answers are withheld it says so, and where nothing was gained it is silent")
    func withheld() throws {
        let (tree, exercise) = try tree(purpose)
        defer { try? FileManager.default.removeItem(at: tree.root) }
        let slow = PassTimes(forward: 1e-6, backward: 2e-6, finiteDifferences: 2e-6)
        for times in [nil, slow] {
            let text = try explanation(of: exercise, in: tree, times)
            #expect(text.contains("The derivation is withheld in this copy"))
            #expect(text.contains(exercise.pagePath) && text.hasSuffix("between -1 and 1."))
        }
    }
}
