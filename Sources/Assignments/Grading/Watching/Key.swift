/// What was typed.
enum Key: Equatable, Sendable {
    case letter(Character)
    case enter
    case escape
    case up
    case down
    case pageUp
    case pageDown
    case home
    case end
    /// Ctrl-D, or the end of what can be typed.
    case endOfInput
}

/// Makes keys of the bytes that a terminal sends.
///
/// An arrow key arrives as Esc and two more bytes, which a slow line may deliver one by one: what Esc
/// means is only known when nothing follows it.
struct KeyDecoder {
    private var unfinished: [UInt8] = []

    /// Whether an Esc has come of which it is not known yet what it means.
    var isWaiting: Bool { !unfinished.isEmpty }

    /// The keys that are complete with these bytes.
    mutating func keys(_ bytes: [UInt8]) -> [Key] {
        bytes.flatMap { key($0) }
    }

    /// The keys that there are if nothing follows for a while.
    mutating func keysAfterSilence() -> [Key] {
        defer { unfinished = [] }
        return unfinished == [escape] ? [.escape] : []
    }

    private mutating func key(_ byte: UInt8) -> [Key] {
        switch unfinished.count {
        case 0: return plainKey(byte)
        case 1: return keyAfterEscape(byte)
        default: return keyInSequence(byte)
        }
    }

    private mutating func plainKey(_ byte: UInt8) -> [Key] {
        switch byte {
        case escape:
            unfinished = [byte]
            return []
        case 4: return [.endOfInput]
        case 10, 13: return [.enter]
        case 32..<127: return [.letter(Character(UnicodeScalar(byte)))]
        // Control characters, and the bytes of letters that are no key here.
        default: return []
        }
    }

    private mutating func keyAfterEscape(_ byte: UInt8) -> [Key] {
        if byte == UInt8(ascii: "[") || byte == UInt8(ascii: "O") {
            unfinished.append(byte)
            return []
        }
        // Esc was typed, and then something else.
        unfinished = []
        return [.escape] + plainKey(byte)
    }

    private mutating func keyInSequence(_ byte: UInt8) -> [Key] {
        unfinished.append(byte)
        // Numbers and what separates them come before the sequence's last byte.
        let isLast = (0x40...0x7e).contains(byte)
        if !isLast && unfinished.count < 32 { return [] }
        defer { unfinished = [] }
        let sequence = String(decoding: unfinished.dropFirst(2), as: UTF8.self)
        return Self.sequences[sequence].map { [$0] } ?? []
    }

    private let escape: UInt8 = 0x1b

    private static let sequences: [String: Key] = [
        "A": .up, "B": .down, "H": .home, "F": .end,
        "1~": .home, "4~": .end, "5~": .pageUp, "6~": .pageDown, "7~": .home, "8~": .end,
    ]
}
