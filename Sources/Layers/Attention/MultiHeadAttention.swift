// N = sequences, T = queries of one, S = keys and values of one, D = features, H = heads.

/// Attention with several heads: each looks at its own D/H features of every query, key and value.
///
/// Concretely, with four affine layers of (D, D):
///
///     q, k, v = query(q), key(k), value(v)
///     joined = for every head, `Attention` of its columns of q, k and v, side by side
///     out = output(joined)
///
/// | name      | shape    | meaning                                  |
/// |-----------|----------|------------------------------------------|
/// | q         | (N T, D) | queries, in the order of `SequenceShape` |
/// | k, v      | (N S, D) | keys and values                          |
/// | out, dout | (N T, D) | one row per query                        |
///
/// For self-attention all three inputs are the same matrix, whose gradient is then dq + dk + dv.
///
/// Source: Vaswani and others, "Attention is all you need", 2017, arXiv:1706.03762, section 3.2.2.
public struct MultiHeadAttention: Layer {
    public var query: Affine
    public var key: Affine
    public var value: Affine
    public var output: Affine
    public let heads: Int

    /// T: how many queries belong to one sequence.
    public let steps: Int

    /// One head's attention, with the mask of all of them.
    private let attention: Attention

    public init(
        query: Affine, key: Affine, value: Affine, output: Affine, heads: Int, steps: Int,
        mask: Matrix? = nil
    ) {
        require(
            heads > 0 && query.w.columns % heads == 0,
            "MultiHeadAttention: \(query.w.columns) features cannot be \(heads) heads of equal size."
        )
        self.query = query
        self.key = key
        self.value = value
        self.output = output
        self.heads = heads
        self.steps = steps
        attention = Attention(mask: mask)
    }

    public struct Cache: Sendable {
        public let input: AttentionInput
        public let query: Affine.Cache
        public let key: Affine.Cache
        public let value: Affine.Cache
        public let heads: [Attention.Cache]  // N H: all heads of sequence 0, then of 1, ...
        public let output: Affine.Cache
    }

    public struct Gradients: Sendable {
        public let dq: Matrix  // (N T, D)
        public let dk: Matrix  // (N S, D)
        public let dv: Matrix  // (N S, D)
        public let query: Affine.Gradients
        public let key: Affine.Gradients
        public let value: Affine.Gradients
        public let output: Affine.Gradients
    }

    public var inputs: [Variable<AttentionInput, Gradients>] {
        [Variable("q", \.q, \.dq), Variable("k", \.k, \.dk), Variable("v", \.v, \.dv)]
    }

    /// The columns that head h looks at.
    private func columns(of h: Int) -> Range<Int> {
        let size = query.w.columns / heads
        return h * size..<(h + 1) * size
    }

    public func forward(_ input: AttentionInput) -> (out: Matrix, cache: Cache) {
        // BEGIN SOLUTION multi-head-attention.forward
        let queries = SequenceShape(rows: input.q.rows, steps: steps)
        let keys = SequenceShape(rows: input.k.rows, steps: input.k.rows / queries.examples)
        require(
            keys.examples == queries.examples && input.v.rows == input.k.rows,
            "MultiHeadAttention: k is \(input.k.shape) and v \(input.v.shape); both need the same rows for each of \(queries.examples) sequences."
        )
        let (q, queryCache) = query.forward(input.q)
        let (k, keyCache) = key.forward(input.k)
        let (v, valueCache) = value.forward(input.v)
        var caches: [Attention.Cache] = []
        var sequences: [Matrix] = []
        for n in 0..<queries.examples {
            let (qn, kn) = (q.rows(queries.rows(of: n)), k.rows(keys.rows(of: n)))
            let vn = v.rows(keys.rows(of: n))
            var outs: [Matrix] = []
            for h in 0..<heads {
                let part = columns(of: h)
                let (out, cache) = attention.forward(
                    AttentionInput(
                        q: qn.columns(part), k: kn.columns(part), v: vn.columns(part)))
                outs.append(out)
                caches.append(cache)
            }
            sequences.append(.joiningColumns(outs))
        }
        let joined = stage("joined", .joiningRows(sequences))
        let (out, outputCache) = output.forward(joined)
        let cache = Cache(
            input: input, query: queryCache, key: keyCache, value: valueCache, heads: caches,
            output: outputCache)
        return (out, cache)
        // END SOLUTION multi-head-attention.forward
    }

    public func backward(_ dout: Matrix, cache: Cache) -> Gradients {
        // BEGIN SOLUTION multi-head-attention.backward
        let queries = SequenceShape(rows: dout.rows, steps: steps)
        // forward: out = output(joined)
        let last = output.backward(dout, cache: cache.output)
        let djoined = stageGradient("joined", last.dx)
        // forward: joined = the heads side by side, sequence below sequence. Taken apart again:
        var (dq, dk, dv): ([Matrix], [Matrix], [Matrix]) = ([], [], [])
        for n in 0..<queries.examples {
            let dsequence = djoined.rows(queries.rows(of: n))
            let found = (0..<heads).map { h in
                attention.backward(
                    dsequence.columns(columns(of: h)), cache: cache.heads[n * heads + h])
            }
            dq.append(.joiningColumns(found.map(\.dq)))
            dk.append(.joiningColumns(found.map(\.dk)))
            dv.append(.joiningColumns(found.map(\.dv)))
        }
        // forward: q, k, v = query(q), key(k), value(v)
        let queryGradients = query.backward(.joiningRows(dq), cache: cache.query)
        let keyGradients = key.backward(.joiningRows(dk), cache: cache.key)
        let valueGradients = value.backward(.joiningRows(dv), cache: cache.value)
        return Gradients(
            dq: queryGradients.dx, dk: keyGradients.dx, dv: valueGradients.dx,
            query: queryGradients, key: keyGradients, value: valueGradients, output: last)
        // STUB
        // let numeric = numericGradients(dout, at: cache.input)
        // func affine(_ name: String, dx: Matrix) -> Affine.Gradients {
        //     Affine.Gradients(dx: dx, dw: numeric["\(name).w"], db: numeric["\(name).b"])
        // }
        // let (dq, dk, dv) = (numeric["q"], numeric["k"], numeric["v"])
        // return Gradients(
        //     dq: dq, dk: dk, dv: dv, query: affine("query", dx: dq), key: affine("key", dx: dk),
        //     value: affine("value", dx: dv), output: affine("output", dx: dout.zeros))
        // END SOLUTION multi-head-attention.backward
    }

    public var parameters: [Parameter<MultiHeadAttention>] {
        parameters(of: \.query, \.query, as: "query") + parameters(of: \.key, \.key, as: "key")
            + parameters(of: \.value, \.value, as: "value")
            + parameters(of: \.output, \.output, as: "output")
    }
}
