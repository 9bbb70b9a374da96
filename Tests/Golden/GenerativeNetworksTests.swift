import Layers
import Testing

/// Source: CS231n 2024, assignment 3, Generative_Adversarial_Networks.ipynb.
@Suite("Golden numbers of Generative_Adversarial_Networks.ipynb")
struct GenerativeNetworksTests {
    private let scores = Pair(
        x: [
            [0.9348731096217853], [-1.0169891625223137], [-0.5730476939393363],
            [-0.8816270356958762], [-1.4012938925983567], [-1.4539569266944938],
            [-1.542397547964014], [-0.5727332515501994], [0.9858442941304029],
            [0.13312152437312422],
        ],
        y: [
            [-1.8086586792257076], [0.09030055369905954], [-0.44289020393777767],
            [-0.0787936751879477], [-0.3765504411101933], [0.3208474241671663],
            [-0.28590836517263224], [1.013762805378476], [0.9924143914567469], [0.3939434608511722],
        ])

    @Test("the losses of a GAN are the notebook's")
    func vanilla() {
        let out = GANLoss().forward(scores).out
        expectRelativeError(out.discriminator, [[1.8423983904443109]], below: 1e-7)
        expectRelativeError(out.generator, [[0.771286196423346]], below: 1e-7)
    }

    @Test("the losses of a least-squares GAN are the notebook's")
    func leastSquares() {
        let out = LeastSquaresGANLoss().forward(scores).out
        expectRelativeError(out.discriminator, [[1.8770293614440594]], below: 1e-7)
        expectRelativeError(out.generator, [[0.816954786997558]], below: 1e-7)
    }
}
