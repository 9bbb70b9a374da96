import Foundation
import Testing

@testable import Authoring

/// A marked text with a mistake, and what the first fault must say.
struct Malformed: Sendable, CustomTestStringConvertible {
    let name: String
    let line: Int
    let words: String
    let text: String
    let file: String

    init(
        _ name: String, line: Int, _ words: String, _ text: String, file: String = "Folder/A.swift"
    ) {
        (self.name, self.line, self.words, self.text, self.file) = (name, line, words, text, file)
    }

    var testDescription: String { name }
}

@Suite("Regions of a marked text")
struct RegionTests {
    @Test("a region has its id, line, indentation, solution and stand-in")
    func wellFormed() throws {
        let text = """
            func f() -> Int {
                // BEGIN SOLUTION a.f
                let n = 1
                return n
                // STUB
                // let m = 2
                //     .advanced(by: 1)
                // return m
                // END SOLUTION a.f
            }
            """
        let marked = try parseRegions(text, file: "A.swift")
        let region = try #require(marked.regions.first)
        #expect(marked.regions.count == 1)
        #expect(region.id == "a.f")
        #expect(region.line == 2)
        #expect(region.indentation == "    ")
        #expect(region.solution == ["    let n = 1", "    return n"])
        #expect(region.standIn == ["    let m = 2", "        .advanced(by: 1)", "    return m"])
        #expect(marked.text { _ in ["-"] } == "func f() -> Int {\n-\n}")
    }

    @Test("a region without STUB has no stand-in, and one without lines no solution")
    func empty() throws {
        let text = "// BEGIN SOLUTION a.f\n// END SOLUTION a.f"
        let region = try #require(try parseRegions(text, file: "A.swift").regions.first)
        #expect(region.solution.isEmpty)
        #expect(region.standIn.isEmpty)
        #expect(region.indentation == "")
    }

    @Test("several regions come in order, with the text around them")
    func several() throws {
        let text = """
            one
            // BEGIN SOLUTION a.f
            two
            // END SOLUTION a.f
            // BEGIN SOLUTION a-b.g.2
            three
            // END SOLUTION a-b.g.2
            four

            """
        let marked = try parseRegions(text, file: "A.swift")
        #expect(marked.regions.map(\.id) == ["a.f", "a-b.g.2"])
        #expect(marked.regions.map(\.line) == [2, 5])
        #expect(marked.text { _ in nil } == "one\ntwo\nthree\nfour\n")
        #expect(marked.text { [$0.id] } == "one\na.f\na-b.g.2\nfour\n")
    }

    @Test("a text without regions is one piece, unchanged", arguments: ["", "\n", "a\n\nb", "a\n"])
    func none(text: String) throws {
        let marked = try parseRegions(text, file: "A.swift")
        #expect(marked.regions.isEmpty)
        #expect(marked.text { _ in ["lost"] } == text)
    }

    @Test("tabs indent as well as spaces")
    func tabs() throws {
        let text = """
            \t\t// BEGIN SOLUTION a.f
            \t\tone
            \t\t// STUB
            \t\t// two
            \t\t// END SOLUTION a.f
            """
        let region = try #require(try parseRegions(text, file: "A.swift").regions.first)
        #expect(region.indentation == "\t\t")
        #expect(region.solution == ["\t\tone"])
        #expect(region.standIn == ["\t\ttwo"])
    }

    @Test("a file with CRLF has the same regions")
    func carriageReturns() throws {
        let text = "a\r\n  // BEGIN SOLUTION a.f\r\n  b\r\n  // END SOLUTION a.f\r\nc\r\n"
        let marked = try parseRegions(text, file: "A.swift")
        #expect(marked.regions.map(\.id) == ["a.f"])
        #expect(marked.regions.map(\.line) == [2])
        #expect(marked.regions.map(\.solution) == [["  b\r"]])
        #expect(marked.text { _ in ["-\r"] } == "a\r\n-\r\nc\r\n")
    }

    @Test("in markdown the markers are comments of markdown")
    func markdown() throws {
        let text = """
            What is 1 + 1?

            <!-- BEGIN SOLUTION question.sum.1 -->
            Two.
            <!-- STUB -->
            *Your answer here.*
            <!-- END SOLUTION question.sum.1 -->
            """
        let region = try #require(try parseRegions(text, file: "a/page.md").regions.first)
        #expect(region.id == "question.sum.1")
        #expect(region.line == 3)
        #expect(region.solution == ["Two."])
        #expect(region.standIn == ["*Your answer here.*"])
    }

    static let malformed = [
        Malformed("END without BEGIN", line: 2, "never began", "a\n// END SOLUTION x.y\n"),
        Malformed("BEGIN without END", line: 2, "never ends", "a\n// BEGIN SOLUTION x.y\nb\n"),
        Malformed(
            "nested", line: 2, "begins inside x.y",
            """
            // BEGIN SOLUTION x.y
            // BEGIN SOLUTION x.z
            // END SOLUTION x.z
            // END SOLUTION x.y
            """),
        Malformed(
            "the same id twice", line: 3, "x.y has a second region",
            """
            // BEGIN SOLUTION x.y
            // END SOLUTION x.y
            // BEGIN SOLUTION x.y
            // END SOLUTION x.y
            """),
        Malformed(
            "END of another id", line: 3, "x.z ends, but x.y began in line 1",
            "// BEGIN SOLUTION x.y\na\n// END SOLUTION x.z"),
        Malformed(
            "wrong case of BEGIN", line: 1, "looks like a marker",
            "// begin solution x.y\n// END SOLUTION x.y"),
        Malformed(
            "wrong case of both", line: 1, "looks like a marker",
            "// Begin Solution x.y\na\n// End Solution x.y"),
        Malformed(
            "a typo in SOLUTION", line: 2, "looks like a marker",
            "// BEGIN SOLUTION x.y\n// END SOLUTON x.y"),
        Malformed(
            "a marker behind code", line: 1, "looks like a marker",
            "let a = 1 // BEGIN SOLUTION x.y\n// END SOLUTION x.y"),
        Malformed(
            "code behind a marker", line: 1, "looks like a marker",
            "/* BEGIN SOLUTION x.y */ let a = 1\n/* END SOLUTION x.y */"),
        Malformed(
            "no id", line: 1, "looks like a marker", "// BEGIN SOLUTION\n// END SOLUTION"),
        Malformed(
            "an id without a dot", line: 1, "looks like a marker",
            "// BEGIN SOLUTION xy\n// END SOLUTION xy"),
        Malformed(
            "an id in capitals", line: 1, "looks like a marker",
            "// BEGIN SOLUTION X.y\n// END SOLUTION X.y"),
        Malformed(
            "no space after the slashes", line: 1, "looks like a marker",
            "//BEGIN SOLUTION x.y\n//END SOLUTION x.y"),
        Malformed(
            "a colon", line: 1, "looks like a marker",
            "// BEGIN SOLUTION: x.y\n// END SOLUTION: x.y"),
        Malformed(
            "words behind the id", line: 1, "looks like a marker",
            "// BEGIN SOLUTION x.y please\n// END SOLUTION x.y please"),
        Malformed(
            "the words the other way round", line: 1, "looks like a marker",
            "// SOLUTION BEGIN x.y\n// SOLUTION END x.y"),
        Malformed(
            "marker words in a string", line: 1, "looks like a marker",
            "let text = \"// BEGIN SOLUTION x.y\""),
        Malformed(
            "marker words in a doc comment", line: 1, "looks like a marker",
            "/// BEGIN SOLUTION x.y\n/// END SOLUTION x.y"),
        Malformed("STUB outside", line: 2, "STUB stands outside", "a\n// STUB\nb"),
        Malformed(
            "two STUBs", line: 4, "a second STUB",
            """
            // BEGIN SOLUTION x.y
            // STUB
            // a
            // STUB
            // END SOLUTION x.y
            """),
        Malformed(
            "code after STUB", line: 4, "every line is a comment",
            """
            // BEGIN SOLUTION x.y
            // STUB
            // a
            let a = 1
            // END SOLUTION x.y
            """),
        Malformed(
            "STUB in small letters", line: 2, "looks like a marker",
            "// BEGIN SOLUTION x.y\n// stub\n// END SOLUTION x.y"),
        Malformed(
            "STUB without a space", line: 2, "looks like a marker",
            "// BEGIN SOLUTION x.y\n//STUB\n// END SOLUTION x.y"),
        Malformed(
            "a Swift marker in markdown", line: 1, "looks like a marker",
            "// BEGIN SOLUTION x.y\n// END SOLUTION x.y", file: "Folder/page.md"),
        Malformed(
            "a markdown marker in Swift", line: 1, "looks like a marker",
            "<!-- BEGIN SOLUTION x.y -->\n<!-- END SOLUTION x.y -->"),
        Malformed(
            "a markdown marker without spaces", line: 1, "looks like a marker",
            "<!--BEGIN SOLUTION x.y-->\n<!--END SOLUTION x.y-->", file: "Folder/page.md"),
        Malformed(
            "a markdown marker in a sentence", line: 1, "looks like a marker",
            "Two. <!-- END SOLUTION x.y -->", file: "Folder/page.md"),
        Malformed(
            "a bad marker in a file with CRLF", line: 3, "never began",
            "a\r\nb\r\n// END SOLUTION x.y\r\n"),
    ]

    @Test("what is malformed is an error with file and line", arguments: malformed)
    func complains(about malformed: Malformed) throws {
        let found = faults { _ = try parseRegions(malformed.text, file: malformed.file) }
        let first = try #require(found.first)
        #expect(first.hasPrefix("\(malformed.file):\(malformed.line): "), "\(found)")
        #expect(first.contains(malformed.words), "\(found)")
    }

    @Test("words after STUB are an error, not part of the solution")
    func trailingWords() {
        let text = "// BEGIN SOLUTION x.y\na\n// STUB now\n// b\n// END SOLUTION x.y"
        let found = faults { _ = try parseRegions(text, file: "A.swift") }
        #expect(found.first?.hasPrefix("A.swift:3: ") == true, "\(found)")
    }

    @Test("every fault of a file is reported, not only the first")
    func all() {
        let text = "// END SOLUTION x.y\n// STUB\n// begin solution x.z"
        let error = MarkerError(faults: faults { _ = try parseRegions(text, file: "A.swift") })
        #expect(error.faults.count == 3)
        #expect(error.description.components(separatedBy: "\n").count == 3)
        for (index, fault) in error.faults.enumerated() {
            #expect(fault.hasPrefix("A.swift:\(index + 1): "))
        }
    }

    @Test("ordinary words about beginnings, ends and solutions are no markers")
    func ordinary() throws {
        let text = """
            // The solution of the equation begins to oscillate.
            // From beginning to end: no stub of it is left.
            let stub = "a stub"  // the stub
            /// Ends where the list ends.
            """
        #expect(try parseRegions(text, file: "A.swift").regions.isEmpty)
    }

    private static let lines = [
        "func f() {", "    // BEGIN SOLUTION x.y", "    secret", "    // END SOLUTION x.y", "}",
    ]

    @Test(
        "one letter too many, too few or wrong in a marker never leaves a solution",
        arguments: [1, 3])
    func typos(line: Int) {
        let marker = Array(Self.lines[line])
        var misspelt: Set<[Character]> = []
        for i in marker.indices {
            misspelt.insert(Array(marker[..<i] + marker[(i + 1)...]))
            for letter in "Qq/. \t-0é" {
                misspelt.insert(Array(marker[..<i] + [letter] + marker[i...]))
                misspelt.insert(Array(marker[..<i] + [letter] + marker[(i + 1)...]))
            }
            if i > 0 {
                misspelt.insert(
                    Array(marker[..<(i - 1)] + [marker[i], marker[i - 1]] + marker[(i + 1)...]))
            }
        }
        #expect(misspelt.count > 400)
        for typo in misspelt {
            var lines = Self.lines
            lines[line] = String(typo)
            let text = lines.joined(separator: "\n")
            let found = try? learnerText(text, file: "A.swift", blank: .backward)
            #expect(found?.contains("secret") != true, "\(lines[line])")
        }
    }
}
