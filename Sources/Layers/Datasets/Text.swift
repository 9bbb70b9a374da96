import Foundation

/// A text as numbers: every different character is one token.
public struct Text: Equatable, Sendable {
    /// All characters that occur, in the order of their Unicode numbers; a token's id is its index.
    public let alphabet: [Character]

    /// The text, one id per character.
    public let ids: [Int]

    /// - Throws: `DataError` if the text has fewer than two characters.
    public init(_ text: String, file: String) throws {
        alphabet = Set(text).sorted()
        let index = Dictionary(uniqueKeysWithValues: alphabet.enumerated().map { ($1, $0) })
        ids = text.compactMap { index[$0] }
        if ids.count < 2 {
            throw DataError(
                file: file, byte: 0,
                "a text of two characters at least is expected; it has \(ids.count).")
        }
    }

    /// Reads a file of UTF-8.
    /// - Throws: `DataError` if it cannot be read, is not UTF-8 or has fewer than two characters.
    public init(path: String) throws {
        let file = try DataFile(path: path)
        guard let text = String(validating: file.bytes, as: UTF8.self) else {
            throw DataError(
                file: path, byte: firstInvalidByte(file.bytes), "this is not UTF-8 text.")
        }
        try self.init(text, file: path)
    }

    /// The characters of some ids.
    public func string(_ ids: [Int]) -> String { String(ids.map { alphabet[$0] }) }

    /// How many nats a guess costs that knows only how frequent each character is: the entropy of the
    /// characters, -sum of p log p.
    public var unigramEntropy: Double {
        var counts = [Double](repeating: 0, count: alphabet.count)
        for id in ids { counts[id] += 1 }
        return counts.reduce(0) { sum, count in
            let p = count / Double(ids.count)
            return sum - (p > 0 ? p * log(p) : 0)
        }
    }

    /// Made-up sentences of a small grammar: what there is to read where no file is given.
    /// - Parameters:
    ///   - sentences: how many.
    ///   - seed: chooses the words.
    /// - Returns: the text, one sentence per line.
    public static func stories(sentences: Int = 600, seed: Int) -> Text {
        var generator = SeededGenerator(seed: seed)
        func one(of words: [String]) -> String { words[generator.index(below: words.count)] }
        func someone() -> String {
            let adjective =
                generator.uniform() < 0.5 ? one(of: ["old", "small", "brave", "tired"]) : ""
            return [
                one(of: ["the", "a"]), adjective,
                one(of: ["cat", "fox", "owl", "sailor", "miller"]),
            ]
            .filter { !$0.isEmpty }.joined(separator: " ")
        }
        var lines: [String] = []
        for _ in 0..<sentences {
            var line =
                "\(someone()) \(one(of: ["saw", "followed", "found", "lost", "sang to"])) \(someone())"
            if generator.uniform() < 0.5 {
                line +=
                    " \(one(of: ["near", "behind", "under"])) the \(one(of: ["river", "hill", "bridge", "mill"]))"
            }
            if generator.uniform() < 0.3 {
                line += " \(one(of: ["at night", "in the rain", "again"]))"
            }
            lines.append(line + ".")
        }
        guard let text = try? Text(lines.joined(separator: "\n"), file: "the stories") else {
            stop("Text: \(sentences) sentences are no text.")
        }
        return text
    }

    /// Two poems of Lewis Carroll, 1871.
    public static let poems: Text = {
        guard let text = try? Text(carroll, file: "the poems") else { stop("the poems are empty.") }
        return text
    }()
}

/// Where the longest valid beginning ends.
private func firstInvalidByte(_ bytes: [UInt8]) -> Int {
    var (low, high) = (0, bytes.count)
    while low < high {
        let middle = (low + high + 1) / 2
        // A character that is cut by the middle is up to three bytes of an otherwise valid beginning.
        let isValid = (0...3).contains { back in
            middle >= back && String(validating: bytes[..<(middle - back)], as: UTF8.self) != nil
        }
        if isValid { low = middle } else { high = middle - 1 }
    }
    return (max(low - 3, 0)...low).last { String(validating: bytes[..<$0], as: UTF8.self) != nil }
        ?? 0
}

private let carroll = """
    'Twas brillig, and the slithy toves
    Did gyre and gimble in the wabe:
    All mimsy were the borogoves,
    And the mome raths outgrabe.

    "Beware the Jabberwock, my son!
    The jaws that bite, the claws that catch!
    Beware the Jubjub bird, and shun
    The frumious Bandersnatch!"

    He took his vorpal sword in hand:
    Long time the manxome foe he sought -
    So rested he by the Tumtum tree,
    And stood awhile in thought.

    And, as in uffish thought he stood,
    The Jabberwock, with eyes of flame,
    Came whiffling through the tulgey wood,
    And burbled as it came!

    One, two! One, two! And through and through
    The vorpal blade went snicker-snack!
    He left it dead, and with its head
    He went galumphing back.

    "And hast thou slain the Jabberwock?
    Come to my arms, my beamish boy!
    O frabjous day! Callooh! Callay!"
    He chortled in his joy.

    The sun was shining on the sea,
    Shining with all his might:
    He did his very best to make
    The billows smooth and bright -
    And this was odd, because it was
    The middle of the night.

    The moon was shining sulkily,
    Because she thought the sun
    Had got no business to be there
    After the day was done -
    "It's very rude of him," she said,
    "To come and spoil the fun!"

    The sea was wet as wet could be,
    The sands were dry as dry.
    You could not see a cloud, because
    No cloud was in the sky:
    No birds were flying overhead -
    There were no birds to fly.

    The Walrus and the Carpenter
    Were walking close at hand;
    They wept like anything to see
    Such quantities of sand:
    "If this were only cleared away,"
    They said, "it would be grand!"

    "If seven maids with seven mops
    Swept it for half a year,
    Do you suppose," the Walrus said,
    "That they could get it clear?"
    "I doubt it," said the Carpenter,
    And shed a bitter tear.

    "The time has come," the Walrus said,
    "To talk of many things:
    Of shoes - and ships - and sealing-wax -
    Of cabbages - and kings -
    And why the sea is boiling hot -
    And whether pigs have wings."

    """
