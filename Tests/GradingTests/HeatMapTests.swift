import Foundation
import Layers
import Testing

@testable import Grading
@testable import Layers

@Suite("Drawings of gradients")
struct HeatMapTests {
    @Test(
        "a matrix has at most so many cells",
        arguments: [(1, 1), (20, 30), (1, 601), (601, 1), (40, 50), (7, 500)])
    func cells(rows: Int, columns: Int) {
        let map = AveragedCells(Matrix(rows: rows, columns: columns, repeating: 2), most: 600)
        #expect(map.cells.elements.count <= 600)
        #expect(map.isAveraged == (rows * columns > 600))
        #expect(map.cells.elements.allSatisfy { abs($0 - 2) < 1e-12 })
    }

    @Test("a cell is the average of its block, the last ones of what is left")
    func average() {
        let square = AveragedCells([[1, 2, 3], [3, 4, 9]], most: 2)
        #expect(square.block == Shape(rows: 2, columns: 2))
        #expect(square.cells == [[2.5, 6]])
    }

    @Test("large numbers are averaged without overflow, and what is not finite is seen")
    func limits() {
        let large = AveragedCells(Matrix(rows: 1, columns: 2, repeating: 1.5e308), most: 1)
        #expect(large.cells.scalar.isFinite)
        #expect(!AveragedCells([[1, .nan]], most: 1).cells.scalar.isFinite)
        #expect(!AveragedCells([[1, -.infinity]], most: 1).cells.scalar.isFinite)
    }

    @Test("the scale is symmetric about 0")
    func scale() {
        let scale = DivergingScale(for: [-4, 1, .nan, .infinity])
        #expect(scale.limit == 4)
        #expect(scale.step(of: -4) == -DivergingScale.steps)
        #expect(scale.step(of: 0) == 0)
        #expect(scale.step(of: 4) == DivergingScale.steps)
        #expect(DivergingScale(for: []).step(of: 0) == 0)
        #expect(
            DivergingScale(for: [.leastNonzeroMagnitude]).step(of: .leastNonzeroMagnitude)
                == DivergingScale.steps)
    }

    @Test("a number in a cell can be read", arguments: -DivergingScale.steps...DivergingScale.steps)
    func ink(step: Int) {
        let paper = DivergingScale.colour(of: step)
        #expect(DivergingScale.ink(on: step).contrast(to: paper) >= 4.5)
    }

    @Test("the ends differ for readers who cannot tell red from green")
    func ends() {
        let (low, high) = (
            DivergingScale.colour(of: -DivergingScale.steps),
            DivergingScale.colour(of: DivergingScale.steps)
        )
        #expect(low.blue - high.blue > 0.4)
        #expect(DivergingScale.colour(of: 0).contrast(to: low) > 3)
        #expect(DivergingScale.colour(of: 0).contrast(to: high) > 3)
    }

    @Test("a screen reader is told size, counts and the worst entry")
    func description() throws {
        let found = try comparedCheck("dx", wrong: 1).heatMaps(id: "a", most: 600)
        #expect(
            found.contains(
                "dx, 1 x 2: 1 of 2 entries wrong, worst [0, 0]: yours 4, numeric 3</desc>"))
        #expect(found.components(separatedBy: "<title").count == 5)
        #expect(found.contains("The frame: worst at [0, 0]   yours 4   numeric 3"))
    }

    @Test("NaN is hatched, and so is an average with one in it", arguments: [600, 10])
    func hatched(most: Int) {
        let found = wrongCheck("dx", rows: 5, columns: 8, .nan).heatMaps(id: "a", most: most)
        #expect(found.contains("What is NaN or infinite is hatched."))
        #expect(found.contains("dx, 5 x 8: 1 of 40 entries are NaN or infinite"))
        #expect(found.contains("Each cell is the average of a block of") == (most == 10))
    }

    @Test("of a gradient of another shape there is only yours")
    func shape() throws {
        let x: Matrix = [[1, 2]]
        let comparison = try compareGradient([[3], [12]], at: x, dout: [1, 1]) {
            $0.elements.map(cube)
        }
        let check = CheckResult(
            name: "dx", status: .failed, comparison: comparison, setting: "case A, seed 1",
            sentence: nil)
        let found = check.heatMaps(id: "a", most: 600)
        #expect(found.contains("dx, 2 x 1; it should be 1 x 2"))
        #expect(!found.contains("difference"))
    }

    @Test("a graph is in forward order, with the first wrong step framed and named")
    func graph() throws {
        let found = StageGraph(table: try stageTable(4), most: 60).html()
        #expect(found.contains("The first wrong step of the backward pass is dstep2."))
        #expect(found.components(separatedBy: "class=\"step wrong\"").count == 2)
        let names = found.matches(of: /class="node">(\w+)</).map { String($0.1) }
        #expect(names == ["step3", "step2", "step1", "step0", "output"])
        #expect(found.contains("dstep1: not told"))
        #expect(found.contains("dstep2: WRONG, and the first that is"))
    }

    @Test("without steps there is no graph")
    func none() {
        #expect(StageGraph(table: .none, most: 60).html() == "")
    }
}
