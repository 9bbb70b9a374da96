import Testing

@testable import Grading

@Suite("Bringing one hole back")
struct ResetTests {
    private static let stub = """
        import Layers

        struct Plum {
            func ripen(_ days: Int) -> Int {
                let sun = days
                yourCodeHere("plum.ripen")
            }

            func pick() -> Int {
                yourCodeHere("plum.pick")
            }
        }

        """

    /// The stub with both functions written.
    private static let written = stub.replacing(
        "yourCodeHere(\"plum.ripen\")",
        with: "if sun > 3 {\n            return 3\n        }\n        return sun"
    ).replacing("yourCodeHere(\"plum.pick\")", with: "1")

    @Test("the function is a hole again, and all else stays")
    func restored() throws {
        let text = try #require(restoringHole("plum.ripen", in: Self.written, stub: Self.stub))
        #expect(
            text == Self.stub.replacing("yourCodeHere(\"plum.pick\")", with: "1"))
        let both = try #require(restoringHole("plum.pick", in: text, stub: Self.stub))
        #expect(both == Self.stub)
    }

    @Test("what was added elsewhere stays")
    func additions() throws {
        let text = "// mine\n" + Self.written + "\nfunc mine() {}\n"
        let found = try #require(restoringHole("plum.pick", in: text, stub: Self.stub))
        #expect(
            found == text.replacing("        1\n", with: "        yourCodeHere(\"plum.pick\")\n"))
    }

    @Test("a hole that is still there stays as it is")
    func untouched() {
        #expect(restoringHole("plum.pick", in: Self.stub, stub: Self.stub) == Self.stub)
    }

    @Test("an emptied function gets its hole back")
    func emptied() throws {
        let text = Self.stub.replacing("        yourCodeHere(\"plum.pick\")\n", with: "")
        #expect(restoringHole("plum.pick", in: text, stub: Self.stub) == Self.stub)
    }

    @Test(
        "a function that cannot be found is not guessed",
        arguments: [
            ("func pick() -> Int {", "func picked() -> Int {"), ("let sun = days", "let sun = 1"),
            ("func pick() -> Int {\n", ""),
        ])
    func missing(right: String, wrong: String) {
        let text = Self.written.replacing(right, with: wrong)
        #expect(text != Self.written)
        let id = right.contains("sun") ? "plum.ripen" : "plum.pick"
        #expect(restoringHole(id, in: text, stub: Self.stub) == nil)
    }

    @Test("a file without the function, or an id that the stub does not have, gives nothing")
    func foreign() {
        #expect(restoringHole("plum.pick", in: "", stub: Self.stub) == nil)
        #expect(restoringHole("plum.pick", in: "struct Plum {}\n", stub: Self.stub) == nil)
        #expect(restoringHole("plum.eat", in: Self.written, stub: Self.stub) == nil)
    }

    @Test("code at the indentation of the function's own brace leaves nothing behind")
    func unindented() {
        let text = Self.stub.replacing(
            "        yourCodeHere(\"plum.pick\")",
            with: "    if true {\n    return 2\n    }\n    return 1")
        let found = restoringHole("plum.pick", in: text, stub: Self.stub)
        #expect(found == nil || found == Self.stub)
    }
}
