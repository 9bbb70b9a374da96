import Foundation
import Grading
import Layers

/// The pictures of a page, which become parts of it.
struct PagePictures {
    let links: PageLinks
    /// How many drawings there were so far.
    private var count = 0

    init(_ links: PageLinks) { self.links = links }

    /// A picture in HTML.
    /// - Parameters:
    ///   - address: the file, as the page has it.
    ///   - words: what it shows.
    ///   - line: the line where it is.
    /// - Returns: the element, which needs no other file.
    /// - Throws: `PageFailure` if there is no such picture, or it cannot be a part of the page.
    mutating func html(_ address: String, _ words: String, line: Int) throws -> String {
        func failure(_ sentence: String) -> PageFailure {
            PageFailure(links.path, line, "\(address) \(sentence)")
        }
        if address.contains("://") {
            throw failure("is elsewhere: put the picture beside the page.")
        }
        let file = try links.file(address, line: line)
        let data: Data
        do {
            data = try Data(contentsOf: file)
        } catch {
            throw failure("cannot be read: \(describe(error)).")
        }
        switch file.pathExtension.lowercased() {
        case "svg":
            guard let text = String(data: data, encoding: .utf8) else {
                throw failure("is not UTF-8 text.")
            }
            count += 1
            do {
                return try InlinedDrawing(text, prefix: "figure\(count)-").html(named: words)
            } catch let fault as SVGReader.Fault {
                throw failure("\(fault.words), so it cannot be put into the page.")
            }
        case "png":
            if !data.starts(with: [0x89, 0x50, 0x4e, 0x47]) { throw failure("is no PNG.") }
            let text = data.base64EncodedString()
            return "<img src=\"data:image/png;base64,\(text)\" alt=\"\(escaped(words))\"/>"
        default:
            throw failure("is no picture that pages can hold: make it an SVG or a PNG.")
        }
    }
}
