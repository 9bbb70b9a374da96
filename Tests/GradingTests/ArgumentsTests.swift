import Testing

@testable import Grading

@Suite("A command's arguments")
struct ArgumentsTests {
    private func parsed(_ words: String...) throws -> Arguments {
        try Arguments(words, flags: ["--full", "-q"], options: ["--seed", "--format"])
    }

    private func complaint(_ body: () throws -> Void) -> String? {
        #expect(throws: UsageError.self, performing: body)?.description
    }

    @Test("words, flags and options are told apart in any order")
    func sorted() throws {
        let arguments = try parsed("one", "--seed", "3", "--full", "two", "--format=json", "-")
        #expect(arguments.words == ["one", "two", "-"])
        #expect(arguments.flags == ["--full"])
        #expect(arguments.value("--seed") == "3")
        #expect(arguments.value("--format") == "json")
    }

    @Test("nothing gives nothing")
    func nothing() throws {
        let arguments = try parsed()
        #expect(arguments.words.isEmpty)
        #expect(arguments.flags.isEmpty)
        #expect(arguments.value("--seed") == nil)
        #expect(try arguments.integer("--seed", in: 0...9, default: 5) == 5)
        #expect(try arguments.choice("--format", of: ["text", "json"], default: "text") == "text")
    }

    @Test("the last of several values counts, and a value may hold an equals sign")
    func values() throws {
        #expect(try parsed("--seed=1", "--seed", "2").value("--seed") == "2")
        #expect(try parsed("--format=a=b").value("--format") == "a=b")
    }

    @Test(
        "an unknown option is answered with the nearest",
        arguments: [
            ("--sed", "--seed"), ("--sed=3", "--seed"), ("--ful", "--full"), ("-f", "-q"),
            ("--fromat", "--format"),
        ])
    func unknown(option: String, near: String) {
        let sentence = complaint { _ = try parsed(option, "3") }
        #expect(sentence?.hasSuffix("did you mean \(near)?") == true, "\(sentence ?? "")")
    }

    @Test("an option at the end without a value is a mistake")
    func missing() {
        #expect(complaint { _ = try parsed("one", "--seed") } == "--seed needs a value.")
    }

    @Test("a flag takes no value")
    func flagWithValue() {
        #expect(complaint { _ = try parsed("--full=yes") }?.contains("--full") == true)
    }

    @Test(
        "a number must be whole and in its range", arguments: ["x", "", "1.5", "-1", "10", "0x1"])
    func numbers(value: String) throws {
        let arguments = try parsed("--seed", value)
        let sentence = complaint { _ = try arguments.integer("--seed", in: 0...9, default: 5) }
        #expect(sentence == "--seed \(value): it takes a whole number from 0 to 9.")
    }

    @Test("the ends of the range are in it", arguments: [0, 9])
    func ends(value: Int) throws {
        #expect(
            try parsed("--seed", "\(value)").integer("--seed", in: 0...9, default: 5) == value)
    }

    @Test("a choice must be one of those there are")
    func choices() throws {
        let arguments = try parsed("--format", "xml")
        let sentence = complaint {
            _ = try arguments.choice("--format", of: ["text", "json"], default: "text")
        }
        #expect(sentence?.hasPrefix("--format xml: choose text or json") == true)
        let right = try parsed("--format", "json")
        #expect(try right.choice("--format", of: ["text", "json"], default: "text") == "json")
    }
}
