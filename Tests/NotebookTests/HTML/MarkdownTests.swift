import Testing

@testable import Notebooks

@Suite("Markdown in HTML")
struct MarkdownTests {
    private static let blocks = [
        ("plain\ntext", "<p>plain\ntext</p>"),
        ("a\n\n\nb", "<p>a</p>\n<p>b</p>"),
        ("## A, `b_c` & *d*", "<h2 id=\"a-b_c--d\">A, <code>b_c</code> &amp; <em>d</em></h2>"),
        ("## A ##\n### A\n#a", "<h2 id=\"a\">A</h2>\n<h3 id=\"a-1\">A</h3>\n<p>#a</p>"),
        ("a\n***\nb", "<p>a</p>\n<hr/>\n<p>b</p>"),
        ("> a\nb\n>\n> - c", "<blockquote>\n<p>a\nb</p>\n<ul>\n<li>c</li>\n</ul>\n</blockquote>"),
        ("a\n<!-- b\n- c -->\nd <!-- e --> f", "<p>a</p>\n<p>d  f</p>"),
        (
            "<details><summary>A & b</summary>\n\n- c\n\n</details>",
            "<details><summary>A &amp; b</summary>\n<ul>\n<li>c</li>\n</ul>\n</details>"
        ),
        (
            "<details open>\n<summary>a</summary>\n\nb\n</details>\nc",
            "<details open=\"open\"><summary>a</summary>\n<p>b</p>\n</details>\n<p>c</p>"
        ),
    ]

    private static let lists = [
        ("- a\n- b\n  c", "<ul>\n<li>a</li>\n<li>b\nc</li>\n</ul>"),
        ("- a\nb\n\nc", "<ul>\n<li>a\nb</li>\n</ul>\n<p>c</p>"),
        ("* a\n\n* b", "<ul>\n<li>\n<p>a</p>\n</li>\n<li>\n<p>b</p>\n</li>\n</ul>"),
        ("3. a\n4. b", "<ol start=\"3\">\n<li>a</li>\n<li>b</li>\n</ol>"),
        (
            "1. a\n   - b\n   - c\n2. d",
            """
            <ol>
            <li>a
            <ul>
            <li>b</li>
            <li>c</li>
            </ul>
            </li>
            <li>d</li>
            </ol>
            """
        ),
        ("a\n2. b", "<p>a\n2. b</p>"),
        ("-1\n-a", "<p>-1\n-a</p>"),
    ]

    private static let tables = [
        (
            "| a | b | c | d |\n|:-|-:|:-:|---|\n| 1 | 2 | 3 |",
            """
            <div class="scroll" tabindex="0" role="group" aria-label="table"><table>
            <thead><tr><th scope="col" class="left">a</th><th scope="col" class="right">b</th>\
            <th scope="col" class="center">c</th><th scope="col">d</th></tr>
            </thead>
            <tbody>
            <tr><td class="left">1</td><td class="right">2</td><td class="center">3</td><td></td></tr>
            </tbody></table></div>
            """
        ),
        (
            "a\n\na|b\n-|-\n`x \\| y`|z\n\nc",
            """
            <p>a</p>
            <div class="scroll" tabindex="0" role="group" aria-label="table"><table>
            <thead><tr><th scope="col">a</th><th scope="col">b</th></tr>
            </thead>
            <tbody>
            <tr><td><code>x | y</code></td><td>z</td></tr>
            </tbody></table></div>
            <p>c</p>
            """
        ),
    ]

    @Test("blocks", arguments: blocks + lists + tables)
    func block(text: String, html: String) throws {
        #expect(try mainPart(text) == html)
    }

    private static func pre(_ code: String, kind: String = "", label: String = "code") -> String {
        "<pre class=\"scroll\(kind)\" tabindex=\"0\" role=\"group\" aria-label=\"\(label)\"><code>\(code)</code></pre>"
    }

    private static let code = [
        ("a\n\n      b <c>\n\n    d\n\ne", "<p>a</p>\n\(pre("  b &lt;c&gt;\n\nd"))\n<p>e</p>"),
        ("~~~text\n```\n$a$\n~~~", pre("```\n$a$")),
        ("```json\n{}\n```", pre("{}")),
        ("- a\n\n  ```\n  b\n   c\n  ```", "<ul>\n<li>\n<p>a</p>\n\(pre("b\n c"))\n</li>\n</ul>"),
        (
            "```swift run\nlet\n```\n\n```text\n1\n```\n\n```text\n2\n```",
            """
            \(pre("<span class=\"keyword\">let</span>", kind: " cell"))
            \(pre("1", kind: " output", label: "output"))
            \(pre("2"))
            """
        ),
    ]

    @Test("code", arguments: code)
    func codeBlock(text: String, html: String) throws {
        #expect(try mainPart(text) == html)
    }

    private static let texts = [
        (
            "*a* **b** ***c*** _d_ __e__",
            "<em>a</em> <strong>b</strong> <em><strong>c</strong></em> <em>d</em> <strong>e</strong>"
        ),
        ("**a *b* c** ~~d~~", "<strong>a <em>b</em> c</strong> <del>d</del>"),
        ("2 * 3 * 4, a_b_c, clip_grad_, *a", "2 * 3 * 4, a_b_c, clip_grad_, *a"),
        ("`a *b* <c>` ``d ` e``", "<code>a *b* &lt;c&gt;</code> <code>d ` e</code>"),
        ("` `` ` and `open", "<code>``</code> and `open"),
        ("\\*a\\* \\a \\\\", "*a* \\a \\"),
        ("a  \nb\\\nc<br>d", "a<br/>\nb<br/>\nc<br/>d"),
        ("a < b > c & d \"e\" &amp; &lt;", "a &lt; b &gt; c &amp; d &quot;e&quot; &amp; &lt;"),
        ("[a *b*](https://c.d/e_(f)_g)", "<a href=\"https://c.d/e_(f)_g\">a <em>b</em></a>"),
        (
            "[a] [b][c] (d) [`]`](https://e)",
            "[a] [b][c] (d) <a href=\"https://e\"><code>]</code></a>"
        ),
        (
            "(https://a.b/c?d=1&e).",
            "(<a href=\"https://a.b/c?d=1&amp;e\">https://a.b/c?d=1&amp;e</a>)."
        ),
        ("<https://a.b> !c", "<a href=\"https://a.b\">https://a.b</a> !c"),
        ("$5 and $6, $ 7 $, \\$8", "$5 and $6, $ 7 $, $8"),
    ]

    @Test("text", arguments: texts)
    func text(text: String, html: String) throws {
        #expect(try mainPart(text) == "<p>\(html)</p>")
    }

    private static let unknown = [
        ("a\n\n<b>c</b>", "plums.md:3: <b> is not known here"),
        ("a\n\n```text\n", "plums.md:3: this block is not closed: end it with a line ```."),
        ("- a\n  ```\n- b", "plums.md:2: this block is not closed"),
        ("a\n===", "plums.md:2: underlined headings are not known: write # before the heading."),
        ("a\nb\n---", "plums.md:3: underlined headings are not known"),
        ("a\n\n[b]: https://c", "plums.md:3: addresses at another place are not known"),
        ("- [ ] a", "plums.md:1: boxes to tick are not known"),
        ("a\n> [!NOTE]\n> b", "plums.md:2: [!NOTE] is not known: write the note as a paragraph."),
        ("a\nb &copy; c", "plums.md:2: &copy; is not known: write the character itself."),
        ("<!-- a\nb", "plums.md:1: this comment is not closed: end it with -->."),
        ("<!-- a --> b", "plums.md:1: put what follows the comment on a line of its own."),
        ("</details>", "plums.md:1: no <details> is open that this could close."),
        ("a\n\n<details><summary>b</summary>\nc", "plums.md:3: this is not closed"),
        (
            "<details>\n\na\n</details>",
            "plums.md:1: after <details> comes <summary>words</summary>"
        ),
        ("|a|\n|-|\n|b|c|", "plums.md:3: this row has 2 cells, and the table 1 columns"),
        ("|a|b|\n|-|", "plums.md:2: the table's head has 2 cells, and the line below it 1."),
        ("a|b\n-|-\nc", "plums.md:3: a blank line is missing between the table and this."),
        ("a\n[b](c d)", "plums.md:2: \"c d\" is no address"),
        ("[a [b](https://c)](https://d)", "plums.md:1: this link is within another."),
        (
            "a $\\alpa$",
            "plums.md:1: formula: the command \\alpa is not known; did you mean \\alpha?"
        ),
        ("a\n\n$$\nb\n\\frac{1}{\n$$", "plums.md:5: formula: this { is not closed."),
    ]

    @Test("what is malformed or not known is told with its line", arguments: unknown)
    func complaints(text: String, sentence: String) throws {
        #expect(try complaint(about: text).hasPrefix(sentence))
    }

    private static let swift = [
        ("let x = 1", "<span class=\"keyword\">let</span> x = <span class=\"literal\">1</span>"),
        ("a.init(in: 2.5e-3)", "a.init(in: <span class=\"literal\">2.5e-3</span>)"),
        (
            "0..<n // if",
            "<span class=\"literal\">0</span>..&lt;n <span class=\"comment\">// if</span>"
        ),
        (
            "f(\"a \\(g(\"b\")) \\\" c\") + 1",
            "f(<span class=\"string\">&quot;a \\(g(&quot;b&quot;)) \\&quot; c&quot;</span>) + <span class=\"literal\">1</span>"
        ),
        ("/* a\nb */c", "<span class=\"comment\">/* a\nb */</span>c"),
        (
            "\"\"\"\n\"a\"\n\"\"\"",
            "<span class=\"string\">&quot;&quot;&quot;\n&quot;a&quot;\n&quot;&quot;&quot;</span>"
        ),
        ("\"open", "<span class=\"string\">&quot;open</span>"),
    ]

    @Test("the colours of Swift", arguments: swift)
    func colours(code: String, html: String) {
        #expect(SwiftColours.html(code) == html)
    }
}
