import Layers
import Testing

/// Source: CS231n 2020, assignment 2, FullyConnectedNets.ipynb.
@Suite("Golden numbers of FullyConnectedNets.ipynb")
struct FullyConnectedNetsTests {
    @Test("the affine layer gives the notebook's outputs")
    func affineForward() {
        // The notebook's x is (2, 4, 5, 6), flattened to (2, 120) by the layer.
        let x = Matrix.linspace(from: -0.1, to: 0.5, rows: 2, columns: 120)
        let affine = Affine(
            w: .linspace(from: -0.2, to: 0.3, rows: 120, columns: 3),
            b: .linspace(from: -0.3, to: 0.1, rows: 1, columns: 3))
        let expected: Matrix = [
            [1.4983496695842708, 1.7066013216629172, 1.9148529737415652],
            [3.2555319868066817, 3.514132702416055, 3.772733418025431],
        ]
        expectRelativeError(affine.forward(x).out, expected, below: 5e-9)
    }

    @Test("the affine layer's gradients are the notebook's")
    func affineBackward() {
        let affine = Affine(w: AffineBackwardNumbers.w, b: AffineBackwardNumbers.b)
        let (out, cache) = affine.forward(AffineBackwardNumbers.x)
        let gradients = affine.backward(AffineBackwardNumbers.dout, cache: cache)
        expectRelativeError(out, AffineBackwardNumbers.out, below: 1e-8)
        expectRelativeError(gradients.dx, AffineBackwardNumbers.dx, below: 1e-8)
        expectRelativeError(gradients.dw, AffineBackwardNumbers.dw, below: 1e-8)
        expectRelativeError(gradients.db, AffineBackwardNumbers.db, below: 1e-8)
    }

    @Test("the ReLU gives the notebook's outputs")
    func reluForward() {
        let x = Matrix.linspace(from: -0.5, to: 0.5, rows: 3, columns: 4)
        let expected: Matrix = [
            [0, 0, 0, 0],
            [0, 0, 0.045454545454545414, 0.13636363636363635],
            [0.2272727272727273, 0.31818181818181823, 0.40909090909090917, 0.5],
        ]
        expectRelativeError(ReLU().forward(x).out, expected, below: 1e-7)
    }

    @Test("the ReLU's gradients are the notebook's")
    func reluBackward() {
        let (out, cache) = ReLU().forward(ReLUBackwardNumbers.x)
        let dx = ReLU().backward(ReLUBackwardNumbers.dout, cache: cache).dx
        expectRelativeError(out, ReLUBackwardNumbers.out, below: 1e-9)
        expectRelativeError(dx, ReLUBackwardNumbers.dx, below: 1e-9)
    }

    @Test("the two-layer network gives the notebook's scores")
    func twoLayerScores() {
        let scores = twoLayerNet(regularization: 0).scores(twoLayerInput)
        expectSumOfDifferences(scores, TwoLayerNetNumbers.scores, below: 1e-6)
    }

    @Test(
        "the two-layer network gives the notebook's losses",
        arguments: [
            (0.0, TwoLayerNetNumbers.lossWithoutPenalty), (1.0, TwoLayerNetNumbers.lossWithPenalty),
        ])
    func twoLayerLoss(regularization: Double, expected: Double) {
        let net = twoLayerNet(regularization: regularization)
        let (loss, _) = net.forward(twoLayerInput, labels: [0, 5, 1])
        expectClose(loss, expected, within: 1e-10)
    }

    @Test("the two-layer network's gradients at regularization 0.7 are the notebook's")
    func twoLayerGradients() {
        let net = twoLayerNet(regularization: 0.7)
        let (_, cache) = net.forward(twoLayerInput, labels: [0, 5, 1])
        let gradients = net.backward(cache: cache)
        expectRelativeError(gradients.dw1, TwoLayerNetNumbers.dw1, below: 1e-8)
        expectRelativeError(gradients.db1, TwoLayerNetNumbers.db1, below: 1e-8)
        expectRelativeError(gradients.dw2, TwoLayerNetNumbers.dw2, below: 1e-8)
        expectRelativeError(gradients.db2, TwoLayerNetNumbers.db2, below: 1e-8)
    }

    @Test("the fully connected net's initial loss is the notebook's, without regularization")
    func initialLoss() {
        let net = fullyConnectedNet(
            InitialLossNumbers.net0Weights1, InitialLossNumbers.net0Weights2,
            InitialLossNumbers.net0Weights3, regularization: 0)
        let (loss, _) = net.forward(InitialLossNumbers.x, labels: InitialLossNumbers.labels)
        expectClose(loss, InitialLossNumbers.net0Loss, within: 1e-12)
    }

    @Test("the fully connected net's initial loss is the notebook's, with regularization 3.14")
    func initialLossWithPenalty() {
        let net = fullyConnectedNet(
            InitialLossNumbers.net1Weights1, InitialLossNumbers.net1Weights2,
            InitialLossNumbers.net1Weights3, regularization: 3.14)
        let (loss, _) = net.forward(InitialLossNumbers.x, labels: InitialLossNumbers.labels)
        expectClose(loss, InitialLossNumbers.net1Loss, within: 1e-12)
    }

    /// The notebook's X, which it writes as a transpose, (3, 5).
    private let twoLayerInput =
        Matrix.linspace(from: -5.5, to: 4.5, rows: 5, columns: 3).transposed()

    private func twoLayerNet(regularization: Double) -> TwoLayerNet {
        TwoLayerNet(
            affine1: Affine(
                w: .linspace(from: -0.7, to: 0.3, rows: 5, columns: 50),
                b: .linspace(from: -0.1, to: 0.9, rows: 1, columns: 50)),
            affine2: Affine(
                w: .linspace(from: -0.3, to: 0.4, rows: 50, columns: 7),
                b: .linspace(from: -0.9, to: 0.1, rows: 1, columns: 7)),
            regularization: regularization)
    }

    private func fullyConnectedNet(
        _ w1: Matrix, _ w2: Matrix, _ w3: Matrix, regularization: Double
    ) -> FullyConnectedNet {
        FullyConnectedNet(
            blocks: [w1, w2].map { HiddenBlock(affine: withoutBias($0)) },
            output: withoutBias(w3), regularization: regularization)
    }

    private func withoutBias(_ w: Matrix) -> Affine {
        Affine(w: w, b: Matrix(rows: 1, columns: w.columns))
    }
}
