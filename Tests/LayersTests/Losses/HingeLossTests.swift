import Layers
import Testing

@Suite("The hinge loss of several classes")
struct HingeLossTests {
    @Test("the course notes: 13, -7 and 11 cost 8 with a margin of 10")
    func notes() {
        let loss = HingeLoss(margin: 10)
        let (value, cache) = loss.forward([[13, -7, 11]], labels: [0])
        #expect(value == 8)
        #expect(cache.margins == [[0, 0, 8]])
        #expect(loss.backward(cache: cache) == [[-1, 0, 1]])
    }

    @Test("the lecture's cat, car and frog cost 2.9, 0 and 12.9")
    func lecture() {
        let scores: Matrix = [[3.2, 5.1, -1.7], [1.3, 4.9, 2.0], [2.2, 2.5, -3.1]]
        let (value, cache) = HingeLoss().forward(scores, labels: [0, 1, 2])
        #expect(abs(value - (2.9 + 0 + 12.9) / 3) < 1e-12)
        expectClose(
            HingeLoss().backward(3, cache: cache), [[-1, 1, 0], [0, 0, 0], [1, 1, -2]])
    }

    @Test("at a margin of exactly 0 the slope is 0")
    func kink() {
        let (value, cache) = HingeLoss().forward([[2, 1]], labels: [0])
        #expect(value == 0)
        #expect(HingeLoss().backward(cache: cache) == [[0, 0]])
    }

    @Test("at chance the loss is C - 1", arguments: [1, 2, 10, 1000])
    func chance(classes: Int) {
        let scores = Matrix(rows: 2, columns: classes, repeating: 0.7)
        let (value, _) = HingeLoss().forward(scores, labels: [0, classes - 1])
        #expect(abs(value - Double(classes - 1)) < 1e-9)
    }

    private static let draws = [
        Draw(rows: 1, columns: 2, seed: 1), Draw(rows: 4, columns: 3, seed: 2),
        Draw(rows: 7, columns: 10, seed: 20_250_402),
    ]

    @Test("backward agrees with centred differences", arguments: draws)
    func gradients(draw: Draw) {
        expectGradient(of: HingeLoss(), draw: draw, classes: draw.columns)
        expectGradient(of: HingeLoss(margin: 3), draw: draw, classes: draw.columns)
    }

    @Test("scores of -1e3 and 1e3 stay finite, forward and backward")
    func extremes() {
        let (value, cache) = HingeLoss().forward([[-1e3, 1e3], [-1e3, 1e3]], labels: [0, 1])
        #expect(value == 1000.5)
        #expect(HingeLoss().backward(2, cache: cache) == [[-1, 1], [0, 0]])
    }

    private static let mistakes = [
        Mistake("there are 1 labels for scores of shape (2, 2): one per row is needed.") {
            _ = HingeLoss().forward([[1, 2], [3, 4]], labels: [0])
        },
        Mistake("there are 3 labels for scores of shape (2, 2): one per row is needed.") {
            _ = HingeLoss().forward([[1, 2], [3, 4]], labels: [0, 1, 0])
        },
        Mistake("label 2 of example 1 is out of range: labels are 0..<2.") {
            _ = HingeLoss().forward([[1, 2], [3, 4]], labels: [0, 2])
        },
        Mistake("label -1 of example 0 is out of range: labels are 0..<2.") {
            _ = HingeLoss().forward([[1, 2], [3, 4]], labels: [-1, 0])
        },
    ]

    @Test(
        "a mistake in shapes or labels stops with a sentence, file and line",
        arguments: mistakes.indices)
    func complains(about index: Int) async {
        let result = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) { [index] in
            HingeLossTests.mistakes[index].make()
        }
        Self.mistakes[index].expectComplaint(in: result)
    }
}
