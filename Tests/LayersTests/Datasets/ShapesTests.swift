import Layers
import Testing

@Suite("Shapes, drawn by rules")
struct ShapesTests {
    @Test("all ten classes are there, one after the other and around")
    func classes() {
        let set = Shapes.examples(count: 23, seed: 1)
        #expect(Set(Shapes.names).count == 10)
        #expect(set.labels == (0..<23).map { $0 % 10 })
        #expect(set.x.shape == Shape(rows: 23, columns: 3072))
        #expect(set.x.elements.allSatisfy { abs($0) <= 0.5 })
    }

    @Test("the same seed gives the same images, another seed others")
    func seeds() {
        #expect(Shapes.records(count: 12, seed: 3) == Shapes.records(count: 12, seed: 3))
        #expect(Shapes.records(count: 12, seed: 3) != Shapes.records(count: 12, seed: 4))
        // More images begin with the same ones.
        #expect(
            Shapes.records(count: 12, seed: 3).prefix(3073)
                == Shapes.records(count: 1, seed: 3)[...])
    }

    @Test("without noise an image has two colours, and both are seen", arguments: 0..<10)
    func colours(label: Int) {
        let x = Shapes.examples(count: 10, noise: 0, seed: 7).x
        let pixels = x.rows(label..<label + 1).channelsAsColumns(3)
        let colours = Set((0..<pixels.rows).map { pixels.row($0) })
        #expect(colours.count == 2, "\(Shapes.names[label])")
    }

    @Test("the records are CIFAR-10's")
    func records() throws {
        let bytes = Shapes.records(count: 3, seed: 5)
        #expect(bytes.count == 3 * 3073)
        #expect(try CIFAR10.parse(bytes, file: "a").x == Shapes.examples(count: 3, seed: 5).x)
    }

    private static let mistakes = [
        Mistake("Shapes: 0 images cannot be drawn.") {
            _ = Shapes.examples(count: 0, seed: 1)
        }
    ]

    @Test("a mistake stops with a sentence, file and line", arguments: mistakes.indices)
    func complains(about index: Int) async {
        let result = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) { [index] in
            ShapesTests.mistakes[index].make()
        }
        Self.mistakes[index].expectComplaint(in: result)
    }
}
