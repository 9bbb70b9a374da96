import Testing

@testable import Grading

@Suite("Keys that are typed while watching")
struct WatchKeyTests {
    private static let typed: [(String, [Key])] = [
        ("n", [.letter("n")]),
        ("lG", [.letter("l"), .letter("G")]),
        ("\r", [.enter]),
        ("\n", [.enter]),
        ("\u{4}", [.endOfInput]),
        ("\u{1B}[A", [.up]),
        ("\u{1B}OB", [.down]),
        ("\u{1B}[H\u{1B}[4~", [.home, .end]),
        ("\u{1B}[5~\u{1B}[6~", [.pageUp, .pageDown]),
        // With Ctrl held, a function key, a click: nothing here.
        ("\u{1B}[1;5A", []),
        ("\u{1B}[15~q", [.letter("q")]),
        ("\u{1B}OPq", [.letter("q")]),
        ("\u{1B}q", [.escape, .letter("q")]),
        ("\u{1B}\u{1B}[A", [.escape, .up]),
        ("\t\u{8}é", []),
    ]

    @Test("are the same whether their bytes come together or one by one", arguments: typed)
    func decoded(text: String, keys: [Key]) {
        var decoder = KeyDecoder()
        #expect(decoder.keys(Array(text.utf8)) == keys)
        #expect(!decoder.isWaiting)
        #expect(text.utf8.flatMap { decoder.keys([$0]) } == keys)
    }

    @Test("Esc is only known when nothing follows")
    func escape() {
        var decoder = KeyDecoder()
        #expect(decoder.keys([0x1b]) == [])
        #expect(decoder.isWaiting)
        #expect(decoder.keysAfterSilence() == [.escape])
        #expect(!decoder.isWaiting)
        #expect(decoder.keysAfterSilence() == [])
    }

    @Test("half a sequence is no key, and the next one is understood")
    func unfinished() {
        var decoder = KeyDecoder()
        #expect(decoder.keys(Array("\u{1B}[".utf8)) == [])
        #expect(decoder.keysAfterSilence() == [])
        #expect(decoder.keys(Array("q".utf8)) == [.letter("q")])
    }

    @Test("a sequence without an end does not swallow everything")
    func endless() {
        var decoder = KeyDecoder()
        _ = decoder.keys(Array("\u{1B}[".utf8) + Array(repeating: UInt8(ascii: "1"), count: 30))
        #expect(decoder.keys(Array("q".utf8)) == [.letter("q")])
    }
}
