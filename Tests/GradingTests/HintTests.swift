import Foundation
import Testing

@testable import Grading

@Suite("Hints")
struct HintTests {
    /// A tree with nothing but a page.
    private func treeWithPage(_ text: String) throws -> (Tree, Exercise) {
        let exercise = try #require(allExercises.first { $0.id == "relu.backward" })
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("hints-\(UUID().uuidString)")
        let tree = Tree(root: folder)
        try tree.write(text, to: exercise.pagePath)
        return (tree, exercise)
    }

    private let page = """
        # A page

        ## sigmoid.backward

        <details><summary>Hint 1</summary>

        not this one

        </details>

        ## relu.backward

        <details><summary>Hint 1</summary>

        weak

        </details>
        <details><summary>Hint 2</summary>

        strong, in
        two lines

        </details>

        ## tanh.backward
        """

    @Test("come one after the other, and then again from the first")
    func inOrder() throws {
        let (tree, exercise) = try treeWithPage(page)
        defer { try? FileManager.default.removeItem(at: tree.root) }
        #expect(try tree.hints(for: exercise) == ["weak", "strong, in\ntwo lines"])
        let given = try (1...3).map { _ in try tree.nextHint(for: exercise)?.text }
        #expect(given == ["weak", "strong, in\ntwo lines", "weak"])
    }

    @Test("no line of one is too long for a terminal")
    func width() {
        let long = "a word " + String(repeating: "and another\n", count: 30)
        let lines = forTerminal(long.dropLast() + "\n\n    let code = 1").components(
            separatedBy: "\n")
        #expect(lines.allSatisfy { $0.count <= 100 })
        #expect(lines.last == "    let code = 1")
    }

    @Test("a page without the section has none")
    func none() throws {
        let (tree, exercise) = try treeWithPage("# A page\n\n## tanh.backward\n")
        defer { try? FileManager.default.removeItem(at: tree.root) }
        #expect(try tree.nextHint(for: exercise)?.text == nil)
    }

    @Test("every exercise of this tree has at least two")
    func everyExercise() throws {
        let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        let tree = Tree(root: tests.deletingLastPathComponent().deletingLastPathComponent())
        for exercise in allExercises {
            #expect(try tree.hints(for: exercise).count >= 2, "\(exercise.id)")
        }
    }
}
