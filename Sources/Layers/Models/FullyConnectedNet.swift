// N = examples, D = inputs, H = units of a hidden layer, C = classes.

/// Any number of hidden blocks, then an affine layer and the softmax loss, with L2 regularization of
/// all weight matrices.
///
/// Concretely:
///
///     scores = output(blocks[L-1](... blocks[0](x)))
///     loss = softmax loss of the scores + 0.5 * reg * (sum of the squares of all w)
///
/// | name               | shape          | meaning                                |
/// |--------------------|----------------|----------------------------------------|
/// | x                  | (N, D)         | one example per row                    |
/// | blocks.0.w, .b     | (D, H), (1, H) | and so on; the last block gives (N, H) |
/// | output.w, output.b | (H, C), (1, C) | the last layer                         |
///
/// gamma and beta of a normalization are not regularized, and neither are biases.
///
/// Source: CS231n, assignment 2, fully-connected nets.
public struct FullyConnectedNet: Model {
    public var blocks: [HiddenBlock]
    public var output: Affine
    public let regularization: L2Regularization

    private let softmax = SoftmaxLoss()

    public init(blocks: [HiddenBlock], output: Affine, regularization: Double = 0) {
        self.blocks = blocks
        self.output = output
        self.regularization = L2Regularization(strength: regularization)
    }

    /// Which normalization follows every hidden affine layer.
    public enum Normalization: Sendable { case none, batch, layer }

    /// Random weights and biases of 0.
    /// - Parameters:
    ///   - inputs: D.
    ///   - hidden: the units of each hidden layer.
    ///   - classes: C.
    ///   - weightScale: the standard deviation of the weights; nil for sqrt(2 / inputs of the layer).
    ///   - normalization: of every block, or none.
    ///   - keep: the probability to keep a unit in training; 1 for no dropout.
    ///   - regularization: the strength of the penalty.
    ///   - generator: where the weights come from.
    public init(
        inputs: Int, hidden: [Int], classes: Int, weightScale: Double? = nil,
        normalization: Normalization = .none, keep: Double = 1, regularization: Double = 0,
        using generator: inout SeededGenerator
    ) {
        func affine(_ inputs: Int, _ outputs: Int) -> Affine {
            Affine(
                inputs: inputs, outputs: outputs,
                weightScale: weightScale ?? (2 / Double(inputs)).squareRoot(), using: &generator)
        }
        var blocks: [HiddenBlock] = []
        var size = inputs
        for (index, units) in hidden.enumerated() {
            blocks.append(
                HiddenBlock(
                    affine: affine(size, units),
                    batchNorm: normalization == .batch ? BatchNorm(features: units) : nil,
                    layerNorm: normalization == .layer ? LayerNorm(features: units) : nil,
                    dropout: keep < 1 ? Dropout(keep: keep, seed: index + 1) : nil))
            size = units
        }
        self.init(blocks: blocks, output: affine(size, classes), regularization: regularization)
    }

    /// The input and labels, and what every layer remembers.
    public struct Cache: Sendable {
        public let x: Matrix
        public let labels: [Int]
        public let blocks: [HiddenBlock.Cache]
        public let output: Affine.Cache
        public let softmax: SoftmaxLoss.Cache
    }

    /// Those of one block's parameters; its dx is not kept, for the block before has used it by then.
    public struct BlockGradients: Sendable {
        public let dw: Matrix  // (D, H)
        public let db: Matrix  // (1, H)
        /// Those of whichever normalization there is.
        public let dgamma: Matrix?  // (1, H)
        public let dbeta: Matrix?  // (1, H)
    }

    public struct Gradients: Sendable {
        public let blocks: [BlockGradients]
        public let doutputw: Matrix  // (H, C)
        public let doutputb: Matrix  // (1, C)
    }

    public func scores(_ x: Matrix) -> Matrix {
        output.forward(blocks.reduce(x) { x, block in block.forward(x).out }).out
    }

    public func forward(_ x: Matrix, labels: [Int]) -> (loss: Double, cache: Cache) {
        // BEGIN SOLUTION fully-connected-net.forward
        var hidden = x
        var caches: [HiddenBlock.Cache] = []
        for block in blocks {
            let (out, cache) = block.forward(hidden)
            hidden = out
            caches.append(cache)
        }
        let (scores, outputCache) = output.forward(hidden)
        let (dataLoss, softmaxCache) = softmax.forward(scores, labels: labels)
        var loss = dataLoss + regularization.penalty(output.w)
        for block in blocks { loss += regularization.penalty(block.affine.w) }
        let cache = Cache(
            x: x, labels: labels, blocks: caches, output: outputCache, softmax: softmaxCache)
        return (loss, cache)
        // END SOLUTION fully-connected-net.forward
    }

    public func backward(_ dloss: Double, cache: Cache) -> Gradients {
        // BEGIN SOLUTION fully-connected-net.backward
        // forward: loss = softmax loss of the scores + penalties
        let dscores = softmax.backward(dloss, cache: cache.softmax)
        // forward: scores = output(hidden)
        let last = output.backward(dscores, cache: cache.output)
        // The weights are used twice, by their block and by the penalty: both gradients add up.
        func withPenalty(_ block: HiddenBlock, _ found: HiddenBlock.Gradients) -> BlockGradients {
            BlockGradients(
                dw: regularization.gradient(dloss, of: block.affine.w, plus: found.dw),
                db: found.db, dgamma: found.dgamma, dbeta: found.dbeta)
        }
        // forward: hidden = block(hidden), again and again. From the last block to the first:
        var dhidden = last.dx
        var gradients: [BlockGradients] = []
        for l in blocks.indices.dropFirst().reversed() {
            let found = blocks[l].backward(dhidden, cache: cache.blocks[l])
            gradients.append(withPenalty(blocks[l], found))
            dhidden = found.dx
        }
        // The first block's dx is the gradient of the data. Nobody asks for it.
        if let first = blocks.first {
            let found = first.backward(dhidden, cache: cache.blocks[0])
            gradients.append(withPenalty(first, found))
        }
        return Gradients(
            blocks: gradients.reversed(),
            doutputw: regularization.gradient(dloss, of: output.w, plus: last.dw), doutputb: last.db
        )
        // STUB
        // let numeric = numericGradients(dloss) { net in
        //     net.forward(cache.x, labels: cache.labels).loss
        // }
        // let found = blocks.indices.map { l in
        //     BlockGradients(
        //         dw: numeric["blocks.\(l).w"], db: numeric["blocks.\(l).b"],
        //         dgamma: numeric.ifPresent("blocks.\(l).gamma"),
        //         dbeta: numeric.ifPresent("blocks.\(l).beta"))
        // }
        // return Gradients(
        //     blocks: found, doutputw: numeric["output.w"], doutputb: numeric["output.b"])
        // END SOLUTION fully-connected-net.backward
    }

    public var parameters: [Parameter<FullyConnectedNet>] {
        blocks.indices.flatMap { parameters(ofBlock: $0) }
            + [
                Parameter("output.w", \.output.w, \.doutputw),
                Parameter("output.b", \.output.b, \.doutputb),
            ]
    }

    /// The parameters of a block, which lists w and b first, then gamma and beta if it has a norm.
    private func parameters(ofBlock l: Int) -> [Parameter<FullyConnectedNet>] {
        let block: WritableKeyPath<FullyConnectedNet, HiddenBlock> = \.blocks[l]
        let gradients = [
            \Gradients.blocks[l].dw, \.blocks[l].db, \.blocks[l].dgamma!, \.blocks[l].dbeta!,
        ]
        return zip(blocks[l].parameters, gradients).map { parameter, gradient in
            Parameter(
                "blocks.\(l).\(parameter.name)", block.appending(path: parameter.value), gradient)
        }
    }

    /// The hidden units of every block, before dropout.
    public func activations(_ cache: Cache) -> [Activations] {
        cache.blocks.enumerated().map { index, block in
            Activations("blocks.\(index)", .relu, block.relu.x.mapped { max($0, 0) })
        }
    }

    /// Running statistics move towards those of the batch, and masks are drawn anew.
    public mutating func finishStep(_ cache: Cache) {
        for l in blocks.indices {
            if let batch = cache.blocks[l].batchNorm {
                blocks[l].batchNorm?.updateRunningStatistics(batch)
            }
            let next = (blocks[l].dropout?.seed ?? 0) + blocks.count
            blocks[l].dropout?.seed = next
        }
    }

    public var buffers: [(name: String, value: WritableKeyPath<FullyConnectedNet, Matrix>)] {
        var found: [(String, WritableKeyPath<FullyConnectedNet, Matrix>)] = []
        for l in blocks.indices {
            if blocks[l].batchNorm != nil {
                found.append(("blocks.\(l).mean", \.blocks[l].batchNorm!.runningMean))
                found.append(("blocks.\(l).variance", \.blocks[l].batchNorm!.runningVariance))
            }
            if blocks[l].dropout != nil {
                found.append(("blocks.\(l).seed", \.blocks[l].dropout!.storedSeed))
            }
        }
        return found
    }

    public var forTesting: FullyConnectedNet {
        var net = self
        for l in blocks.indices {
            net.blocks[l].batchNorm?.isTraining = false
            net.blocks[l].dropout?.isTraining = false
        }
        return net
    }
}
