import Foundation
import Layers
import Testing

@testable import Grading

@Suite("The report in text")
struct TextReportTests {
    private func text(
        _ results: [ExerciseResult], colours: Bool = false, showsAll: Bool = true
    ) -> String {
        TextReport(
            GradeResult(seed: 1, results: results), palette: Palette(isOn: colours),
            showsAll: showsAll
        ).text()
    }

    private let plum = synthetic("plum.backward")
    private let pear = synthetic("pear.backward", points: 6)
    private let fig = synthetic("fig.backward", assignment: "Assignment2", points: 10)

    @Test("a line for each exercise under its assignment, then the points")
    func table() {
        let lines = text([outcome(plum, .passed), outcome(pear, .passed), outcome(fig, .crashed)])
            .components(separatedBy: "\n")
        #expect(lines[0] == "Assignment1")
        #expect(lines[1].hasPrefix("  plum.backward"))
        #expect(lines[1].hasSuffix("4 of 4   passed"))
        #expect(lines[2].hasSuffix("6 of 6   passed"))
        #expect(lines[3] == "Assignment2")
        #expect(lines[4].hasSuffix("0 of 10   crashed"))
        #expect(lines[5] == "")
        #expect(lines[6] == "10 of 20 points")
    }

    @Test("full marks say so, and nothing is left to do")
    func full() {
        let found = text([outcome(plum, .passed)])
        #expect(found.hasSuffix("4 of 4 points\n\nEverything here is right."))
        #expect(!found.contains("run "))
    }

    @Test("a part of the points has two decimals, and names the wrong checks")
    func part() throws {
        let three = synthetic(points: 4, .backward(of: ["x", "y", "z"]))
        let checks = [
            try comparedCheck("dx"), try comparedCheck("dy", wrong: 1), try comparedCheck("dz"),
        ]
        let found = text([outcome(three, .failed, checks: checks)])
        #expect(found.contains("2.67 of 4   failed: dy\n"))
        #expect(found.contains("2.67 of 4 points"))
        #expect(found.contains("  right: dx, dz\n"))
        #expect(!found.contains("Everything"))
    }

    @Test("a wrong gradient is shown with its worst entry, and beside the numeric one if small")
    func gradient() throws {
        let found = text([outcome(plum, .failed, checks: [try comparedCheck("dx", wrong: 1)])])
        #expect(found.contains("  dx (1, 2): 1 of 2 entries wrong; case A, seed 1\n"))
        #expect(found.contains("    worst at [0, 0]   yours 4   numeric 3 +- "))
        #expect(found.contains("off by 8.3e-02 of the largest entry, allowed "))
        let lines = found.components(separatedBy: "\n")
        let heads = try #require(
            lines.firstIndex { $0.contains("yours") && $0.hasSuffix("numeric") })
        #expect(lines[heads + 1].hasPrefix("    [4  12]"))
        #expect(lines[heads + 1].hasSuffix("[3  12]"))
    }

    @Test("a large gradient is not printed whole")
    func large() throws {
        let x = Matrix.linspace(from: 1, to: 2, rows: 4, columns: 4)
        let comparison = try compareGradient(
            5 + x, at: x, dout: [Double](repeating: 1, count: 16)
        ) { $0.elements.map(cube) }
        let check = CheckResult(
            name: "dx", status: .failed, comparison: comparison, setting: "case B, seed 1",
            sentence: nil)
        let found = text([outcome(plum, .failed, checks: [check])])
        #expect(found.contains("dx (4, 4): 16 of 16 entries wrong; case B, seed 1"))
        #expect(!found.contains("yours   "))
    }

    @Test("a wrong shape and NaN are told in words")
    func shapes() throws {
        let x: Matrix = [[1, 2]]
        func found(_ gradient: Matrix) throws -> String {
            let comparison = try compareGradient(gradient, at: x, dout: [1, 1]) {
                $0.elements.map(cube)
            }
            let check = CheckResult(
                name: "dx", status: .failed, comparison: comparison, setting: "case A, seed 1",
                sentence: nil)
            return text([outcome(plum, .failed, checks: [check])])
        }
        #expect(try found([[3], [12]]).contains("dx has shape (2, 1), and should have (1, 2)"))
        #expect(try found([[3, .nan]]).contains("NaN or infinity, first at [0, 1]"))
    }

    @Test("what is wrong comes before what is not begun, and only one exercise is shown")
    func next() {
        let results = [
            outcome(plum, .notWritten), outcome(pear, .crashed, message: "It crashed."),
            outcome(fig, .timedOut, message: "It did not end."),
        ]
        let found = text(results, showsAll: false)
        #expect(found.hasSuffix("  run   swift run grade pear.backward"))
        #expect(found.contains("It crashed."))
        #expect(!found.contains("It did not end."))
        #expect(!found.contains("plum.backward: not written"))
    }

    @Test("a blocked exercise waits for what is wrong, and for what comes before it")
    func blocked() {
        let results = [outcome(plum, .blocked), outcome(pear, .notWritten)]
        #expect(
            text(results, showsAll: false).hasSuffix("  run   swift run grade plum.backward"))
        let wrong = results + [outcome(fig, .doesNotCompile)]
        #expect(text(wrong, showsAll: false).hasSuffix("  run   swift run grade fig.backward"))
    }

    @Test("all unfinished exercises are shown in order, if asked for")
    func all() throws {
        let found = text([
            outcome(plum, .notWritten), outcome(pear, .passed), outcome(fig, .crashed),
        ])
        let first = try #require(found.range(of: "plum.backward: not written"))
        let second = try #require(found.range(of: "fig.backward: crashed"))
        #expect(first.upperBound < second.lowerBound)
        #expect(!found.contains("pear.backward: "))
        #expect(found.hasSuffix("  run   swift run grade fig.backward"))
    }

    @Test("the place, the page and the command are named")
    func places() {
        let found = text([outcome(plum, .crashed, message: "Why.", place: "Plum.swift:7")])
        #expect(
            found.hasSuffix(
                """
                plum.backward: crashed
                  at    Plum.swift:7
                  Why.
                  read  Notebooks-md/Assignment1/1-fruit.md#plumbackward
                  run   swift run grade plum.backward
                """), "\(found)")
    }

    @Test("the grader's own error is not the learner's to repair")
    func graderError() {
        let found = text([outcome(plum, .graderError, message: "Tell your instructor.")])
        #expect(found.contains("grader error"))
        #expect(!found.contains("  run   "))
    }

    private static let statuses: [Status] = [
        .passed, .failed, .notWritten, .doesNotCompile, .crashed, .timedOut, .blocked, .graderError,
    ]

    @Test("there are colours exactly if the palette is on", arguments: statuses)
    func colours(status: Status) {
        let results = [outcome(plum, status, message: "Why.", printed: "x")]
        let (plain, coloured) = (text(results), text(results, colours: true))
        #expect(!plain.contains("\u{1B}"))
        #expect(coloured.contains("\u{1B}["))
        #expect(coloured.replacing(/\u{1B}\[\d+m/, with: "") == plain)
    }

    private static let hostile = [
        String(repeating: "x", count: 5000), String(repeating: "long words ", count: 500),
        String(repeating: "👩‍👩‍👧", count: 300), String(repeating: "e\u{301}", count: 300),
        "\u{1B}[2J\u{1B}[31mred\u{7}\u{8}\r\t\u{0}\u{7F}", String(repeating: "\u{1B}x", count: 200),
        "\u{9B}2J and \u{85}", "one\r\ntwo\r\n", String(repeating: "\r", count: 200),
        String(repeating: "\t", count: 200), "\u{2028}line\u{2029}paragraph\u{B}\u{C}",
    ].map(Words.init)

    /// What could move the cursor, ring, or change the colour.
    private func controls(_ text: String) -> [Unicode.Scalar] {
        text.unicodeScalars.filter { $0 != "\n" && $0.properties.generalCategory == .control }
    }

    @Test(
        "hostile printing stays within 100 columns, without control characters", arguments: hostile)
    func printing(of it: Words) {
        let words = it.text
        let found = text([outcome(plum, .crashed, message: "Why.", printed: words)])
        #expect(controls(found).isEmpty, "\(controls(found))")
        #expect(found.components(separatedBy: "\n").allSatisfy { $0.count <= 100 })
        #expect(found.contains("  your code printed:\n    | "))
    }

    @Test(
        "hostile messages stay within 100 columns, without control characters", arguments: hostile)
    func messages(of it: Words) {
        let words = it.text
        let found = text([outcome(plum, .crashed, message: words, place: "A.swift:1")])
        #expect(controls(found).isEmpty, "\(controls(found))")
        #expect(found.components(separatedBy: "\n").allSatisfy { $0.count <= 100 })
    }

    @Test("hostile sentences of a check stay within 100 columns", arguments: hostile.prefix(4))
    func sentences(of it: Words) {
        let words = it.text
        let check = CheckResult(
            name: "dx", status: .failed, comparison: nil, setting: "case A, seed 1",
            sentence: words)
        let found = text([outcome(plum, .failed, checks: [check], place: words)])
        #expect(found.components(separatedBy: "\n").allSatisfy { $0.count <= 100 })
    }

    @Test("of what the code printed 20 lines are shown", arguments: [1, 19, 20, 21, 5000])
    func printed(count: Int) {
        let words = (1...count).map { "line \($0)" }.joined(separator: "\n")
        let lines = text([outcome(plum, .crashed, printed: words)]).components(separatedBy: "\n")
        let shown = lines.filter { $0.hasPrefix("    | line ") }
        #expect(shown.count == min(count, 20))
        #expect(shown.last == "    | line \(min(count, 20))")
        #expect(lines.contains("    | ... and \(count - 20) more lines") == (count > 20))
    }

    @Test("a sentence is broken at spaces")
    func broken() {
        let words = (1...60).map { "word\($0)" }
        let lines = wrapped(words.joined(separator: " "), indent: "  ")
        #expect(lines.count > 1)
        #expect(lines.allSatisfy { $0.count <= 100 && $0.hasPrefix("  word") })
        #expect(lines.flatMap { $0.split(separator: " ").map(String.init) } == words)
    }

    @Test("a number has no useless fraction", arguments: [(4, "4"), (2.67, "2.67"), (0.5, "0.50")])
    func numbers(x: Double, words: String) { #expect(number(x) == words) }

    @Test(
        "a heading's anchor",
        arguments: [("plum.backward", "plumbackward"), ("Two Words: x-1", "two-words-x-1")])
    func anchors(heading: String, found: String) { #expect(anchor(heading) == found) }
}
