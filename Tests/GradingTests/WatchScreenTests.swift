import Foundation
import Testing

@testable import Grading

@Suite("The screen while watching")
struct WatchScreenTests {
    private let exercises = ["apple", "pear", "plum"].map { synthetic("\($0).backward") }

    private func screen(_ width: Int, _ height: Int, colours: Bool = false) -> WatchScreen {
        WatchScreen(
            width: width, height: height, palette: Palette(isOn: colours), hasLinks: colours,
            place: { "\($0.path):42" }, root: URL(fileURLWithPath: "/a tree"))
    }

    /// A state in which the first exercise has this outcome and the others are not written.
    private func state(_ status: Status, message: String? = nil) -> WatchState {
        var state = WatchState(exercises)
        _ = state.start()
        let first = outcome(exercises[0], status, message: message)
        let rest = exercises.dropFirst().map { outcome($0, .notWritten) }
        _ = state.handle(.graded([first] + rest, notes: []))
        _ = state.handle(.ended)
        for key in [Key.letter("l"), .home, .enter] { _ = state.handle(.key(key)) }
        _ = state.handle(.ended)
        return state
    }

    @Test(
        "the bar is as wide as there is room for",
        arguments: [
            (40, "Progress: [##>--] 5 of 12 points, 1/3"),
            (37, "Progress: [##>--] 5 of 12 points, 1/3"),
            (36, "5 of 12 points, 1/3"),
            (10, "5 of 12 po"), (0, ""),
        ])
    func bar(width: Int, expected: String) {
        let progress = Progress(points: 5, maxPoints: 12, finished: 1, all: 3)
        let line = progress.line(width: width, palette: Palette(isOn: false))
        if width <= 37 { #expect(line == expected) }
        #expect(line.count <= width)
        #expect(line.hasSuffix(expected.suffix(19)))
    }

    @Test(
        "the bar is filled like the points",
        arguments: [(0.0, 0), (6.0, 10), (11.99, 19), (12.0, 20)])
    func filled(points: Double, count: Int) {
        let progress = Progress(points: points, maxPoints: 12, finished: 1, all: 3)
        let numbers = "\(progress.pointsInWords), 1/3"
        let width = "Progress: [] ".count + 20 + numbers.count
        let line = progress.line(width: width, palette: Palette(isOn: false))
        #expect(line.count == width)
        #expect(line.filter { $0 == "#" }.count == count)
        #expect(line.contains(">") == (count < 20))
    }

    @Test("a wrong exercise is shown with what is wrong, and with every key")
    func failed() {
        let lines = screen(100, 24).frame(state(.failed, message: "It is wrong.")).lines
        #expect(
            lines == [
                "apple.backward: failed", "  It is wrong.",
                "  read  Notebooks-md/Assignment1/1-fruit.md#applebackward", "",
                "Progress: [>-------------------------------------------------------------------] 0 of 12 points, 0/3",
                "Current exercise: apple.backward  Sources/Assignments/Assignment1/Plum.swift:42",
                "n:next  h:hint  l:list  c:check all  x:reset  q:quit",
            ])
    }

    @Test("a finished one is a line, and what n goes on to")
    func passed() {
        let lines = screen(100, 24).frame(state(.passed)).lines
        #expect(lines[0] == "apple.backward: passed, 4 of 4 points.")
        #expect(lines[1] == "n goes on to pear.backward.")
    }

    @Test("the last result stays while the next one is on its way")
    func checking() {
        var state = state(.failed, message: "It is wrong.")
        let before = screen(100, 24).frame(state).lines
        _ = state.handle(.saved([]))
        let lines = screen(100, 24).frame(state).lines
        #expect(lines.count == before.count)
        #expect(zip(lines, before).filter { $0 != $1 }.map(\.0) == ["Checking apple.backward ..."])
    }

    @Test("the place is a link whose text is the path with its line")
    func link() {
        let lines = screen(100, 24, colours: true).frame(state(.failed)).lines
        let line = lines.first { $0.hasPrefix("Current exercise:") } ?? ""
        let file = "Sources/Assignments/Assignment1/Plum.swift"
        let address = "file:///a%20tree/\(file)"
        #expect(line.contains("\u{1B}]8;;\(address)\u{1B}\\\(file):42\u{1B}]8;;\u{1B}\\"))
    }

    private static let sizes = [(80, 24), (40, 12), (200, 60), (20, 5), (10, 3), (1, 1)]

    @Test("every frame fits, whatever is on it", arguments: sizes)
    func fits(width: Int, height: Int) {
        let long = (1...40).map { "Sentence number \($0) is rather long." }.joined(separator: " ")
        for view in 0..<4 {
            var state = state(.failed, message: long + " " + String(repeating: "x", count: 300))
            if view == 1 { _ = state.handle(.key(.letter("l"))) }
            if view == 2 { _ = state.handle(.key(.letter("x"))) }
            if view == 3 { _ = state.handle(.hint(long)) }
            let lines = screen(width, height).frame(state).lines
            #expect(lines.count <= height)
            #expect(lines.allSatisfy { $0.count <= width || $0.count == "Progress: [".count })
        }
    }

    @Test("what does not fit can be moved, as far as there is anything")
    func moved() {
        let long = (1...40).map { "line \($0)" }.joined(separator: "\n")
        var state = state(.failed, message: long)
        let screen = screen(80, 12)
        #expect(screen.frame(state).lines[0] == "apple.backward: failed")
        #expect(screen.frame(state).lines[7] == "-- 1 to 7 of 42 lines: j and k move --")
        state.offset = screen.frame(state).offset
        _ = state.handle(.key(.letter("j")))
        #expect(screen.frame(state).lines[0] == "  line 1")
        _ = state.handle(.hint("The end."))
        let last = screen.frame(state)
        #expect(last.lines[6] == "The end.")
        state.offset = last.offset
        _ = state.handle(.key(.up))
        #expect(screen.frame(state).lines[6] == "")
    }

    @Test("a narrow list still shows every state")
    func narrowList() {
        var state = state(.failed)
        _ = state.handle(.key(.letter("l")))
        let lines = screen(40, 12).frame(state).lines
        #expect(lines[1].hasPrefix(">*apple.backward  failed "))
        #expect(lines[2].hasPrefix("  pear.backward   not written "))
    }

    @Test("a frame is drawn line by line over the one before, without clearing the screen")
    func drawn() {
        let frame = Frame(lines: ["one", "two"], offset: 0)
        let text = drawing(frame, clearsAll: false)
        #expect(text == "\u{1B}[?7l\u{1B}[H\u{1B}[Kone\r\n\u{1B}[Ktwo\u{1B}[J\u{1B}[?7h")
        #expect(drawing(frame, clearsAll: true) == "\u{1B}[2J" + text)
    }

    @Test("a quoted line is cut around the marks below it, which stay under what they mean")
    func quotes() {
        let code =
            String(repeating: " ", count: 20) + "let dw = x / n" + String(repeating: "+", count: 60)
        let marks = String(repeating: " ", count: 29) + "~ ^ ~"
        let lines = withShortQuotes(["A.swift:3:9: error: no", code, marks, "More."], width: 40)
        #expect(lines.map(\.count).max() == 40)
        #expect(lines[1].contains("x / n"))
        let slash = lines[1].firstIndex(of: "/").map {
            lines[1].distance(from: lines[1].startIndex, to: $0)
        }
        let caret = lines[2].firstIndex(of: "^").map {
            lines[2].distance(from: lines[2].startIndex, to: $0)
        }
        #expect(slash == caret)
        #expect(withShortQuotes(["short", " ^"], width: 40) == ["short", " ^"])
    }

    @Test("a long line goes on below, as far in as it began")
    func folding() {
        #expect(folded("  one two three", 10) == ["  one two", "  three"])
        #expect(folded("short", 10) == ["short"])
        #expect(folded("abcdefghijklm", 5) == ["abcde", "fghij", "klm"])
        #expect(folded("\u{1B}[1mbold\u{1B}[0m", 4) == ["\u{1B}[1mbold\u{1B}[0m"])
    }
}
