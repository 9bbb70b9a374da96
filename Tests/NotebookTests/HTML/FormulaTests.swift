import Testing

@testable import Notebooks

@Suite("Formulas in MathML")
struct FormulaTests {
    private static let signs = [
        ("x", "<mi>x</mi>"),
        ("10.5", "<mn>10.5</mn>"),
        ("a+b", "<mi>a</mi><mo>+</mo><mi>b</mi>"),
        (
            "-a=-b",
            "<mo form=\"prefix\">\u{2212}</mo><mi>a</mi><mo>=</mo><mo form=\"prefix\">\u{2212}</mo><mi>b</mi>"
        ),
        ("\\alpha \\cdot \\Omega", "<mi>α</mi><mo>⋅</mo><mi mathvariant=\"normal\">Ω</mi>"),
        ("a < b", "<mi>a</mi><mo>&lt;</mo><mi>b</mi>"),
        ("a\\le b", "<mi>a</mi><mo stretchy=\"false\">≤</mo><mi>b</mi>"),
        ("\\partial L", "<mi>∂</mi><mi>L</mi>"),
        ("f(x)", "<mi>f</mi><mo stretchy=\"false\">(</mo><mi>x</mi><mo stretchy=\"false\">)</mo>"),
        ("\\text{if } x", "<mtext>if\u{A0}</mtext><mi>x</mi>"),
        ("\\mathbb{R}", "<mi mathvariant=\"normal\">ℝ</mi>"),
        ("\\mathbb E", "<mi mathvariant=\"normal\">𝔼</mi>"),
        ("\\mathcal{LN}", "<mi mathvariant=\"normal\">ℒ𝒩</mi>"),
        ("\\mathrm{ReLU}", "<mrow><mi mathvariant=\"normal\">ReLU</mi></mrow>"),
        (
            "\\mathbf{w}",
            "<mrow class=\"bold\"><mrow><mi mathvariant=\"normal\">w</mi></mrow></mrow>"
        ),
        ("\\quad", "<mspace width=\"1em\"/>"),
    ]

    private static let scripts = [
        ("x_i", "<msub><mi>x</mi><mi>i</mi></msub>"),
        ("x^2_i", "<msubsup><mi>x</mi><mi>i</mi><mn>2</mn></msubsup>"),
        ("x^10", "<msup><mi>x</mi><mn>1</mn></msup><mn>0</mn>"),
        ("x^{10}", "<msup><mi>x</mi><mrow><mn>10</mn></mrow></msup>"),
        ("X^\\top", "<msup><mi>X</mi><mi mathvariant=\"normal\">⊤</mi></msup>"),
        ("f''", "<msup><mi>f</mi><mo>′′</mo></msup>"),
        (
            "\\sum_n^N x",
            "<munderover><mo movablelimits=\"true\">∑</mo><mi>n</mi><mi>N</mi></munderover><mi>x</mi>"
        ),
        (
            "\\max_i x",
            "<munder><mo movablelimits=\"true\" lspace=\"0\" rspace=\"0\">max</mo><mi>i</mi></munder>"
                + "<mspace width=\"0.167em\"/><mi>x</mi>"
        ),
        ("\\int_0", "<msub><mo>∫</mo><mn>0</mn></msub>"),
        ("\\hat x", "<mover accent=\"true\"><mi>x</mi><mo stretchy=\"false\">^</mo></mover>"),
    ]

    private static let structures = [
        ("\\frac12", "<mfrac><mn>1</mn><mn>2</mn></mfrac>"),
        ("\\frac{a}{b}", "<mfrac><mrow><mi>a</mi></mrow><mrow><mi>b</mi></mrow></mfrac>"),
        ("\\sqrt{a}", "<msqrt><mrow><mi>a</mi></mrow></msqrt>"),
        ("\\sqrt[3]a", "<mroot><mi>a</mi><mn>3</mn></mroot>"),
        (
            "\\left( a \\right.",
            "<mrow><mo stretchy=\"true\" form=\"prefix\">(</mo><mrow><mi>a</mi></mrow></mrow>"
        ),
        (
            "\\begin{matrix} a & b \\\\ c & d \\\\ \\end{matrix}",
            "<mrow><mtable><mtr><mtd><mrow><mi>a</mi></mrow></mtd><mtd><mrow><mi>b</mi></mrow></mtd></mtr>"
                + "<mtr><mtd><mrow><mi>c</mi></mrow></mtd><mtd><mrow><mi>d</mi></mrow></mtd></mtr></mtable></mrow>"
        ),
        (
            "\\begin{cases} a \\end{cases}",
            "<mrow><mo stretchy=\"true\" form=\"prefix\">{</mo><mtable class=\"cases\"><mtr><mtd><mrow>"
                + "<mi>a</mi></mrow></mtd></mtr></mtable></mrow>"
        ),
        (
            "\\begin{aligned} a &= b \\end{aligned}",
            "<mrow><mtable class=\"aligned\" displaystyle=\"true\"><mtr><mtd><mrow><mi>a</mi></mrow></mtd>"
                + "<mtd><mrow><mo>=</mo><mi>b</mi></mrow></mtd></mtr></mtable></mrow>"
        ),
    ]

    @Test("by hand", arguments: signs + scripts + structures)
    func byHand(text: String, markup: String) throws {
        #expect(try formula(text) == markup)
    }

    private static let places = [
        ("$a$", "<p><math><mrow><mi>a</mi></mrow></math></p>"),
        ("is $`a`$.", "<p>is <math><mrow><mi>a</mi></mrow></math>.</p>"),
        ("($a$)", "<p>(<math><mrow><mi>a</mi></mrow></math>)</p>"),
        ("is $$a$$", "<p>is <math display=\"block\"><mrow><mi>a</mi></mrow></math></p>"),
    ]

    @Test("in a text", arguments: places)
    func inText(text: String, html: String) throws {
        #expect(try mainPart(text) == html)
    }

    @Test(
        "on lines of its own",
        arguments: ["$$a$$", "$$\na\n$$", "b\n$$ a\n$$", "```math\na\n```"])
    func display(text: String) throws {
        let block =
            "<div class=\"scroll display\" tabindex=\"0\" role=\"group\" aria-label=\"formula\">"
            + "<math display=\"block\"><mrow><mi>a</mi></mrow></math></div>"
        #expect(try mainPart(text).hasSuffix(block))
    }

    private static let unknown = [
        ("\\foo", "the command \\foo is not known"),
        ("a\n\\begin{pmatrx}", "\\begin{pmatrx} is not known; did you mean pmatrix?"),
        ("\\begin{matrix} a", "\\begin{matrix} has no \\end{matrix}."),
        ("\\begin{matrix} a \\end{cases}", "\\begin{matrix} is closed by \\end{cases}."),
        ("{a", "this { is not closed."),
        ("a}", "this } closes nothing."),
        ("\\left( a", "this \\left has no \\right."),
        ("a \\right)", "\\right has no beginning."),
        ("\\left\\alpha a", "\\alpha is no bracket for \\left."),
        ("a & b", "& and \\\\ belong between \\begin and \\end"),
        ("a \\\\ b", "& and \\\\ belong between \\begin and \\end"),
        ("x_i_j", "there are two _ at one place: put braces around one."),
        ("x_", "something is missing behind _."),
        ("\\frac{a}", "something is missing behind \\frac."),
        ("\\text{$a$}", "$ is not known within \\text."),
        ("\\mathbb{x}", "\\mathbb{x}: it is for capital letters."),
        ("5 %", "write \\% for a per cent sign."),
        ("a \\", "a \\ stands at its end."),
    ]

    @Test("what is malformed or not known is told with its line", arguments: unknown)
    func complaints(text: String, sentence: String) throws {
        let line = text.hasPrefix("a\n") ? 4 : 3
        #expect(
            try complaint(about: "a\n\n$$\(text)$$").hasPrefix(
                "plums.md:\(line): formula: \(sentence)"))
    }

    @Test("every command gives XML", arguments: FormulaSymbols.commands)
    func commands(command: String) throws {
        let structures = [
            "\\left": "\\left( a \\right)", "\\right": "\\left. a \\right|",
            "\\begin": "\\begin{align} a \\end{align}",
            "\\end": "a", "\\middle": "\\left( a \\middle| b \\right)",
            "\\limits": "\\int\\limits_a^b",
            "\\nolimits": "\\sum\\nolimits_a", "\\mathbb": "\\mathbb{A}",
            "\\mathcal": "\\mathcal Z",
            "\\text": "\\text{a < b}", "\\operatorname": "\\operatorname{a}", "\\big": "\\big(",
            "\\Big": "\\Big|",
        ]
        #expect(xmlFault(try "<a>\(formula(structures[command] ?? "\(command){a}{b}"))</a>") == nil)
    }
}
