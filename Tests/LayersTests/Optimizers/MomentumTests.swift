import Layers
import Testing

@Suite("Momentum")
struct MomentumTests {
    @Test("two steps by an independent computation")
    func twoSteps() {
        var optimizer = Momentum(learningRate: 0.1)
        expectClose(afterTwoSteps(&optimizer), [[0.93, -2.015]], tolerance: 1e-14)
    }

    @Test("one step gives CS231n 2020, assignment 2, FullyConnectedNets.ipynb's numbers")
    func golden() {
        let optimizer = Momentum(learningRate: 1e-3, momentum: 0.9)
        var w = Matrix.linspace(from: -0.4, to: 0.6, rows: 4, columns: 5)
        let dw = Matrix.linspace(from: -0.6, to: 0.4, rows: 4, columns: 5)
        var state = Matrix.linspace(from: 0.6, to: 0.9, rows: 4, columns: 5)
        optimizer.update(&w, gradient: dw, state: &state)

        expectClose(
            w,
            Matrix(
                rows: 4, columns: 5,
                elements: [
                    0.14060000000000006, 0.2073894736842105, 0.27417894736842097,
                    0.34096842105263164,
                    0.407757894736842, 0.47454736842105266, 0.5413368421052631, 0.6081263157894736,
                    0.6749157894736842, 0.7417052631578946, 0.8084947368421053, 0.8752842105263158,
                    0.9420736842105263, 1.0088631578947367, 1.0756526315789472, 1.142442105263158,
                    1.2092315789473682, 1.276021052631579, 1.3428105263157895, 1.4096000000000002,
                ]), tolerance: 1e-14)

        expectClose(
            state,
            Matrix(
                rows: 4, columns: 5,
                elements: [
                    0.5406000000000001, 0.5547578947368421, 0.5689157894736842, 0.5830736842105264,
                    0.5972315789473683, 0.6113894736842106, 0.6255473684210526, 0.6397052631578948,
                    0.6538631578947369, 0.6680210526315788, 0.6821789473684211, 0.6963368421052631,
                    0.7104947368421053, 0.7246526315789474, 0.7388105263157895, 0.7529684210526316,
                    0.7671263157894737, 0.7812842105263159, 0.795442105263158, 0.8096000000000001,
                ]), tolerance: 1e-14)
    }

    @Test("without momentum it is plain descent")
    func plain() {
        var optimizer = Momentum(learningRate: 0.1, momentum: 0)
        expectClose(afterTwoSteps(&optimizer), [[0.975, -2.15]], tolerance: 1e-14)
    }
}
