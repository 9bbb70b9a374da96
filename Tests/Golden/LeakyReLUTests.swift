import Layers
import Testing

/// Source: CS231n 2020, assignment 3, GANs-TensorFlow.ipynb.
@Suite("Golden numbers of GANs-TensorFlow.ipynb")
struct LeakyReLUTests {
    @Test("the leaky ReLU with slope 0.01 gives the notebook's outputs")
    func forward() {
        let x: Matrix = [
            [0.4683183614939093, -0.25901004086940105, -0.2996592402570349],
            [0.9153279002343702, 1.01321313092567, 1.6443603164207834],
        ]
        let expected: Matrix = [
            [0.4683183614939093, -0.0025901004086940106, -0.0029965924025703488],
            [0.9153279002343702, 1.01321313092567, 1.6443603164207834],
        ]
        expectRelativeError(LeakyReLU(alpha: 0.01).forward(x).out, expected, below: 1e-7)
    }
}
