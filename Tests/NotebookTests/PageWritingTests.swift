import Foundation
import Testing

@testable import Notebooks

@Suite("Writing outputs into a page")
struct PageWritingTests {
    /// A page before and after its only cell gave something.
    struct Writing: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let before: String
        let output: CellOutput
        let after: String

        init(
            _ description: String, _ before: String, _ text: String, _ figures: [String] = [],
            after: String
        ) {
            testDescription = description
            let drawn = figures.map {
                Figure(title: $0, file: Figure.file(for: $0, stem: "plums"), svg: "")
            }
            (self.before, self.after) = (Self.cell + before, Self.cell + after)
            output = CellOutput(text: text, figures: drawn)
        }

        static let cell = "prose \n\r\n```swift run\na\n```"
    }

    private static let shown = "![A b](figures/plums-a-b.svg)"
    private static let writings = [
        Writing("nothing, nothing", "\nend", "", after: "\nend"),
        Writing("a first output", "\n\nend", "1\n", after: "\n\n```text\n1\n```\n\nend"),
        Writing("without the last line's end", "\n", "1\n2", after: "\n\n```text\n1\n2\n```\n"),
        Writing("at the very end", "", "1\n", after: "\n\n```text\n1\n```\n"),
        Writing(
            "the same", "\n\n\n~~~ text\n1\r\n~~~\nend", "1\n",
            after: "\n\n\n~~~ text\n1\r\n~~~\nend"),
        Writing(
            "another", "\n\n\n```text\n1\n```\nend", "\n2\n", after: "\n\n\n```text\n\n2\n```\nend"),
        Writing("none any more", "\n\n```text\n1\n```\n\nend", "", after: "\n\nend"),
        Writing("of another language", "\n```json\n```\n", "", after: "\n```json\n```\n"),
        Writing("fences", "\n", " ```\n", after: "\n\n````text\n ```\n````\n"),
        Writing(
            "fences in an old block", "\n```text\n1\n```\n", "````\n",
            after: "\n`````text\n````\n`````\n"),
        Writing("returns", "\n", "1\r\n2\r\n", after: "\n\n```text\n1\n2\n```\n"),
        Writing("a first figure", "\nend", "", ["A b"], after: "\n\n\(shown)\nend"),
        Writing(
            "both", "\n\nend", "1\n", ["A b"], after: "\n\n```text\n1\n```\n\n\(shown)\n\nend"),
        Writing(
            "the same figures", "\n\(shown)\n\n\n\(shown)\nend", "", ["A b", "A b"],
            after: "\n\(shown)\n\n\n\(shown)\nend"),
        Writing(
            "no figure any more", "\n\n\(shown)\n\n\(shown)\n\nend", "1",
            after:
                "\n\n```text\n1\n```\n\nend"),
        Writing(
            "a figure of someone else's", "\n![A](figures/fig-a.svg)\n", "",
            after: "\n![A](figures/fig-a.svg)\n"),
    ]

    @Test("outputs are put in, and nothing else is touched, once or twice", arguments: writings)
    func writes(writing: Writing) throws {
        let page = try Page(Data(writing.before.utf8), path: "plums.md")
        let once = page.showing([writing.output]).data
        #expect(String(decoding: once, as: UTF8.self).utf8.elementsEqual(writing.after.utf8))
        let again = try Page(once, path: "plums.md")
        #expect(again.showing([writing.output]).data == once)
        #expect(again.stale([writing.output]) == [])
        #expect((writing.before == writing.after) == page.stale([writing.output]).isEmpty)
    }

    @Test("a page with returns keeps them")
    func returns() throws {
        let page = try Page(Data("a\r\n```swift run\r\n```\r\nb\r\n".utf8), path: "plums.md")
        let text = String(decoding: page.showing([CellOutput(text: "1\n")]).data, as: UTF8.self)
        #expect(
            text.utf8.elementsEqual(
                "a\r\n```swift run\r\n```\r\n\r\n```text\r\n1\r\n```\r\nb\r\n".utf8))
    }

    @Test("of several cells each gets its own")
    func several() throws {
        let page = try Page(Data(page("a", "b", "c").utf8), path: "plums.md")
        let outputs = ["1\n", "", "3\n"].map { CellOutput(text: $0) }
        let text = String(decoding: page.showing(outputs).data, as: UTF8.self)
        #expect(
            text.contains("a\n```\n\n```text\n1\n```\n\n```swift run\nb\n```\n\n```swift run\nc\n"))
        #expect(text.hasSuffix("c\n```\n\n```text\n3\n```\n"))
    }

    @Test("stale lines are told with both texts")
    func stale() throws {
        let text = Writing.cell + "\n```text\n1\n0.20\n```\n"
        let page = try Page(Data(text.utf8), path: "plums.md")
        #expect(
            page.stale([CellOutput(text: "1\n0.25\n")])
                == ["plums.md:8: stale: the page has \"0.20\", and it gives \"0.25\"."])
        #expect(
            page.stale([CellOutput(text: "1\n")])
                == ["plums.md:8: stale: the page has \"0.20\", and it gives no more."])
        #expect(
            page.stale([CellOutput(text: "")])
                == ["plums.md:7: stale: the page has \"1\", and it gives nothing."])
    }

    @Test(
        "a figure's file is named in plain letters",
        arguments: [
            ("Loss, by step", "plums-loss-by-step.svg"), ("../a/b", "plums-a-b.svg"),
            ("é", "plums-figure.svg"), ("", "plums-figure.svg"),
        ])
    func names(title: String, file: String) {
        #expect(Figure.file(for: title, stem: "plums") == file)
    }
}
