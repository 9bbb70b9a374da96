import Layers

// N = examples, D = inputs, H = units of a hidden layer, C = classes.

/// Affine layers with units of one kind between them, and the softmax loss: a net to plant faults in.
struct DeepNet<Units: Layer>: Model
where Units.Input == Matrix, Units.Output == Matrix, Units.Gradients == InputGradient {
    var layers: [Affine]
    let units: Units
    let kind: Activations.Kind

    /// What to do to the gradients before they are handed out.
    var mistake: @Sendable (Gradients) -> Gradients = { $0 }

    private let softmax = SoftmaxLoss()

    /// - Parameters:
    ///   - sizes: D, then the hidden layers' H, then C.
    ///   - units: what follows every affine layer but the last.
    ///   - kind: what kind of units they are.
    ///   - gain: the weights' deviation is gain / sqrt(inputs of the layer).
    ///   - generator: where the weights come from.
    init(
        _ sizes: [Int], _ units: Units, _ kind: Activations.Kind, gain: Double,
        using generator: inout SeededGenerator
    ) {
        var layers: [Affine] = []
        for (inputs, outputs) in zip(sizes, sizes.dropFirst()) {
            layers.append(
                Affine(
                    inputs: inputs, outputs: outputs,
                    weightScale: gain / Double(inputs).squareRoot(), using: &generator))
        }
        (self.layers, self.units, self.kind) = (layers, units, kind)
    }

    struct Cache: Sendable {
        let layers: [Affine.Cache]
        let units: [Units.Cache]
        let softmax: SoftmaxLoss.Cache
    }

    struct Gradients: Sendable {
        var dw: [Matrix]
        var db: [Matrix]
    }

    func scores(_ x: Matrix) -> Matrix { run(x).scores }

    private func run(
        _ x: Matrix
    ) -> (scores: Matrix, layers: [Affine.Cache], units: [Units.Cache]) {
        var out = x
        var (layerCaches, unitCaches) = ([Affine.Cache](), [Units.Cache]())
        for (index, layer) in layers.enumerated() {
            let (sums, layerCache) = layer.forward(out)
            out = sums
            layerCaches.append(layerCache)
            if index == layers.count - 1 { break }
            let (hidden, unitCache) = units.forward(sums)
            out = hidden
            unitCaches.append(unitCache)
        }
        return (out, layerCaches, unitCaches)
    }

    func forward(_ x: Matrix, labels: [Int]) -> (loss: Double, cache: Cache) {
        let (scores, layerCaches, unitCaches) = run(x)
        let (loss, softmaxCache) = softmax.forward(scores, labels: labels)
        return (loss, Cache(layers: layerCaches, units: unitCaches, softmax: softmaxCache))
    }

    func backward(_ dloss: Double, cache: Cache) -> Gradients {
        // forward: loss = softmax loss of the last layer's sums
        var dout = softmax.backward(dloss, cache: cache.softmax)
        var found = Gradients(dw: [], db: [])
        for (index, layer) in layers.enumerated().reversed() {
            // forward: sums = layer(out)
            let gradients = layer.backward(dout, cache: cache.layers[index])
            found.dw.insert(gradients.dw, at: 0)
            found.db.insert(gradients.db, at: 0)
            if index == 0 { break }
            // forward: out = units(sums of the layer before)
            dout = units.backward(gradients.dx, cache: cache.units[index - 1]).dx
        }
        return mistake(found)
    }

    /// What every layer but the first was given.
    func activations(_ cache: Cache) -> [Activations] {
        cache.layers.dropFirst().enumerated().map { index, layer in
            Activations("layer \(index + 1)", kind, layer.x)
        }
    }

    var parameters: [Parameter<DeepNet>] {
        layers.indices.flatMap {
            [
                Parameter("layers.\($0).w", \.layers[$0].w, \.dw[$0]),
                Parameter("layers.\($0).b", \.layers[$0].b, \.db[$0]),
            ]
        }
    }
}
