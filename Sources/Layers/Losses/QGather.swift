// N = examples, A = actions.

/// The values of all actions in N situations, and which action was taken in each.
public struct QGatherInput: Sendable {
    public var q: Matrix  // (N, A)
    public var actions: [Int]  // N, each in 0 ..< A

    public init(q: Matrix, actions: [Int]) {
        self.q = q
        self.actions = actions
    }
}

/// The value of the action that was taken, numpy's `Q[np.arange(N), a]`.
///
/// Concretely:
///
///     out[n] = q[n, actions[n]]
///
/// | name    | shape  | meaning                        |
/// |---------|--------|--------------------------------|
/// | q, dq   | (N, A) | one situation per row          |
/// | actions | N      | what was done, each in 0 ..< A |
/// | out     | (N, 1) | the value of what was done     |
///
/// Source: Mnih and others, "Human-level control through deep reinforcement learning", 2015.
public struct QGather: Layer {
    public init() {}

    public struct Cache: Sendable {
        public let input: QGatherInput
    }

    public struct Gradients: Sendable {
        public let dq: Matrix  // (N, A)
    }

    public var inputs: [Variable<QGatherInput, Gradients>] { [Variable("q", \.q, \.dq)] }

    public func forward(_ input: QGatherInput) -> (out: Matrix, cache: Cache) {
        requireLabels(input.actions, for: input.q, classes: input.q.columns)
        // BEGIN SOLUTION q-gather.forward
        var out = Matrix(rows: input.q.rows, columns: 1)
        for (n, action) in input.actions.enumerated() {
            out[n, 0] = input.q[n, action]
        }
        return (out, Cache(input: input))
        // END SOLUTION q-gather.forward
    }

    public func backward(_ dout: Matrix, cache: Cache) -> Gradients {
        // BEGIN SOLUTION q-gather.backward
        // forward: out[n] = q[n, action]. What was not done had no say:
        var dq = cache.input.q.zeros
        for (n, action) in cache.input.actions.enumerated() {
            dq[n, action] = dout[n, 0]
        }
        return Gradients(dq: dq)
        // STUB
        // Gradients(dq: numericGradients(dout, at: cache.input)["q"])
        // END SOLUTION q-gather.backward
    }

    /// The same as `forward`, (N, 1), without an index: every row is multiplied by 1 at its action
    /// and 0 elsewhere, and added up.
    ///
    /// So it is done where all numbers of a batch have to be treated alike.
    public func oneHot(_ input: QGatherInput) -> Matrix {
        // BEGIN SOLUTION q-gather.one-hot
        var taken = input.q.zeros
        for (n, action) in input.actions.enumerated() { taken[n, action] = 1 }
        return (input.q * taken).rowSums()
        // STUB
        // forward(input).out
        // END SOLUTION q-gather.one-hot
    }
}
