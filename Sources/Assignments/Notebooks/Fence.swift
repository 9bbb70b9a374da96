/// The marks that begin a block of code in Markdown.
struct Fence: Equatable {
    let indentation: Int
    let mark: Character
    let count: Int
    /// What stands behind the marks: the language, and more.
    let words: [String]

    /// - Parameter line: without its end; nil if no block begins here.
    init?(_ line: String) {
        let indentation = line.prefix { $0 == " " }.count
        let rest = line.dropFirst(indentation)
        guard indentation <= 3, let mark = rest.first, mark == "`" || mark == "~" else {
            return nil
        }
        let count = rest.prefix { $0 == mark }.count
        let information = rest.dropFirst(count)
        // Three backticks within a line are no block.
        if count < 3 || (mark == "`" && information.contains("`")) { return nil }
        (self.indentation, self.mark, self.count) = (indentation, mark, count)
        words = information.split { $0 == " " || $0 == "\t" }.map(String.init)
    }

    /// The marks alone.
    var marks: String { String(repeating: mark, count: count) }

    /// What is wrong if the block does not end.
    var missingEnd: String { "this block is not closed: end it with a line \(marks)." }

    /// Whether a line ends the block.
    func isClosed(by line: String) -> Bool {
        guard let other = Fence(line) else { return false }
        return other.mark == mark && other.count >= count && other.words.isEmpty
    }
}
