import Layers

// N = examples, D = inputs, M = outputs, C = classes or channels, F = filters, T = steps, H = hidden
// units, V = words.

/// Work to be timed: forward and backward, all gradients included, or a whole step of training.
struct Workload {
    let name: String
    /// Makes its inputs, and gives back what is to be timed; that gives back what it computed.
    let prepared: () -> () -> [Matrix]

    init(_ name: String, _ prepared: @escaping () -> () -> [Matrix]) {
        (self.name, self.prepared) = (name, prepared)
    }
}

/// Standard normal numbers, the same in every run.
private func normal(_ rows: Int, _ columns: Int, scale: Double = 1) -> Matrix {
    var generator = SeededGenerator(seed: rows &* 31 &+ columns)
    return .normal(
        rows: rows, columns: columns, standardDeviation: scale, using: &generator)
}

/// The same for labels.
private func labels(_ count: Int, below classes: Int) -> [Int] {
    var generator = SeededGenerator(seed: count)
    return (0..<count).map { _ in generator.index(below: classes) }
}

/// Forward and backward of a layer with one output.
private func layer<L: Layer>(_ layer: L, _ x: L.Input) -> () -> [Matrix]
where L.Output == Matrix {
    let shape = layer.forward(x).out.shape
    let dout = normal(shape.rows, shape.columns)
    return {
        let (out, cache) = layer.forward(x)
        let gradients = layer.backward(dout, cache: cache)
        return [out] + layer.inputs.map { gradients[keyPath: $0.gradient] }
            + layer.parameters.map { gradients[keyPath: $0.gradient] }
    }
}

private func affine(_ inputs: Int, _ outputs: Int) -> Affine {
    Affine(w: normal(inputs, outputs, scale: 0.05), b: Matrix(rows: 1, columns: outputs))
}

private func product(_ n: Int) -> Workload {
    Workload("matmul-\(n)") {
        let (a, b) = (normal(n, n), normal(n, n))
        return { [a.matmul(b)] }
    }
}

private func loss<Loss: ClassificationLoss>(_ name: String, _ loss: Loss) -> Workload {
    Workload(name) {
        let (scores, labels) = (normal(1024, 1000), labels(1024, below: 1000))
        return {
            let (value, cache) = loss.forward(scores, labels: labels)
            return [Matrix(value), loss.backward(cache: cache)]
        }
    }
}

private func convolution(
    _ name: String, examples: Int, channels: Int, filters: Int, size: Int
) -> Workload {
    Workload(name) {
        let image = ImageShape(channels: channels, height: 32, width: 32)
        let convolution = Convolution(
            w: normal(channels * size * size, filters), b: Matrix(rows: 1, columns: filters),
            window: Window(height: size, width: size, padding: (size - 1) / 2), image: image)
        return layer(convolution, normal(examples, image.count))
    }
}

/// A recurrent layer of 64 sequences of 32 steps, 256 inputs and 256 hidden units.
private func recurrent<L: Layer>(_ name: String, _ recurrent: @escaping () -> L) -> Workload
where L.Input == RecurrentInput, L.Output == Matrix {
    Workload(name) {
        let input = RecurrentInput(x: normal(64 * 32, 256), h: normal(64, 256))
        return layer(recurrent(), input)
    }
}

private func attention(features: Int, heads: Int, steps: Int) -> MultiHeadAttention {
    MultiHeadAttention(
        query: affine(features, features), key: affine(features, features),
        value: affine(features, features), output: affine(features, features), heads: heads,
        steps: steps, mask: Attention.causalMask(steps: steps))
}

/// One step of training by plain gradient descent.
private func step<Net: Model>(_ net: Net, _ x: Net.Input, _ labels: [Int]) -> () -> [Matrix] {
    var trainer = Trainer(net, SGD(learningRate: 1e-3))
    return {
        let loss = trainer.learn(x, labels: labels)
        return [Matrix(loss)] + trainer.model.parameters.map { trainer.model[keyPath: $0.value] }
    }
}

/// One step of training of a transformer block with a mean squared error; attention has biases, which
/// the others are timed without.
private func transformerStep() -> () -> [Matrix] {
    let (examples, steps, features, hidden) = (8, 64, 128, 512)
    var block = ReLUBlock(
        attention: attention(features: features, heads: 4, steps: steps),
        affine1: affine(features, hidden), affine2: affine(hidden, features))
    let (x, targets) = (normal(examples * steps, features), normal(examples * steps, features))
    let loss = MeanSquaredError()
    var rule = SGD(learningRate: 1e-3)
    return {
        let (out, blockCache) = block.forward(x)
        let (value, lossCache) = loss.forward(out, targets: targets)
        rule.step(&block, block.backward(loss.backward(cache: lossCache), cache: blockCache))
        return [Matrix(value)] + block.parameters.map { block[keyPath: $0.value] }
    }
}

/// All of them, by the names and sizes that other libraries are timed with.
var workloads: [Workload] {
    [
        product(96), product(512), product(1024),
        Workload("affine") { layer(affine(3072, 512), normal(256, 3072)) },
        Workload("relu") { layer(ReLU(), normal(256, 4096)) },
        Workload("sigmoid") { layer(Sigmoid(), normal(256, 4096)) },
        Workload("tanh") { layer(Tanh(), normal(256, 4096)) },
        loss("softmax-loss", SoftmaxLoss()), loss("svm-loss", HingeLoss()),
        Workload("batchnorm") {
            layer(FusedBatchNorm(BatchNorm(features: 1024)), normal(512, 1024))
        },
        Workload("layernorm") {
            layer(FusedLayerNorm(LayerNorm(features: 1024)), normal(512, 1024))
        },
        Workload("dropout") { layer(Dropout(keep: 0.5), normal(256, 4096)) },
        convolution("conv", examples: 16, channels: 32, filters: 64, size: 3),
        convolution("conv-7x7", examples: 50, channels: 3, filters: 32, size: 7),
        Workload("maxpool") {
            let image = ImageShape(channels: 32, height: 32, width: 32)
            let pool = MaxPool(window: Window(height: 2, width: 2, stride: 2), image: image)
            return layer(pool, normal(50, image.count))
        },
        recurrent("rnn") {
            FusedRNN(
                RNN(
                    step: RNNStep(
                        wx: normal(256, 256, scale: 0.05), wh: normal(256, 256, scale: 0.05),
                        b: Matrix(rows: 1, columns: 256))))
        },
        recurrent("lstm") {
            FusedLSTM(
                LSTM(
                    step: LSTMStep(
                        wx: normal(256, 1024, scale: 0.05), wh: normal(256, 1024, scale: 0.05),
                        b: Matrix(rows: 1, columns: 1024))))
        },
        Workload("embedding") {
            layer(Embedding(w: normal(10_000, 256)), labels(64 * 64, below: 10_000))
        },
        Workload("attention") {
            let heads = attention(features: 256, heads: 8, steps: 128)
            let (x, dout) = (normal(8 * 128, 256), normal(8 * 128, 256))
            return {
                let (out, cache) = heads.forward(AttentionInput(q: x, k: x, v: x))
                let gradients = heads.backward(dout, cache: cache)
                // One x is all three inputs, so its gradients add up.
                return [out, gradients.dq + gradients.dk + gradients.dv]
                    + heads.parameters.map { gradients[keyPath: $0.gradient] }
            }
        },
        Workload("step-two-layer") {
            var generator = SeededGenerator(seed: 1)
            let net = TwoLayerNet(
                inputs: 3072, hidden: 50, classes: 10, weightScale: 0.02, regularization: 1e-3,
                using: &generator)
            return step(net, normal(200, 3072), labels(200, below: 10))
        },
        Workload("step-fc-5") {
            var generator = SeededGenerator(seed: 1)
            let net = FullyConnectedNet(
                inputs: 3072, hidden: [100, 100, 100, 100], classes: 10, regularization: 1e-3,
                using: &generator)
            return step(net, normal(100, 3072), labels(100, below: 10))
        },
        Workload("step-convnet") {
            var generator = SeededGenerator(seed: 1)
            let image = ImageShape(channels: 3, height: 32, width: 32)
            let net = ConvNet(
                image: image, filters: 32, size: 7, hidden: 100, classes: 10, using: &generator)
            return step(net, normal(50, image.count), labels(50, below: 10))
        },
        Workload("step-transformer", transformerStep),
    ]
}
