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
        // BEGIN SOLUTION contrastive-loss.forward
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
        // END SOLUTION contrastive-loss.forward
    }

    public func backward(_ dout: Matrix, cache: Cache) -> Gradients {
        // BEGIN SOLUTION contrastive-loss.backward
        let pairs = cache.input.x.rows
        // forward: loss = mean of log(sum of e^s) - s[partner], as in the softmax loss
        var dscores = cache.probabilities
        for row in 0..<2 * pairs {
            dscores[row, partner(of: row, pairs: pairs)] -= 1
        }
        dscores *= dout.scalar / Double(2 * pairs)
        stageGradient("scores", dscores)
        // forward: scores = zhat·zhat^T / temperature. zhat is both factors, so both gradients add up:
        let both = dscores + dscores.transposed()
        let dzhat = stageGradient("zhat", both.matmul(cache.zhat) / temperature)
        // forward: zhat = z / |z|. A change along zhat itself changes only the length, and is taken out:
        let along = (dzhat * cache.zhat).rowSums()
        let across = dzhat - cache.zhat.multiplyingEachColumn(by: along)
        let dz = across.multiplyingEachColumn(by: 1 / cache.lengths)
        // forward: z = x above y
        return Gradients(dx: dz.rows(0..<pairs), dy: dz.rows(pairs..<2 * pairs))
        // STUB
        // let numeric = numericGradients(dout, at: cache.input)
        // return Gradients(dx: numeric["x"], dy: numeric["y"])
        // END SOLUTION contrastive-loss.backward
    }
}
