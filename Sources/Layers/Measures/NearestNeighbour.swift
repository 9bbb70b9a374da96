// N = training examples, M = examples to classify, D = features.

/// A classifier that learns nothing: a new example gets the label that most of its k nearest training
/// examples have.
///
/// Source: CS231n notes, "Image classification", nearest neighbor classifier; CS231n, assignment 1.
public struct NearestNeighbour: Sendable {
    public let examples: Matrix  // (N, D)
    public let labels: [Int]  // N

    public init(examples: Matrix, labels: [Int]) {
        require(
            labels.count == examples.rows && examples.rows > 0,
            "NearestNeighbour: there are \(labels.count) labels for examples of shape \(examples.shape): one per row is needed."
        )
        self.examples = examples
        self.labels = labels
    }

    /// The distances sqrt(sum of (x - example)^2) of every row of x to every training example.
    ///
    /// Without a loop over examples: |x - e|^2 = |x|^2 + |e|^2 - 2 x·e, and all products x·e are one
    /// matrix product.
    /// - Parameter x: (M, D).
    /// - Returns: (M, N).
    public func distances(_ x: Matrix) -> Matrix {
        // BEGIN SOLUTION nearest-neighbour.distances
        let lengths = (x * x).rowSums()
        let ownLengths = (examples * examples).rowSums().transposed()
        let products = x.matmulTransposed(examples)
        let squares = (-2 * products).addingToEachColumn(lengths).addingToEachRow(ownLengths)
        // Rounding can leave a distance of 0 slightly negative.
        return squares.mapped { max($0, 0).squareRoot() }
        // STUB
        // stop("there is no stand-in for distances, and this tree holds no answers.")
        // END SOLUTION nearest-neighbour.distances
    }

    /// The label that is most frequent among the k nearest examples of every row of x.
    ///
    /// Where two labels are equally frequent the smaller one wins; where two examples are equally
    /// near, the one that comes first in the training set counts as nearer.
    public func predict(_ x: Matrix, k: Int) -> [Int] {
        require(
            k > 0 && k <= labels.count,
            "NearestNeighbour: k is \(k), and must be in 1 ... \(labels.count).")
        // BEGIN SOLUTION nearest-neighbour.predict
        let distances = distances(x)
        return (0..<x.rows).map { m in
            let order = labels.indices.sorted {
                (distances[m, $0], $0) < (distances[m, $1], $1)
            }
            var votes: [Int: Int] = [:]
            for n in order.prefix(k) { votes[labels[n], default: 0] += 1 }
            // The smaller label among those with the most votes.
            let most = votes.values.max() ?? 0
            return votes.keys.filter { votes[$0] == most }.min() ?? 0
        }
        // STUB
        // stop("there is no stand-in for a vote, and this tree holds no answers.")
        // END SOLUTION nearest-neighbour.predict
    }
}
