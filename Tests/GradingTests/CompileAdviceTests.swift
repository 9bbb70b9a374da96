import Foundation
import Testing

@testable import Grading

/// The compiler, with the kit's module as the build of these tests has made it.
private enum Kit {
    static let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    static let tree = Tree(root: tests.deletingLastPathComponent().deletingLastPathComponent())
    static let module = tree.url(".build/debug/Modules")

    /// What the grader shows of the compiler's errors on this learner file.
    static func errors(_ text: String, as name: String) throws -> String {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("compile-advice-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appendingPathComponent("\(name).swift")
        try text.write(to: file, atomically: false, encoding: .utf8)
        // A missing return is only noticed after type checking, on the way to SIL.
        let outcome = try runTool(
            "swiftc",
            [
                file.path, "-parse-as-library", "-swift-version", "6", "-diagnostic-style", "llvm",
                "-module-name", "Assignment1", "-I", module.path, "-emit-sil", "-o",
                folder.appendingPathComponent("sil").path,
            ], scratch: folder, seconds: 120)
        #expect(!outcome.succeeded, "it compiles: \(text)")
        return compileFault(outcome.output, path: file.path).text
    }
}

/// Code with a mistake in place of a learner file's hole, and part of the sentence for it.
struct BadCode: Sendable, CustomTestStringConvertible {
    let code: String
    let advice: String
    let file: String

    init(_ code: String, _ advice: String, in file: String = "Affine") {
        (self.code, self.advice, self.file) = (code, advice, file)
    }

    var testDescription: String { code }

    /// The learner file with this code in its first hole.
    func text() throws -> String {
        let stub = pristineStubs["Sources/Assignments/Assignment1/\(file).swift"] ?? ""
        guard let start = stub.range(of: "    public func backward("),
            let end = stub.range(of: "\n    }\n", range: start.upperBound..<stub.endIndex),
            let brace = stub.range(of: "{\n", range: start.upperBound..<end.lowerBound)
        else { throw GraderError("\(file) has no backward pass.") }
        let body = code.split(separator: "\n").map { "        " + $0 }.joined(separator: "\n")
        return stub[..<brace.upperBound] + body + stub[end.lowerBound...]
    }
}

/// Words and signs of Python.
private let pythonCode = [
    BadCode("let y = dout @ w", "There is no @"),
    BadCode("# about y", "begins with //"),
    BadCode("let y = w # and x or y", "begins with //"),
    BadCode("let f = lambda v: v * 2", "lambda v: v * 2 is"),
    BadCode("def f(v): return v", "def is func"),
    BadCode("if w.rows > 1 { print(1) }\nelif w.rows > 2 { print(2) }", "elif is else if"),
    BadCode("let a = [v * 2 for v in w.elements]", "no list comprehensions"),
    BadCode("let y = w if w.rows > 1 else b", "c ? a : b"),
    BadCode("if w.rows > 1 and w.columns > 1 { print(1) }", "and is &&"),
    BadCode("if w.rows > 1 or w.columns > 1 { print(1) }", "or is ||"),
    BadCode("if not (w.rows > 1) { print(1) }", "not is !"),
    BadCode("if not done { print(1) }", "not is !"),
    BadCode("let done = True", "True is true"),
    BadCode("let done = False", "False is false"),
    BadCode("let y = None", "None is nil"),
    BadCode("let n = len(w)", "x.rows for a Matrix"),
    BadCode("for i in range(3) { print(i) }", "for i in 0..<n"),
    BadCode("for i in range(3):\n    print(i)", "for i in 0..<n"),
    BadCode(
        "for (n, y) in enumerate(cache.labels) { print(n, y) }",
        "labels.enumerated()", in: "HingeLoss"),
    BadCode("for n, y in cache.labels.enumerated() { print(n, y) }", "(n, label)", in: "HingeLoss"),
    BadCode("if w.rows > 1:\n    print(1)", "braces"),
    BadCode("print('shape', w.shape)", "double quotes"),
    BadCode(#"print("shape)"#, #"closing ""#),
    BadCode(#"print(f"{w}")"#, #"\(n)"#),
    BadCode(#""""About y.""""#, "docstrings"),
    BadCode(#"print "shape""#, "needs brackets"),
    BadCode("import Foundation", "top of the file"),
    BadCode("let y = w ** 2", "There is no **"),
    BadCode("let y = dloss^2", "^ is not a power", in: "HingeLoss"),
    BadCode("var i = 0\ni++", "i += 1"),
    BadCode("for i in 0..3 { print(i) }", "0..<n counts"),
    BadCode("for (int i = 0; i < 3; i++) { print(i) }", "for i in 0..<n"),
]

/// Calls of numpy.
private let numpyCode = [
    BadCode("let y = w.T", "x.transposed()"),
    BadCode("let y = np.exp(w)", "x.mapped(exp)"),
    BadCode("let y = np.zeros((2, 3))", "Matrix(rows: n, columns: d)"),
    BadCode("let y = zeros_like(w)", "Matrix(rows: n, columns: d)"),
    BadCode("let y = Matrix.zeros(2, 3)", "Matrix(rows: n, columns: d)"),
    BadCode("let y = np.dot(w, w)", "x.matmul(w)"),
    BadCode("let y = np.sum(w)", "x.sum()"),
    BadCode("let y = np.maximum(w, 2)", "zipMapped"),
    BadCode("let y = np.linspace(0, 1)", "no np here"),
    BadCode("let y = w.sum(axis=0)", "There is no axis"),
    BadCode("let y = w.mean(axis: 1)", "There is no axis"),
    BadCode("let y = w.max(axis: 1)", "rowMaxima"),
    BadCode("let y = w.dot(w)", "x.matmul(w)"),
    BadCode("let y = sum(w)", "x.sum(...)"),
    BadCode("var y = w.copy()", "var y = x"),
    BadCode("let y = w.reshape(1, 4)", "elements: x.elements"),
    BadCode("let y = w.sqrt()", "x.mapped(sqrt)"),
    BadCode("let y = exp(2.0)", "import Foundation"),
    BadCode("let y = exp(cache.scores)", "exp takes one number", in: "SoftmaxLoss"),
    BadCode("let y = max(w, 2)", "takes one number"),
    BadCode("let n = w.size", "x.rows and x.columns"),
    BadCode("let y = w.map { $0 + 1 }", "x.mapped"),
    BadCode("let y = float(w.rows)", "Double(n)"),
    BadCode("let n = cache.labels.length", "labels.count", in: "HingeLoss"),
    BadCode("let y = w.spread()", "has no spread"),
]

/// Entries, shapes and masks.
private let entryCode = [
    BadCode("let n = w.shape[0]", "x.shape[0] is x.rows"),
    BadCode("let (n, d) = w.shape", "let (n, d) = (x.rows, x.columns)"),
    BadCode("let n, d = w.shape", "in brackets"),
    BadCode("let y = w[:, 0]", "no slices"),
    BadCode("let y = w[0:2]", "no slices"),
    BadCode("let y = w[0..<2, 0]", "no slices"),
    BadCode("let y = w[-1]", "x[0, 1]"),
    BadCode("let y = w(0, 1)", "square brackets"),
    BadCode("let n = w.rows()", "without ()"),
    BadCode("let y = cache[0]", "by name"),
    BadCode("let (y, z) = cache", "by name"),
    BadCode("for i in w.rows { print(i) }", "0..<n"),
    BadCode("for row in w { print(row) }", "0..<x.rows"),
    BadCode("let mask = w > 2", "no boolean masks"),
    BadCode("var y = w\ny[w > 2] = 3", "no boolean masks"),
    BadCode("let y = w * (w > 2)", "no boolean masks"),
    BadCode("let y = w.mapped { $0 > 2 }", "v > 2 ? 1 : 3"),
    BadCode("let y = Double(w[0, 0] > 2)", "does not exist"),
    BadCode("if w.rows { print(1) }", "n != 0"),
    BadCode("var i = 1\nif i = 2 { i = 3 }", "=="),
]

/// Values of the wrong type.
private let typeCode = [
    BadCode(
        "let n = cache.labels.count\nlet y = dloss / n",
        "does not mix Int and Double", in: "HingeLoss"),
    BadCode("let y = w - w.rows", "does not mix Matrix and Int"),
    BadCode("let y: Double = cache.labels[0]", "Double(n)", in: "HingeLoss"),
    BadCode("let y = 1.0 * cache.labels", "array of Int", in: "HingeLoss"),
    BadCode("var y = w\ny /= w.rows", "is a Double"),
    BadCode("var y = w\ny += 1", "x = x + 2.0"),
    BadCode("let y: Matrix = w.sum()", "is one number"),
    BadCode("let y = sigmoid(w)", "takes one number"),
    BadCode("let y: Double = w", "this is a Matrix"),
    BadCode("var y = 0\ny += 0.5", "0.0"),
    BadCode("let y = w.row(0) * 2.0", "Arrays have no arithmetic"),
    BadCode("let y: Matrix = [1, 2, 3]", "two pairs of brackets"),
    BadCode(#"print("shape " + w.shape)"#, "commas"),
    BadCode("let y = w + w.columnSums", "write ()"),
    BadCode("let y = forward(w)\nlet z = y * 2", "let (out, cache)"),
    BadCode("let y = w.mapped { v, u in v + u }", "one number at a time"),
    BadCode("if let y = cache.x { print(y) }", "ever nil"),
]

/// Names, labels, and what must not change.
private let nameCode = [
    BadCode("let y = w\ny += w", "write var y"),
    BadCode("let y = w\ny[0, 1] = 2", "write var y"),
    BadCode("dout *= 2\nprint(dout)", "take a copy"),
    BadCode("w[0, 0] = 1", "must not change the layer"),
    BadCode("let y = w\nlet y = b", "exists already"),
    BadCode("var y", "needs a value"),
    BadCode("return Gradients(w, w, b)", "labels, here dx:dw:db:"),
    BadCode("return Gradients(dx: w, dW: w, db: b)", "are dx:dw:db:"),
    BadCode("return Gradients(dx: w, db: b, dw: w)", "dw comes before db"),
    BadCode("return Gradients(dx: w, dw: w)", "also needs 'db'"),
    BadCode("return Gradients(dx: w, dw: w, db: b, dz: w)", "no argument dz"),
    BadCode("return Gradients(dx=w, dw=w, db=b)", "in a colon"),
    BadCode("let y = w.multiplyingEachRow(b)", "write by:"),
    BadCode("let y = w.matmul(right: w)", "leave out right:"),
    BadCode("let y = Matrix(2, 3)", "Matrix(rows: n, columns: d)"),
    BadCode("let y = w.matmul(w, w)", "write addingToEachRow: before it"),
    BadCode("let y = w.transposedMatmul(w, w)", "fewer arguments"),
    BadCode("y = w", "let y = ..."),
    BadCode("let y = dout2", "called dout2"),
    BadCode("let y = cache.w", "The cache has no w"),
    BadCode("let y = self.x", "Affine has no x"),
    BadCode("let y = Affine.w", "Write w alone"),
    BadCode("print(w)", "without a result"),
    BadCode("let y = w\n_ = y", "last line must be return"),
    BadCode("return w", "Return a struct"),
    BadCode("return w, w, b", "several gradients are a struct"),
    BadCode("return dloss", "returns one Matrix", in: "HingeLoss"),
]

/// Braces, brackets and spaces.
private let layoutCode = [
    BadCode("if w.rows > 1 {\n    print(1)", "closing brace is missing"),
    BadCode("print(1)\n}", "one } too many"),
    BadCode("let y = (w + w\nlet z = y", "closing ) is missing"),
    BadCode("let y = (w + w\nprint(y)", "closing bracket is missing"),
    BadCode("let y = w -w", "both sides"),
    BadCode("let y = w* w", "both sides"),
    BadCode("let y = .5 * w", "0.5, not .5"),
    BadCode("let y = 2 w", "write 2 * x"),
    BadCode("let y = w.matmul w", "in brackets"),
    BadCode("int n = 3", "let n: Int = 3"),
    BadCode("let y = w let z = w", "One statement to a line"),
    BadCode("if w.rows > 1 print(1)", "in braces"),
    BadCode(
        "let y = 0.5 * w * (1 - w.rows) * w / w.rows + 2 * w - 3 * w.rows",
        "too long for the compiler"),
]

@Suite("Advice on compiler errors")
struct CompileAdviceTests {
    @Test(
        "a mistake in a backward pass",
        arguments: pythonCode + numpyCode + entryCode + typeCode + nameCode + layoutCode)
    func mistake(_ bad: BadCode) throws {
        let errors = try Kit.errors(try bad.text(), as: bad.file)
        let sentence = try #require(numpySentence(for: errors), "\(errors)")
        #expect(sentence.contains(bad.advice), "\(sentence)\n\(errors)")
        #expect(!sentence.contains("{1}") && !sentence.contains("{2}"))
    }

    @Test(
        "a change to what was given",
        arguments: [
            ("public func backward(", "public func backwards("),
            ("backward(_ dout: Matrix", "backward(dout: Matrix"),
            ("public func backward(", "func backward("),
        ])
    func given(_ old: String, _ new: String) throws {
        let stub = try #require(pristineStubs["Sources/Assignments/Assignment1/Affine.swift"])
        let errors = try Kit.errors(stub.replacing(old, with: new), as: "Affine")
        let sentence = try #require(numpySentence(for: errors), "\(errors)")
        #expect(sentence.contains("grade reset"), "\(sentence)")
    }

    @Test("a removed import")
    func removedImport() throws {
        let stub = try #require(pristineStubs["Sources/Assignments/Assignment1/Affine.swift"])
        let errors = try Kit.errors(stub.replacing("import Layers", with: ""), as: "Affine")
        #expect(numpySentence(for: errors)?.contains("import Layers") == true)
    }

    @Test(
        "an error that is not in the tables",
        arguments: ["let 2x = w", "let in = w", "let y = w as! Affine\nlet z = 5.0 % 2.0"])
    func unknown(_ code: String) throws {
        let errors = try Kit.errors(try BadCode(code, "").text(), as: "Affine")
        #expect(numpySentence(for: errors) == nil, "\(errors)")
    }

    @Test(
        "no error at all",
        arguments: [
            "", "\n", "error: no such file", "cannot find 'np' in scope",
            """
            A.swift:3:9: warning: consecutive statements on a line must be separated by ';'
                    let y = w let z = w
                             ^
            """,
            "A.swift:3:9: note: cannot find 'np' in scope",
        ])
    func noError(_ text: String) {
        #expect(numpySentence(for: text) == nil)
    }

    @Test("only the first error counts, and no warning before it")
    func first() {
        let text = """
            A.swift:2:5: warning: cannot find 'len' in scope
                let n = 1
                ^
            A.swift:3:17: error: cannot find 'np' in scope
                let y = np.sum(w)
                        ^
            A.swift:4:13: error: cannot find 'True' in scope
            """
        #expect(numpySentence(for: text)?.contains("np") == true)
    }

    @Test("comments and strings in the quoted line mean nothing")
    func words() {
        let head = "A.swift:3:14: error: consecutive statements on a line must be separated by ';'"
        #expect(numpySentence(for: "\(head)\n    let in = y // y and z if 1 else 2") == nil)
        #expect(numpySentence(for: "\(head)\n    let in = y \" and z\"") == nil)
    }

    @Test("an error without its line, or with a column beyond it")
    func noLine() {
        #expect(numpySentence(for: "A.swift:3:99: error: cannot find 'np' in scope") != nil)
        #expect(numpySentence(for: "A.swift:3:99: error: cannot find 'np' in scope\nlet") != nil)
        #expect(numpySentence(for: "A.swift:3:0: error: cannot find 'np' in scope\nlet") != nil)
    }
}
