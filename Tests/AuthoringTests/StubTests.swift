import Authoring
import Foundation
import Testing

/// A random marked file, and what must become of it.
private struct RandomFile {
    /// The marked text.
    var text = ""
    /// The text with a hole in place of every region.
    var holes = ""
    /// The text with holes in place of all but forward regions.
    var backwardHoles = ""
    /// The text with every region solved.
    var solved = ""
    /// The text with the stand-in, or a hole, in place of every region.
    var standIns = ""

    /// Occurs in every line of a solution, and nowhere else.
    static let token = "S3CR3T"

    private static let outside = [
        "", "    ", "\t", "// a comment", "let 🍐 = \"é\" // ü", "struct A {", "}", "\tlet t = 1",
        "/// A sentence about the end.", "let ﬁ = \"\u{1F468}\u{200D}\u{1F469}\"  ", "e\u{301}",
        "func backward() { // the beginning",
    ]

    init(seed: Int, lineEnd: String) {
        var dice = Dice(seed: seed)
        func add(_ line: String, to texts: WritableKeyPath<RandomFile, String>...) {
            for text in texts { self[keyPath: text] += line + lineEnd }
        }
        let everywhere: [WritableKeyPath<RandomFile, String>] = [
            \.text, \.holes, \.backwardHoles, \.solved, \.standIns,
        ]
        for number in 0..<dice.index(below: 6) {
            for _ in 0..<dice.index(below: 4) {
                let line = dice.pick(Self.outside)
                for text in everywhere { add(line, to: text) }
            }
            let indentation = dice.pick(["", "    ", "\t", "\t  ", "                "])
            let function = dice.pick(["forward", "backward", "train"])
            let id = "thing-\(number).\(function)"
            let hole = "\(indentation)yourCodeHere(\"\(id)\")"
            add("\(indentation)// BEGIN SOLUTION \(id)\(dice.pick(["", " ", "\t"]))", to: \.text)
            add(hole, to: \.holes)
            if function != "forward" { add(hole, to: \.backwardHoles) }
            for _ in 0..<dice.index(below: 4) {
                let line =
                    dice.pick(["", "    ", "\t", "        "])
                    + dice.pick(["let ü = ", "// ", "if ", "} else ", "/// ", "\"🍎\" + "])
                    + Self.token + dice.pick(["", "  ", " {", "\t}"])
                add(line, to: \.text, \.solved)
                if function == "forward" { add(line, to: \.backwardHoles) }
            }
            let standIn = (0..<dice.index(below: 3)).map { "stand(in: \($0))" }
            if !standIn.isEmpty || dice.index(below: 2) == 0 {
                add("\(indentation)// STUB", to: \.text)
            }
            for line in standIn {
                add("\(indentation)// \(line)", to: \.text)
                add("\(indentation)\(line)", to: \.standIns)
            }
            if standIn.isEmpty { add(hole, to: \.standIns) }
            add("\(indentation)// END SOLUTION \(id)", to: \.text)
        }
        let last = dice.pick(Self.outside)
        for text in everywhere { self[keyPath: text] += last }
    }
}

@Suite("Trees without answers, and the learner's files")
struct StubTests {
    private static let marked = """
        struct Thing {
            func forward() -> Int {
                // BEGIN SOLUTION thing.forward
                return 1
                // END SOLUTION thing.forward
            }

            func backward() -> Int {
                // BEGIN SOLUTION thing.backward
                let two = 2
                return two
                // STUB
                // let three = slow {
                //     3
                // }
                // return three
                // END SOLUTION thing.backward
            }
        }

        """

    @Test("the kit has the stand-in, indented like the code, and the given forward pass")
    func kit() throws {
        let text = try kitText(Self.marked, file: "A.swift", blank: .backward)
        #expect(
            text == """
                struct Thing {
                    func forward() -> Int {
                        return 1
                    }

                    func backward() -> Int {
                        let three = slow {
                            3
                        }
                        return three
                    }
                }

                """)
    }

    @Test("a cut region without a stand-in is a hole in the kit")
    func kitHole() throws {
        let text = try kitText(Self.marked, file: "A.swift", blank: .all)
        #expect(text.contains("        yourCodeHere(\"thing.forward\")\n"))
        #expect(!text.contains("return 1"))
        #expect(text.contains("return three"))
    }

    @Test("the kit's text of the kit's text is the same", arguments: Blank.allCases)
    func idempotent(blank: Blank) throws {
        let once = try kitText(Self.marked, file: "A.swift", blank: blank)
        #expect(once != Self.marked)
        #expect(try kitText(once, file: "A.swift", blank: blank) == once)
    }

    @Test("what is cut", arguments: ["a.backward", "a.train", "a.forward", "question.a.1"])
    func cut(id: String) {
        #expect(Blank.all.cuts(id))
        #expect(Blank.backward.cuts(id) == (id != "a.forward"))
    }

    @Test("the learner's file has a header, and holes where something is cut")
    func learner() throws {
        let text = try learnerText(Self.marked, file: "A.swift", blank: .backward)
        let lines = text.components(separatedBy: "\n")
        #expect(lines[0].hasPrefix("// Yours to fill in"))
        #expect(lines[2] == "import Layers")
        #expect(lines[3] == "")
        #expect(
            lines[4...].joined(separator: "\n") == """
                struct Thing {
                    func forward() -> Int {
                        return 1
                    }

                    func backward() -> Int {
                        yourCodeHere("thing.backward")
                    }
                }

                """)
    }

    @Test("without a blank the learner's file is solved")
    func solved() throws {
        let text = try learnerText(Self.marked, file: "A.swift", blank: nil)
        #expect(text.contains("        return 1\n"))
        #expect(text.contains("        let two = 2\n        return two\n"))
        #expect(!text.contains("yourCodeHere(\""))
        #expect(!text.contains("three"))
    }

    @Test("given answers come before anything else", arguments: [nil, Blank.backward, .all])
    func answers(blank: Blank?) throws {
        let answers = ["thing.backward": ["        return 7"]]
        let text = try learnerText(Self.marked, file: "A.swift", blank: blank, answers: answers)
        #expect(text.contains("func backward() -> Int {\n        return 7\n    }"))
        #expect(text.contains("yourCodeHere(\"thing.forward\")") == (blank == .all))
    }

    @Test("a page loses its answers, and keeps what follows STUB")
    func page() throws {
        let page = """
            # Fruit

            <!-- BEGIN SOLUTION question.one -->
            An apple.
            <!-- STUB -->
            *Yours to answer.*
            <!-- END SOLUTION question.one -->
            And then?
            <!-- BEGIN SOLUTION question.two -->
            A pear.
            <!-- END SOLUTION question.two -->
            The last line.
            """
        let text = try pageText(page, file: "page.md")
        #expect(text == "# Fruit\n\n*Yours to answer.*\nAnd then?\nThe last line.")
        #expect(try pageText(text, file: "page.md") == text)
    }

    @Test("malformed markers stop every way of cutting")
    func malformed() {
        let text = "a\n// BEGIN SOLUTION a.f\n"
        for file in ["A.swift", "B.swift"] {
            let begun = "\(file):2: "
            let ways = [
                faults { _ = try kitText(text, file: file, blank: .all) },
                faults { _ = try learnerText(text, file: file, blank: nil) },
                faults { _ = try pageText(text, file: file) },
            ]
            for found in ways { #expect(found.first?.hasPrefix(begun) == true, "\(found)") }
        }
    }

    @Test(
        "of 300 random files nothing but the solutions changes, byte for byte",
        arguments: ["\n", "\r\n"])
    func random(lineEnd: String) throws {
        let header = try learnerText("", file: "A.swift", blank: .all)
        var regions = 0
        for seed in 0..<300 {
            let file = RandomFile(seed: seed, lineEnd: lineEnd)
            func learner(_ blank: Blank?) throws -> String {
                try learnerText(file.text, file: "A.swift", blank: blank)
            }
            // A hole or a stand-in may end its line with \n alone.
            func same(_ found: String, _ expected: String, isWritten: Bool = true) -> Bool {
                if !isWritten || lineEnd == "\n" {
                    return Array(found.utf8) == Array(expected.utf8)
                }
                return found.utf8.filter { $0 != 13 } == expected.utf8.filter { $0 != 13 }
            }
            let all = try learner(.all)
            try #require(same(all, header + file.holes), "seed \(seed)")
            #expect(!all.contains(RandomFile.token), "seed \(seed)")
            try #require(same(try learner(.backward), header + file.backwardHoles), "seed \(seed)")
            try #require(
                same(try learner(nil), header + file.solved, isWritten: false), "seed \(seed)")
            let kit = try kitText(file.text, file: "A.swift", blank: .all)
            try #require(same(kit, file.standIns), "seed \(seed)")
            #expect(try kitText(kit, file: "A.swift", blank: .all) == kit, "seed \(seed)")
            regions += try parseRegions(file.text, file: "A.swift").regions.count
        }
        #expect(regions > 500)
    }
}
