import Layers

/// Writes the blocks of a page as HTML that is XML, too.
struct PageWriter {
    private let links: PageLinks
    private let ids: [Int: String]
    private var pictures: PagePictures

    /// - Parameters:
    ///   - links: where the page's links lead.
    ///   - ids: the ids of its headings, by line.
    init(_ links: PageLinks, ids: [Int: String]) {
        (self.links, self.ids) = (links, ids)
        pictures = PagePictures(links)
    }

    // MARK: - Blocks

    /// - Throws: `PageFailure` with the line of a link or a picture that leads nowhere.
    mutating func html(_ blocks: [MarkdownBlock]) throws -> String {
        var html = ""
        var isBelowCell = false
        for block in blocks {
            html += try self.html(block, isBelowCell: isBelowCell) + "\n"
            if case .code(["swift", "run"], _) = block.kind {
                isBelowCell = true
            } else {
                isBelowCell = false
            }
        }
        return html
    }

    private mutating func html(_ block: MarkdownBlock, isBelowCell: Bool) throws -> String {
        switch block.kind {
        case .heading(let level, let text): return try heading(level, text, line: block.line)
        case .paragraph(let text):
            if case .image = text.first, text.count == 1 {
                return "<figure>\(try html(text))</figure>"
            }
            return "<p>\(try html(text))</p>"
        case .code(let words, let text): return code(words, text, isBelowCell: isBelowCell)
        case .formula(let markup): return Self.scrolling(markup, "formula", "display")
        case .list(let start, let isLoose, let items):
            return try list(start, isLoose: isLoose, items)
        case .table(let table): return try self.table(table)
        case .quote(let blocks): return "<blockquote>\n\(try html(blocks))</blockquote>"
        case .details(let summary, let isOpen, let blocks):
            let opening = "<details\(isOpen ? " open=\"open\"" : "")>"
            return
                "\(opening)<summary>\(try html(summary))</summary>\n\(try html(blocks))</details>"
        case .rule: return "<hr/>"
        }
    }

    /// A heading with its id.
    mutating func heading(_ level: Int, _ text: [Inline], line: Int) throws -> String {
        "<h\(level) id=\"\(escaped(ids[line] ?? ""))\">\(try html(text))</h\(level)>"
    }

    /// A part that is scrolled by itself where a screen is narrow.
    private static func scrolling(_ html: String, _ label: String, _ kind: String = "") -> String {
        let kinds = kind.isEmpty ? "scroll" : "scroll \(kind)"
        return
            "<div class=\"\(kinds)\" tabindex=\"0\" role=\"group\" aria-label=\"\(label)\">\(html)</div>"
    }

    private func code(_ words: [String], _ text: String, isBelowCell: Bool) -> String {
        let html =
            words.first == "swift" ? SwiftColours.html(text) : escaped(text, keepsLines: true)
        let isOutput = isBelowCell && words == ["text"]
        let kind = words == ["swift", "run"] ? " cell" : isOutput ? " output" : ""
        let label = isOutput ? "output" : "code"
        return """
            <pre class="scroll\(kind)" tabindex="0" role="group" aria-label="\(label)"><code>\
            \(html)</code></pre>
            """
    }

    private mutating func list(
        _ start: Int?, isLoose: Bool, _ items: [[MarkdownBlock]]
    ) throws -> String {
        var html = ""
        for item in items {
            // In a tight list text is no paragraph.
            if !isLoose, case .paragraph(let text) = item.first?.kind {
                let rest = Array(item.dropFirst())
                html +=
                    "<li>\(try self.html(text))\(rest.isEmpty ? "" : "\n")\(try self.html(rest))</li>\n"
            } else {
                html += "<li>\n\(try self.html(item))</li>\n"
            }
        }
        guard let start else { return "<ul>\n\(html)</ul>" }
        return "<ol\(start == 1 ? "" : " start=\"\(start)\"")>\n\(html)</ol>"
    }

    private mutating func table(_ table: MarkdownTable) throws -> String {
        func row(_ cells: [[Inline]], _ opening: String, _ name: String) throws -> String {
            var html = "<tr>"
            for (cell, alignment) in zip(cells, table.alignments) {
                let kind = alignment.map { " class=\"\($0.rawValue)\"" } ?? ""
                html += "<\(opening)\(kind)>\(try self.html(cell))</\(name)>"
            }
            return html + "</tr>\n"
        }
        var rows = ""
        for cells in table.rows { rows += try row(cells, "td", "td") }
        let head = try row(table.head, "th scope=\"col\"", "th")
        let body = rows.isEmpty ? "" : "<tbody>\n\(rows)</tbody>"
        return Self.scrolling("<table>\n<thead>\(head)</thead>\n\(body)</table>", "table")
    }

    // MARK: - Text

    private mutating func html(_ parts: [Inline]) throws -> String {
        var html = ""
        for part in parts { html += try self.html(part) }
        return html
    }

    private mutating func html(_ part: Inline) throws -> String {
        switch part {
        case .text(let text): return escaped(text, keepsLines: true)
        case .code(let text): return "<code>\(escaped(text))</code>"
        case .emphasis(let parts): return "<em>\(try html(parts))</em>"
        case .strong(let parts): return "<strong>\(try html(parts))</strong>"
        case .struck(let parts): return "<del>\(try html(parts))</del>"
        case .link(let address, let parts, let line):
            let address = escaped(try links.address(address, line: line))
            return "<a href=\"\(address)\">\(try html(parts))</a>"
        case .image(let address, let words, let line):
            return try pictures.html(address, words, line: line)
        case .formula(_, let markup): return markup
        case .lineBreak: return "<br/>"
        }
    }
}
