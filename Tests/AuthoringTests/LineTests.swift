import Foundation
import Testing

@testable import Authoring

@Suite("Lines and fingerprints of texts")
struct LineTests {
    @Test("joined again they are the same bytes", arguments: ["", "a\n", "a\r\nb\r\n", "\n\na"])
    func joined(text: String) {
        #expect(lines(of: text).joined(separator: "\n") == text)
    }

    @Test("only what begins with a small letter, with any ends", arguments: ["\n", "\r\n", "\r"])
    func unindented(end: String) {
        let text = ["func a() {", "    let b = 1", "}", "", "// c", "@main", "Type()", "let d = 2"]
        #expect(unindentedLines(of: text.joined(separator: end)) == ["func a() {", "let d = 2"])
    }

    @Test("where one text ends and the next begins counts, and so does their order")
    func fingerprints() {
        let file = Data("a".utf8)
        let all = [
            fingerprint([]), fingerprint([""]), fingerprint(["ab"]), fingerprint(["a", "b"]),
            fingerprint(["b", "a"]), fingerprint(["", "ab"]), fingerprint(["a"], [Data("c".utf8)]),
        ]
        #expect(Set(all).count == all.count)
        #expect(all.allSatisfy { $0.count == 16 && $0.allSatisfy(\.isHexDigit) })
        #expect(fingerprint(["a", "a"]) == fingerprint(["a"], [file]))
    }
}
