import Foundation
import Grading
import Testing

@testable import Notebooks

@Suite("Pages in HTML")
struct HTMLPagesTests {
    private static let pages = ["README.md"] + thisTree.files(in: "Notebooks-md", ending: ".md")

    /// A page of this tree, and the same in HTML.
    private func html(_ path: String) throws -> (page: Page, html: String) {
        let file = thisTree.url(path)
        let page = try thisTree.page(file).page
        return (page, try HTMLPages(thisTree, [file], output: nil).html(page, file))
    }

    @Test("every page of this tree becomes XML that needs nothing else", arguments: pages)
    func everyPage(path: String) throws {
        let html = try html(path).html
        #expect(xmlFault(html) == nil)
        for word in [" src=\"h", "@import", "<script", "<link", "url(h", "javascript:"] {
            #expect(!html.contains(word), "\(word)")
        }
        let ids = html.matches(of: /<[^>]* id="([^"]*)"/).map { String($0.1) }
        #expect(Set(ids).count == ids.count)
    }

    @Test("no word of a page is lost", arguments: pages)
    func words(path: String) throws {
        func words(_ text: String) -> Set<Substring> { Set(text.split { !$0.isLetter }) }
        let (page, html) = try html(path)
        // A formula's commands become signs.
        let text = page.lines.map(\.text).joined(separator: "\n")
            .replacing(/```math\n[^`]*```/, with: "")
            .replacing(/<!--.*?-->|<\/?(details|summary)>/, with: "")
            .replacing(/\]\([^)]*\)|```[a-z ]+\n/, with: "")
        #expect(words(text).subtracting(words(html.replacing(/<[^>]*>/, with: " "))) == [])
    }

    @Test("the first heading is the title, with its id")
    func title() throws {
        let html = try document("# Plums & `figs`\n\na")
        #expect(html.contains("<title>Plums &amp; figs</title>"))
        #expect(html.contains("<h1 id=\"plums--figs\">Plums &amp; <code>figs</code></h1>"))
        #expect(try document("a\n\n# B").contains("<title>plums</title>"))
    }

    @Test("links within the page, to pages that are made, and to others")
    func links() throws {
        try TemporaryPage.with("") { page in
            let folder = page.folder
            try page.write(
                "# A\n\n[a](#a) [b](b%20c.md#d) [e](b%20c.md) [f](f.md#g) [h](mailto:h@i) [j](plums.md)"
            )
            try Data("# D\n\n[a](plums.md#a)\n".utf8)
                .write(to: folder.appendingPathComponent("b c.md"))
            try Data().write(to: folder.appendingPathComponent("f.md"))
            let files = [page.file, folder.appendingPathComponent("b c.md")]
            let output = folder.appendingPathComponent("made/here")
            let pages = try HTMLPages(thisTree, files, output: output)
            let sentence = try pages.write(files[0])
            #expect(sentence == "\(page.file.path): written to \(output.path)/plums.html.")
            let text = try String(
                contentsOf: output.appendingPathComponent("plums.html"), encoding: .utf8)
            let addresses = text.matches(of: /href="([^"]*)"/).map { String($0.1) }
            #expect(
                addresses == [
                    "#a", "b%20c.html#d", "b%20c.html", "../../f.md#g", "mailto:h@i", "plums.html",
                ])
        }
    }

    private static let dead = [
        ("[b](#plumbs)", "plums.md:3: no heading has the id plumbs; did you mean plums?"),
        ("[b](c.md)", "plums.md:3: there is no file c.md."),
        ("[b](javascript:alert)", "plums.md:3: a link to javascript: is not known."),
    ]

    @Test("a link that leads nowhere is told with its line", arguments: dead)
    func deadLink(link: String, sentence: String) throws {
        #expect(try complaint(about: "# Plums\n\n\(link)") == sentence)
    }

    @Test("pages of several folders keep their folders")
    func folders() throws {
        let paths = ["Notebooks-md/README.md", "Notebooks-md/Formats.md", "README.md"]
        let files = paths.map(thisTree.url)
        let pages = try HTMLPages(thisTree, files, output: nil)
        let root = thisTree.url(".build/chainrule/pages")
        #expect(
            files.map { pages.target(of: $0).path }
                == ["Notebooks-md/README", "Notebooks-md/Formats", "README"]
                .map { "\(root.path)/\($0).html" })
    }

    @Test("the style sheet needs no escaping")
    func style() { #expect(!NotebookStyle.text.contains { "<>&".contains($0) }) }

    @Test("two pages never become one file")
    func twice() throws {
        let files = ["a.md", "a.markdown"].map(thisTree.url)
        let error = #expect(throws: UsageError.self) {
            try HTMLPages(thisTree, files, output: nil)
        }
        #expect(error?.description == "two of these pages would be a.html.")
    }

    /// A wrong call, and what must be said about it.
    private static let wrong = [
        ([], "html takes pages, such as: html FILE.md"),
        (["a.md", "b.md"], "--output a.html: several pages need a folder."),
        (["a.html"], "a.html is a page, and would be overwritten."),
    ]

    @Test("a wrong call says what would be right", arguments: wrong)
    func usage(names: [String], sentence: String) throws {
        let error = #expect(throws: UsageError.self) {
            try HTMLPages(thisTree, names.map(thisTree.url), output: thisTree.url("a.html"))
        }
        #expect(error?.description == sentence)
    }
}
