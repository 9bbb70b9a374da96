import Layers
import Testing

/// Source: CS231n 2020, assignment 1, two_layer_net.ipynb.
@Suite("Golden numbers of the toy model in two_layer_net.ipynb")
struct TwoLayerNetToyTests {
    // The notebook's penalty has no factor 0.5, so its strength 0.05 is 0.1 here.
    private let net = TwoLayerNet(
        affine1: Affine(w: ToyNetNumbers.w1, b: Matrix(rows: 1, columns: 10)),
        affine2: Affine(w: ToyNetNumbers.w2, b: Matrix(rows: 1, columns: 3)),
        regularization: 2 * 0.05)

    @Test("the toy model gives the notebook's scores")
    func scores() {
        expectSumOfDifferences(net.scores(ToyNetNumbers.x), ToyNetNumbers.scores, below: 1e-7)
    }

    @Test("the toy model gives the notebook's loss")
    func loss() {
        let (loss, _) = net.forward(ToyNetNumbers.x, labels: ToyNetNumbers.labels)
        expectClose(loss, ToyNetNumbers.loss, within: 1e-11)
    }

    @Test("the toy model's gradients are the notebook's")
    func gradients() {
        let (_, cache) = net.forward(ToyNetNumbers.x, labels: ToyNetNumbers.labels)
        let gradients = net.backward(cache: cache)
        expectRelativeError(gradients.dw1, ToyNetNumbers.dw1, below: 1e-8)
        expectRelativeError(gradients.db1, ToyNetNumbers.db1, below: 1e-8)
        expectRelativeError(gradients.dw2, ToyNetNumbers.dw2, below: 1e-8)
        expectRelativeError(gradients.db2, ToyNetNumbers.db2, below: 1e-8)
    }
}
