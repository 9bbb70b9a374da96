import Foundation
import Testing

@testable import Layers

@Suite("The audit")
struct AuditTests {
    private static func audit(
        _ data: LabelledExamples, held: LabelledExamples? = nil, scale: Double = 0.5
    ) -> [Finding] {
        var generator = SeededGenerator(seed: 1)
        let net = TwoLayerNet(
            inputs: 2, hidden: 16, classes: 3, weightScale: scale, using: &generator)
        let (training, other) = data.split(validation: 0.2, seed: 1)
        let trainer = Trainer(net, Adam(learningRate: 5e-3))
        return Audit(trainer, on: training, validation: held ?? other).findings()
    }

    private static let spirals = Toys.spirals(count: 60, seed: 1)

    @Test("a sound net has no finding")
    func silent() { #expect(Self.audit(Self.spirals).isEmpty) }

    @Test("a number that is none is told alone, with the first example's index")
    func notANumber() {
        var x = Self.spirals.x
        x[8, 0] = .infinity
        let data = LabelledExamples(x: x, labels: Self.spirals.labels)
        var generator = SeededGenerator(seed: 1)
        let net = TwoLayerNet(inputs: 2, hidden: 4, classes: 3, using: &generator)
        let findings = Audit(
            Trainer(net, SGD(learningRate: 0.1)), on: data, validation: Self.spirals
        ).findings()
        #expect(
            findings.map(\.sentence)
                == ["1 of 180 examples hold what is no finite number, the first at index 8."])
    }

    @Test("each finding tells its number")
    func sentences() {
        let shared = Self.audit(Self.spirals, held: Self.spirals.part(Array(0..<10)))
        #expect(shared.map(\.kind) == [.overlap])
        #expect(
            shared.first?.sentence.hasSuffix(
                "of the 10 held-out examples are in the training set, too.") == true)
        let large = LabelledExamples(x: 100 * Self.spirals.x, labels: Self.spirals.labels)
        let scaled = Self.audit(large)
        #expect(scaled.first?.kind == .inputScale)
        #expect(scaled.first?.sentence.hasPrefix("The inputs' root mean square is ") == true)
        let first = Self.audit(Self.spirals, scale: 30).first
        #expect(first?.kind == .firstLoss)
        #expect(first?.sentence.hasSuffix("guessing among 3 classes costs 1.1.") == true)
    }

    @Test("every kind has a cause, and a page that is there", arguments: Finding.Kind.allCases)
    func pages(kind: Finding.Kind) {
        let finding = Finding(kind, "Seen.")
        #expect(finding.cause.hasSuffix(".") && finding.description.hasPrefix("Seen. "))
        let root = URL(fileURLWithPath: #filePath).pathComponents.dropLast(4)
        let page = root.dropFirst().reduce("") { $0 + "/" + $1 } + "/" + finding.page
        #expect(FileManager.default.fileExists(atPath: page), "\(page)")
    }
}
