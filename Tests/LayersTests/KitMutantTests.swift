import Foundation
import Layers
import Testing

/// A GELU with any slope, and the kit's forward pass.
private struct WrongGELU: Layer, CustomTestStringConvertible {
    let testDescription: String
    let slope: @Sendable (Double) -> Double

    typealias Gradients = InputGradient

    func forward(_ x: Matrix) -> (out: Matrix, cache: GELU.Cache) { GELU().forward(x) }

    func backward(_ dout: Matrix, cache: GELU.Cache) -> InputGradient {
        InputGradient(dx: dout * cache.x.mapped(slope))
    }

    static let several = [
        WrongGELU(testDescription: "one term of the product rule") { normalDistribution($0) },
        WrongGELU(testDescription: "the other term") { x in
            x * exp(-x * x / 2) / sqrt(2 * Double.pi)
        },
        WrongGELU(testDescription: "the tanh approximation's slope") { x in
            let c = sqrt(2 / Double.pi)
            let t = tanh(c * (x + 0.044715 * x * x * x))
            return (1 + t) / 2 + x * (1 - t * t) * c * (1 + 3 * 0.044715 * x * x) / 2
        },
        WrongGELU(testDescription: "a bell of another width") { x in
            normalDistribution(x) + x * exp(-x * x) / sqrt(Double.pi)
        },
    ]
}

/// A Huber loss with any backward pass for one error, and the kit's forward pass.
private struct WrongHuberLoss: RegressionLoss, CustomTestStringConvertible {
    let testDescription: String
    let slope: @Sendable (_ error: Double, _ delta: Double) -> Double
    var usesUpstream = true

    private var delta: Double { 0.8 }

    func forward(
        _ predictions: Matrix, targets: Matrix
    ) -> (loss: Double, cache: HuberLoss.Cache) {
        HuberLoss(delta: delta).forward(predictions, targets: targets)
    }

    func backward(_ dloss: Double, cache: HuberLoss.Cache) -> Matrix {
        let slopes = (cache.predictions - cache.targets).mapped { slope($0, delta) }
        return slopes * ((usesUpstream ? dloss : 1) / Double(slopes.elements.count))
    }

    static let several = [
        WrongHuberLoss(testDescription: "0 for large errors") { e, delta in
            abs(e) <= delta ? e : 0
        },
        WrongHuberLoss(testDescription: "the sign of large errors flipped") { e, delta in
            abs(e) <= delta ? e : (e > 0 ? -delta : delta)
        },
        WrongHuberLoss(testDescription: "the sign alone, without delta") { e, delta in
            abs(e) <= delta ? e : (e > 0 ? 1 : -1)
        },
        WrongHuberLoss(testDescription: "the square everywhere") { e, _ in e },
        WrongHuberLoss(
            testDescription: "dloss ignored",
            slope: { e, delta in min(max(e, -delta), delta) }, usesUpstream: false),
    ]
}

@Suite("Wrong backward passes of layers that are no exercise yet")
struct KitMutantTests {
    private static let seeds = 1...50

    /// Inputs of either sign, none of them near a kink at 0.
    private func inputs(_ seed: Int, rows: Int = 3, columns: Int = 4) -> Matrix {
        var generator = SeededGenerator(seed: seed)
        return Matrix.normal(rows: rows, columns: columns, using: &generator)
            .mapped { $0 + ($0 < 0 ? -0.1 : 0.1) }
    }

    @Test("a wrong GELU is wrong", arguments: WrongGELU.several)
    private func wrong(gelu: WrongGELU) {
        for seed in Self.seeds {
            let report = checkGradients(of: gelu, at: inputs(seed), seed: seed)
            #expect(report["dx"]?.verdict == .wrong, "seed \(seed): \(report)")
        }
    }

    @Test("a wrong Huber loss is wrong", arguments: WrongHuberLoss.several)
    private func wrong(huber: WrongHuberLoss) {
        for seed in Self.seeds {
            // Errors of 0.1 and more; at least one is beyond delta.
            var predictions = inputs(seed)
            predictions[0, 0] += predictions[0, 0] < 0 ? -1 : 1
            let targets = Matrix(rows: 3, columns: 4)
            let report = checkGradients(of: huber, at: predictions, targets: targets)
            #expect(report["dpredictions"]?.verdict == .wrong, "seed \(seed): \(report)")
        }
    }

    /// The kit's layers by name.
    private static let layers: [(String, @Sendable (Matrix, Int) -> GradientReport)] = [
        ("GELU", { checkGradients(of: GELU(), at: $0, seed: $1) }),
        ("ELU", { checkGradients(of: ELU(alpha: 1.3), at: $0, seed: $1) }),
        ("Softplus", { checkGradients(of: Softplus(), at: $0, seed: $1) }),
        ("PReLU", { checkGradients(of: PReLU(alpha: [[0.25, -0.1, 1.5, 0]]), at: $0, seed: $1) }),
    ]

    @Test("the kit's own layers are right", arguments: layers.indices)
    func right(index: Int) {
        let (name, check) = Self.layers[index]
        for seed in Self.seeds {
            let report = check(inputs(seed), seed)
            #expect(report.isRight, "\(name), seed \(seed): \(report)")
        }
    }

    @Test("the kit's own losses are right")
    func rightLosses() {
        for seed in Self.seeds {
            let (predictions, targets) = (inputs(seed), inputs(seed + 1000))
            let scores = inputs(seed, rows: 6, columns: 1)
            let labels = (0..<6).map { ($0 + seed) % 2 }
            let reports = [
                checkGradients(of: HuberLoss(delta: 0.8), at: predictions, targets: targets),
                checkGradients(of: SquaredError(), at: predictions, targets: targets),
                checkGradients(of: BinaryHingeLoss(), at: scores, labels: labels),
            ]
            for report in reports { #expect(report.isRight, "seed \(seed): \(report)") }
        }
    }
}
