import Foundation
import Layers
import Testing

@testable import Grading
@testable import Layers

@Suite("The page in HTML")
struct HTMLReportTests {
    private func page(
        _ results: [ExerciseResult], code: String = "", command: String = "swift run grade"
    ) -> String {
        let result = GradeResult(seed: 3, results: results)
        return HTMLReport(result, sources(for: result, code: code)).text()
    }

    @Test("points, seed and command are at the top")
    func top() {
        let found = page([outcome(synthetic(), .passed), outcome(synthetic(points: 6), .crashed)])
        #expect(found.contains("<h1>4 of 10 points</h1>"))
        #expect(found.contains("Seed 3. The same again: <code>swift run grade --seed 3</code>"))
        #expect(found.contains("lang=\"en\""))
    }

    @Test("every exercise of the table is linked to its section")
    func links() throws {
        let result = try everyStatus()
        let found = HTMLReport(result, sources(for: result, code: "")).text()
        for exercise in result.results.map(\.exercise) {
            let anchor = HTMLExercise.anchor(of: exercise)
            #expect(found.contains("href=\"#\(anchor)\""))
            #expect(found.components(separatedBy: "id=\"\(anchor)\"").count == 2)
        }
    }

    @Test("nothing is fetched from anywhere")
    func selfContained() throws {
        let result = try everyStatus()
        let found = HTMLReport(result, sources(for: result, code: "")).text()
        for match in found.matches(of: /(?:src|href)\s*=\s*"([^"]*)"/) {
            #expect(match.1.hasPrefix("#"))
        }
        for word in ["url(", "@import", "<script", "<link", "<img", "http:", "https:"] {
            #expect(!found.contains(word), "\(word)")
        }
    }

    @Test("no page is larger than 2 MB, even if everything fails and the code is endless")
    func size() throws {
        let code = String(repeating: String(repeating: "&", count: 500) + "\n", count: 310)
        let printed = (0..<30).map { "\($0)" + String(repeating: "<", count: 500) }
            .joined(separator: "\n")
        let results = try (0..<78).map { index in
            let exercise = synthetic("plum\(index).backward", .backward(of: ["a", "b", "c", "d"]))
            let checks = ["da", "db", "dc", "dd"].map { wrongCheck($0, rows: 40, columns: 50) }
            var result = outcome(
                exercise, .failed, checks: checks, message: index == 0 ? longLine : printed,
                place: "\(exercise.path):40", printed: printed)
            result.stages = try stageTable(60)
            return result
        }
        let found = page(results, code: "func backward() {\n\(code)}\n")
        #expect(found.utf8.count <= HTMLReport.mostBytes)
        #expect(found.contains("more lines"))
        #expect(found.contains("more characters"))
        #expect(found.contains("Each cell is the average of a block of"))
        #expect(found.contains("earlier steps are left out"))
    }

    @Test(
        "whatever a learner writes comes through and stays text",
        .enabled(if: hasPython, "There is no python3."))
    func hostile() throws {
        let results = hostileTexts.enumerated().map { index, words in
            outcome(
                synthetic("plum\(index).backward"), .crashed, message: words, place: "\(words):1",
                printed: words)
        }
        let code = "func backward() {\n\(hostileTexts.joined(separator: "\n"))\n}\n"
        let script = """
            root = tree.parse(path).getroot()
            words = [p.text for p in root.iter("p") if p.get("class") == "message"]
            words += ["".join(p.itertext()) for p in root.iter("pre") if p.get("aria-label") == "printed"]
            words += ["".join(p.itertext()) for p in root.iter("pre") if p.get("aria-label") == "code"][:1]
            print(json.dumps(words))
            """
        let found = try python(script, on: page(results, code: code))
        let expected = hostileTexts.map(printable)
        #expect(found.prefix(expected.count) == expected[...])
        #expect(found.dropFirst(expected.count).prefix(expected.count) == expected[...])
        let listing = try #require(found.last)
        for words in hostileTexts {
            #expect(listing.contains(printable(words.replacing("\t", with: "    "))))
        }
    }

    @Test("what is too long is cut, and it is said how much")
    func cut() {
        let found = page(
            [outcome(.crashed, message: longLine, printed: longLine)],
            code: "func backward() {\n\(longLine)\n}\n")
        #expect(found.utf8.count < 50_000)
        #expect(found.contains("and \(longLine.count - 400) more characters"))
    }

    @Test("both schemes have enough contrast", arguments: ["light", "dark"])
    func contrast(name: String) {
        let scheme = name == "light" ? HTMLStyle.light : HTMLStyle.dark
        for (use, ink) in scheme.inks {
            #expect(ink.contrast(to: scheme.paper) >= 4.5, "\(use)")
            #expect(ink.contrast(to: scheme.box) >= 4.5, "\(use)")
        }
    }

    @Test("the style sheet needs no escaping")
    func style() {
        #expect(!HTMLStyle.text.contains { "<>&".contains($0) })
    }

    private let code = """
        public struct Plum {
            public func forward(_ x: Matrix) -> Matrix {
                x
            }

            public func backward(
                _ dout: Matrix
            ) -> Matrix {
                if dout.rows > 1 {
                    stageGradient("step2", dout)
                }
                return dout
            }
        }
        """

    @Test("the learner's function is listed from its first line to its brace")
    func listing() throws {
        let found = try #require(CodeListing(of: "plum.backward", in: code, stub: ""))
        #expect(found.range == 6...13)
        #expect(found.lines.last == "    }")
        #expect(CodeListing(of: "plum.sideways", in: code, stub: "") == nil)
        let windows = code.replacing("\n", with: "\r\n")
        #expect(CodeListing(of: "plum.backward", in: windows, stub: "")?.lines == found.lines)
    }

    @Test("of two functions that begin alike, the one at the hole's place is listed")
    func twins() throws {
        let twice = code + "\n" + code
        let end = code.components(separatedBy: "\n").count
        let stub = twice.components(separatedBy: "\n").enumerated().map { index, line in
            index == end + 8 ? "yourCodeHere(\"pear.backward\")" : line
        }
        let found = CodeListing(
            of: "pear.backward", in: twice, stub: stub.joined(separator: "\n"))
        #expect(found?.first == end + 6)
    }

    @Test("the line of a crash is marked, and so is that of the first wrong step")
    func marks() throws {
        let crash = outcome(.crashed, place: "Sources/Assignments/Assignment1/Plum.swift:9")
        #expect(page([crash], code: code).contains("<p>Line 9: it crashed here.</p>"))
        var failed = outcome(.failed, checks: [try comparedCheck("dx", wrong: 1)])
        failed.stages = try stageTable(4)
        #expect(page([failed], code: code).contains("<p>Line 10: the first wrong step.</p>"))
    }

    @Test("of a file that is not UTF-8 the line is marked where it is not")
    func unreadable() {
        let bad = code.replacing("return dout", with: "return dout // caf\u{FFFD}")
        let fault = outcome(
            .doesNotCompile, place: "Sources/Assignments/Assignment1/Plum.swift:1")
        #expect(page([fault], code: bad).contains("<p>Line 12: the first error.</p>"))
    }

    @Test("a place outside the function is shown, too")
    func elsewhere() {
        let crash = outcome(.crashed, place: "Sources/Assignments/Assignment1/Plum.swift:3")
        let found = page([crash], code: code)
        #expect(found.contains("<p>Line 3: it crashed here.</p>"))
        #expect(found.contains("<span class=\"number\"> 6</span>"))
    }
}
