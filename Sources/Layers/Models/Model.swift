// What training and grading need to know of a model.

/// A network with its loss: it gives scores for its inputs, and gradients of all its parameters.
public protocol Model: Parameterized {
    /// One example per row, or token ids for a model of sequences.
    associatedtype Input: Sendable = Matrix

    /// What `backward` needs to remember from `forward`.
    associatedtype Cache: Sendable

    /// The scores, one row per label: what the model is asked for once it is trained.
    func scores(_ x: Input) -> Matrix

    /// The loss, one number, against the right labels, and what `backward` needs.
    func forward(_ x: Input, labels: [Int]) -> (loss: Double, cache: Cache)

    /// One gradient per parameter; `dloss` is 1 unless the loss is part of a sum.
    func backward(_ dloss: Double, cache: Cache) -> Gradients

    /// What training does to a model besides its gradients, once per batch, after `forward`: running
    /// statistics move, masks are drawn anew. Nothing, unless the model says otherwise.
    mutating func finishStep(_ cache: Cache)

    /// What a model keeps besides its parameters, by name: running statistics and seeds. A file that
    /// training goes on from holds them too. None, unless the model says otherwise.
    var buffers: [(name: String, value: WritableKeyPath<Self, Matrix>)] { get }

    /// What the hidden layers gave in a forward pass, from the first to the last, for a `Monitor`. None,
    /// unless the model says otherwise.
    func activations(_ cache: Cache) -> [Activations]

    /// The model as it is used after training: without dropout, with running statistics.
    var forTesting: Self { get }
}

extension Model {
    public mutating func finishStep(_ cache: Cache) {}

    public var buffers: [(name: String, value: WritableKeyPath<Self, Matrix>)] { [] }

    public func activations(_ cache: Cache) -> [Activations] { [] }

    public var forTesting: Self { self }

    /// The gradients, where the loss is the end of the graph.
    public func backward(cache: Cache) -> Gradients { backward(1, cache: cache) }

    /// The share of examples whose right label has the largest score.
    public func accuracy(_ x: Input, labels: [Int]) -> Double {
        let best = forTesting.scores(x).rowArgmaxima()
        let right = zip(best, labels).count { $0 == $1 }
        return Double(right) / Double(max(labels.count, 1))
    }
}
