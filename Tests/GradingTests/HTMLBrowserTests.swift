import Foundation
import Testing

@testable import Grading

/// What a browser measures on a page.
private struct Measured: Decodable {
    let scrollWidth: Int
    let clientWidth: Int
    /// Elements that reach out of the page and out of any box that scrolls.
    let outside: [String]
    /// The levels of the headings, in order.
    let headings: [Int]
    /// What is missing for a screen reader.
    let faults: [String]
    /// How many other files it asked for.
    let requests: Int
}

private let browser =
    ProcessInfo.processInfo.environment["CHAINRULE_CHROMIUM"].map { URL(fileURLWithPath: $0) }
    ?? programInPath("chromium", "chromium-browser", "google-chrome")

@Suite(
    "The page in a browser",
    .enabled(if: browser != nil, "No Chromium is in PATH; CHAINRULE_CHROMIUM can name one."))
struct HTMLBrowserTests {
    private static let script = """
        <script>
        document.querySelectorAll("details").forEach(part => { part.open = true; });
        const page = document.documentElement;
        function scrolls(element) {
          for (let box = element; box; box = box.parentElement) {
            if (["auto", "scroll", "hidden"].includes(getComputedStyle(box).overflowX)) return true;
          }
          return false;
        }
        const all = [...document.body.querySelectorAll("*")];
        const outside = all.filter(element => !element.closest("script") &&
          element.getBoundingClientRect().right > page.clientWidth + 1 &&
          !scrolls(element.parentElement)).map(element => element.outerHTML.slice(0, 100));
        const faults = [];
        function expect(holds, what) { if (!holds) faults.push(what); }
        expect(page.lang == "en", "lang");
        for (const name of ["header", "main", "footer", "h1"]) {
          expect(document.querySelectorAll(name).length == 1, name);
        }
        expect(all.every(part => part.tagName != "TH" || part.scope), "scope");
        expect(all.every(part => part.tagName != "svg" || part.querySelector("title")), "title");
        expect(new Set(all.map(part => part.id).filter(id => id)).size ==
          all.filter(part => part.id).length, "ids");
        parent.postMessage(JSON.stringify({
          scrollWidth: page.scrollWidth, clientWidth: page.clientWidth, outside, faults,
          headings: [...document.querySelectorAll("h1, h2, h3, h4")].map(h => +h.tagName[1]),
          requests: performance.getEntriesByType("resource").length }), "*");
        </script>
        """

    /// Opens a page in a frame, because no window of the browser is as narrow as a telephone.
    private func measured(_ page: String, width: Int) throws -> Measured {
        let program = try #require(browser)
        let inner = page.replacing("</body>", with: Self.script + "</body>")
            .replacing("&", with: "&amp;").replacing("\"", with: "&quot;")
        let outer = """
            <!DOCTYPE html><html><body><pre id="measured"></pre><script>
            addEventListener("message", event => {
              document.getElementById("measured").textContent = btoa(unescape(encodeURIComponent(event.data)));
            });
            </script><iframe width="\(width)" height="900" srcdoc="\(inner)"></iframe></body></html>
            """
        let flags = [
            "--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=10000",
            "--host-resolver-rules=MAP * ~NOTFOUND", "--window-size=1400,1000", "--dump-dom",
        ]
        let dump = try output(of: program, flags, on: outer, named: "page.html")
        let match = try #require(dump.firstMatch(of: /<pre id="measured">([^<]+)</))
        let data = try #require(Data(base64Encoded: String(match.1)))
        return try JSONDecoder().decode(Measured.self, from: data)
    }

    @Test(
        "nothing reaches out of the page, nothing is fetched, and a screen reader finds its way",
        .timeLimit(.minutes(2)), arguments: [1280, 390])
    func layout(width: Int) throws {
        let result = try everyStatus()
        let code = "func backward() {\n    \(String(repeating: "x + ", count: 200))\n}\n"
        let page = HTMLReport(result, sources(for: result, code: code)).text()
        let found = try measured(page, width: width)
        #expect(found.scrollWidth <= found.clientWidth)
        #expect(found.clientWidth > width - 30)
        #expect(found.outside == [])
        #expect(found.faults == [])
        #expect(found.requests == 0)
        #expect(found.headings.first == 1)
        for (above, below) in zip(found.headings, found.headings.dropFirst()) {
            #expect(below <= above + 1)
        }
    }
}
