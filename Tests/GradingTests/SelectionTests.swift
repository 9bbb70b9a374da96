import Testing

@testable import Grading

@Suite("Choosing exercises")
struct SelectionTests {
    private let exercises = [
        synthetic("plum.backward"), synthetic("plum-tree.backward"), synthetic("plum-tree.train"),
        synthetic("apple-pie.backward"), synthetic("apple-tart.backward"),
        synthetic("fig.backward", assignment: "Assignment2"),
        synthetic("fig.backward-again", assignment: "Assignment2"),
    ]

    private func ids(_ words: String...) throws -> [String] {
        try selected(words, from: exercises).map(\.id)
    }

    @Test("no word chooses all")
    func all() throws {
        #expect(try selected([], from: exercises).map(\.id) == exercises.map(\.id))
    }

    @Test("an id chooses one exercise, even where it is the beginning of another")
    func exact() throws {
        #expect(try ids("plum.backward") == ["plum.backward"])
        #expect(try ids("fig.backward") == ["fig.backward"])
    }

    @Test("the first words of ids choose all that begin so")
    func beginning() throws {
        #expect(try ids("plum-tree") == ["plum-tree.backward", "plum-tree.train"])
        #expect(try ids("fig") == ["fig.backward", "fig.backward-again"])
        #expect(try ids("apple") == ["apple-pie.backward", "apple-tart.backward"])
    }

    @Test("all before the dot is meant as such, even where it begins another id")
    func beforeDot() throws { #expect(try ids("plum") == ["plum.backward"]) }

    @Test(
        "a part of a word is not enough", arguments: ["plu", "apple-", "appl", "fig.back", "", "."])
    func partial(word: String) {
        #expect(throws: UnknownExercise.self) { try ids(word) }
    }

    @Test("an assignment chooses its exercises", arguments: ["Assignment2", "assignment2"])
    func assignment(word: String) throws {
        #expect(try ids(word) == ["fig.backward", "fig.backward-again"])
    }

    @Test("several words choose together, in the exercises' order, each once")
    func several() throws {
        let chosen = try ids("Assignment2", "plum.backward", "fig")
        #expect(chosen == ["plum.backward", "fig.backward", "fig.backward-again"])
    }

    @Test(
        "an unknown word is answered with the nearest id",
        arguments: [
            ("plom", "plum.backward"), ("plum.bakward", "plum.backward"),
            ("Figs.backward", "fig.backward"), ("Asignment2", "Assignment2"),
        ])
    func unknown(word: String, near: String) throws {
        let error = try #require(throws: UnknownExercise.self) {
            try selected(["fig.backward", word], from: exercises)
        }
        #expect(error.description.contains("\"\(word)\""))
        #expect(error.description.contains("did you mean \(near)?"), "\(error)")
    }

    @Test(
        "the nearest name",
        arguments: [
            ("affin", "affine.backward"), ("afine", "affine.backward"), ("lits", "list"),
            ("LIST", "list"), ("rest", "reset"), ("pakc", "pack"), ("", "list"),
        ])
    func nearestName(word: String, name: String) {
        #expect(nearest(word, among: ["list", "reset", "pack", "affine.backward"]) == name)
    }

    @Test("of no names none is nearest")
    func noNames() { #expect(nearest("list", among: []) == "") }

    @Test(
        "letters to change",
        arguments: [
            ("", "", 0), ("", "abc", 3), ("abc", "", 3), ("abc", "abc", 0), ("abc", "abd", 1),
            ("lits", "list", 2), ("kitten", "sitting", 3), ("affin", "affine", 1),
            ("é🍐", "e🍐", 1),
        ])
    func letters(a: String, b: String, distance: Int) {
        #expect(editDistance(a, b) == distance)
        #expect(editDistance(b, a) == distance)
    }
}
