import Layers
import Testing

/// Source: a small case in the manner of CS231n 2017, assignment 1, softmax.ipynb and svm.ipynb.
@Suite("Golden numbers of the linear classifiers of assignment 1")
struct LinearLossTests {
    @Test("the softmax classifier's loss and gradient are those of softmax.ipynb")
    func softmax() {
        check(
            SoftmaxLoss(), loss: LinearLossNumbers.softmaxLoss, dw: LinearLossNumbers.softmaxDw)
    }

    @Test("the support vector machine's loss and gradient are those of svm.ipynb")
    func hinge() {
        check(HingeLoss(), loss: LinearLossNumbers.hingeLoss, dw: LinearLossNumbers.hingeDw)
    }

    /// Checks loss and gradient, with a b that stays 0.
    ///
    /// The assignment's bias is the last row of w instead, against a column of ones in x. Its
    /// penalty has no factor 0.5, and it counts that row too, so strength 0.3 is 0.6 here.
    private func check<Loss: ClassificationLoss>(
        _ loss: Loss, loss expectedLoss: Double, dw expected: Matrix,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        let strength = 2 * 0.3
        let affine = Affine(w: LinearLossNumbers.w, b: Matrix(rows: 1, columns: 4))
        let classifier = LinearClassifier(affine: affine, loss: loss, regularization: strength)
        let (total, cache) = classifier.forward(
            LinearLossNumbers.x, labels: LinearLossNumbers.labels)
        let gradients = classifier.backward(cache: cache)
        expectClose(total, expectedLoss, within: 1e-12, sourceLocation: sourceLocation)
        expectRelativeError(gradients.dw, expected, below: 1e-6, sourceLocation: sourceLocation)
        // What b would have learned is what the row of the ones learns without its penalty.
        let biasRow = Matrix([Array(expected.row(6))])
        let biasWeights = Matrix([Array(LinearLossNumbers.w.row(6))])
        expectRelativeError(
            gradients.db, biasRow - strength * biasWeights, below: 1e-6,
            sourceLocation: sourceLocation)
    }
}
