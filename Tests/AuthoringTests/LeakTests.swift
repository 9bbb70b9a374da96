import Authoring
import Testing

@Suite("Lines that would give an answer away")
struct LeakTests {
    private func marked(
        _ solution: String, standIn: String? = nil, outside: String = "func f() {",
        id: String = "a.f"
    ) -> String {
        var lines = [outside, "    // BEGIN SOLUTION \(id)", solution]
        if let standIn { lines += ["    // STUB", "    // \(standIn)"] }
        return (lines + ["    // END SOLUTION \(id)", "}"]).joined(separator: "\n")
    }

    private let answer = "let total = apples + pears * 3"

    @Test("a line of a solution is an answer, without its indentation")
    func inside() throws {
        let files = ["A.swift": marked("        \(answer)\t")]
        #expect(try answerLines(in: files, blank: .backward) == [answer])
    }

    @Test("24 characters are too few, 25 are enough", arguments: [(24, 0), (25, 1), (26, 1)])
    func length(count: Int, answers: Int) throws {
        let files = ["A.swift": marked("    " + String(repeating: "x", count: count))]
        #expect(try answerLines(in: files, blank: .backward).count == answers)
    }

    @Test("a line that stands outside any region too is no answer")
    func outside() throws {
        let files = ["A.swift": marked(answer), "B.swift": "  \(answer)\n"]
        #expect(try answerLines(in: files, blank: .backward).isEmpty)
    }

    @Test("a line of a stand-in is no answer")
    func standIns() throws {
        let files = ["A.swift": marked("    \(answer)", standIn: answer)]
        #expect(try answerLines(in: files, blank: .backward).isEmpty)
    }

    @Test("forward passes hold answers only where they are cut")
    func forward() throws {
        let files = ["A.swift": marked(answer, id: "a.forward")]
        #expect(try answerLines(in: files, blank: .backward).isEmpty)
        #expect(try answerLines(in: files, blank: .all) == [answer])
    }

    @Test("a line that is an answer in one region and given in another is none")
    func given() throws {
        let files = ["A.swift": marked(answer), "B.swift": marked(answer, id: "b.forward")]
        #expect(try answerLines(in: files, blank: .backward).isEmpty)
        #expect(try answerLines(in: files, blank: .all) == [answer])
    }

    @Test("pages hold answers as well")
    func pages() throws {
        let page = """
            <!-- BEGIN SOLUTION question.fruit -->
            Three times as many pears as apples.
            <!-- END SOLUTION question.fruit -->
            """
        let answers = try answerLines(in: ["page.md": page], blank: .backward)
        #expect(answers == ["Three times as many pears as apples."])
    }

    @Test("malformed markers are an error here too")
    func malformed() {
        let found = faults {
            _ = try answerLines(in: ["A.swift": "\n// END SOLUTION a.f"], blank: .backward)
        }
        #expect(found.first?.hasPrefix("A.swift:2: ") == true)
    }

    @Test("a text without the answer has no leak")
    func clean() {
        let text = "let total = apples\n    + pears * 3\n"
        #expect(leaks(in: text, file: "A.swift", answers: [answer]).isEmpty)
        #expect(leaks(in: text, file: "A.swift", answers: []).isEmpty)
    }

    @Test(
        "an answer is found whatever stands around it",
        arguments: [
            ("", ""), ("            ", ""), ("\t\t", "  "), ("// ", ""), ("print(\"", "\")"),
            ("é🍐", "🍎"), ("* ", " | and so on |"),
        ])
    func found(before: String, after: String) throws {
        let line = before + answer + after
        let found = leaks(in: "one\n\(line)\nthree", file: "B.md", answers: [answer])
        let leak = try #require(found.first)
        #expect(found.count == 1)
        #expect(leak.hasPrefix("B.md:2: "))
        #expect(leak.contains(answer))
    }

    @Test("a leak in a file with CRLF is found in its line")
    func carriageReturns() {
        let found = leaks(in: "one\r\n  \(answer)\r\n", file: "B.md", answers: [answer])
        #expect(found == ["B.md:2: \(answer)"])
    }

    @Test("every line with a leak is reported")
    func several() {
        let other = "let baskets = total / 4 + spares"
        let text = [answer, "nothing", other, answer].joined(separator: "\n")
        let found = leaks(in: text, file: "B.md", answers: [answer, other])
        #expect(found == ["B.md:1: \(answer)", "B.md:3: \(other)", "B.md:4: \(answer)"])
    }
}
