import Layers
import Testing

/// Source: CS231n 2024, assignment 3, Self_Supervised_Learning.ipynb.
@Suite("Golden numbers of Self_Supervised_Learning.ipynb")
struct SelfSupervisedLearningTests {
    /// The notebook computes in 32 bits.
    @Test(
        "the loss of two pairs is the notebook's at both temperatures",
        arguments: [(1, 1.0537996292114258), (5, 1.0883455276489258)])
    func loss(temperature: Double, expected: Double) {
        let pair = Pair(x: [[1, 2, 3], [4, 5, 6]], y: [[0, 8, 3], [10, 4, 9]])
        let out = ContrastiveLoss(temperature: temperature).forward(pair).out
        expectRelativeError(out, Matrix(expected), below: 1e-6)
    }
}
