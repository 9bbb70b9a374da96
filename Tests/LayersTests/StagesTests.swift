import Layers
import Testing

// The recorder is there once for the whole process, where other tests run at the same time; so each of
// these tests has a process of its own.
@Suite("Stages")
struct StagesTests {
    /// What the stages of one forward and one backward pass are, and what they are worth.
    private static func pass(
        nudges: [String: Matrix] = [:]
    ) -> (out: Matrix, stages: [StageRecorder.Stage], told: [String]) {
        var out = Matrix(0)
        let (stages, told) = StageRecorder.record(nudges: nudges) {
            // out = (2 x)^2 + 1 at x = 3, where two stages are called h.
            let h = stage("h", 2 * Matrix(3))
            let square = stage("square", h * h)
            out = stage("h", square + 1)
            stageGradient("h", Matrix(1))
            stageGradient("square", Matrix(1))
            stageGradient("h", 2 * h)
        }
        return (out, stages, told)
    }

    @Test("outside a check a stage gives back what it is given")
    func off() async {
        await #expect(processExitsWith: .success) {
            #expect(stage("x", Matrix(3)) == Matrix(3))
            #expect(stageGradient("x", Matrix(4)) == Matrix(4))
            #expect(StageRecorder.record {}.stages.isEmpty)
        }
    }

    @Test("equal names are numbered, and the backward pass meets them in the opposite order")
    func numbering() async {
        await #expect(processExitsWith: .success) {
            let (out, stages, told) = StagesTests.pass()
            #expect(out == Matrix(37))
            #expect(stages.map(\.name) == ["h[0]", "square[0]", "h[1]"])
            #expect(stages.map(\.value) == [Matrix(6), Matrix(36), Matrix(37)])
            #expect(stages.map(\.gradient) == [Matrix(12), Matrix(1), Matrix(1)])
            #expect(told == ["h[1]", "square[0]", "h[0]"])
        }
    }

    @Test("a nudge moves one stage and all that comes after it")
    func nudges() async {
        await #expect(processExitsWith: .success) {
            #expect(StagesTests.pass(nudges: ["h[0]": Matrix(1)]).out == Matrix(50))
            #expect(StagesTests.pass(nudges: ["square[0]": Matrix(1)]).out == Matrix(38))
            #expect(StagesTests.pass(nudges: ["h[1]": Matrix(-7)]).out == Matrix(30))
            #expect(StagesTests.pass(nudges: ["plum[0]": Matrix(1)]).out == Matrix(37))
        }
    }

    @Test("a gradient of a stage that is not there, or told too often, is left out")
    func surplus() async {
        await #expect(processExitsWith: .success) {
            let (stages, told) = StageRecorder.record {
                _ = stage("h", Matrix(1))
                for value in [2.0, 3] { stageGradient("h", Matrix(value)) }
                stageGradient("plum", Matrix(4))
            }
            #expect(stages.map(\.gradient) == [Matrix(2)])
            #expect(told == ["h[0]"])
        }
    }

    @Test("a name is not taken for another that it begins")
    func prefixes() async {
        await #expect(processExitsWith: .success) {
            let (stages, _) = StageRecorder.record {
                _ = stage("xhat", Matrix(1))
                _ = stage("x", Matrix(2))
                stageGradient("x", Matrix(3))
            }
            #expect(stages.map(\.name) == ["xhat[0]", "x[0]"])
            #expect(stages.map(\.gradient) == [nil, Matrix(3)])
        }
    }

    /// Every gradient of a stage is what nudging that stage does to the output.
    private static func expectStages<L: Layer>(
        of layer: L, at x: Matrix, _ names: [String], untold: [String] = [],
        sourceLocation: SourceLocation = #_sourceLocation
    ) where L.Input == Matrix, L.Output == Matrix {
        var generator = SeededGenerator(seed: 1)
        let dout = Matrix.normal(rows: x.rows, columns: x.columns, using: &generator)
        let (stages, told) = StageRecorder.record {
            _ = layer.backward(dout, cache: layer.forward(x).cache)
        }
        #expect(stages.map(\.name) == names, sourceLocation: sourceLocation)
        #expect(Set(told) == Set(names).subtracting(untold), sourceLocation: sourceLocation)
        for found in stages where !untold.contains(found.name) {
            var numeric = found.value.zeros
            for i in numeric.elements.indices {
                func loss(_ step: Double) -> Double {
                    var nudge = found.value.zeros
                    nudge.elements[i] = step
                    var out = dout
                    _ = StageRecorder.record(nudges: [found.name: nudge]) {
                        out = layer.forward(x).out
                    }
                    return (out * dout).sum()
                }
                numeric.elements[i] = (loss(1e-5) - loss(-1e-5)) / 2e-5
            }
            expectClose(
                found.gradient ?? found.value.zeros, numeric, tolerance: 1e-7,
                sourceLocation: sourceLocation)
        }
    }

    @Test("the stages of the normalizations are told right")
    func normalizations() async {
        await #expect(processExitsWith: .success) {
            var generator = SeededGenerator(seed: 2)
            let x = Matrix.normal(rows: 4, columns: 6, mean: 1, using: &generator)
            let gamma = Matrix.normal(rows: 1, columns: 6, using: &generator)
            let beta = Matrix.normal(rows: 1, columns: 6, using: &generator)
            let names = ["mean[0]", "centered[0]", "variance[0]", "istd[0]", "xhat[0]"]
            StagesTests.expectStages(of: BatchNorm(gamma: gamma, beta: beta), at: x, names)
            StagesTests.expectStages(of: LayerNorm(gamma: gamma, beta: beta), at: x, names)
            StagesTests.expectStages(
                of: GroupNorm(gamma: gamma, beta: beta, groups: 2), at: x, names + ["pixels[0]"])
            // In test mode istd is a constant.
            var testing = BatchNorm(gamma: gamma, beta: beta)
            testing.isTraining = false
            testing.runningVariance = Matrix(rows: 1, columns: 6, repeating: 2)
            StagesTests.expectStages(
                of: testing, at: x, ["centered[0]", "istd[0]", "xhat[0]"], untold: ["istd[0]"])
        }
    }
}
