import Foundation
import Testing

@testable import Notebooks

@Suite("Reading a page")
struct PageTests {
    private static let malformed = [
        ("a\n```swift run\nlet a = 1\n", "plums.md:2: this block is not closed"),
        ("~~~~text\na\n~~~\n", "plums.md:1: this block is not closed: end it with a line ~~~~."),
        ("```swift rum\n```\n", "plums.md:1: \"swift rum\": a cell begins with `swift run`"),
        ("a\n\n  ```swift run\n  ```\n", "plums.md:3: a cell is not indented"),
    ]

    @Test("what is malformed is told with its line", arguments: malformed)
    func complaints(text: String, sentence: String) throws {
        let failure = #expect(throws: PageFailure.self) {
            try Page(Data(text.utf8), path: "plums.md")
        }
        #expect(failure?.description.hasPrefix(sentence) == true, "\(String(describing: failure))")
    }

    @Test("what is not UTF-8 is told with its line")
    func encoding() throws {
        let failure = #expect(throws: PageFailure.self) {
            try Page(Data([0x61, 0x0a, 0x0a, 0xff, 0x0a]), path: "plums.md")
        }
        #expect(failure?.description.hasPrefix("plums.md:3: this is not UTF-8") == true)
    }

    private static let lookalikes = [
        "", "a\n", "```swift\nlet a = 1\n```\n", "    ```swift run\n",
        "```text\n```swift run\n```\n",
        "````\n```swift run\n```\n````\n", "a ```swift run``` b\n", "```swift run``` is a cell\n",
    ]

    @Test("what only looks like a cell is none", arguments: lookalikes)
    func none(text: String) throws {
        #expect(try Page(Data(text.utf8), path: "plums.md").cells.isEmpty)
    }

    private static let texts = ["", "\n", "a", "a\r\nb\nc\r\n\r", "\u{FEFF}a\n", "a\n\n\n"]

    @Test("a page that is read is written byte for byte", arguments: texts)
    func bytes(text: String) throws {
        let data = Data(text.utf8)
        #expect(try Page(data, path: "plums.md").data == data)
    }

    @Test("the compiler is told the page's own lines")
    func places() throws {
        let page = try Page(Data("a\n\n```swift run\nlet a = 1\n```\n".utf8), path: "p\"q.md")
        let place = "#sourceLocation(file: \"p\\\"q.md\", line: "
        #expect(
            page.program.hasSuffix(
                "\(place)3)\nCellMarks.begin(0);\n\(place)4)\nlet a = 1\nCellMarks.begin(1);\n"))
    }
}
