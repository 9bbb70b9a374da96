import Foundation

/// A page of Markdown, cut into lines, and where its cells are.
struct Page {
    /// How it is named in messages.
    let path: String
    /// What its figures' names begin with: the file's name without its ending.
    let stem: String
    var lines: [Line]
    let cells: [Cell]

    /// A line and what ends it: "\n", "\r\n", or nothing at the end of the page.
    struct Line: Equatable {
        var text: String
        var ending: String
    }

    /// The lines of a block with its fences, counted from 0.
    struct Block: Equatable {
        let open: Int
        let close: Int
        let fence: Fence

        /// The lines between the fences.
        var inside: Range<Int> { open + 1..<close }
    }

    /// Code that is run, and what is shown of it so far.
    struct Cell {
        let code: Block
        let output: Block?
        /// The lines from the first figure to the last, blank ones between included.
        let figures: Range<Int>?

        /// The last line of the code and of the output below it.
        var end: Int { output?.close ?? code.close }
        /// The line that names the cell in a message, counted from 1.
        var line: Int { code.open + 1 }
    }

    /// - Parameters:
    ///   - data: what the file holds.
    ///   - path: its name.
    /// - Throws: `PageFailure` if it is not UTF-8, or a block is malformed.
    init(_ data: Data, path: String) throws {
        let text = String(decoding: data, as: UTF8.self)
        if !text.utf8.elementsEqual(data) {
            let valid = zip(text.utf8, data).prefix { $0 == $1 }.count
            let line = data.prefix(valid).count { $0 == UInt8(ascii: "\n") } + 1
            throw PageFailure(path, line, "this is not UTF-8 text: save the page as UTF-8.")
        }
        self.path = path
        stem = URL(fileURLWithPath: path).deletingPathExtension().lastPathComponent
        lines = Self.lines(of: data)
        cells = try Self.cells(in: lines, path: path, stem: stem)
    }

    /// The page as it is now.
    var data: Data { Data(lines.flatMap { ($0.text + $0.ending).utf8 }) }

    /// How the page's lines end.
    var newline: String { lines.first.map(\.ending) == "\r\n" ? "\r\n" : "\n" }

    /// The lines of a block without their ends.
    func texts(_ range: Range<Int>) -> [String] { lines[range].map(\.text) }

    /// The figures' lines of a cell, blank ones left out.
    func figureLines(_ cell: Cell) -> [String] {
        texts(cell.figures ?? 0..<0).filter { !isBlank($0) }
    }

    // MARK: - Reading

    private static func lines(of data: Data) -> [Line] {
        var pieces = data.split(
            separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        let last = pieces.removeLast()
        let whole = pieces.map { piece in
            let hasReturn = piece.last == UInt8(ascii: "\r")
            let text = String(decoding: hasReturn ? piece.dropLast() : piece, as: UTF8.self)
            return Line(text: text, ending: hasReturn ? "\r\n" : "\n")
        }
        let rest = String(decoding: last, as: UTF8.self)
        return whole + (rest.isEmpty ? [] : [Line(text: rest, ending: "")])
    }

    private static func cells(in lines: [Line], path: String, stem: String) throws -> [Cell] {
        var blocks: [Int: Block] = [:]
        var next = 0
        while next < lines.count {
            guard let fence = Fence(lines[next].text) else {
                next += 1
                continue
            }
            guard
                let close = (next + 1..<lines.count).first(where: {
                    fence.isClosed(by: lines[$0].text)
                })
            else { throw PageFailure(path, next + 1, fence.missingEnd) }
            blocks[next] = Block(open: next, close: close, fence: fence)
            next = close + 1
        }
        let code = try blocks.values.sorted { $0.open < $1.open }
            .filter { try isCell($0, path: path) }
        return code.map { code in
            let output = blocks[firstNotBlank(lines, code.close + 1)]
                .flatMap { $0.fence.words == ["text"] ? $0 : nil }
            let end = output?.close ?? code.close
            return Cell(code: code, output: output, figures: figures(lines, after: end, stem))
        }
    }

    /// Whether a block is to be run.
    private static func isCell(_ block: Block, path: String) throws -> Bool {
        let words = block.fence.words
        guard words.first == "swift", words.count > 1 else { return false }
        if words != ["swift", "run"] {
            let found = words.joined(separator: " ")
            throw PageFailure(
                path, block.open + 1,
                "\"\(found)\": a cell begins with `swift run`, a block that is only read with `swift`."
            )
        }
        if block.fence.indentation > 0 {
            throw PageFailure(
                path, block.open + 1, "a cell is not indented: move it to the line's beginning.")
        }
        return true
    }

    private static func firstNotBlank(_ lines: [Line], _ start: Int) -> Int {
        (start..<max(start, lines.count)).first { !isBlank(lines[$0].text) } ?? lines.count
    }

    private static func figures(_ lines: [Line], after end: Int, _ stem: String) -> Range<Int>? {
        let first = firstNotBlank(lines, end + 1)
        var next = first
        var last: Int?
        while next < lines.count, isFigure(lines[next].text, stem) {
            last = next
            next = firstNotBlank(lines, next + 1)
        }
        return last.map { first..<$0 + 1 }
    }

    private static func isFigure(_ line: String, _ stem: String) -> Bool {
        line.hasPrefix("![") && line.hasSuffix(".svg)") && line.contains("](figures/\(stem)-")
    }
}

/// Whether nothing is to be seen in a line.
private func isBlank(_ line: String) -> Bool { line.allSatisfy { $0 == " " || $0 == "\t" } }

/// What is wrong with a page, or with what its cells do: a sentence, and the page's line.
public struct PageFailure: Error, CustomStringConvertible, Equatable {
    public let description: String

    init(_ path: String, _ line: Int?, _ sentence: String) {
        description = "\(path)\(line.map { ":\($0)" } ?? ""): \(sentence)"
    }
}
