import Foundation
import Layers
import Testing

@Suite("Work shared among threads", .serialized)
struct ThreadsTests {
    /// Something that is shared because it is large.
    struct Work: Sendable, CustomTestStringConvertible {
        let name: String
        let results: @Sendable () -> [Matrix]
        init(_ name: String, _ results: @escaping @Sendable () -> [Matrix]) {
            (self.name, self.results) = (name, results)
        }
        var testDescription: String { name }
    }

    private static func normal(_ rows: Int, _ columns: Int) -> Matrix {
        var generator = SeededGenerator(seed: rows + columns)
        return .normal(rows: rows, columns: columns, using: &generator)
    }

    static let works = [
        Work("products") {
            let (a, b) = (normal(203, 77), normal(77, 91))
            return [
                a.matmul(b), a.matmul(b, addingToEachRow: normal(1, 91)),
                a.transposedMatmul(normal(203, 50)), a.matmulTransposed(normal(300, 77)),
            ]
        },
        Work("arithmetic") {
            let (x, y) = (normal(511, 403), normal(511, 403))
            var sum = x + y
            sum.add(y, times: 0.3)
            sum -= x * y / 3
            return [
                sum, x.maximum(0), x.zipMapped(y) { max($0, $1) },
                x.addingToEachRow(normal(1, 403)), x.multiplyingEachColumn(by: normal(511, 1)),
            ]
        },
        Work("functions") {
            let x = normal(211, 301)
            return [x.exp(), x.tanh(), x.sigmoid(), x.normalDistribution(), x.softmaxOfRows()]
        },
        Work("reductions") {
            let x = normal(511, 603)
            return [x.columnSums(), x.rowSums(), x.rowMaxima(), Matrix(x.sum())]
        },
        Work("windows") {
            let image = ImageShape(channels: 3, height: 19, width: 17)
            let x = normal(41, image.count)
            let window = Window(height: 3, width: 3, padding: 1)
            let shown = x.patches(window, of: image)
            let channel = ImageShape(channels: 1, height: 19, width: 17)
            let (largest, winners) = x.reshaped(rows: 123, columns: channel.count)
                .largest(under: Window(height: 2, width: 2), of: channel)
            return [
                shown, shown.addingPatches(window, to: image), largest,
                Matrix(rows: 1, columns: winners.count, elements: winners.map { Double($0) }),
                normal(30, 16_384).channelsAsColumns(16),
            ]
        },
        Work("masks and rows") {
            let x = normal(1000, 301)
            let indices = (0..<900).map { $0 * 7 % 1000 }
            return [Matrix.mask(rows: 300, columns: 700, keep: 0.3, seed: 5), x.rows(at: indices)]
        },
    ]

    @Test("one, two, three and four threads give the same, to the last bit", arguments: works)
    func sameBits(work: Work) {
        defer { Threads.count = 1 }
        Threads.count = 1
        let expected = work.results().map { $0.elements.map(\.bitPattern) }
        for count in 2...4 {
            Threads.count = count
            #expect(work.results().map { $0.elements.map(\.bitPattern) } == expected, "\(count)")
        }
    }

    @Test("thousands of small products in a row, from several threads at once, are each their own")
    func manyAtOnce() {
        defer { Threads.count = 1 }
        let sides = (0..<8).map { (Self.normal(50 + $0, 60), Self.normal(60, 70)) }
        Threads.count = 1
        let expected = sides.map { $0.matmul($1) }
        Threads.count = 3
        DispatchQueue.concurrentPerform(iterations: 4) { caller in
            for round in 0..<2000 {
                let number = (caller + round) % sides.count
                let product = sides[number].0.matmul(sides[number].1)
                #expect(product.elements == expected[number].elements)
                // Now and then nobody works, and the helpers go to sleep.
                if round % 500 == 0 { Thread.sleep(forTimeInterval: 0.002) }
            }
        }
    }
}
