import Layers
import Testing

@Suite("RMSProp")
struct RMSPropTests {
    @Test("two steps by an independent computation")
    func twoSteps() {
        var optimizer = RMSProp(learningRate: 0.1)
        expectClose(
            afterTwoSteps(&optimizer), [[0.4490133744217505, -1.8953230020182463]], tolerance: 1e-14
        )
    }

    @Test("one step gives CS231n 2020, assignment 2, FullyConnectedNets.ipynb's numbers")
    func golden() {
        let optimizer = RMSProp(learningRate: 1e-2, decay: 0.99, epsilon: 1e-8)
        var w = Matrix.linspace(from: -0.4, to: 0.6, rows: 4, columns: 5)
        let dw = Matrix.linspace(from: -0.6, to: 0.4, rows: 4, columns: 5)
        var state = Matrix.linspace(from: 0.6, to: 0.9, rows: 4, columns: 5)
        optimizer.update(&w, gradient: dw, state: &state)

        expectClose(
            w,
            Matrix(
                rows: 4, columns: 5,
                elements: [
                    -0.3922384948433383, -0.34037513299070765, -0.28849238846687814,
                    -0.23659120821081786, -0.18467247195258382, -0.13273699834703015,
                    -0.08078555043091254, -0.02881884049026984, 0.023162465587694647,
                    0.07515774441461458, 0.12716641159814304, 0.17918791858913796,
                    0.2312217498380417,
                    0.28326742022505713, 0.33532447273333105, 0.3873924763382963,
                    0.43947102408970146,
                    0.4915597313657581, 0.5436582342813369, 0.5957661882343064,
                ]), tolerance: 1e-14)

        expectClose(
            state,
            Matrix(
                rows: 4, columns: 5,
                elements: [
                    0.5976, 0.6126277008310249, 0.6277108033240998, 0.6428493074792244,
                    0.6580432132963988, 0.6732925207756232, 0.6885972299168975, 0.7039573407202216,
                    0.7193728531855956, 0.7348437673130194, 0.7503700831024931, 0.7659518005540166,
                    0.78158891966759, 0.7972814404432133, 0.8130293628808865, 0.8288326869806094,
                    0.8446914127423822, 0.8606055401662049, 0.8765750692520776, 0.8926000000000001,
                ]), tolerance: 1e-14)
    }
}
