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

/// Whether this build multiplies and adds with one rounding: then (1 + e) (1 - e) - 1 is not 0.
var isFused: Bool {
    let e = 0x1p-30
    return ([[1, 1 + e]] as Matrix).matmul([[-1], [1 - e]]).scalar != 0
}
