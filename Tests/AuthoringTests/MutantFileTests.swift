import Testing

@testable import Authoring

@Suite("A file of the catalogue of wrong answers")
struct MutantFileTests {
    private static let file = """
        Wrong answers to a thing that nobody is asked for.

        MUTANT AA1 loses
        formula: f = 2 g
        hint: where does the 2 come from?
        source: constructed
            let f = 2 * g
            return f

        MUTANT AA2 keeps
        formula: f = g, backwards
        hint: none
        source: somewhere: else
            if g == 0 {
                return 0
            }

        """

    @Test("every mutant has its id, exercise, fields and code")
    func wellFormed() throws {
        let mutants = try parseMutants(Self.file, file: "Some/Folder/thing.backward.txt")
        #expect(
            mutants == [
                Mutant(
                    id: "AA1", exercise: "thing.backward", keepsPoints: false, formula: "f = 2 g",
                    hint: "where does the 2 come from?", source: "constructed",
                    code: ["        let f = 2 * g", "        return f"]),
                Mutant(
                    id: "AA2", exercise: "thing.backward", keepsPoints: true,
                    formula: "f = g, backwards", hint: "none", source: "somewhere: else",
                    code: ["        if g == 0 {", "            return 0", "        }"]),
            ])
    }

    @Test("a mutant in the first line counts too")
    func firstLine() throws {
        let text = Self.file.components(separatedBy: "\n").dropFirst(2).joined(separator: "\n")
        #expect(text.hasPrefix("MUTANT AA1"))
        #expect(try parseMutants(text, file: "a.b.txt").map(\.id) == ["AA1", "AA2"])
    }

    @Test(
        "a mutant with a part missing is an error with file and line",
        arguments: [
            ("MUTANT AA2 keeps", "MUTANT AA2", 10), ("MUTANT AA2 keeps", "MUTANT AA2 kept", 10),
            ("MUTANT AA2 keeps", "MUTANT AA2 keeps it", 10),
            ("MUTANT AA1 loses", "MUTANT loses", 3), ("formula: f = 2 g", "formel: f", 3),
            ("hint: none", "", 10), ("source: constructed", "source:", 3),
            ("    let f = 2 * g\n    return f", "let f = 2 * g", 3),
        ])
    func malformed(right: String, wrong: String, line: Int) throws {
        let text = Self.file.replacing(right, with: wrong)
        #expect(text != Self.file)
        let found = faults { _ = try parseMutants(text, file: "a.b.txt") }
        #expect(found.count == 1)
        #expect(found.first?.hasPrefix("a.b.txt:\(line): ") == true, "\(found)")
    }

    @Test("all malformed mutants are reported")
    func all() {
        let text = Self.file.replacing("hint: ", with: "hints: ")
        let found = faults { _ = try parseMutants(text, file: "a.b.txt") }
        #expect(found.count == 2)
    }

    @Test("a file without mutants is an error", arguments: ["", "Only a comment.\n"])
    func none(text: String) {
        let found = faults { _ = try parseMutants(text, file: "a.b.txt") }
        #expect(found.first?.hasPrefix("a.b.txt: ") == true, "\(found)")
    }
}
