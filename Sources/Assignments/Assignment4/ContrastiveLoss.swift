// Yours to fill in: replace each `yourCodeHere(...)` line with code.
// Written by `swift run course stubs`; `swift run grade reset` brings a hole back.
import Layers

import Foundation

// N = pairs, D = features.

/// The loss of SimCLR: of 2N rows, two belong together for every pair, and each row should be more
/// like its partner than like all others.
///
/// Concretely, with the N rows of x above the N rows of y as z, so that row n and row N + n are
/// partners:
///
///     zhat = z / |z|                             every row has length 1
///     scores = zhat·zhat^T / temperature         how alike every two rows are
///     loss = mean of -log(softmax of row i without entry i, at i's partner)
///
/// | name | shape  | meaning                                   |
/// |------|--------|-------------------------------------------|
/// | x, y | (N, D) | features of two views of each of N images |
/// | out  | (1, 1) | the loss                                  |
///
/// Source: Chen and others, "A simple framework for contrastive learning", 2020, arXiv:2002.05709;
/// CS231n, assignment 3.
public struct ContrastiveLoss: Layer {
    public let temperature: Double

    public init(temperature: Double) {
        require(
            temperature > 0,
            "ContrastiveLoss: the temperature is \(temperature), and must be positive.")
        self.temperature = temperature
    }

    public struct Cache: Sendable {
        public let input: Pair
        public let lengths: Matrix  // (2N, 1)
        public let zhat: Matrix  // (2N, D)
        public let probabilities: Matrix  // (2N, 2N), 0 on the diagonal
    }

    public typealias Gradients = PairGradient

    /// Row n and row N + n belong together.
    private func partner(of row: Int, pairs: Int) -> Int { (row + pairs) % (2 * pairs) }

    public func forward(_ input: Pair) -> (out: Matrix, cache: Cache) {
        let pairs = input.x.rows
        let z = Matrix.joiningRows([input.x, input.y])
        let lengths = (z * z).rowSums().mapped { $0.squareRoot() }
        let zhat = stage("zhat", z.multiplyingEachColumn(by: 1 / lengths))
        var scores = stage("scores", zhat.matmulTransposed(zhat) / temperature)
        // Nobody is compared with itself.
        for row in 0..<2 * pairs { scores[row, row] = -.infinity }
        let probabilities = scores.softmaxOfRows()
        let largest = scores.rowMaxima()
        var loss = 0.0
        for row in 0..<2 * pairs {
            // -log(e^s / sum) = log(sum) - s, with the largest score taken off both.
            let sum = scores.row(row).reduce(0) { $0 + exp($1 - largest[row, 0]) }
            loss += log(sum) + largest[row, 0] - scores[row, partner(of: row, pairs: pairs)]
        }
        let cache = Cache(
            input: input, lengths: lengths, zhat: zhat, probabilities: probabilities)
        return (Matrix(loss / Double(2 * pairs)), cache)
    }

    public func backward(_ dout: Matrix, cache: Cache) -> Gradients {
        // forward names its steps: zhat, scores.
        // With stageGradient("NAME", dNAME) here the grader says which is the first wrong one.
        yourCodeHere("contrastive-loss.backward")
    }
}
