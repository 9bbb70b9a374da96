import Layers
import Testing

@Suite("Adam")
struct AdamTests {
    @Test("two steps by an independent computation")
    func twoSteps() {
        var optimizer = Adam(learningRate: 0.1)
        expectClose(
            afterTwoSteps(&optimizer), [[0.8733662987078462, -1.9366103532159114]], tolerance: 1e-14
        )
    }

    @Test("one step gives CS231n 2020, assignment 2, FullyConnectedNets.ipynb's numbers")
    func golden() {
        let optimizer = Adam(learningRate: 1e-2)
        var w = Matrix.linspace(from: -0.4, to: 0.6, rows: 4, columns: 5)
        let dw = Matrix.linspace(from: -0.6, to: 0.4, rows: 4, columns: 5)
        var state = Adam.State(
            m: .linspace(from: 0.6, to: 0.9, rows: 4, columns: 5),
            v: .linspace(from: 0.7, to: 0.5, rows: 4, columns: 5), t: 5)
        optimizer.update(&w, gradient: dw, state: &state)

        expectClose(
            w,
            Matrix(
                rows: 4, columns: 5,
                elements: [
                    -0.40094747166840083, -0.3483618689667189, -0.2957770321333014,
                    -0.24319298836973444, -0.19060976631902593, -0.13802739616704435,
                    -0.08544590975289204, -0.032865340689163525, 0.019714275506843335,
                    0.07229290126975907, 0.12487049682925762, 0.17744702003811577,
                    0.2300224261834716,
                    0.2825966677792994, 0.33516969433784094, 0.3877414521174136, 0.4403118838436444,
                    0.49288092840074144, 0.5454485204889067, 0.5980145902433942,
                ]), tolerance: 1e-14)

        expectClose(
            state.m,
            Matrix(
                rows: 4, columns: 5,
                elements: [
                    0.48000000000000004, 0.49947368421052635, 0.5189473684210526, 0.538421052631579,
                    0.5578947368421052, 0.5773684210526316, 0.596842105263158, 0.6163157894736842,
                    0.6357894736842106, 0.6552631578947368, 0.6747368421052632, 0.6942105263157895,
                    0.7136842105263158, 0.7331578947368422, 0.7526315789473684, 0.7721052631578947,
                    0.791578947368421, 0.8110526315789475, 0.8305263157894738, 0.8500000000000001,
                ]), tolerance: 1e-14)

        expectClose(
            state.v,
            Matrix(
                rows: 4, columns: 5,
                elements: [
                    0.69966, 0.6890838227146813, 0.678513185595568, 0.6679480886426593,
                    0.6573885318559557, 0.6468345152354571, 0.6362860387811634, 0.6257431024930747,
                    0.615205706371191, 0.6046738504155125, 0.5941475346260386, 0.5836267590027702,
                    0.5731115235457064, 0.5626018282548476, 0.5520976731301939, 0.5415990581717451,
                    0.5311059833795013, 0.5206184487534625, 0.5101364542936287, 0.49966,
                ]), tolerance: 1e-14)
    }

    @Test("with a decay of the weights it is AdamW")
    func decay() {
        var optimizer = Adam(learningRate: 0.1, weightDecay: 0.5)
        expectClose(
            afterTwoSteps(&optimizer), [[0.7808662986078462, -1.7466103531825778]],
            tolerance: 1e-14)
    }

    @Test("the first step is one learning rate long, whatever the gradient's size")
    func firstStep() {
        let optimizer = Adam(learningRate: 0.1)
        var w: Matrix = [[0, 0]]
        var state = optimizer.initialState(for: w)
        optimizer.update(&w, gradient: [[1e-3, -1e6]], state: &state)
        expectClose(w, [[-0.1, 0.1]], tolerance: 1e-4)
        #expect(state.t == 1)
    }
}
