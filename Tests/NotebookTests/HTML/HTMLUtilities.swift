import Foundation
import Grading

@testable import Notebooks

#if canImport(FoundationXML)
    import FoundationXML
#endif

/// A page "plums.md" in HTML: the whole document.
/// - Parameters:
///   - text: the page.
///   - files: what is beside it, by name.
/// - Returns: the file that was written.
/// - Throws: `Complaint` if the page is malformed.
func document(_ text: String, beside files: [String: Data] = [:]) throws -> String {
    var html = ""
    try TemporaryPage.with(text) { page in
        for (name, data) in files {
            try data.write(to: page.folder.appendingPathComponent(name))
        }
        let target = page.folder.appendingPathComponent("plums.html")
        let pages = try HTMLPages(thisTree, [page.file], output: target)
        do {
            _ = try pages.write(page.file)
        } catch let failure as PageFailure {
            throw Complaint(failure.description.replacing(page.folder.path + "/", with: ""))
        }
        html = String(decoding: try Data(contentsOf: target), as: UTF8.self)
    }
    return html
}

/// What is between the title and the foot of a page.
func mainPart(_ text: String, beside files: [String: Data] = [:]) throws -> String {
    let html = try document(text, beside: files)
    let parts = html.split(separator: /<main>\n|\n<\/main>/)
    return parts[1].trimmingCharacters(in: .newlines)
}

/// The MathML of a formula, without the elements around all of it.
func formula(_ text: String) throws -> String {
    let html = try FormulaReader.markup(text, isDisplay: false, line: 1, path: "plums.md")
    return String(html.dropFirst("<math><mrow>".count).dropLast("</mrow></math>".count))
}

/// What a page's failure says, without the folder that the page was in.
struct Complaint: Error, Equatable {
    let text: String

    init(_ text: String) { self.text = text }
}

/// What is wrong with a page, in words.
func complaint(about text: String, beside files: [String: Data] = [:]) throws -> String {
    do {
        return "nothing, but: \(try mainPart(text, beside: files))"
    } catch let complaint as Complaint {
        return complaint.text
    }
}

/// Why a document is not XML; nil if it is.
func xmlFault(_ text: String) -> String? {
    let parser = XMLParser(data: Data(text.utf8))
    if parser.parse() { return nil }
    let error = parser.parserError.map { "\($0)" } ?? "it cannot be read"
    return "line \(parser.lineNumber): \(error)"
}
