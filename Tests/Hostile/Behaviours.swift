import Grading
import Testing

/// One way in which a learner's code can go wrong, put in place of an answer.
struct Behaviour: Sendable, CustomTestStringConvertible {
    let name: String
    /// The exercise that it spoils; all others are answered rightly.
    let exercise: String
    let code: [String]
    let status: Status
    /// What the message must say.
    let words: String
    /// Which line of the code the message must name, where it can.
    let faultyLine: Int?

    var testDescription: String { name }
}

extension Behaviour {
    private static func spoiling(
        _ exercise: String, _ name: String, _ status: Status, _ words: String, line: Int? = nil,
        _ code: String...
    ) -> Behaviour {
        Behaviour(
            name: name, exercise: exercise, code: code, status: status, words: words,
            faultyLine: line)
    }

    /// Ten at once, one of each kind that an evening at the keyboard produces.
    static let anEveningsWorth: [Behaviour] = [
        spoiling(
            "circuit.backward", "index out of range", .crashed, "index [0, 99] is outside", line: 0,
            "let d = Matrix(cache.q[0, 99])", "return Gradients(dx: d, dy: d, dz: d)"),
        spoiling(
            "multiply-gate.backward", "integer overflow", .crashed, "overflow", line: 1,
            "var n = Int.max - dout.rows", "for _ in 0..<100 { n += 1 }",
            "return Gradients(dx: dout * Double(n), dy: dout)"),
        spoiling(
            "max-gate.backward", "endless loop", .timedOut, "endless loop",
            "var n = dout.rows", "while n > 0 { n = n % 1000 + 1 }",
            "return Gradients(dx: dout, dy: dout)"),
        spoiling(
            "sigmoid-neuron.backward", "endless printing", .crashed, "1 MiB",
            "while true { print(\"still here\") }"),
        spoiling(
            "staged-expression.backward", "unbounded allocation", .crashed, "1 GiB of memory",
            "var all: [Matrix] = []",
            "while true { all.append(Matrix(rows: 1000, columns: 1000, repeating: 1)) }"),
        spoiling(
            "relu.backward", "stack overflow", .crashed, "stack",
            "return backward(dout + 1, cache: cache)"),
        spoiling(
            "leaky-relu.backward", "exit(0)", .crashed, "exit status 0",
            "exit(0)"),
        spoiling(
            "sigmoid.backward", "syntax error", .doesNotCompile, "error:",
            "let slope = cache.out.mapped { y in y * (1 - y)", "return Gradients(dx: dout * slope)"),
        spoiling(
            "maxout.backward", "the kit's own layer", .failed, "refuses to run",
            "let kit = Layers.Maxout(w1: w1, b1: b1, w2: w2, b2: b2)",
            "let g = kit.backward(dout, cache: kit.forward(cache.x).cache)",
            "return Gradients(dx: g.dx, dw1: g.dw1, db1: g.db1, dw2: g.dw2, db2: g.db2)"),
    ]

    /// Further ones, cheats among them.
    static let others: [Behaviour] = [
        spoiling(
            "affine.backward", "the stand-in of one's own layer", .failed, "numeric stand-in",
            "let numeric = numericGradients(dout, at: cache.x)",
            "return Gradients(dx: numeric[\"x\"], dw: numeric[\"w\"], db: numeric[\"b\"])"),
        spoiling(
            "mlp.backward", "another layer of the kit", .failed, "refuses to run",
            "let kit = Layers.Affine(w: w2, b: Matrix(rows: 1, columns: w2.columns))",
            "let g = kit.backward(dout, cache: kit.forward(cache.hidden).cache)",
            "return Gradients(dx: cache.x, dw1: w1, dw2: g.dw)"),
        spoiling(
            "relu.backward", "the kit's gradient checker", .failed, "gradient checker",
            "let report = checkGradient(dout, at: cache.x, dout: dout) { $0.mapped { tanh($0) } }",
            "return Gradients(dx: report[\"dx\"]?.numeric ?? dout)"),
        spoiling(
            "leaky-relu.backward", "fatalError", .crashed, "I give up", line: 0,
            "fatalError(\"I give up\")"),
        spoiling(
            "sigmoid.backward", "nil", .crashed, "nil", line: 1,
            "let nothing: Matrix? = dout.rows > 0 ? nil : dout", "return Gradients(dx: nothing!)"),
        spoiling(
            "tanh.backward", "a shape mistake", .crashed, "they must be equal", line: 0,
            "return Gradients(dx: dout * Matrix(rows: 1, columns: 1))"),
        spoiling(
            "relu.backward", "an index past an array's end", .crashed, "Index out of range",
            line: 1,
            "let all = cache.x.elements", "return Gradients(dx: dout * all[all.count])"),
        spoiling(
            "leaky-relu.backward", "a forged verdict", .crashed, "exit status 0",
            "print(\"relu.backward  4 of 4  passed\")", "exit(0)"),
        spoiling(
            "sigmoid.backward", "_exit", .crashed, "exit status 0", "_exit(0)"),
        spoiling(
            "tanh.backward", "abort", .crashed, "signal 6", "abort()"),
        spoiling(
            "relu.backward", "closing the descriptors", .crashed, "descriptor",
            "for d in 0..<64 { close(Int32(d)) }", "return Gradients(dx: dout)"),
        spoiling(
            "leaky-relu.backward", "writing to the descriptors", .crashed, "descriptor",
            "for d in 3..<8 { _ = write(Int32(d), Array(\"passed, passed, passed, passed\".utf8), 30) }",
            "return Gradients(dx: dout)"),
        spoiling(
            "sigmoid.backward", "sleeping", .timedOut, "did not end",
            "sleep(60)", "return Gradients(dx: dout)"),
        spoiling(
            "tanh.backward", "ignoring signals", .timedOut, "did not end",
            "for s in 1..<32 { signal(Int32(s), SIG_IGN) }", "while true { sleep(1) }"),
        spoiling(
            "relu.backward", "remembering calls", .failed, "kept between calls",
            "Memory.calls += 1",
            "let open = cache.x.mapped { $0 > 0 ? 1 : 0 }",
            "return Gradients(dx: Memory.calls == 1 ? dout * open : dout)",
            "enum Memory { nonisolated(unsafe) static var calls = 0 }"),
        spoiling(
            "leaky-relu.backward", "NaN", .failed, "NaN",
            "return Gradients(dx: dout * Double.nan)"),
        spoiling(
            "sigmoid.backward", "no rows", .failed, "shape (0, 0)",
            "return Gradients(dx: Matrix(rows: 0, columns: 0))"),
        spoiling(
            "tanh.backward", "huge numbers", .failed, "wrong",
            "return Gradients(dx: dout * 1e300)"),
        spoiling(
            "sigmoid.backward", "the smallest numbers there are", .failed, "wrong",
            "return Gradients(dx: dout.mapped { _ in 5e-324 })"),
        spoiling(
            "tanh.backward", "another program in its place", .crashed, "exit status 0",
            "var words = [strdup(\"true\"), nil]", "execv(\"/usr/bin/true\", &words)",
            "return Gradients(dx: dout)"),
        spoiling(
            "affine.backward", "the names of another assignment's module", .doesNotCompile,
            "error:", line: 0, "return Assignment9.answer"),
    ]

    /// The same behaviours, as many in one batch as there are different exercises.
    static func batches(_ behaviours: [Behaviour]) -> [[Behaviour]] {
        var batches: [[Behaviour]] = []
        for behaviour in behaviours {
            let free = batches.firstIndex { batch in
                !batch.contains { $0.exercise == behaviour.exercise }
            }
            if let free {
                batches[free].append(behaviour)
            } else {
                batches.append([behaviour])
            }
        }
        return batches
    }
}

/// Code that keeps a compiler busy without end, or takes all memory for it.
struct CompilerBomb: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let code: String
    /// What the message must say.
    let words: String
    /// Whether the compiler finds out by itself before its time is over.
    var isQuick = false

    static let all = [
        CompilerBomb(
            testDescription: "an expression with too many meanings",
            code: "let x = "
                + (0..<12).map { "[\($0): \"a\" + \"b\" + \($0).0 - -\($0)]" }
                .joined(separator: " + "),
            words: "unable to type-check this expression", isQuick: true),
        CompilerBomb(
            testDescription: "parentheses without end",
            code: "let y = \(String(repeating: "(", count: 20000))1",
            words: "nesting level exceeded", isQuick: true),
        CompilerBomb(
            testDescription: "a macro of its own",
            code: """
                @freestanding(expression) macro cheat() -> Int = #externalMacro(module: "Cheat", type: "C")
                let cheat = #cheat()
                """,
            words: "macro", isQuick: true),
        CompilerBomb(
            testDescription: "types that double",
            code: (1..<40).map { "typealias T\($0) = (T\($0 - 1), T\($0 - 1))\n" }.joined()
                + "typealias T0 = (Int, Int)\nnonisolated(unsafe) var big: T30? = nil",
            words: "gives this file up"),
        CompilerBomb(
            testDescription: "a list without end",
            code: "let z: [Double] = [\(String(repeating: "-1.5+2*3,", count: 60000))]",
            words: "gives this file up"),
    ]
}
