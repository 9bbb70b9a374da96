import Layers
import Testing

@Suite("The protocol of every layer")
struct LayerTests {
    /// Two affine layers of different names, for renaming.
    private struct Twins: Parameterized {
        var left: Affine
        var right: Affine

        struct Gradients: Sendable {
            let left: Affine.Gradients
            let right: Affine.Gradients
        }

        var parameters: [Parameter<Twins>] {
            parameters(of: \.left, \.left, as: "left")
                + parameters(of: \.right, \.right, as: "right")
        }
    }

    @Test("the parameters of parts are renamed, and lead into the part")
    func renaming() {
        var twins = Twins(
            left: Affine(w: [[1]], b: [[2]]), right: Affine(w: [[3, 4]], b: [[5, 6]]))
        #expect(twins.parameters.map(\.name) == ["left.w", "left.b", "right.w", "right.b"])
        #expect(twins.parameterCount == 6)
        twins[keyPath: twins.parameters[2].value] = [[7, 8]]
        #expect(twins.right.w == [[7, 8]])
        let gradients = Twins.Gradients(
            left: twins.left.backward([[10]], cache: twins.left.forward([[1]]).cache),
            right: twins.right.backward([[20, 30]], cache: twins.right.forward([[1]]).cache))
        #expect(gradients[keyPath: twins.parameters[1].gradient] == [[10]])
        #expect(gradients[keyPath: twins.parameters[3].gradient] == [[20, 30]])
    }

    @Test("a layer without parameters has none to count, and one input x")
    func withoutParameters() {
        #expect(ReLU().parameters.isEmpty)
        #expect(ReLU().parameterCount == 0)
        #expect(ReLU().inputs.map(\.name) == ["x"])
    }

    @Test("a matrix is its own only part")
    func parts() {
        #expect(Matrix.parts.map(\.name) == ["out"])
        #expect(Matrix.parts.map { Matrix(3)[keyPath: $0.value] } == [[[3]]])
    }
}
