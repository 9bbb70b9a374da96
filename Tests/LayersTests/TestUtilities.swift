import Layers
import Testing

/// Every entry of `actual` is within `tolerance` times the largest entry of `expected`.
func expectClose(
    _ actual: Matrix, _ expected: Matrix, tolerance: Double = 1e-13,
    sourceLocation: SourceLocation = #_sourceLocation
) {
    #expect(actual.shape == expected.shape, sourceLocation: sourceLocation)
    guard actual.shape == expected.shape else { return }
    let difference = (actual - expected).largestMagnitude()
    let scale = expected.largestMagnitude()
    #expect(
        difference <= tolerance * scale, "\(actual)\nis not\n\(expected)",
        sourceLocation: sourceLocation)
}

/// A mistake that must stop the program, and the sentence that it must stop with.
struct Mistake: Sendable {
    private let sentence: String
    private let file: String
    private let lines: ClosedRange<Int>

    /// Makes the mistake; to be called inside an exit test.
    let make: @Sendable () -> Void

    init(
        _ sentence: String, file: String = #fileID, line: Int = #line,
        by make: @escaping @Sendable () -> Void
    ) {
        self.sentence = sentence
        self.file = file.split(separator: "/").last.map { String($0) } ?? file
        self.lines = line...line + 7
        self.make = make
    }

    /// The sentence was printed, with the file and the line of this mistake before it.
    func expectComplaint(
        in result: ExitTest.Result?, sourceLocation: SourceLocation = #_sourceLocation
    ) {
        let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
        let complaints = lines.map { "/\(file):\($0): Fatal error: \(sentence)\n" }
        #expect(
            complaints.contains { text.contains($0) },
            "\"\(sentence)\" in \(file), line \(lines), and not: \(text)",
            sourceLocation: sourceLocation)
    }
}

/// The rows and columns of a random matrix, and the seed of its numbers.
struct Draw: Sendable, CustomTestStringConvertible {
    let rows: Int
    let columns: Int
    let seed: Int

    var testDescription: String { "(\(rows), \(columns)), seed \(seed)" }

    static let several = [
        Draw(rows: 1, columns: 1, seed: 1), Draw(rows: 2, columns: 3, seed: 2),
        Draw(rows: 5, columns: 4, seed: 20_250_402),
    ]
}

/// Checks every gradient of `backward` at `x` against centred differences of `forward`.
func expectGradients<L: Layer>(
    of layer: L, at x: L.Input, using generator: inout SeededGenerator,
    sourceLocation: SourceLocation = #_sourceLocation
) where L.Output == Matrix {
    let (out, cache) = layer.forward(x)
    let dout = Matrix.normal(rows: out.rows, columns: out.columns, using: &generator)
    let gradients = layer.backward(dout, cache: cache)
    let numeric = layer.numericGradients(dout, at: x)
    #expect(!layer.inputs.isEmpty, sourceLocation: sourceLocation)
    let names = layer.inputs.map { ($0.name, $0.gradient) }
    for (name, gradient) in names + layer.parameters.map({ ($0.name, $0.gradient) }) {
        expectClose(
            gradients[keyPath: gradient], numeric[name], tolerance: 1e-7,
            sourceLocation: sourceLocation)
    }
}

/// Checks the gradients of a layer of one matrix, entry by entry, at random inputs.
func expectGradients<L: Layer>(
    of layer: L, draw: Draw, sourceLocation: SourceLocation = #_sourceLocation
) where L.Input == Matrix, L.Output == Matrix {
    var generator = SeededGenerator(seed: draw.seed)
    let x = Matrix.normal(rows: draw.rows, columns: draw.columns, using: &generator)
    expectGradients(of: layer, at: x, using: &generator, sourceLocation: sourceLocation)
}

/// Checks the gradients of a layer of two matrices of one shape, at random inputs.
func expectGradientsOfPair<L: Layer>(
    of layer: L, draw: Draw, sourceLocation: SourceLocation = #_sourceLocation
) where L.Input == Pair, L.Output == Matrix {
    var generator = SeededGenerator(seed: draw.seed)
    let pair = Pair(
        x: .normal(rows: draw.rows, columns: draw.columns, using: &generator),
        y: .normal(rows: draw.rows, columns: draw.columns, using: &generator))
    expectGradients(of: layer, at: pair, using: &generator, sourceLocation: sourceLocation)
}

/// Checks a classification loss's gradient at random scores and labels, with `dloss` other than 1.
func expectGradient<Loss: ClassificationLoss>(
    of loss: Loss, draw: Draw, classes: Int, sourceLocation: SourceLocation = #_sourceLocation
) {
    var generator = SeededGenerator(seed: draw.seed)
    let scores = Matrix.normal(
        rows: draw.rows, columns: draw.columns, standardDeviation: 2, using: &generator)
    let labels = (0..<draw.rows).map { _ in generator.index(below: classes) }
    let (_, cache) = loss.forward(scores, labels: labels)
    let numeric = loss.numericGradient(0.7, at: scores, labels: labels)
    expectClose(
        loss.backward(0.7, cache: cache), numeric, tolerance: 1e-7, sourceLocation: sourceLocation)
}

/// Checks a regression loss's gradient at random inputs, with `dloss` other than 1.
func expectGradient<Loss: RegressionLoss>(
    of loss: Loss, draw: Draw, sourceLocation: SourceLocation = #_sourceLocation
) {
    var generator = SeededGenerator(seed: draw.seed)
    let predictions = Matrix.normal(rows: draw.rows, columns: draw.columns, using: &generator)
    let targets = Matrix.normal(rows: draw.rows, columns: draw.columns, using: &generator)
    let (_, cache) = loss.forward(predictions, targets: targets)
    let numeric = loss.numericGradient(0.7, at: predictions, targets: targets)
    expectClose(
        loss.backward(0.7, cache: cache), numeric, tolerance: 1e-7, sourceLocation: sourceLocation)
}

extension Matrix {
    /// No entry is infinite or NaN.
    var isFinite: Bool { elements.allSatisfy { $0.isFinite } }

    /// Every entry is NaN.
    var isNaN: Bool { elements.allSatisfy { $0.isNaN } }
}

/// The kit's gradient check finds every gradient of a layer right, for twenty seeds.
func expectRight<L: Layer>(
    sourceLocation: SourceLocation = #_sourceLocation,
    _ draw: (inout SeededGenerator) -> (layer: L, x: L.Input)
) {
    for seed in 1...20 {
        var generator = SeededGenerator(seed: seed)
        let (layer, x) = draw(&generator)
        let report = checkGradients(of: layer, at: x, seed: seed)
        #expect(report.isRight, "seed \(seed): \(report)", sourceLocation: sourceLocation)
    }
}

/// The kit's gradient check finds every gradient of a model right, for twenty seeds.
func expectRight<M: Model>(
    sourceLocation: SourceLocation = #_sourceLocation,
    _ draw: (inout SeededGenerator) -> (model: M, x: M.Input, labels: [Int])
) {
    for seed in 1...20 {
        var generator = SeededGenerator(seed: seed)
        let (model, x, labels) = draw(&generator)
        let gradients = model.backward(1.5, cache: model.forward(x, labels: labels).cache)
        let report = checkGradients(of: model, gradients) {
            1.5 * $0.forward(x, labels: labels).loss
        }
        #expect(report.isRight, "seed \(seed): \(report)", sourceLocation: sourceLocation)
    }
}

/// Draws again until no kink is within the reach of a step.
func redrawn<Value>(
    _ generator: inout SeededGenerator, until isFar: (Value) -> Bool,
    _ draw: (inout SeededGenerator) -> Value
) -> Value {
    while true {
        let value = draw(&generator)
        if isFar(value) { return value }
    }
}

/// Numbers of both signs in random order, no two of them nearly equal.
func shuffled(rows: Int, columns: Int, using generator: inout SeededGenerator) -> Matrix {
    var x = Matrix.linspace(from: -2, to: 2, rows: rows, columns: columns)
    for i in x.elements.indices {
        x.elements.swapAt(i, i + generator.index(below: x.elements.count - i))
    }
    return x
}
