import Foundation
import Testing

@testable import Notebooks

@Suite("Pictures in HTML")
struct PictureTests {
    private let drawing = """
        <?xml version="1.0"?>
        <!-- a drawing -->
        <svg xmlns="http://www.w3.org/2000/svg" class="plot" viewBox="0 0 9 9" aria-labelledby="t">
        <title id="t">Plums</title><style>#a{fill:url(#b)} #c0ffee{} text{fill:#abc}</style>
        <g id="a" clip-path='url(#b)'><use href="#a"/><text>x &lt; #b</text></g>
        <clipPath id="b"><rect width="9" height="9"/></clipPath>
        </svg>
        """

    @Test("a drawing becomes a part of the page, with ids of its own")
    func ids() throws {
        let html = try mainPart(
            "![One & two](a.svg)\n\nand ![three](a.svg)", beside: ["a.svg": Data(drawing.utf8)])
        #expect(
            html == """
                <figure><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" class="plot drawing" \
                role="img" aria-label="One &amp; two">
                <title id="figure1-t">Plums</title><style>#figure1-a{fill:url(#figure1-b)} #c0ffee{} \
                text{fill:#abc}</style>
                <g id="figure1-a" clip-path="url(#figure1-b)"><use href="#figure1-a"/>\
                <text>x &lt; #figure1-b</text></g>
                <clipPath id="figure1-b"><rect width="9" height="9"/></clipPath>
                </svg></figure>
                <p>and \(html.split(separator: "<p>and ").last ?? "")
                """)
        #expect(html.contains("<g id=\"figure2-a\" clip-path=\"url(#figure2-b)\">"))
    }

    @Test("a PNG becomes a data URI")
    func png() throws {
        let data = Data([0x89, 0x50, 0x4e, 0x47, 0, 1])
        #expect(
            try mainPart("![a \"b\"](a.png)", beside: ["a.png": data])
                == "<figure><img src=\"data:image/png;base64,iVBORwAB\" alt=\"a &quot;b&quot;\"/></figure>"
        )
    }

    private static let wrong = [
        ("", "there is no file a.svg."),
        ("<p/>", "a.svg begins with <p>, so it cannot be put into the page."),
        ("<svg><g></svg>", "a.svg has a </svg> that closes nothing"),
        ("<svg>", "a.svg has a <svg> that is not closed"),
        ("plums", "a.svg holds no <svg>"),
        ("<svg><script>a</script></svg>", "a.svg holds a <script>"),
        ("<svg onload=\"a()\"/>", "a.svg has onload=\"a()\""),
        ("<svg><image href=\"https://a.b/c.png\"/></svg>", "a.svg has href=\"https://a.b/c.png\""),
        ("<svg><g a=1/></svg>", "a.svg has a malformed <g>"),
    ]

    @Test("what cannot be a part of the page is told with its line", arguments: wrong)
    func complaints(text: String, sentence: String) throws {
        let files = text.isEmpty ? [:] : ["a.svg": Data(text.utf8)]
        #expect(
            try complaint(about: "a\n\nb\n![c](a.svg)", beside: files)
                .hasPrefix("plums.md:4: \(sentence)"))
    }

    private static let others = [
        ("a.png", "a.png is no PNG."), ("a.gif", "a.gif is no picture that pages can hold"),
        ("https://a.b/c.svg", "https://a.b/c.svg is elsewhere: put the picture beside the page."),
    ]

    @Test("other pictures", arguments: others)
    func otherPicture(address: String, sentence: String) throws {
        let files = ["a.png": Data("a".utf8), "a.gif": Data()]
        #expect(
            try complaint(about: "![c](\(address))", beside: files)
                .hasPrefix("plums.md:1: \(sentence)"))
    }
}
