// swift-format-ignore-file
// Written by `swift run course stubs`; not to be edited.

/// The untouched learner files by path.
public let pristineStubs: [String: String] = [
    "Sources/Assignments/Assignment1/Affine.swift": #"""
        // Yours to fill in: replace each `yourCodeHere(...)` line with code.
        // Written by `swift run course stubs`; `swift run grade reset` brings a hole back.
        import Layers

        // N = examples, D = inputs of one example, M = outputs of one example.

        /// A fully connected layer: every output is a weighted sum of all inputs, plus a bias.
        ///
        /// Concretely:
        ///
        ///     out = x·w + b, with b added to every row
        ///
        /// | name      | shape          | meaning                     |
        /// |-----------|----------------|-----------------------------|
        /// | x, dx     | (N, D)         | one example per row         |
        /// | w, b      | (D, M), (1, M) | what is learned             |
        /// | out, dout | (N, M)         | outputs, and their gradient |
        ///
        /// Source: CS231n notes, "Backpropagation, Intuitions", gradients for vectorized operations.
        public struct Affine: Layer {
            public var w: Matrix  // (D, M)
            public var b: Matrix  // (1, M)

            public init(w: Matrix, b: Matrix) {
                require(
                    b.shape == Shape(rows: 1, columns: w.columns),
                    "Affine: b is \(b.shape), and w \(w.shape) needs (1, \(w.columns)).")
                self.w = w
                self.b = b
            }

            /// Small random weights of the given standard deviation, and biases of 0.
            public init(
                inputs: Int, outputs: Int, weightScale: Double, using generator: inout SeededGenerator
            ) {
                w = .normal(
                    rows: inputs, columns: outputs, standardDeviation: weightScale, using: &generator)
                b = Matrix(rows: 1, columns: outputs)
            }

            /// `backward` needs the inputs; the weights are still in the layer.
            public struct Cache: Sendable {
                public let x: Matrix  // (N, D)
            }

            public struct Gradients: GradientOfInput {
                public let dx: Matrix  // (N, D)
                public let dw: Matrix  // (D, M)
                public let db: Matrix  // (1, M)
            }

            public func forward(_ x: Matrix) -> (out: Matrix, cache: Cache) {
                let out = x.matmul(w, addingToEachRow: b)
                return (out, Cache(x: x))
            }

            // Put into its callers, so that the first layer of a net computes no dx: nobody asks for it.
            @inline(__always)
            public func backward(_ dout: Matrix, cache: Cache) -> Gradients {
                yourCodeHere("affine.backward")
            }

            public var parameters: [Parameter<Affine>] {
                [Parameter("w", \.w, \.dw), Parameter("b", \.b, \.db)]
            }
        }

        """#,
    "Sources/Assignments/Assignment1/Circuit.swift": #"""
        // Yours to fill in: replace each `yourCodeHere(...)` line with code.
        // Written by `swift run course stubs`; `swift run grade reset` brings a hole back.
        import Layers

        /// The first circuit of the course notes: f = (x + y) z, entry by entry.
        ///
        /// At x = -2, y = 5, z = -4 it gives f = -12, with gradients -4, -4 and 3.
        ///
        /// Shapes: x, y, z, their gradients, out and dout all have one and the same shape.
        ///
        /// Source: CS231n notes, "Backpropagation, Intuitions", compound expressions.
        public struct Circuit: Layer {
            public struct Input: Sendable {
                public var x: Matrix
                public var y: Matrix
                public var z: Matrix

                public init(x: Matrix, y: Matrix, z: Matrix) {
                    self.x = x
                    self.y = y
                    self.z = z
                }
            }

            /// The inputs, and the value on the wire between the two gates.
            public struct Cache: Sendable {
                public let input: Input
                public let q: Matrix
            }

            public struct Gradients: Sendable {
                public let dx: Matrix
                public let dy: Matrix
                public let dz: Matrix
            }

            public init() {}

            public func forward(_ input: Input) -> (out: Matrix, cache: Cache) {
                let q = input.x + input.y
                let f = q * input.z
                return (f, Cache(input: input, q: q))
            }

            public func backward(_ dout: Matrix, cache: Cache) -> Gradients {
                yourCodeHere("circuit.backward")
            }

            public var inputs: [Variable<Input, Gradients>] {
                [Variable("x", \.x, \.dx), Variable("y", \.y, \.dy), Variable("z", \.z, \.dz)]
            }
        }

        """#,
    "Sources/Assignments/Assignment1/HingeLoss.swift": #"""
        // Yours to fill in: replace each `yourCodeHere(...)` line with code.
        // Written by `swift run course stubs`; `swift run grade reset` brings a hole back.
        import Layers

        // N = examples, C = classes.

        /// The multiclass support vector machine loss: the right class should win by a margin.
        ///
        /// Concretely, for the example in row n with label y, over all classes c other than y:
        ///
        ///     margin[c] = s[c] - s[y] + 1
        ///     loss = sum of max(0, margin[c])
        ///
        /// and the mean of that over the batch. At a margin of exactly 0 the slope is taken to be 0.
        ///
        /// | name    | shape  | meaning                  |
        /// |---------|--------|--------------------------|
        /// | scores  | (N, C) | one example per row      |
        /// | labels  | N      | the right class, 0 ..< C |
        /// | dscores | (N, C) | what `backward` returns  |
        ///
        /// Source: CS231n notes, "Linear classification", multiclass support vector machine loss.
        public struct HingeLoss: ClassificationLoss {
            /// By how much the right score should be above every other.
            public let margin: Double

            public init(margin: Double = 1) { self.margin = margin }

            public struct Cache: Sendable {
                public let scores: Matrix
                public let labels: [Int]
                public let margins: Matrix  // (N, C): max(0, margin[c]), and 0 in the label's column
            }

            public func forward(_ scores: Matrix, labels: [Int]) -> (loss: Double, cache: Cache) {
                requireLabels(labels, for: scores, classes: scores.columns)
                let right = scores.entries(at: labels)
                // max(0, s[c] - s[y] + margin) for every class ...
                var margins = scores.zipMapped(eachColumn: right) { s, y in max(s - y + margin, 0) }
                // ... but the right one does not compete with itself.
                for (n, label) in labels.enumerated() { margins[n, label] = 0 }
                let cache = Cache(scores: scores, labels: labels, margins: margins)
                return (margins.sum() / Double(labels.count), cache)
            }

            public func backward(_ dloss: Double, cache: Cache) -> Matrix {
                yourCodeHere("hinge-loss.backward")
            }
        }

        """#,
    "Sources/Assignments/Assignment1/LeakyReLU.swift": #"""
        // Yours to fill in: replace each `yourCodeHere(...)` line with code.
        // Written by `swift run course stubs`; `swift run grade reset` brings a hole back.
        import Layers

        // x, out, dx and dout all have one and the same shape.

        /// A ReLU that is not flat on the negative side: out = x where x > 0, and alpha x elsewhere.
        ///
        /// At exactly 0 the slope is taken to be alpha.
        ///
        /// Source: CS231n notes, "Neural Networks Part 1", commonly used activation functions.
        public struct LeakyReLU: Layer {
            /// The slope on the negative side.
            public let alpha: Double

            public init(alpha: Double = 0.01) { self.alpha = alpha }

            public struct Cache: Sendable {
                public let x: Matrix
            }

            public typealias Gradients = InputGradient

            public func forward(_ x: Matrix) -> (out: Matrix, cache: Cache) {
                let out = x.mapped { x in x > 0 ? x : alpha * x }
                return (out, Cache(x: x))
            }

            public func backward(_ dout: Matrix, cache: Cache) -> Gradients {
                yourCodeHere("leaky-relu.backward")
            }
        }

        """#,
    "Sources/Assignments/Assignment1/LogisticLoss.swift": #"""
        // Yours to fill in: replace each `yourCodeHere(...)` line with code.
        // Written by `swift run course stubs`; `swift run grade reset` brings a hole back.
        import Layers

        // N = examples.

        /// Binary cross-entropy of a score: the mean of -log(probability of the right answer), where the
        /// probability of "1" is sigmoid(score).
        ///
        /// Concretely, for a score s and a label y of 0 or 1:
        ///
        ///     loss = log(1 + e^s) - y s
        ///
        /// which is -log(sigmoid(s)) for y = 1 and -log(1 - sigmoid(s)) for y = 0, but never overflows.
        ///
        /// | name    | shape  | meaning                             |
        /// |---------|--------|-------------------------------------|
        /// | scores  | (N, 1) | any numbers; above 0 stands for "1" |
        /// | labels  | N      | 0 or 1                              |
        /// | dscores | (N, 1) | what `backward` returns             |
        ///
        /// Source: CS231n notes, "Neural Networks Part 2", attribute classification.
        public struct LogisticLoss: ClassificationLoss {
            public init() {}

            public struct Cache: Sendable {
                public let scores: Matrix
                public let labels: [Int]
            }

            public func forward(_ scores: Matrix, labels: [Int]) -> (loss: Double, cache: Cache) {
                requireOneColumn(scores)
                requireLabels(labels, for: scores, classes: 2)
                var loss = 0.0
                for (n, label) in labels.enumerated() {
                    loss += softplus(scores[n, 0]) - Double(label) * scores[n, 0]
                }
                return (loss / Double(labels.count), Cache(scores: scores, labels: labels))
            }

            public func backward(_ dloss: Double, cache: Cache) -> Matrix {
                yourCodeHere("logistic-loss.backward")
            }
        }

        /// Stops with a sentence unless there is one score per example.
        public func requireOneColumn(_ scores: Matrix) {
            require(
                scores.columns == 1,
                "a binary loss takes one score per example, (N, 1), not \(scores.shape).")
        }

        """#,
    "Sources/Assignments/Assignment1/MLP.swift": #"""
        // Yours to fill in: replace each `yourCodeHere(...)` line with code.
        // Written by `swift run course stubs`; `swift run grade reset` brings a hole back.
        import Layers

        // N = examples, D = inputs, H = hidden units, C = outputs.

        /// Two matrices with a ReLU between them, and no biases: the smallest network there is.
        ///
        /// Concretely:
        ///
        ///     hidden = max(0, x·w1)
        ///     out = hidden·w2
        ///
        /// | name      | shape  | meaning             |
        /// |-----------|--------|---------------------|
        /// | x, dx     | (N, D) | one example per row |
        /// | w1        | (D, H) | first layer         |
        /// | w2        | (H, C) | second layer        |
        /// | out, dout | (N, C) | scores              |
        ///
        /// Source: CS231n, lecture 4, "Neural networks"; Karpathy, "Yes you should understand backprop".
        public struct MLP: Layer {
            public var w1: Matrix  // (D, H)
            public var w2: Matrix  // (H, C)

            public init(w1: Matrix, w2: Matrix) {
                require(
                    w1.columns == w2.rows,
                    "MLP: w1 is \(w1.shape) and w2 \(w2.shape): the inner sizes must be equal.")
                self.w1 = w1
                self.w2 = w2
            }

            /// The inputs, and the hidden units before and after the ReLU.
            public struct Cache: Sendable {
                public let x: Matrix  // (N, D)
                public let a: Matrix  // (N, H), before
                public let hidden: Matrix  // (N, H), after
            }

            public struct Gradients: GradientOfInput {
                public let dx: Matrix  // (N, D)
                public let dw1: Matrix  // (D, H)
                public let dw2: Matrix  // (H, C)
            }

            public func forward(_ x: Matrix) -> (out: Matrix, cache: Cache) {
                let a = stage("a", x.matmul(w1))
                let hidden = stage("hidden", a.mapped { max($0, 0) })
                let out = hidden.matmul(w2)
                return (out, Cache(x: x, a: a, hidden: hidden))
            }

            public func backward(_ dout: Matrix, cache: Cache) -> Gradients {
                // forward names its steps: a, hidden.
                // With stageGradient("NAME", dNAME) here the grader says which is the first wrong one.
                yourCodeHere("mlp.backward")
            }

            public var parameters: [Parameter<MLP>] {
                [Parameter("w1", \.w1, \.dw1), Parameter("w2", \.w2, \.dw2)]
            }
        }

        """#,
    "Sources/Assignments/Assignment1/MaxGate.swift": #"""
        // Yours to fill in: replace each `yourCodeHere(...)` line with code.
        // Written by `swift run course stubs`; `swift run grade reset` brings a hole back.
        import Layers

        /// The larger of two inputs, entry by entry: out = max(x, y).
        ///
        /// In the backward pass it routes: the whole gradient goes to the input that won. Where both are
        /// equal, x wins.
        ///
        /// Shapes: x, y, dx, dy, out and dout all have one and the same shape.
        ///
        /// Source: CS231n notes, "Backpropagation, Intuitions", patterns in backward flow.
        public struct MaxGate: Layer {
            public struct Cache: Sendable {
                public let input: Pair
            }

            public init() {}

            public typealias Gradients = PairGradient

            public func forward(_ input: Pair) -> (out: Matrix, cache: Cache) {
                let out = input.x.zipMapped(input.y) { x, y in max(x, y) }
                return (out, Cache(input: input))
            }

            public func backward(_ dout: Matrix, cache: Cache) -> Gradients {
                yourCodeHere("max-gate.backward")
            }
        }

        """#,
    "Sources/Assignments/Assignment1/Maxout.swift": #"""
        // Yours to fill in: replace each `yourCodeHere(...)` line with code.
        // Written by `swift run course stubs`; `swift run grade reset` brings a hole back.
        import Layers

        // N = examples, D = inputs of one example, M = outputs of one example.

        /// Maxout units: the larger of two affine functions, out = max(x·w1 + b1, x·w2 + b2).
        ///
        /// ReLU is the special case w1 = 0, b1 = 0, and leaky ReLU the one where w1 is alpha times w2.
        /// The price is twice the parameters. Where both are equal, the first wins.
        ///
        /// | name              | shape          | meaning               |
        /// |-------------------|----------------|-----------------------|
        /// | x, dx             | (N, D)         | one example per row   |
        /// | w1, b1 and w2, b2 | (D, M), (1, M) | what is learned       |
        /// | out, dout         | (N, M)         | the larger of the two |
        ///
        /// Source: Goodfellow and others, "Maxout networks", 2013, arXiv:1302.4389.
        public struct Maxout: Layer {
            public var w1: Matrix  // (D, M)
            public var b1: Matrix  // (1, M)
            public var w2: Matrix  // (D, M)
            public var b2: Matrix  // (1, M)

            public init(w1: Matrix, b1: Matrix, w2: Matrix, b2: Matrix) {
                self.w1 = w1
                self.b1 = b1
                self.w2 = w2
                self.b2 = b2
            }

            /// The inputs, and the values of the two affine functions that were compared.
            public struct Cache: Sendable {
                public let x: Matrix  // (N, D)
                public let out1: Matrix  // (N, M)
                public let out2: Matrix  // (N, M)
            }

            public struct Gradients: GradientOfInput {
                public let dx: Matrix  // (N, D)
                public let dw1: Matrix  // (D, M)
                public let db1: Matrix  // (1, M)
                public let dw2: Matrix  // (D, M)
                public let db2: Matrix  // (1, M)
            }

            public func forward(_ x: Matrix) -> (out: Matrix, cache: Cache) {
                let out1 = x.matmul(w1).addingToEachRow(b1)
                let out2 = x.matmul(w2).addingToEachRow(b2)
                let out = out1.zipMapped(out2) { first, second in max(first, second) }
                return (out, Cache(x: x, out1: out1, out2: out2))
            }

            public func backward(_ dout: Matrix, cache: Cache) -> Gradients {
                yourCodeHere("maxout.backward")
            }

            public var parameters: [Parameter<Maxout>] {
                [
                    Parameter("w1", \.w1, \.dw1), Parameter("b1", \.b1, \.db1),
                    Parameter("w2", \.w2, \.dw2), Parameter("b2", \.b2, \.db2),
                ]
            }
        }

        """#,
    "Sources/Assignments/Assignment1/MeanSquaredError.swift": #"""
        // Yours to fill in: replace each `yourCodeHere(...)` line with code.
        // Written by `swift run course stubs`; `swift run grade reset` brings a hole back.
        import Layers

        // N = examples, D = numbers predicted for one example.

        /// The mean of (prediction - target)^2 over all N D numbers.
        ///
        /// Shapes: predictions, targets and dpredictions are all (N, D). The lecture's version, which adds
        /// up and does not average, is `SquaredError`.
        ///
        /// Source: CS231n notes, "Neural Networks Part 2", regression.
        public struct MeanSquaredError: RegressionLoss {
            public init() {}

            public struct Cache: Sendable {
                public let predictions: Matrix
                public let targets: Matrix
            }

            public func forward(_ predictions: Matrix, targets: Matrix) -> (loss: Double, cache: Cache) {
                let errors = predictions - targets
                let loss = (errors * errors).mean()
                return (loss, Cache(predictions: predictions, targets: targets))
            }

            public func backward(_ dloss: Double, cache: Cache) -> Matrix {
                yourCodeHere("mean-squared-error.backward")
            }
        }

        """#,
    "Sources/Assignments/Assignment1/MultiplyGate.swift": #"""
        // Yours to fill in: replace each `yourCodeHere(...)` line with code.
        // Written by `swift run course stubs`; `swift run grade reset` brings a hole back.
        import Layers

        /// The product of two inputs, entry by entry: out = x * y.
        ///
        /// In the backward pass it switches its inputs: the gradient of one holds the value of the other.
        ///
        /// Shapes: x, y, dx, dy, out and dout all have one and the same shape.
        ///
        /// Source: CS231n notes, "Backpropagation, Intuitions", patterns in backward flow.
        public struct MultiplyGate: Layer {
            public struct Cache: Sendable {
                public let input: Pair
            }

            public init() {}

            public typealias Gradients = PairGradient

            public func forward(_ input: Pair) -> (out: Matrix, cache: Cache) {
                let out = input.x * input.y
                return (out, Cache(input: input))
            }

            public func backward(_ dout: Matrix, cache: Cache) -> Gradients {
                yourCodeHere("multiply-gate.backward")
            }
        }

        """#,
    "Sources/Assignments/Assignment1/ReLU.swift": #"""
        // Yours to fill in: replace each `yourCodeHere(...)` line with code.
        // Written by `swift run course stubs`; `swift run grade reset` brings a hole back.
        import Layers

        // x, out, dx and dout all have one and the same shape.

        /// Rectified linear units: out = max(0, x).
        ///
        /// A unit whose input is negative for every example passes no gradient back to its weights, so
        /// they never change again: it is dead. At exactly 0 the slope is taken to be 0.
        ///
        /// Source: CS231n notes, "Neural Networks Part 1", commonly used activation functions.
        public struct ReLU: Layer {
            public struct Cache: Sendable {
                public let x: Matrix
            }

            public init() {}

            public typealias Gradients = InputGradient

            public func forward(_ x: Matrix) -> (out: Matrix, cache: Cache) {
                let out = x.maximum(0)
                return (out, Cache(x: x))
            }

            public func backward(_ dout: Matrix, cache: Cache) -> Gradients {
                yourCodeHere("relu.backward")
            }
        }

        """#,
    "Sources/Assignments/Assignment1/Sigmoid.swift": #"""
        // Yours to fill in: replace each `yourCodeHere(...)` line with code.
        // Written by `swift run course stubs`; `swift run grade reset` brings a hole back.
        import Layers

        // x, out, dx and dout all have one and the same shape.

        /// The sigmoid of every entry, between 0 and 1: out = 1 / (1 + e^-x).
        ///
        /// Its slope is at most a quarter, and almost nothing where it is saturated (|x| above 5 or so):
        /// gradients shrink on their way through it.
        ///
        /// Source: CS231n notes, "Neural Networks Part 1", commonly used activation functions.
        public struct Sigmoid: Layer {
            /// The output is kept too: the slope is easiest to write in terms of it.
            public struct Cache: Sendable {
                public let x: Matrix
                public let out: Matrix
            }

            public init() {}

            public typealias Gradients = InputGradient

            public func forward(_ x: Matrix) -> (out: Matrix, cache: Cache) {
                let out = x.sigmoid()
                return (out, Cache(x: x, out: out))
            }

            public func backward(_ dout: Matrix, cache: Cache) -> Gradients {
                yourCodeHere("sigmoid.backward")
            }
        }

        """#,
    "Sources/Assignments/Assignment1/SigmoidNeuron.swift": #"""
        // Yours to fill in: replace each `yourCodeHere(...)` line with code.
        // Written by `swift run course stubs`; `swift run grade reset` brings a hole back.
        import Layers

        /// A neuron with two inputs: out = sigmoid(w0 x0 + w1 x1 + w2), where w2 is the bias.
        ///
        /// At w = (2, -3, -3) and x = (-1, -2) the sum is 1.00 and the output 0.73; the gradients are
        /// -0.20, -0.39 and 0.20 for w, 0.39 and -0.59 for x.
        ///
        /// `SigmoidNeuronChain` is the same function as a chain of six small gates.
        ///
        /// | name  | shape  | meaning                  |
        /// |-------|--------|--------------------------|
        /// | x, dx | (1, 2) | one example              |
        /// | w, dw | (1, 3) | two weights and the bias |
        /// | out   | (1, 1) | between 0 and 1          |
        ///
        /// Source: CS231n notes, "Backpropagation, Intuitions", modularity: sigmoid example.
        public struct SigmoidNeuron: Layer {
            public var w: Matrix  // (1, 3)

            public init(w: Matrix) {
                require(
                    w.shape == Shape(rows: 1, columns: 3), "SigmoidNeuron: w is \(w.shape), not (1, 3).")
                self.w = w
            }

            /// `out` is kept too: the sigmoid's slope is easiest to write in terms of it.
            public struct Cache: Sendable {
                public let x: Matrix
                public let out: Double
            }

            public struct Gradients: GradientOfInput {
                public let dx: Matrix  // (1, 2)
                public let dw: Matrix  // (1, 3)
            }

            public func forward(_ x: Matrix) -> (out: Matrix, cache: Cache) {
                require(
                    x.shape == Shape(rows: 1, columns: 2), "SigmoidNeuron: x is \(x.shape), not (1, 2).")
                let dot = w[0, 0] * x[0, 0] + w[0, 1] * x[0, 1] + w[0, 2]
                let out = sigmoid(dot)
                return (Matrix(out), Cache(x: x, out: out))
            }

            public func backward(_ dout: Matrix, cache: Cache) -> Gradients {
                yourCodeHere("sigmoid-neuron.backward")
            }

            public var parameters: [Parameter<SigmoidNeuron>] { [Parameter("w", \.w, \.dw)] }
        }

        """#,
    "Sources/Assignments/Assignment1/SoftmaxLoss.swift": #"""
        // Yours to fill in: replace each `yourCodeHere(...)` line with code.
        // Written by `swift run course stubs`; `swift run grade reset` brings a hole back.
        import Layers

        import Foundation

        // N = examples, C = classes.

        /// Softmax with cross-entropy: the mean over the batch of -log(probability of the right class).
        ///
        /// Concretely, for the example in row n with label y:
        ///
        ///     p[c] = e^s[c] / (e^s[0] + ... + e^s[C-1])
        ///     loss = -log(p[y])
        ///
        /// | name    | shape  | meaning                            |
        /// |---------|--------|------------------------------------|
        /// | scores  | (N, C) | any numbers; not probabilities yet |
        /// | labels  | N      | the right class, 0 ..< C           |
        /// | dscores | (N, C) | what `backward` returns            |
        ///
        /// Source: CS231n notes, "Linear classification", softmax classifier.
        public struct SoftmaxLoss: ClassificationLoss {
            public init() {}

            public struct Cache: Sendable {
                public let scores: Matrix
                public let labels: [Int]
                public let probabilities: Matrix  // (N, C), every row adds up to 1
            }

            public func forward(_ scores: Matrix, labels: [Int]) -> (loss: Double, cache: Cache) {
                requireLabels(labels, for: scores, classes: scores.columns)
                // p[c] = e^s[c] / sum, and log(sum), row by row
                let (probabilities, logSums) = scores.softmaxOfRowsWithLogSums()
                var loss = 0.0
                for (n, label) in labels.enumerated() {
                    // -log(e^s / sum) = log(sum) - s, which is finite even where e^s is rounded to 0.
                    loss += logSums[n, 0] - scores[n, label]
                }
                let cache = Cache(scores: scores, labels: labels, probabilities: probabilities)
                return (loss / Double(labels.count), cache)
            }

            public func backward(_ dloss: Double, cache: Cache) -> Matrix {
                yourCodeHere("softmax-loss.backward")
            }
        }

        """#,
    "Sources/Assignments/Assignment1/StagedExpression.swift": #"""
        // Yours to fill in: replace each `yourCodeHere(...)` line with code.
        // Written by `swift run course stubs`; `swift run grade reset` brings a hole back.
        import Layers

        /// The expression of the notes that is worked out in stages, entry by entry.
        ///
        /// Concretely:
        ///
        ///     f(x, y) = (x + sigmoid(y)) / (sigmoid(x) + (x + y)^2)
        ///
        /// There is no need to write its derivative as one formula: eight short lines forward, and for
        /// each of them one or two lines backward. x and y are used more than once, so their gradients
        /// add up (the multivariable chain rule).
        ///
        /// Shapes: x, y, dx, dy, out and dout all have one and the same shape.
        ///
        /// Source: CS231n notes, "Backpropagation, Intuitions", backprop in practice: staged computation.
        public struct StagedExpression: Layer {
            /// Every intermediate value, by the name it has in `forward`.
            public struct Cache: Sendable {
                public let input: Pair
                public let sigy: Matrix
                public let num: Matrix
                public let sigx: Matrix
                public let xpy: Matrix
                public let den: Matrix
                public let invden: Matrix
            }

            public init() {}

            public typealias Gradients = PairGradient

            public func forward(_ input: Pair) -> (out: Matrix, cache: Cache) {
                let (x, y) = (input.x, input.y)
                let sigy = stage("sigy", y.mapped(sigmoid))
                let num = stage("num", x + sigy)
                let sigx = stage("sigx", x.mapped(sigmoid))
                let xpy = stage("xpy", x + y)
                let xpysqr = stage("xpysqr", xpy * xpy)
                let den = stage("den", sigx + xpysqr)
                let invden = stage("invden", 1 / den)
                let f = num * invden
                let cache = Cache(
                    input: input, sigy: sigy, num: num, sigx: sigx, xpy: xpy, den: den, invden: invden)
                return (f, cache)
            }

            public func backward(_ dout: Matrix, cache: Cache) -> Gradients {
                // forward names its steps: sigy, num, sigx, xpy, xpysqr, den, invden.
                // With stageGradient("NAME", dNAME) here the grader says which is the first wrong one.
                yourCodeHere("staged-expression.backward")
            }
        }

        """#,
    "Sources/Assignments/Assignment1/Tanh.swift": #"""
        // Yours to fill in: replace each `yourCodeHere(...)` line with code.
        // Written by `swift run course stubs`; `swift run grade reset` brings a hole back.
        import Layers

        import Foundation

        // x, out, dx and dout all have one and the same shape.

        /// The hyperbolic tangent of every entry, between -1 and 1: out = tanh(x).
        ///
        /// It is a sigmoid, stretched and centred at zero: tanh(x) = 2 sigmoid(2x) - 1.
        ///
        /// Source: CS231n notes, "Neural Networks Part 1", commonly used activation functions.
        public struct Tanh: Layer {
            /// The output is kept too: the slope is easiest to write in terms of it.
            public struct Cache: Sendable {
                public let x: Matrix
                public let out: Matrix
            }

            public init() {}

            public typealias Gradients = InputGradient

            public func forward(_ x: Matrix) -> (out: Matrix, cache: Cache) {
                let out = x.tanh()
                return (out, Cache(x: x, out: out))
            }

            public func backward(_ dout: Matrix, cache: Cache) -> Gradients {
                yourCodeHere("tanh.backward")
            }
        }

        """#,
    "Sources/Assignments/Assignment1/TwoLayerNet.swift": #"""
        // Yours to fill in: replace each `yourCodeHere(...)` line with code.
        // Written by `swift run course stubs`; `swift run grade reset` brings a hole back.
        import Layers

        // N = examples, D = inputs, H = hidden units, C = classes.

        /// Affine, ReLU, affine, softmax loss, with L2 regularization of both weight matrices.
        ///
        /// Concretely:
        ///
        ///     scores = affine2(relu(affine1(x)))
        ///     loss = softmax loss of the scores + 0.5 * reg * (sum of w1^2 + sum of w2^2)
        ///
        /// | name                 | shape          | meaning             |
        /// |----------------------|----------------|---------------------|
        /// | x                    | (N, D)         | one example per row |
        /// | affine1.w, affine1.b | (D, H), (1, H) | first layer         |
        /// | affine2.w, affine2.b | (H, C), (1, C) | second layer        |
        /// | scores               | (N, C)         | one column a class  |
        ///
        /// Source: CS231n, assignment 1, two-layer neural network.
        public struct TwoLayerNet: Model {
            public var affine1: Affine
            public var affine2: Affine
            public let regularization: L2Regularization

            private let relu = ReLU()
            private let softmax = SoftmaxLoss()

            public init(affine1: Affine, affine2: Affine, regularization: Double = 0) {
                self.affine1 = affine1
                self.affine2 = affine2
                self.regularization = L2Regularization(strength: regularization)
            }

            /// Small random weights and biases of 0.
            public init(
                inputs: Int, hidden: Int, classes: Int, weightScale: Double = 1e-3,
                regularization: Double = 0, using generator: inout SeededGenerator
            ) {
                self.init(
                    affine1: Affine(
                        inputs: inputs, outputs: hidden, weightScale: weightScale, using: &generator),
                    affine2: Affine(
                        inputs: hidden, outputs: classes, weightScale: weightScale, using: &generator),
                    regularization: regularization)
            }

            /// The input and labels, and what every layer remembers.
            public struct Cache: Sendable {
                public let x: Matrix
                public let labels: [Int]
                public let affine1: Affine.Cache
                public let relu: ReLU.Cache
                public let affine2: Affine.Cache
                public let softmax: SoftmaxLoss.Cache
            }

            /// One gradient per parameter.
            public struct Gradients: Sendable {
                public let dw1: Matrix  // (D, H)
                public let db1: Matrix  // (1, H)
                public let dw2: Matrix  // (H, C)
                public let db2: Matrix  // (1, C)
            }

            /// The scores of every example: what the net is asked for once it is trained.
            public func scores(_ x: Matrix) -> Matrix {
                let hidden = relu.forward(affine1.forward(x).out).out
                return affine2.forward(hidden).out
            }

            public func forward(_ x: Matrix, labels: [Int]) -> (loss: Double, cache: Cache) {
                let (a, cache1) = affine1.forward(x)
                let (hidden, cacheOfReLU) = relu.forward(stage("a", a))
                let (scores, cache2) = affine2.forward(stage("hidden", hidden))
                let (dataLoss, cacheOfSoftmax) = softmax.forward(
                    stage("scores", scores), labels: labels)
                let loss = dataLoss + regularization.penalty(affine1.w, affine2.w)
                let cache = Cache(
                    x: x, labels: labels, affine1: cache1, relu: cacheOfReLU, affine2: cache2,
                    softmax: cacheOfSoftmax)
                return (loss, cache)
            }

            public func backward(_ dloss: Double, cache: Cache) -> Gradients {
                // forward names its steps: a, hidden, scores.
                // With stageGradient("NAME", dNAME) here the grader says which is the first wrong one.
                yourCodeHere("two-layer-net.backward")
            }

            /// The hidden units are what the second layer was given.
            public func activations(_ cache: Cache) -> [Activations] {
                [Activations("hidden", .relu, cache.affine2.x)]
            }

            /// Gradient descent on the whole data set at once, `steps` times; changes the parameters.
            /// - Parameters:
            ///   - x: all examples, (N, D).
            ///   - labels: their N classes.
            ///   - steps: how many times to go downhill.
            ///   - learningRate: how far to go, as a multiple of the gradient.
            /// - Returns: the loss before each step, so `steps` numbers.
            public mutating func train(
                _ x: Matrix, labels: [Int], steps: Int, learningRate: Double
            ) -> [Double] {
                yourCodeHere("two-layer-net.train")
            }

            public var parameters: [Parameter<TwoLayerNet>] {
                [
                    Parameter("affine1.w", \.affine1.w, \.dw1), Parameter("affine1.b", \.affine1.b, \.db1),
                    Parameter("affine2.w", \.affine2.w, \.dw2), Parameter("affine2.b", \.affine2.b, \.db2),
                ]
            }
        }

        """#,
    "Sources/Assignments/Assignment2/AdaGrad.swift": #"""
        // Yours to fill in: replace each `yourCodeHere(...)` line with code.
        // Written by `swift run course stubs`; `swift run grade reset` brings a hole back.
        import Layers

        import Foundation

        /// A learning rate for every entry, which shrinks with all the gradients that it has seen.
        ///
        /// Concretely:
        ///
        ///     s = s + dw^2
        ///     w = w - learningRate dw / (sqrt(s) + epsilon)
        ///
        /// s only grows, so the steps only shrink: `RMSProp` forgets instead.
        ///
        /// Source: Duchi, Hazan, Singer, "Adaptive subgradient methods", 2011; CS231n notes, "Neural
        /// Networks Part 3".
        public struct AdaGrad: Optimizer {
            public var learningRate: Double

            /// Keeps the first division from being by 0; outside the root, as in the course.
            public var epsilon: Double
            public var states: [String: Matrix] = [:]

            public init(learningRate: Double, epsilon: Double = 1e-8) {
                self.learningRate = learningRate
                self.epsilon = epsilon
            }

            /// The sum of the squares of all gradients so far.
            public func initialState(for value: Matrix) -> Matrix { value.zeros }

            public func update(_ value: inout Matrix, gradient: Matrix, state squares: inout Matrix) {
                yourCodeHere("adagrad.update")
            }
        }

        """#,
    "Sources/Assignments/Assignment2/Adam.swift": #"""
        // Yours to fill in: replace each `yourCodeHere(...)` line with code.
        // Written by `swift run course stubs`; `swift run grade reset` brings a hole back.
        import Layers

        import Foundation

        /// Momentum and RMSProp together, with the beginning of both averages put right.
        ///
        /// Concretely, at step t = 1, 2, 3, ...:
        ///
        ///     m = beta1 m + (1 - beta1) dw              the average gradient
        ///     v = beta2 v + (1 - beta2) dw^2            the average square
        ///     w = w - learningRate (m / (1 - beta1^t)) / (sqrt(v / (1 - beta2^t)) + epsilon)
        ///
        /// Both averages begin at 0 and are too small at first; the divisions undo just that, and fade.
        /// With a `weightDecay` above 0 it is AdamW: w also loses learningRate weightDecay w at each step,
        /// apart from the averages.
        ///
        /// Source: Kingma, Ba, "Adam", 2014, arXiv:1412.6980; Loshchilov, Hutter, "Decoupled weight decay
        /// regularization", 2017, arXiv:1711.05101.
        public struct Adam: Optimizer {
            public var learningRate: Double
            public var beta1: Double
            public var beta2: Double

            /// Keeps the division from being by 0; outside the root.
            public var epsilon: Double

            /// AdamW's decay of the weights; 0 for Adam.
            public var weightDecay: Double
            public var states: [String: State] = [:]

            public init(
                learningRate: Double, beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-8,
                weightDecay: Double = 0
            ) {
                self.learningRate = learningRate
                self.beta1 = beta1
                self.beta2 = beta2
                self.epsilon = epsilon
                self.weightDecay = weightDecay
            }

            public struct State: OptimizerState {
                /// The moving average of the gradients.
                public var m: Matrix
                /// The moving average of their squares.
                public var v: Matrix
                /// How many steps have been taken.
                public var t: Int

                public init(m: Matrix, v: Matrix, t: Int) {
                    self.m = m
                    self.v = v
                    self.t = t
                }

                public var matrices: [Matrix] { [m, v, Matrix(Double(t))] }

                public init?(matrices: [Matrix]) {
                    guard matrices.count == 3, matrices[2].elements.count == 1,
                        let t = Int(exactly: matrices[2].scalar), t >= 0
                    else { return nil }
                    self.init(m: matrices[0], v: matrices[1], t: t)
                }
            }

            public func initialState(for value: Matrix) -> State {
                State(m: value.zeros, v: value.zeros, t: 0)
            }

            public func update(_ value: inout Matrix, gradient: Matrix, state: inout State) {
                yourCodeHere("adam.update")
            }
        }

        """#,
    "Sources/Assignments/Assignment2/AveragePool.swift": #"""
        // Yours to fill in: replace each `yourCodeHere(...)` line with code.
        // Written by `swift run course stubs`; `swift run grade reset` brings a hole back.
        import Layers

        // N = images, C = channels, P = places of the window, K = pixels under the window.

        /// Average pooling: the mean of the numbers under a window that slides over every channel by itself.
        ///
        /// Windows may overlap. Zeros of the padding count as numbers.
        ///
        /// | name      | shape      | meaning                                  |
        /// |-----------|------------|------------------------------------------|
        /// | x, dx     | (N, C H W) | one image per row, channel after channel |
        /// | out, dout | (N, C P)   | the same, with one number per place      |
        ///
        /// Source: CS231n notes, "Convolutional neural networks", pooling layer, general pooling.
        public struct AveragePool: Layer {
            public let window: Window
            public let image: ImageShape

            public init(window: Window, image: ImageShape) {
                self.window = window
                self.image = image
            }

            /// The size of the images that it gives out.
            public var output: ImageShape { window.places(in: image) }

            /// A channel of an image is pooled as an image of its own.
            private var channel: ImageShape {
                ImageShape(channels: 1, height: image.height, width: image.width)
            }

            public struct Cache: Sendable {
                public let x: Matrix  // (N, C H W)
            }

            public typealias Gradients = InputGradient

            public func forward(_ x: Matrix) -> (out: Matrix, cache: Cache) {
                x.requireImages(image)
                // Every place of every channel becomes a row: (N C P, K).
                let channels = x.reshaped(rows: x.rows * image.channels, columns: channel.count)
                let means = channels.patches(window, of: channel).rowMeans()
                let out = means.reshaped(rows: x.rows, columns: output.count)
                return (out, Cache(x: x))
            }

            public func backward(_ dout: Matrix, cache: Cache) -> Gradients {
                yourCodeHere("average-pool.backward")
            }
        }

        """#,
    "Sources/Assignments/Assignment2/BatchNorm.swift": #"""
        // Yours to fill in: replace each `yourCodeHere(...)` line with code.
        // Written by `swift run course stubs`; `swift run grade reset` brings a hole back.
        import Layers

        import Foundation

        // N = examples, D = features.

        /// Batch normalization: every feature gets mean 0 and variance 1 over the batch, then a learned scale
        /// and shift.
        ///
        /// Concretely, for every column of x:
        ///
        ///     xhat = (x - mean) / sqrt(variance + epsilon)
        ///     out = gamma xhat + beta
        ///
        /// In training, mean and variance are those of the batch, so every example has a say in what
        /// happens to every other one. In test mode they are the running ones, which are constants.
        ///
        /// | name            | shape  | meaning                              |
        /// |-----------------|--------|--------------------------------------|
        /// | x, out          | (N, D) | one example per row                  |
        /// | gamma, beta     | (1, D) | what is learned                      |
        /// | runningMean     | (1, D) | moving average of the batches' means |
        /// | runningVariance | (1, D) | the same of their variances          |
        ///
        /// The variance is the biased one: the sum of squares is divided by N. epsilon is inside the root.
        ///
        /// Source: Ioffe, Szegedy, "Batch normalization", 2015, arXiv:1502.03167; CS231n, assignment 2.
        public struct BatchNorm: Layer {
            public var gamma: Matrix  // (1, D)
            public var beta: Matrix  // (1, D)
            public var runningMean: Matrix  // (1, D)
            public var runningVariance: Matrix  // (1, D)

            /// Whether mean and variance are those of the batch, or else the running ones.
            public var isTraining = true

            /// How much of the running statistics is kept at every update.
            public let momentum: Double

            /// Keeps the root away from 0.
            public let epsilon: Double

            public init(gamma: Matrix, beta: Matrix, momentum: Double = 0.9, epsilon: Double = 1e-5) {
                require(
                    gamma.rows == 1 && gamma.shape == beta.shape,
                    "BatchNorm: gamma is \(gamma.shape) and beta \(beta.shape); both must be (1, D).")
                self.gamma = gamma
                self.beta = beta
                self.momentum = momentum
                self.epsilon = epsilon
                runningMean = gamma.zeros
                runningVariance = gamma.zeros
            }

            /// A scale of 1 and a shift of 0 for each of `features`.
            public init(features: Int) {
                self.init(
                    gamma: Matrix(rows: 1, columns: features, repeating: 1),
                    beta: Matrix(rows: 1, columns: features))
            }

            public struct Cache: Sendable {
                public let x: Matrix  // (N, D)
                public let mean: Matrix  // (1, D)
                public let variance: Matrix  // (1, D)
                public let centered: Matrix  // (N, D): x - mean
                public let istd: Matrix  // (1, D): 1 / sqrt(variance + epsilon)
                public let xhat: Matrix  // (N, D)
            }

            public struct Gradients: GradientOfInput {
                public let dx: Matrix  // (N, D)
                public let dgamma: Matrix  // (1, D)
                public let dbeta: Matrix  // (1, D)
            }

            public func forward(_ x: Matrix) -> (out: Matrix, cache: Cache) {
                let mean = isTraining ? stage("mean", x.columnMeans()) : runningMean
                let centered = stage("centered", x.addingToEachRow(-mean))
                let squares = centered * centered
                let variance = isTraining ? stage("variance", squares.columnMeans()) : runningVariance
                let istd = stage("istd", variance.mapped { 1 / sqrt($0 + epsilon) })
                let xhat = stage("xhat", centered.multiplyingEachRow(by: istd))
                let out = xhat.multiplyingEachRow(by: gamma).addingToEachRow(beta)
                let cache = Cache(
                    x: x, mean: mean, variance: variance, centered: centered, istd: istd, xhat: xhat)
                return (out, cache)
            }

            public func backward(_ dout: Matrix, cache: Cache) -> Gradients {
                // forward names its steps: mean, centered, variance, istd, xhat.
                // With stageGradient("NAME", dNAME) here the grader says which is the first wrong one.
                yourCodeHere("batch-norm.backward")
            }

            /// The same gradients in training mode, from one formula that was worked out on paper.
            public func simplifiedBackward(_ dout: Matrix, cache: Cache) -> Gradients {
                yourCodeHere("batch-norm.simplified")
            }

            /// Moves the running statistics towards those of the batch that `cache` comes from.
            public mutating func updateRunningStatistics(_ cache: Cache) {
                runningMean = momentum * runningMean + (1 - momentum) * cache.mean
                runningVariance = momentum * runningVariance + (1 - momentum) * cache.variance
            }

            public var parameters: [Parameter<BatchNorm>] {
                [Parameter("gamma", \.gamma, \.dgamma), Parameter("beta", \.beta, \.dbeta)]
            }
        }

        """#,
    "Sources/Assignments/Assignment2/ConvNet.swift": #"""
        // Yours to fill in: replace each `yourCodeHere(...)` line with code.
        // Written by `swift run course stubs`; `swift run grade reset` brings a hole back.
        import Layers

        // N = images, C = classes, F = filters, H = hidden units, P = numbers that are left after pooling.

        /// A small convolutional net: convolution, ReLU, 2 x 2 max pooling, affine, ReLU, affine, softmax
        /// loss, with L2 regularization of the three weight matrices.
        ///
        /// Concretely:
        ///
        ///     features = pool(relu(convolution(x)))
        ///     scores = affine2(relu(affine1(features)))
        ///
        /// | name                 | shape                      | meaning                  |
        /// |----------------------|----------------------------|--------------------------|
        /// | x                    | (N, channels height width) | one image per row        |
        /// | convolution.w, .b    | (K, F), (1, F)             | filters                  |
        /// | affine1.w, affine1.b | (P, H), (1, H)             | from the pooled features |
        /// | affine2.w, affine2.b | (H, C), (1, C)             | to the scores            |
        ///
        /// Source: CS231n, assignment 2, three-layer convolutional network.
        public struct ConvNet: Model {
            public var convolution: Convolution
            public let pool: MaxPool
            public var affine1: Affine
            public var affine2: Affine
            public let regularization: L2Regularization

            private let relu = ReLU()
            private let softmax = SoftmaxLoss()

            public init(
                convolution: Convolution, affine1: Affine, affine2: Affine, regularization: Double = 0
            ) {
                self.convolution = convolution
                self.affine1 = affine1
                self.affine2 = affine2
                self.regularization = L2Regularization(strength: regularization)
                pool = MaxPool(
                    window: Window(height: 2, width: 2, stride: 2), image: convolution.output)
            }

            /// Random weights and biases of 0; the window is `size` x `size`, padded so that the image keeps
            /// its size.
            /// - Parameters:
            ///   - image: the size of the images.
            ///   - filters: F.
            ///   - size: of the window; odd.
            ///   - hidden: H.
            ///   - classes: C.
            ///   - weightScale: the standard deviation of the weights; nil for sqrt(2 / inputs of the layer).
            ///   - regularization: the strength of the penalty.
            ///   - generator: where the weights come from.
            public init(
                image: ImageShape, filters: Int, size: Int = 3, hidden: Int, classes: Int,
                weightScale: Double? = nil, regularization: Double = 0,
                using generator: inout SeededGenerator
            ) {
                func scale(_ inputs: Int) -> Double { weightScale ?? (2 / Double(inputs)).squareRoot() }
                let convolution = Convolution(
                    filters: filters,
                    window: Window(height: size, width: size, padding: (size - 1) / 2), image: image,
                    weightScale: scale(image.channels * size * size), using: &generator)
                let pooled = filters * (image.height / 2) * (image.width / 2)
                self.init(
                    convolution: convolution,
                    affine1: Affine(
                        inputs: pooled, outputs: hidden, weightScale: scale(pooled), using: &generator),
                    affine2: Affine(
                        inputs: hidden, outputs: classes, weightScale: scale(hidden), using: &generator),
                    regularization: regularization)
            }

            /// The input and labels, and what every layer remembers.
            public struct Cache: Sendable {
                public let x: Matrix
                public let labels: [Int]
                public let convolution: Convolution.Cache
                public let relu1: ReLU.Cache
                public let pool: MaxPool.Cache
                public let affine1: Affine.Cache
                public let relu2: ReLU.Cache
                public let affine2: Affine.Cache
                public let softmax: SoftmaxLoss.Cache
            }

            public struct Gradients: Sendable {
                public let dwc: Matrix  // (K, F)
                public let dbc: Matrix  // (1, F)
                public let dw1: Matrix  // (P, H)
                public let db1: Matrix  // (1, H)
                public let dw2: Matrix  // (H, C)
                public let db2: Matrix  // (1, C)
            }

            public func scores(_ x: Matrix) -> Matrix {
                let features = pool.forward(relu.forward(convolution.forward(x).out).out).out
                return affine2.forward(relu.forward(affine1.forward(stage("features", features)).out).out)
                    .out
            }

            public func forward(_ x: Matrix, labels: [Int]) -> (loss: Double, cache: Cache) {
                let (maps, convolutionCache) = convolution.forward(x)
                let (open, relu1Cache) = relu.forward(stage("maps", maps))
                let (features, poolCache) = pool.forward(stage("open", open))
                let (a, affine1Cache) = affine1.forward(features)
                let (hidden, relu2Cache) = relu.forward(stage("a", a))
                let (scores, affine2Cache) = affine2.forward(stage("hidden", hidden))
                let (dataLoss, softmaxCache) = softmax.forward(stage("scores", scores), labels: labels)
                let loss = dataLoss + regularization.penalty(convolution.w, affine1.w, affine2.w)
                let cache = Cache(
                    x: x, labels: labels, convolution: convolutionCache, relu1: relu1Cache,
                    pool: poolCache, affine1: affine1Cache, relu2: relu2Cache, affine2: affine2Cache,
                    softmax: softmaxCache)
                return (loss, cache)
            }

            public func backward(_ dloss: Double, cache: Cache) -> Gradients {
                // forward names its steps: maps, open, a, hidden, scores.
                // With stageGradient("NAME", dNAME) here the grader says which is the first wrong one.
                yourCodeHere("conv-net.backward")
            }

            /// Each filter is one unit, at every place of every image; then the hidden units.
            public func activations(_ cache: Cache) -> [Activations] {
                let maps = cache.pool.x.channelsAsColumns(convolution.output.channels)
                return [
                    Activations("convolution", .relu, maps),
                    Activations("hidden", .relu, cache.affine2.x),
                ]
            }

            public var parameters: [Parameter<ConvNet>] {
                [
                    Parameter("convolution.w", \.convolution.w, \.dwc),
                    Parameter("convolution.b", \.convolution.b, \.dbc),
                    Parameter("affine1.w", \.affine1.w, \.dw1), Parameter("affine1.b", \.affine1.b, \.db1),
                    Parameter("affine2.w", \.affine2.w, \.dw2), Parameter("affine2.b", \.affine2.b, \.db2),
                ]
            }
        }

        """#,
    "Sources/Assignments/Assignment2/Convolution.swift": #"""
        // Yours to fill in: replace each `yourCodeHere(...)` line with code.
        // Written by `swift run course stubs`; `swift run grade reset` brings a hole back.
        import Layers

        // N = images, C = channels, F = filters, K = numbers under the window (C height width),
        // P = places of the window.

        /// A convolution: a small window slides over every image, and at every place each filter gives one
        /// number, the same weighted sum everywhere.
        ///
        /// Concretely, with what is under the window at each place written as a row of `patches`:
        ///
        ///     out = patches·w + b            in the order (image, place, filter), then (image, filter, place)
        ///
        /// | name | shape      | meaning                                   |
        /// |------|------------|-------------------------------------------|
        /// | x    | (N, C H W) | one image per row, channel after channel  |
        /// | w    | (K, F)     | one filter per column                     |
        /// | b    | (1, F)     | one bias per filter                       |
        /// | out  | (N, F P)   | one image per row, one channel per filter |
        ///
        /// A filter's K weights are in the order (channel, row, column).
        ///
        /// Source: CS231n notes, "Convolutional neural networks", implementation as matrix multiplication.
        public struct Convolution: Layer {
            public var w: Matrix  // (K, F)
            public var b: Matrix  // (1, F)
            public let window: Window
            public let image: ImageShape

            public init(w: Matrix, b: Matrix, window: Window, image: ImageShape) {
                require(
                    w.rows == image.channels * window.height * window.width,
                    "Convolution: w is \(w.shape), and the window shows \(image.channels) x \(window.height) x \(window.width) numbers."
                )
                require(
                    b.shape == Shape(rows: 1, columns: w.columns),
                    "Convolution: b is \(b.shape), and w \(w.shape) needs (1, \(w.columns)).")
                self.w = w
                self.b = b
                self.window = window
                self.image = image
            }

            /// Small random weights of the given standard deviation, and biases of 0.
            public init(
                filters: Int, window: Window, image: ImageShape, weightScale: Double,
                using generator: inout SeededGenerator
            ) {
                self.init(
                    w: .normal(
                        rows: image.channels * window.height * window.width, columns: filters,
                        standardDeviation: weightScale, using: &generator),
                    b: Matrix(rows: 1, columns: filters), window: window, image: image)
            }

            /// The size of the images that it gives out: one channel per filter.
            public var output: ImageShape {
                let places = window.places(in: image)
                return ImageShape(channels: w.columns, height: places.height, width: places.width)
            }

            public struct Cache: Sendable {
                public let x: Matrix  // (N, C H W)
                public let patches: Matrix  // (N P, K)
            }

            public struct Gradients: GradientOfInput {
                public let dx: Matrix  // (N, C H W)
                public let dw: Matrix  // (K, F)
                public let db: Matrix  // (1, F)
            }

            public func forward(_ x: Matrix) -> (out: Matrix, cache: Cache) {
                let patches = stage("patches", x.patches(window, of: image))
                let places = stage("places", patches.matmul(w, addingToEachRow: b))
                let out = places.columnsAsChannels(examples: x.rows)
                return (out, Cache(x: x, patches: patches))
            }

            // Put into its callers, so that the first layer of a net computes no dx: nobody asks for it.
            @inline(__always)
            public func backward(_ dout: Matrix, cache: Cache) -> Gradients {
                // forward names its steps: patches, places.
                // With stageGradient("NAME", dNAME) here the grader says which is the first wrong one.
                yourCodeHere("convolution.backward")
            }

            public var parameters: [Parameter<Convolution>] {
                [Parameter("w", \.w, \.dw), Parameter("b", \.b, \.db)]
            }
        }

        """#,
    "Sources/Assignments/Assignment2/Dropout.swift": #"""
        // Yours to fill in: replace each `yourCodeHere(...)` line with code.
        // Written by `swift run course stubs`; `swift run grade reset` brings a hole back.
        import Layers

        // x, out, dx, dout and the mask all have one and the same shape.

        /// Inverted dropout: in training every number is kept with probability `keep`, or else set to 0.
        ///
        /// Concretely:
        ///
        ///     out = x mask          mask = 1/keep where a number is kept, 0 elsewhere
        ///
        /// Dividing by `keep` leaves the expected value of every number as it was, so at test time there is
        /// nothing to do, and the mask is all ones.
        ///
        /// `keep` is the probability to keep a number. (In CS231n's assignments of 2016 and 2017 p was the
        /// probability to drop it.) The mask comes from a stored seed: forward is pure, and gives the same
        /// mask until the seed is changed.
        ///
        /// Source: Srivastava and others, "Dropout", 2014; CS231n notes, "Neural Networks Part 2".
        public struct Dropout: Layer {
            public let keep: Double

            /// Chooses the mask; training changes it before every batch.
            public var seed: Int
            public var isTraining = true

            public init(keep: Double, seed: Int = 1) {
                require(
                    keep > 0 && keep <= 1, "Dropout: keep is \(keep), and must be above 0 and at most 1.")
                self.keep = keep
                self.seed = seed
            }

            /// The seed as a matrix, as a model lists what it keeps.
            public var storedSeed: Matrix {
                get { Matrix(Double(seed)) }
                set { seed = Int(newValue.scalar) }
            }

            public struct Cache: Sendable {
                public let x: Matrix
                public let mask: Matrix
            }

            public typealias Gradients = InputGradient

            public func forward(_ x: Matrix) -> (out: Matrix, cache: Cache) {
                let mask =
                    isTraining
                    ? Matrix.mask(rows: x.rows, columns: x.columns, keep: keep, seed: seed)
                    : Matrix(rows: x.rows, columns: x.columns, repeating: 1)
                return (x * mask, Cache(x: x, mask: mask))
            }

            public func backward(_ dout: Matrix, cache: Cache) -> Gradients {
                yourCodeHere("dropout.backward")
            }
        }

        """#,
    "Sources/Assignments/Assignment2/FullyConnectedNet.swift": #"""
        // Yours to fill in: replace each `yourCodeHere(...)` line with code.
        // Written by `swift run course stubs`; `swift run grade reset` brings a hole back.
        import Layers

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
            }

            public func backward(_ dloss: Double, cache: Cache) -> Gradients {
                yourCodeHere("fully-connected-net.backward")
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

        """#,
    "Sources/Assignments/Assignment2/GroupNorm.swift": #"""
        // Yours to fill in: replace each `yourCodeHere(...)` line with code.
        // Written by `swift run course stubs`; `swift run grade reset` brings a hole back.
        import Layers

        // N = images, C = channels, G = groups of channels, P = pixels of one channel.

        /// Group normalization: in every image, every group of channels gets mean 0 and variance 1 over all
        /// its pixels, then each channel a learned scale and shift.
        ///
        /// Concretely, one group of one image is a row of C/G P numbers, normalized as by `LayerNorm`; then
        ///
        ///     out = gamma xhat + beta         with one gamma and one beta for each channel
        ///
        /// With one group it normalizes the whole image, with C groups every channel by itself.
        ///
        /// | name        | shape    | meaning                                  |
        /// |-------------|----------|------------------------------------------|
        /// | x, out      | (N, C P) | one image per row, channel after channel |
        /// | gamma, beta | (1, C)   | what is learned                          |
        ///
        /// Source: Wu, He, "Group normalization", 2018, arXiv:1803.08494; CS231n, assignment 2.
        public struct GroupNorm: Layer {
            public var gamma: Matrix  // (1, C)
            public var beta: Matrix  // (1, C)
            public let groups: Int

            /// Keeps the root away from 0.
            public let epsilon: Double

            public init(gamma: Matrix, beta: Matrix, groups: Int, epsilon: Double = 1e-5) {
                require(
                    gamma.rows == 1 && gamma.shape == beta.shape,
                    "GroupNorm: gamma is \(gamma.shape) and beta \(beta.shape); both must be (1, C).")
                require(
                    groups > 0 && gamma.columns % groups == 0,
                    "GroupNorm: \(gamma.columns) channels cannot be \(groups) groups of equal size.")
                self.gamma = gamma
                self.beta = beta
                self.groups = groups
                self.epsilon = epsilon
            }

            public struct Cache: Sendable {
                public let x: Matrix  // (N, C P)
                public let norm: LayerNorm.Cache  // of the groups, (N G, C/G P)
                public let pixels: Matrix  // (N P, C): xhat, one row per pixel
            }

            public struct Gradients: GradientOfInput {
                public let dx: Matrix  // (N, C P)
                public let dgamma: Matrix  // (1, C)
                public let dbeta: Matrix  // (1, C)
            }

            /// Normalizes rows of this length and does nothing else.
            private func plainNorm(length: Int) -> LayerNorm {
                LayerNorm(
                    gamma: Matrix(rows: 1, columns: length, repeating: 1),
                    beta: Matrix(rows: 1, columns: length), epsilon: epsilon)
            }

            public func forward(_ x: Matrix) -> (out: Matrix, cache: Cache) {
                require(
                    x.columns % gamma.columns == 0,
                    "GroupNorm: a row of \(x.columns) numbers is not \(gamma.columns) channels.")
                // Every group of every image becomes a row of its own.
                let length = x.columns / groups
                let rows = x.reshaped(rows: x.rows * groups, columns: length)
                let (xhat, norm) = plainNorm(length: length).forward(rows)
                let images = xhat.reshaped(rows: x.rows, columns: x.columns)
                // Every pixel becomes a row, so that a channel is a column, with one gamma and one beta.
                let pixels = stage("pixels", images.channelsAsColumns(gamma.columns))
                let scaled = pixels.multiplyingEachRow(by: gamma).addingToEachRow(beta)
                let out = scaled.columnsAsChannels(examples: x.rows)
                return (out, Cache(x: x, norm: norm, pixels: pixels))
            }

            public func backward(_ dout: Matrix, cache: Cache) -> Gradients {
                // forward names its steps: pixels.
                // With stageGradient("NAME", dNAME) here the grader says which is the first wrong one.
                yourCodeHere("group-norm.backward")
            }

            public var parameters: [Parameter<GroupNorm>] {
                [Parameter("gamma", \.gamma, \.dgamma), Parameter("beta", \.beta, \.dbeta)]
            }
        }

        """#,
    "Sources/Assignments/Assignment2/HiddenBlock.swift": #"""
        // Yours to fill in: replace each `yourCodeHere(...)` line with code.
        // Written by `swift run course stubs`; `swift run grade reset` brings a hole back.
        import Layers

        // N = examples, D = inputs, H = hidden units.

        /// One hidden layer of a deep net: affine, then a normalization if wanted, ReLU, dropout if wanted.
        ///
        /// Concretely:
        ///
        ///     out = dropout(relu(norm(affine(x))))
        ///
        /// | name   | shape          | meaning                       |
        /// |--------|----------------|-------------------------------|
        /// | x, dx  | (N, D)         | one example per row           |
        /// | affine | (D, H), (1, H) | weights and biases            |
        /// | norm   | (1, H), (1, H) | gamma and beta of either kind |
        /// | out    | (N, H)         | hidden units                  |
        ///
        /// Source: CS231n, assignment 2, fully-connected nets: {affine - norm - relu - dropout}.
        public struct HiddenBlock: Layer {
            public var affine: Affine
            /// At most one of the two normalizations.
            public var batchNorm: BatchNorm?
            public var layerNorm: LayerNorm?
            public var dropout: Dropout?

            private let relu = ReLU()

            public init(
                affine: Affine, batchNorm: BatchNorm? = nil, layerNorm: LayerNorm? = nil,
                dropout: Dropout? = nil
            ) {
                require(
                    batchNorm == nil || layerNorm == nil,
                    "HiddenBlock: batchNorm and layerNorm are both there; one is enough.")
                self.affine = affine
                self.batchNorm = batchNorm
                self.layerNorm = layerNorm
                self.dropout = dropout
            }

            public struct Cache: Sendable {
                public let x: Matrix  // (N, D)
                public let affine: Affine.Cache
                public let batchNorm: BatchNorm.Cache?
                public let layerNorm: LayerNorm.Cache?
                public let relu: ReLU.Cache
                public let dropout: Dropout.Cache?
            }

            public struct Gradients: GradientOfInput {
                public let dx: Matrix  // (N, D)
                public let dw: Matrix  // (D, H)
                public let db: Matrix  // (1, H)
                /// Those of whichever normalization there is.
                public let dgamma: Matrix?  // (1, H)
                public let dbeta: Matrix?  // (1, H)
            }

            public func forward(_ x: Matrix) -> (out: Matrix, cache: Cache) {
                let (sums, affineCache) = affine.forward(x)
                let a = stage("a", sums)
                // What is not there changes nothing and remembers nothing.
                let batch = batchNorm?.forward(a)
                let layer = layerNorm?.forward(a)
                let normed = stage("normed", batch?.out ?? layer?.out ?? a)
                let (open, reluCache) = relu.forward(normed)
                let hidden = stage("hidden", open)
                let dropped = dropout?.forward(hidden)
                let cache = Cache(
                    x: x, affine: affineCache, batchNorm: batch?.cache, layerNorm: layer?.cache,
                    relu: reluCache, dropout: dropped?.cache)
                return (dropped?.out ?? hidden, cache)
            }

            // Put into its callers, as Affine's is, for the sake of a first block whose dx nobody asks for.
            @inline(__always)
            public func backward(_ dout: Matrix, cache: Cache) -> Gradients {
                // forward names its steps: a, normed, hidden.
                // With stageGradient("NAME", dNAME) here the grader says which is the first wrong one.
                yourCodeHere("hidden-block.backward")
            }

            public var parameters: [Parameter<HiddenBlock>] {
                var found = [
                    Parameter<HiddenBlock>("w", \.affine.w, \.dw), Parameter("b", \.affine.b, \.db),
                ]
                if batchNorm != nil {
                    found.append(Parameter("gamma", \.batchNorm!.gamma, \.dgamma!))
                    found.append(Parameter("beta", \.batchNorm!.beta, \.dbeta!))
                }
                if layerNorm != nil {
                    found.append(Parameter("gamma", \.layerNorm!.gamma, \.dgamma!))
                    found.append(Parameter("beta", \.layerNorm!.beta, \.dbeta!))
                }
                return found
            }
        }

        """#,
    "Sources/Assignments/Assignment2/LayerNorm.swift": #"""
        // Yours to fill in: replace each `yourCodeHere(...)` line with code.
        // Written by `swift run course stubs`; `swift run grade reset` brings a hole back.
        import Layers

        import Foundation

        // N = examples, D = features.

        /// Layer normalization: every example gets mean 0 and variance 1 over its own features, then a
        /// learned scale and shift of each feature.
        ///
        /// Concretely, for every row of x:
        ///
        ///     xhat = (x - mean) / sqrt(variance + epsilon)
        ///     out = gamma xhat + beta
        ///
        /// Nothing depends on the other examples, so it is the same in training and at test time.
        ///
        /// | name        | shape  | meaning             |
        /// |-------------|--------|---------------------|
        /// | x, out      | (N, D) | one example per row |
        /// | gamma, beta | (1, D) | what is learned     |
        ///
        /// The variance is the biased one: the sum of squares is divided by D. epsilon is inside the root.
        ///
        /// Source: Ba, Kiros, Hinton, "Layer normalization", 2016, arXiv:1607.06450; CS231n, assignment 2.
        public struct LayerNorm: Layer {
            public var gamma: Matrix  // (1, D)
            public var beta: Matrix  // (1, D)

            /// Keeps the root away from 0.
            public let epsilon: Double

            public init(gamma: Matrix, beta: Matrix, epsilon: Double = 1e-5) {
                require(
                    gamma.rows == 1 && gamma.shape == beta.shape,
                    "LayerNorm: gamma is \(gamma.shape) and beta \(beta.shape); both must be (1, D).")
                self.gamma = gamma
                self.beta = beta
                self.epsilon = epsilon
            }

            /// A scale of 1 and a shift of 0 for each of `features`.
            public init(features: Int) {
                self.init(
                    gamma: Matrix(rows: 1, columns: features, repeating: 1),
                    beta: Matrix(rows: 1, columns: features))
            }

            public struct Cache: Sendable {
                public let x: Matrix  // (N, D)
                public let centered: Matrix  // (N, D): x - mean
                public let istd: Matrix  // (N, 1): 1 / sqrt(variance + epsilon)
                public let xhat: Matrix  // (N, D)
            }

            public struct Gradients: GradientOfInput {
                public let dx: Matrix  // (N, D)
                public let dgamma: Matrix  // (1, D)
                public let dbeta: Matrix  // (1, D)
            }

            public func forward(_ x: Matrix) -> (out: Matrix, cache: Cache) {
                let mean = stage("mean", x.rowMeans())
                let centered = stage("centered", x.addingToEachColumn(-mean))
                let variance = stage("variance", (centered * centered).rowMeans())
                let istd = stage("istd", variance.mapped { 1 / sqrt($0 + epsilon) })
                let xhat = stage("xhat", centered.multiplyingEachColumn(by: istd))
                let out = xhat.multiplyingEachRow(by: gamma).addingToEachRow(beta)
                return (out, Cache(x: x, centered: centered, istd: istd, xhat: xhat))
            }

            public func backward(_ dout: Matrix, cache: Cache) -> Gradients {
                // forward names its steps: mean, centered, variance, istd, xhat.
                // With stageGradient("NAME", dNAME) here the grader says which is the first wrong one.
                yourCodeHere("layer-norm.backward")
            }

            public var parameters: [Parameter<LayerNorm>] {
                [Parameter("gamma", \.gamma, \.dgamma), Parameter("beta", \.beta, \.dbeta)]
            }
        }

        """#,
    "Sources/Assignments/Assignment2/MaxPool.swift": #"""
        // Yours to fill in: replace each `yourCodeHere(...)` line with code.
        // Written by `swift run course stubs`; `swift run grade reset` brings a hole back.
        import Layers

        // N = images, C = channels, P = places of the window, K = pixels under the window.

        /// Max pooling: the largest number under a window that slides over every channel by itself.
        ///
        /// Windows may overlap. Where several numbers are the largest, the first one, row by row, counts.
        ///
        /// | name      | shape      | meaning                                  |
        /// |-----------|------------|------------------------------------------|
        /// | x, dx     | (N, C H W) | one image per row, channel after channel |
        /// | out, dout | (N, C P)   | the same, with one number per place      |
        ///
        /// Source: CS231n notes, "Convolutional neural networks", pooling layer.
        public struct MaxPool: Layer {
            public let window: Window
            public let image: ImageShape

            public init(window: Window, image: ImageShape) {
                require(
                    window.padding == 0,
                    "MaxPool: zeros around the image would win over negative numbers; padding must be 0.")
                self.window = window
                self.image = image
            }

            /// The size of the images that it gives out.
            public var output: ImageShape { window.places(in: image) }

            /// A channel of an image is pooled as an image of its own.
            private var channel: ImageShape {
                ImageShape(channels: 1, height: image.height, width: image.width)
            }

            public struct Cache: Sendable {
                public let x: Matrix  // (N, C H W)
                public let winners: [Int]  // N C P: which of the K numbers under the window is the largest
            }

            public typealias Gradients = InputGradient

            public func forward(_ x: Matrix) -> (out: Matrix, cache: Cache) {
                x.requireImages(image)
                // Every channel becomes a row: (N C, H W), and gives the largest number at every place.
                let channels = x.reshaped(rows: x.rows * image.channels, columns: channel.count)
                let (largest, winners) = channels.largest(under: window, of: channel)
                let out = largest.reshaped(rows: x.rows, columns: output.count)
                return (out, Cache(x: x, winners: winners))
            }

            public func backward(_ dout: Matrix, cache: Cache) -> Gradients {
                dout.requireImages(output)
                yourCodeHere("max-pool.backward")
            }
        }

        """#,
    "Sources/Assignments/Assignment2/Momentum.swift": #"""
        // Yours to fill in: replace each `yourCodeHere(...)` line with code.
        // Written by `swift run course stubs`; `swift run grade reset` brings a hole back.
        import Layers

        /// Gradient descent of a ball that rolls: the gradient changes its velocity, the velocity the weights.
        ///
        /// Concretely:
        ///
        ///     v = momentum v - learningRate dw
        ///     w = w + v
        ///
        /// Source: CS231n notes, "Neural Networks Part 3", momentum update.
        public struct Momentum: Optimizer {
            public var learningRate: Double

            /// How much of the velocity is kept at every step: 0 is plain descent, 0.9 is usual.
            public var momentum: Double
            public var states: [String: Matrix] = [:]

            public init(learningRate: Double, momentum: Double = 0.9) {
                self.learningRate = learningRate
                self.momentum = momentum
            }

            /// The velocity, 0 at first.
            public func initialState(for value: Matrix) -> Matrix { value.zeros }

            public func update(_ value: inout Matrix, gradient: Matrix, state velocity: inout Matrix) {
                yourCodeHere("momentum.update")
            }
        }

        """#,
    "Sources/Assignments/Assignment2/Nesterov.swift": #"""
        // Yours to fill in: replace each `yourCodeHere(...)` line with code.
        // Written by `swift run course stubs`; `swift run grade reset` brings a hole back.
        import Layers

        /// Momentum that looks ahead: the gradient is meant for where the velocity is about to carry w.
        ///
        /// Concretely, in the form in which the weights stored are the ones looked ahead to, so that the
        /// gradient is taken at w as always:
        ///
        ///     before = v
        ///     v = momentum v - learningRate dw
        ///     w = w - momentum before + (1 + momentum) v
        ///
        /// Source: CS231n notes, "Neural Networks Part 3", Nesterov momentum; Bengio and others, "Advances
        /// in optimizing recurrent networks", 2012, arXiv:1212.0901.
        public struct Nesterov: Optimizer {
            public var learningRate: Double

            /// How much of the velocity is kept at every step.
            public var momentum: Double
            public var states: [String: Matrix] = [:]

            public init(learningRate: Double, momentum: Double = 0.9) {
                self.learningRate = learningRate
                self.momentum = momentum
            }

            /// The velocity, 0 at first.
            public func initialState(for value: Matrix) -> Matrix { value.zeros }

            public func update(_ value: inout Matrix, gradient: Matrix, state velocity: inout Matrix) {
                yourCodeHere("nesterov.update")
            }
        }

        """#,
    "Sources/Assignments/Assignment2/RMSProp.swift": #"""
        // Yours to fill in: replace each `yourCodeHere(...)` line with code.
        // Written by `swift run course stubs`; `swift run grade reset` brings a hole back.
        import Layers

        import Foundation

        /// AdaGrad that forgets: the squares of the gradients are averaged, not added up.
        ///
        /// Concretely:
        ///
        ///     s = decay s + (1 - decay) dw^2
        ///     w = w - learningRate dw / (sqrt(s) + epsilon)
        ///
        /// Source: Hinton, "Neural networks for machine learning", lecture 6, 2012; CS231n notes, "Neural
        /// Networks Part 3".
        public struct RMSProp: Optimizer {
            public var learningRate: Double

            /// How much of the average is kept at every step.
            public var decay: Double

            /// Keeps the first division from being by 0; outside the root, as in the course.
            public var epsilon: Double
            public var states: [String: Matrix] = [:]

            public init(learningRate: Double, decay: Double = 0.99, epsilon: Double = 1e-8) {
                self.learningRate = learningRate
                self.decay = decay
                self.epsilon = epsilon
            }

            /// The moving average of the squares of the gradients.
            public func initialState(for value: Matrix) -> Matrix { value.zeros }

            public func update(_ value: inout Matrix, gradient: Matrix, state average: inout Matrix) {
                yourCodeHere("rmsprop.update")
            }
        }

        """#,
    "Sources/Assignments/Assignment2/SpatialBatchNorm.swift": #"""
        // Yours to fill in: replace each `yourCodeHere(...)` line with code.
        // Written by `swift run course stubs`; `swift run grade reset` brings a hole back.
        import Layers

        // N = images, C = channels, P = pixels of one channel.

        /// Batch normalization of images: every channel gets mean 0 and variance 1 over all pixels of all
        /// images, then a learned scale and shift.
        ///
        /// A pixel is treated like an example: the images become a matrix with one row per pixel, and that
        /// goes through `BatchNorm`.
        ///
        /// | name        | shape    | meaning                                  |
        /// |-------------|----------|------------------------------------------|
        /// | x, out      | (N, C P) | one image per row, channel after channel |
        /// | gamma, beta | (1, C)   | what is learned, in `norm`               |
        ///
        /// Source: Ioffe, Szegedy, "Batch normalization", 2015, section 3.2; CS231n, assignment 2.
        public struct SpatialBatchNorm: Layer {
            /// The batch normalization of the pixels; it holds the running statistics too.
            public var norm: BatchNorm

            public init(norm: BatchNorm) { self.norm = norm }

            /// A scale of 1 and a shift of 0 for each channel.
            public init(channels: Int) { norm = BatchNorm(features: channels) }

            public struct Cache: Sendable {
                public let x: Matrix  // (N, C P)
                public let norm: BatchNorm.Cache  // of the pixels, (N P, C)
            }

            public struct Gradients: GradientOfInput {
                public let dx: Matrix  // (N, C P)
                public let dgamma: Matrix  // (1, C)
                public let dbeta: Matrix  // (1, C)
            }

            public func forward(_ x: Matrix) -> (out: Matrix, cache: Cache) {
                let pixels = x.channelsAsColumns(norm.gamma.columns)
                let (scaled, cache) = norm.forward(pixels)
                let out = scaled.columnsAsChannels(examples: x.rows)
                return (out, Cache(x: x, norm: cache))
            }

            public func backward(_ dout: Matrix, cache: Cache) -> Gradients {
                yourCodeHere("spatial-batch-norm.backward")
            }

            public var parameters: [Parameter<SpatialBatchNorm>] {
                [
                    Parameter("gamma", \.norm.gamma, \.dgamma), Parameter("beta", \.norm.beta, \.dbeta),
                ]
            }
        }

        """#,
    "Sources/Assignments/Assignment3/Attention.swift": #"""
        // Yours to fill in: replace each `yourCodeHere(...)` line with code.
        // Written by `swift run course stubs`; `swift run grade reset` brings a hole back.
        import Layers

        // T = queries, S = keys and values, K = numbers of one query or key, V = numbers of one value.

        /// What attention takes: questions, what they are compared with, and what is given back.
        public struct AttentionInput: Sendable {
            public var q: Matrix  // (T, K)
            public var k: Matrix  // (S, K)
            public var v: Matrix  // (S, V)

            public init(q: Matrix, k: Matrix, v: Matrix) {
                self.q = q
                self.k = k
                self.v = v
            }
        }

        /// Scaled dot-product attention of one sequence: every query takes a weighted mean of all values,
        /// with weights that say how well it fits each key.
        ///
        /// Concretely:
        ///
        ///     scores = q·k^T / sqrt(K)
        ///     weights = softmax of every row of the scores
        ///     out = weights·v
        ///
        /// | name    | shape                  | meaning                                               |
        /// |---------|------------------------|-------------------------------------------------------|
        /// | q, k, v | (T, K), (S, K), (S, V) | queries, keys, values                                 |
        /// | mask    | (T, S)                 | 1 where a query may look at a key, 0 where it may not |
        /// | out     | (T, V)                 | one row per query                                     |
        ///
        /// Where the mask is 0 the score is minus infinity, and so the weight 0.
        ///
        /// Source: Vaswani and others, "Attention is all you need", 2017, arXiv:1706.03762, section 3.2.1.
        public struct Attention: Layer {
            /// Who may look at what; nil for everyone at everything.
            public let mask: Matrix?

            public init(mask: Matrix? = nil) { self.mask = mask }

            /// Every step may look at itself and at those before it, and not at the future.
            public static func causalMask(steps: Int) -> Matrix {
                var mask = Matrix(rows: steps, columns: steps)
                for t in 0..<steps {
                    for s in 0...t { mask[t, s] = 1 }
                }
                return mask
            }

            public struct Cache: Sendable {
                public let input: AttentionInput
                public let weights: Matrix  // (T, S), every row adds up to 1
            }

            public struct Gradients: Sendable {
                public let dq: Matrix  // (T, K)
                public let dk: Matrix  // (S, K)
                public let dv: Matrix  // (S, V)
            }

            public var inputs: [Variable<AttentionInput, Gradients>] {
                [Variable("q", \.q, \.dq), Variable("k", \.k, \.dk), Variable("v", \.v, \.dv)]
            }

            public func forward(_ input: AttentionInput) -> (out: Matrix, cache: Cache) {
                let scale = 1 / Double(input.q.columns).squareRoot()
                var scores = stage("scores", scale * input.q.matmulTransposed(input.k))
                if let mask {
                    scores = scores.zipMapped(mask) { score, allowed in allowed == 0 ? -.infinity : score }
                }
                let weights = stage("weights", scores.softmaxOfRows())
                return (weights.matmul(input.v), Cache(input: input, weights: weights))
            }

            public func backward(_ dout: Matrix, cache: Cache) -> Gradients {
                // forward names its steps: scores, weights.
                // With stageGradient("NAME", dNAME) here the grader says which is the first wrong one.
                yourCodeHere("attention.backward")
            }
        }

        """#,
    "Sources/Assignments/Assignment3/CharacterRNN.swift": #"""
        // Yours to fill in: replace each `yourCodeHere(...)` line with code.
        // Written by `swift run course stubs`; `swift run grade reset` brings a hole back.
        import Layers

        // N = sequences, T = steps, V = characters in the alphabet, D = numbers for each, H = hidden units.

        /// A recurrent network that reads a text character by character and guesses the next one each time.
        ///
        /// Concretely:
        ///
        ///     scores = affine(rnn(embedding(ids), 0))
        ///     loss = temporal softmax loss of the scores / T           the mean per character
        ///
        /// | name            | shape                  | meaning                           |
        /// |-----------------|------------------------|-----------------------------------|
        /// | ids, labels     | N T                    | each character, and the one after |
        /// | embedding.w     | (V, D)                 | one row per character             |
        /// | rnn.wx, .wh, .b | (D, H), (H, H), (1, H) | the recurrent step                |
        /// | affine.w, .b    | (H, V), (1, V)         | from the state to the scores      |
        ///
        /// Source: Karpathy, "The unreasonable effectiveness of recurrent neural networks", 2015; CS231n,
        /// assignment 3.
        public struct CharacterRNN: Model {
            public var embedding: Embedding
            public var rnn: RNN
            public var affine: TemporalAffine

            public init(embedding: Embedding, rnn: RNN, affine: TemporalAffine) {
                self.embedding = embedding
                self.rnn = rnn
                self.affine = affine
            }

            /// Random weights of standard deviation 1/sqrt(inputs of the layer), and biases of 0.
            public init(characters: Int, features: Int, hidden: Int, using generator: inout SeededGenerator)
            {
                func normal(_ rows: Int, _ columns: Int) -> Matrix {
                    .normal(
                        rows: rows, columns: columns, standardDeviation: 1 / Double(rows).squareRoot(),
                        using: &generator)
                }
                self.init(
                    embedding: Embedding(
                        words: characters, features: features, weightScale: 1, using: &generator),
                    rnn: RNN(
                        step: RNNStep(
                            wx: normal(features, hidden), wh: normal(hidden, hidden),
                            b: Matrix(rows: 1, columns: hidden))),
                    affine: TemporalAffine(
                        w: 0.01 * normal(hidden, characters), b: Matrix(rows: 1, columns: characters)))
            }

            /// The labels, and what every layer remembers.
            public struct Cache: Sendable {
                public let tokens: Tokens
                public let labels: [Int]
                public let embedding: Embedding.Cache
                public let rnn: RNN.Cache
                public let affine: TemporalAffine.Cache
                public let loss: TemporalSoftmaxLoss.Cache
            }

            public struct Gradients: Sendable {
                public let embedding: Embedding.Gradients
                public let rnn: RNN.Gradients
                public let affine: TemporalAffine.Gradients
            }

            /// No state yet, before the first character.
            private func start(_ tokens: Tokens) -> Matrix {
                Matrix(rows: tokens.shape.examples, columns: rnn.step.b.columns)
            }

            public func scores(_ tokens: Tokens) -> Matrix {
                let x = embedding.forward(tokens.ids).out
                let hidden = rnn.forward(RecurrentInput(x: x, h: start(tokens))).out
                return affine.forward(hidden).out
            }

            public func forward(_ tokens: Tokens, labels: [Int]) -> (loss: Double, cache: Cache) {
                let loss = TemporalSoftmaxLoss(steps: tokens.shape.steps)
                let (x, embeddingCache) = embedding.forward(tokens.ids)
                let (hidden, rnnCache) = rnn.forward(RecurrentInput(x: x, h: start(tokens)))
                let (scores, affineCache) = affine.forward(hidden)
                let (total, lossCache) = loss.forward(scores, labels: labels)
                let cache = Cache(
                    tokens: tokens, labels: labels, embedding: embeddingCache, rnn: rnnCache,
                    affine: affineCache, loss: lossCache)
                return (total / Double(tokens.shape.steps), cache)
            }

            public func backward(_ dloss: Double, cache: Cache) -> Gradients {
                yourCodeHere("character-rnn.backward")
            }

            /// Characters that the model makes up, one after the other, each drawn from its probabilities and
            /// then read as the next input.
            /// - Parameters:
            ///   - first: the character that it reads first, which is not part of the result.
            ///   - count: how many to draw.
            ///   - temperature: the scores are divided by it: below 1 the likely ones become likelier.
            ///   - generator: gives one number u in [0, 1) per character, which is the first one at which the
            ///     sum of the probabilities so far is above u.
            /// - Returns: `count` characters.
            public func sample(
                from first: Int, count: Int, temperature: Double = 1, using generator: inout SeededGenerator
            ) -> [Int] {
                yourCodeHere("character-rnn.sample")
            }

            /// The states after every step.
            public func activations(_ cache: Cache) -> [Activations] {
                [Activations("rnn", .tanh, cache.affine.x)]
            }

            public var parameters: [Parameter<CharacterRNN>] {
                parameters(of: \.embedding, \.embedding, as: "embedding")
                    + parameters(of: \.rnn, \.rnn, as: "rnn")
                    + parameters(of: \.affine, \.affine, as: "affine")
            }
        }

        """#,
    "Sources/Assignments/Assignment3/CharacterTransformer.swift": #"""
        // Yours to fill in: replace each `yourCodeHere(...)` line with code.
        // Written by `swift run course stubs`; `swift run grade reset` brings a hole back.
        import Layers

        // N = sequences, T = steps, V = characters in the alphabet, D = features.

        /// A small transformer that reads a text and guesses the next character at every step.
        ///
        /// Concretely:
        ///
        ///     x = positions(embedding(ids))
        ///     scores = head(norm(blocks[L-1](... blocks[0](x))))
        ///     loss = temporal softmax loss of the scores / T           the mean per character
        ///
        /// A step may look at itself and at the steps before it, and never at those that it has to guess.
        ///
        /// | name        | shape          | meaning                           |
        /// |-------------|----------------|-----------------------------------|
        /// | ids, labels | N T            | each character, and the one after |
        /// | embedding.w | (V, D)         | one row per character             |
        /// | head.w, .b  | (D, V), (1, V) | to the scores                     |
        ///
        /// Source: Radford and others, "Improving language understanding by generative pre-training", 2018;
        /// Karpathy, "nanoGPT".
        public struct CharacterTransformer: Model {
            public var embedding: Embedding
            public let positions: PositionalEncoding
            public var blocks: [TransformerBlock]
            public var norm: LayerNorm
            public var head: Affine

            public init(
                embedding: Embedding, positions: PositionalEncoding, blocks: [TransformerBlock],
                norm: LayerNorm, head: Affine
            ) {
                self.embedding = embedding
                self.positions = positions
                self.blocks = blocks
                self.norm = norm
                self.head = head
            }

            /// Random weights and biases of 0; the last layer of every branch begins small.
            public init(
                characters: Int, features: Int, heads: Int, blocks count: Int, steps: Int,
                using generator: inout SeededGenerator
            ) {
                let hidden = 4 * features
                func affine(_ inputs: Int, _ outputs: Int, scale: Double = 1) -> Affine {
                    Affine(
                        inputs: inputs, outputs: outputs,
                        weightScale: scale / Double(inputs).squareRoot(), using: &generator)
                }
                embedding = Embedding(
                    words: characters, features: features, weightScale: 1, using: &generator)
                positions = PositionalEncoding(steps: steps)
                var blocks: [TransformerBlock] = []
                for _ in 0..<count {
                    blocks.append(
                        TransformerBlock(
                            norm1: LayerNorm(features: features),
                            attention: MultiHeadAttention(
                                query: affine(features, features), key: affine(features, features),
                                value: affine(features, features),
                                output: affine(features, features, scale: 0.1), heads: heads, steps: steps,
                                mask: Attention.causalMask(steps: steps)),
                            norm2: LayerNorm(features: features), affine1: affine(features, hidden),
                            affine2: affine(hidden, features, scale: 0.1)))
                }
                self.blocks = blocks
                norm = LayerNorm(features: features)
                head = affine(features, characters, scale: 0.01)
            }

            /// The labels, and what every layer remembers.
            public struct Cache: Sendable {
                public let tokens: Tokens
                public let labels: [Int]
                public let embedding: Embedding.Cache
                public let positions: PositionalEncoding.Cache
                public let blocks: [TransformerBlock.Cache]
                public let norm: LayerNorm.Cache
                public let head: Affine.Cache
                public let loss: TemporalSoftmaxLoss.Cache
            }

            public struct Gradients: Sendable {
                public let embedding: Embedding.Gradients
                public let blocks: [TransformerBlock.Gradients]
                public let norm: LayerNorm.Gradients
                public let head: Affine.Gradients
            }

            public func scores(_ tokens: Tokens) -> Matrix {
                let x = positions.forward(embedding.forward(tokens.ids).out).out
                let last = blocks.reduce(x) { x, block in block.forward(x).out }
                return head.forward(norm.forward(last).out).out
            }

            public func forward(_ tokens: Tokens, labels: [Int]) -> (loss: Double, cache: Cache) {
                let loss = TemporalSoftmaxLoss(steps: tokens.shape.steps)
                let (words, embeddingCache) = embedding.forward(tokens.ids)
                var (x, positionsCache) = positions.forward(words)
                var caches: [TransformerBlock.Cache] = []
                for block in blocks {
                    let (out, cache) = block.forward(x)
                    x = out
                    caches.append(cache)
                }
                let (normed, normCache) = norm.forward(x)
                let (scores, headCache) = head.forward(normed)
                let (total, lossCache) = loss.forward(scores, labels: labels)
                let cache = Cache(
                    tokens: tokens, labels: labels, embedding: embeddingCache, positions: positionsCache,
                    blocks: caches, norm: normCache, head: headCache, loss: lossCache)
                return (total / Double(tokens.shape.steps), cache)
            }

            /// Nothing but the backward passes of its layers, in the opposite order.
            public func backward(_ dloss: Double, cache: Cache) -> Gradients {
                yourCodeHere("character-transformer.backward")
            }

            /// The hidden units of every block's two affine layers.
            public func activations(_ cache: Cache) -> [Activations] {
                cache.blocks.enumerated().map { index, block in
                    Activations("blocks.\(index)", .other, block.affine2.x)
                }
            }

            public var parameters: [Parameter<CharacterTransformer>] {
                parameters(of: \.embedding, \.embedding, as: "embedding")
                    + blocks.indices.flatMap {
                        parameters(of: \.blocks[$0], \.blocks[$0], as: "blocks.\($0)")
                    }
                    + parameters(of: \.norm, \.norm, as: "norm")
                    + parameters(of: \.head, \.head, as: "head")
            }
        }

        """#,
    "Sources/Assignments/Assignment3/Embedding.swift": #"""
        // Yours to fill in: replace each `yourCodeHere(...)` line with code.
        // Written by `swift run course stubs`; `swift run grade reset` brings a hole back.
        import Layers

        // V = words in the vocabulary, D = numbers for each word, R = tokens, one row each.

        /// A table with one row for every word: token ids go in, their rows come out.
        ///
        /// Concretely:
        ///
        ///     out[r] = w[ids[r]]
        ///
        /// | name      | shape  | meaning                        |
        /// |-----------|--------|--------------------------------|
        /// | ids       | R      | whole numbers, each in 0 ..< V |
        /// | w         | (V, D) | what is learned                |
        /// | out, dout | (R, D) | one row per token              |
        ///
        /// The ids have no gradient: they are counted, not measured.
        ///
        /// Source: CS231n, assignment 3, word embedding.
        public struct Embedding: Layer {
            public var w: Matrix  // (V, D)

            public init(w: Matrix) { self.w = w }

            /// Random rows of the given standard deviation.
            public init(
                words: Int, features: Int, weightScale: Double, using generator: inout SeededGenerator
            ) {
                w = .normal(
                    rows: words, columns: features, standardDeviation: weightScale, using: &generator)
            }

            public struct Cache: Sendable {
                public let ids: [Int]
            }

            public struct Gradients: Sendable {
                public let dw: Matrix  // (V, D)
            }

            public var inputs: [Variable<[Int], Gradients>] { [] }

            public func forward(_ ids: [Int]) -> (out: Matrix, cache: Cache) {
                (w.rows(at: ids), Cache(ids: ids))
            }

            public func backward(_ dout: Matrix, cache: Cache) -> Gradients {
                yourCodeHere("embedding.backward")
            }

            public var parameters: [Parameter<Embedding>] { [Parameter("w", \.w, \.dw)] }
        }

        """#,
    "Sources/Assignments/Assignment3/GELU.swift": #"""
        // Yours to fill in: replace each `yourCodeHere(...)` line with code.
        // Written by `swift run course stubs`; `swift run grade reset` brings a hole back.
        import Layers

        import Foundation

        // x, out, dx and dout all have one and the same shape.

        /// Gaussian error linear units: out = x P(x), where P is the normal distribution function.
        ///
        /// This is the exact form, with the error function, not the approximation by a tanh.
        ///
        /// Source: Hendrycks, Gimpel, "Gaussian error linear units", 2016, arXiv:1606.08415.
        public struct GELU: Layer {
            public init() {}

            public struct Cache: Sendable {
                public let x: Matrix
            }

            public typealias Gradients = InputGradient

            public func forward(_ x: Matrix) -> (out: Matrix, cache: Cache) {
                (x * x.normalDistribution(), Cache(x: x))
            }

            public func backward(_ dout: Matrix, cache: Cache) -> Gradients {
                yourCodeHere("gelu.backward")
            }
        }

        /// P(x): the probability that a standard normal number is at most x.
        ///
        /// By way of erfc, because 1 + erf loses all digits for x far below 0.
        public func normalDistribution(_ x: Double) -> Double {
            erfc(-x / 2.0.squareRoot()) / 2
        }

        """#,
    "Sources/Assignments/Assignment3/GRU.swift": #"""
        // Yours to fill in: replace each `yourCodeHere(...)` line with code.
        // Written by `swift run course stubs`; `swift run grade reset` brings a hole back.
        import Layers

        // N = sequences, T = steps, D = inputs of one step, H = hidden units.

        /// A gated recurrent unit over whole sequences: one `GRUStep` after the other, all with the same
        /// weights.
        ///
        /// Concretely, with h[0] given:
        ///
        ///     h[t + 1] = step(x[t], h[t])
        ///
        /// | name      | shape    | meaning                                       |
        /// |-----------|----------|-----------------------------------------------|
        /// | x         | (N T, D) | the inputs, in the order of `SequenceShape`   |
        /// | h         | (N, H)   | the states before the first step              |
        /// | out, dout | (N T, H) | the state after every step, in the same order |
        ///
        /// Source: Cho and others, 2014, arXiv:1406.1078.
        public struct GRU: Layer {
            public var step: GRUStep

            public init(step: GRUStep) { self.step = step }

            /// The input, and what each step remembers.
            public struct Cache: Sendable {
                public let input: RecurrentInput
                public let steps: [GRUStep.Cache]
            }

            public typealias Gradients = GRUStep.Gradients

            public var inputs: [Variable<RecurrentInput, Gradients>] {
                [Variable("x", \.x, \.dx), Variable("h", \.h, \.dh)]
            }

            public func forward(_ input: RecurrentInput) -> (out: Matrix, cache: Cache) {
                let shape = input.shape
                var h = input.h
                var out = Matrix(rows: input.x.rows, columns: h.columns)
                var caches: [GRUStep.Cache] = []
                for t in 0..<shape.steps {
                    let x = input.x.rows(at: shape.rows(at: t))
                    let (next, cache) = step.forward(RecurrentInput(x: x, h: h))
                    h = stage("h", next)
                    out.setRows(h, at: shape.rows(at: t))
                    caches.append(cache)
                }
                return (out, Cache(input: input, steps: caches))
            }

            public func backward(_ dout: Matrix, cache: Cache) -> Gradients {
                // forward names its steps: h.
                // With stageGradient("NAME", dNAME) here the grader says which is the first wrong one.
                yourCodeHere("gru.backward")
            }

            public var parameters: [Parameter<GRU>] {
                [
                    Parameter("wx", \.step.wx, \.dwx), Parameter("wh", \.step.wh, \.dwh),
                    Parameter("b", \.step.b, \.db),
                ]
            }
        }

        """#,
    "Sources/Assignments/Assignment3/GRUStep.swift": #"""
        // Yours to fill in: replace each `yourCodeHere(...)` line with code.
        // Written by `swift run course stubs`; `swift run grade reset` brings a hole back.
        import Layers

        import Foundation

        // N = sequences, D = inputs of one step, H = hidden units.

        /// One step of a gated recurrent unit.
        ///
        /// Concretely, with the three parts of u = x·wx + b and of v = h·wh in this order:
        ///
        ///     r = sigmoid(u[r] + v[r])           reset gate
        ///     z = sigmoid(u[z] + v[z])           update gate: how much of h is kept
        ///     n = tanh(u[n] + r v[n])            what might be written
        ///     next = z h + (1 - z) n
        ///
        /// | name      | shape                     | meaning                 |
        /// |-----------|---------------------------|-------------------------|
        /// | x         | (N, D)                    | the inputs of this step |
        /// | h         | (N, H)                    | the state before it     |
        /// | wx, wh, b | (D, 3H), (H, 3H), (1, 3H) | what is learned         |
        /// | out       | (N, H)                    | the state after it      |
        ///
        /// The reset gate is applied after the product with wh, as in PyTorch and cuDNN.
        ///
        /// Source: Cho and others, "Learning phrase representations using RNN encoder-decoder", 2014,
        /// arXiv:1406.1078.
        public struct GRUStep: Layer {
            public var wx: Matrix  // (D, 3H)
            public var wh: Matrix  // (H, 3H)
            public var b: Matrix  // (1, 3H)

            public init(wx: Matrix, wh: Matrix, b: Matrix) {
                require(
                    wx.columns == 3 * wh.rows && wh.columns == wx.columns
                        && b.shape == Shape(rows: 1, columns: wx.columns),
                    "GRUStep: wx is \(wx.shape), wh \(wh.shape) and b \(b.shape); they must be (D, 3H), (H, 3H) and (1, 3H)."
                )
                self.wx = wx
                self.wh = wh
                self.b = b
            }

            public struct Cache: Sendable {
                public let input: RecurrentInput
                public let r: Matrix  // (N, H), and so are all the others
                public let z: Matrix
                public let n: Matrix
                public let vn: Matrix  // the third part of h·wh
            }

            public typealias Gradients = RNNStep.Gradients

            public var inputs: [Variable<RecurrentInput, Gradients>] {
                [Variable("x", \.x, \.dx), Variable("h", \.h, \.dh)]
            }

            public func forward(_ input: RecurrentInput) -> (out: Matrix, cache: Cache) {
                let hidden = wh.rows
                let u = stage("u", input.x.matmul(wx).addingToEachRow(b))
                let v = stage("v", input.h.matmul(wh))
                let (first, second) = (0..<hidden, hidden..<2 * hidden)
                let r = stage("r", (u.columns(first) + v.columns(first)).sigmoid())
                let z = stage("z", (u.columns(second) + v.columns(second)).sigmoid())
                let (un, vn) = (u.columns(2 * hidden..<3 * hidden), v.columns(2 * hidden..<3 * hidden))
                let n = stage("n", (un + r * vn).tanh())
                let next = z * input.h + (1 - z) * n
                return (next, Cache(input: input, r: r, z: z, n: n, vn: vn))
            }

            public func backward(_ dnext: Matrix, cache: Cache) -> Gradients {
                // forward names its steps: u, v, r, z, n.
                // With stageGradient("NAME", dNAME) here the grader says which is the first wrong one.
                yourCodeHere("gru-step.backward")
            }

            public var parameters: [Parameter<GRUStep>] {
                [
                    Parameter("wx", \.wx, \.dwx), Parameter("wh", \.wh, \.dwh), Parameter("b", \.b, \.db),
                ]
            }
        }

        """#,
    "Sources/Assignments/Assignment3/GradientClipping.swift": #"""
        // Yours to fill in: replace each `yourCodeHere(...)` line with code.
        // Written by `swift run course stubs`; `swift run grade reset` brings a hole back.
        import Layers

        /// Two ways to keep a step from being too long when gradients explode.
        ///
        /// Concretely, for all gradients of a model together:
        ///
        ///     by value:         every entry is moved into -limit ... limit
        ///     by global norm:   if the root of the sum of all squares is above the limit, everything is
        ///                       multiplied by limit / norm
        ///
        /// The first changes the direction of the step, the second only its length.
        ///
        /// It is the gradient that is clipped, never the loss: a clipped loss has no gradient at all outside
        /// (see `ClippedTDError`).
        ///
        /// Source: Pascanu, Mikolov, Bengio, "On the difficulty of training recurrent neural networks", 2012,
        /// arXiv:1211.5063; CS231n, lecture on recurrent neural networks.
        public struct GradientClipping: Sendable {
            /// The largest entry, or the largest norm.
            public let limit: Double

            public init(limit: Double) {
                require(limit > 0, "GradientClipping: the limit is \(limit), and must be positive.")
                self.limit = limit
            }

            /// Every entry of every gradient, moved to the nearest number from -limit to limit.
            public func byValue(_ gradients: [Matrix]) -> [Matrix] {
                yourCodeHere("gradient-clipping.value")
            }

            /// All gradients, shortened together so that their norm is at most the limit.
            public func byGlobalNorm(_ gradients: [Matrix]) -> [Matrix] {
                yourCodeHere("gradient-clipping.norm")
            }
        }

        """#,
    "Sources/Assignments/Assignment3/LSTM.swift": #"""
        // Yours to fill in: replace each `yourCodeHere(...)` line with code.
        // Written by `swift run course stubs`; `swift run grade reset` brings a hole back.
        import Layers

        // N = sequences, T = steps, D = inputs of one step, H = hidden units.

        /// A long short-term memory over whole sequences: one `LSTMStep` after the other, all with the same
        /// weights, the cell state beginning at 0.
        ///
        /// | name      | shape    | meaning                                         |
        /// |-----------|----------|-------------------------------------------------|
        /// | x         | (N T, D) | the inputs, in the order of `SequenceShape`     |
        /// | h         | (N, H)   | the states before the first step                |
        /// | out, dout | (N T, H) | the state h after every step, in the same order |
        ///
        /// Only h is shown to the outside, so only h receives a gradient from there; c receives its own
        /// from the step after it.
        ///
        /// Source: CS231n, assignment 3.
        public struct LSTM: Layer {
            public var step: LSTMStep

            public init(step: LSTMStep) { self.step = step }

            /// The input, and what each step remembers.
            public struct Cache: Sendable {
                public let input: RecurrentInput
                public let steps: [LSTMStep.Cache]
            }

            public struct Gradients: Sendable {
                public let dx: Matrix  // (N T, D)
                public let dh: Matrix  // (N, H)
                public let dwx: Matrix  // (D, 4H)
                public let dwh: Matrix  // (H, 4H)
                public let db: Matrix  // (1, 4H)
            }

            public var inputs: [Variable<RecurrentInput, Gradients>] {
                [Variable("x", \.x, \.dx), Variable("h", \.h, \.dh)]
            }

            public func forward(_ input: RecurrentInput) -> (out: Matrix, cache: Cache) {
                let shape = input.shape
                var state = LSTMState(h: input.h, c: input.h.zeros)
                var out = Matrix(rows: input.x.rows, columns: input.h.columns)
                var caches: [LSTMStep.Cache] = []
                for t in 0..<shape.steps {
                    let x = input.x.rows(at: shape.rows(at: t))
                    let (next, cache) = step.forward(LSTMStep.Input(x: x, h: state.h, c: state.c))
                    state = LSTMState(h: stage("h", next.h), c: stage("c", next.c))
                    out.setRows(state.h, at: shape.rows(at: t))
                    caches.append(cache)
                }
                return (out, Cache(input: input, steps: caches))
            }

            public func backward(_ dout: Matrix, cache: Cache) -> Gradients {
                // forward names its steps: h, c.
                // With stageGradient("NAME", dNAME) here the grader says which is the first wrong one.
                yourCodeHere("lstm.backward")
            }

            public var parameters: [Parameter<LSTM>] {
                [
                    Parameter("wx", \.step.wx, \.dwx), Parameter("wh", \.step.wh, \.dwh),
                    Parameter("b", \.step.b, \.db),
                ]
            }
        }

        """#,
    "Sources/Assignments/Assignment3/LSTMStep.swift": #"""
        // Yours to fill in: replace each `yourCodeHere(...)` line with code.
        // Written by `swift run course stubs`; `swift run grade reset` brings a hole back.
        import Layers

        import Foundation

        // N = sequences, D = inputs of one step, H = hidden units.

        /// The two states of an LSTM: what it shows, and what it keeps to itself.
        public struct LSTMState: MatrixParts {
            public var h: Matrix  // (N, H)
            public var c: Matrix  // (N, H)

            public init(h: Matrix, c: Matrix) {
                self.h = h
                self.c = c
            }

            public static var parts: [(name: String, value: WritableKeyPath<LSTMState, Matrix>)] {
                [("nexth", \.h), ("nextc", \.c)]
            }
        }

        /// One step of a long short-term memory.
        ///
        /// Concretely, with the four parts of a = x·wx + h·wh + b in this order:
        ///
        ///     i, f, o = sigmoid of the first three parts       input, forget and output gate
        ///     g = tanh of the fourth                           what might be written
        ///     nextc = f c + i g
        ///     nexth = o tanh(nextc)
        ///
        /// | name      | shape                     | meaning                 |
        /// |-----------|---------------------------|-------------------------|
        /// | x         | (N, D)                    | the inputs of this step |
        /// | h, c      | (N, H)                    | the states before it    |
        /// | wx, wh, b | (D, 4H), (H, 4H), (1, 4H) | what is learned         |
        /// | out       | (N, H) twice              | the states after it     |
        ///
        /// The cell state c goes from step to step by one product with f, and no matrix: the road on which
        /// gradients survive.
        ///
        /// Source: Hochreiter, Schmidhuber, "Long short-term memory", 1997; CS231n, assignment 3.
        public struct LSTMStep: Layer {
            public var wx: Matrix  // (D, 4H)
            public var wh: Matrix  // (H, 4H)
            public var b: Matrix  // (1, 4H)

            public init(wx: Matrix, wh: Matrix, b: Matrix) {
                require(
                    wx.columns == 4 * wh.rows && wh.columns == wx.columns
                        && b.shape == Shape(rows: 1, columns: wx.columns),
                    "LSTMStep: wx is \(wx.shape), wh \(wh.shape) and b \(b.shape); they must be (D, 4H), (H, 4H) and (1, 4H)."
                )
                self.wx = wx
                self.wh = wh
                self.b = b
            }

            public struct Input: Sendable {
                public var x: Matrix  // (N, D)
                public var h: Matrix  // (N, H)
                public var c: Matrix  // (N, H)

                public init(x: Matrix, h: Matrix, c: Matrix) {
                    self.x = x
                    self.h = h
                    self.c = c
                }
            }

            public struct Cache: Sendable {
                public let input: Input
                public let i: Matrix  // (N, H), and so are all the others
                public let f: Matrix
                public let o: Matrix
                public let g: Matrix
                public let tanhc: Matrix  // tanh(nextc)
            }

            public struct Gradients: Sendable {
                public let dx: Matrix  // (N, D)
                public let dh: Matrix  // (N, H)
                public let dc: Matrix  // (N, H)
                public let dwx: Matrix  // (D, 4H)
                public let dwh: Matrix  // (H, 4H)
                public let db: Matrix  // (1, 4H)
            }

            public var inputs: [Variable<Input, Gradients>] {
                [Variable("x", \.x, \.dx), Variable("h", \.h, \.dh), Variable("c", \.c, \.dc)]
            }

            public func forward(_ input: Input) -> (out: LSTMState, cache: Cache) {
                let hidden = wh.rows
                let sums = input.x.matmul(wx) + input.h.matmul(wh)
                let a = stage("a", sums.addingToEachRow(b))
                let i = stage("i", a.columns(0..<hidden).sigmoid())
                let f = stage("f", a.columns(hidden..<2 * hidden).sigmoid())
                let o = stage("o", a.columns(2 * hidden..<3 * hidden).sigmoid())
                let g = stage("g", a.columns(3 * hidden..<4 * hidden).tanh())
                let nextc = stage("nextc", f * input.c + i * g)
                let tanhc = stage("tanhc", nextc.tanh())
                let nexth = o * tanhc
                let cache = Cache(input: input, i: i, f: f, o: o, g: g, tanhc: tanhc)
                return (LSTMState(h: nexth, c: nextc), cache)
            }

            public func backward(_ dnext: LSTMState, cache: Cache) -> Gradients {
                // forward names its steps: a, i, f, o, g, nextc, tanhc.
                // With stageGradient("NAME", dNAME) here the grader says which is the first wrong one.
                yourCodeHere("lstm-step.backward")
            }

            public var parameters: [Parameter<LSTMStep>] {
                [
                    Parameter("wx", \.wx, \.dwx), Parameter("wh", \.wh, \.dwh), Parameter("b", \.b, \.db),
                ]
            }
        }

        """#,
    "Sources/Assignments/Assignment3/MultiHeadAttention.swift": #"""
        // Yours to fill in: replace each `yourCodeHere(...)` line with code.
        // Written by `swift run course stubs`; `swift run grade reset` brings a hole back.
        import Layers

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
            }

            public func backward(_ dout: Matrix, cache: Cache) -> Gradients {
                // forward names its steps: joined.
                // With stageGradient("NAME", dNAME) here the grader says which is the first wrong one.
                yourCodeHere("multi-head-attention.backward")
            }

            public var parameters: [Parameter<MultiHeadAttention>] {
                parameters(of: \.query, \.query, as: "query") + parameters(of: \.key, \.key, as: "key")
                    + parameters(of: \.value, \.value, as: "value")
                    + parameters(of: \.output, \.output, as: "output")
            }
        }

        """#,
    "Sources/Assignments/Assignment3/PatchEmbedding.swift": #"""
        // Yours to fill in: replace each `yourCodeHere(...)` line with code.
        // Written by `swift run course stubs`; `swift run grade reset` brings a hole back.
        import Layers

        // N = images, C = channels, P = side of a patch, T = patches of one image, D = features.

        /// An image as a sequence: it is cut into square patches that do not overlap, and every patch goes
        /// through one affine layer.
        ///
        /// Concretely, with every patch as a row of C P P numbers:
        ///
        ///     out = patches·w + b
        ///
        /// | name | shape      | meaning                                                 |
        /// |------|------------|---------------------------------------------------------|
        /// | x    | (N, C H W) | one image per row, channel after channel                |
        /// | w    | (C P P, D) | what is learned                                         |
        /// | b    | (1, D)     | what is learned                                         |
        /// | out  | (N T, D)   | the patches row by row, in the order of `SequenceShape` |
        ///
        /// It is a convolution whose stride is the size of its window.
        ///
        /// Source: Dosovitskiy and others, "An image is worth 16x16 words", 2020, arXiv:2010.11929.
        public struct PatchEmbedding: Layer {
            public var w: Matrix  // (C P P, D)
            public var b: Matrix  // (1, D)
            public let image: ImageShape
            public let side: Int

            public init(w: Matrix, b: Matrix, image: ImageShape, side: Int) {
                require(
                    side > 0 && image.height % side == 0 && image.width % side == 0,
                    "PatchEmbedding: an image of \(image) cannot be cut into squares of \(side).")
                require(
                    w.rows == image.channels * side * side
                        && b.shape == Shape(rows: 1, columns: w.columns),
                    "PatchEmbedding: w is \(w.shape) and b \(b.shape), and a patch has \(image.channels) x \(side) x \(side) numbers."
                )
                self.w = w
                self.b = b
                self.image = image
                self.side = side
            }

            private var window: Window { Window(height: side, width: side, stride: side) }

            public struct Cache: Sendable {
                public let x: Matrix  // (N, C H W)
                public let patches: Matrix  // (N T, C P P)
            }

            public struct Gradients: GradientOfInput {
                public let dx: Matrix  // (N, C H W)
                public let dw: Matrix  // (C P P, D)
                public let db: Matrix  // (1, D)
            }

            public func forward(_ x: Matrix) -> (out: Matrix, cache: Cache) {
                let patches = x.patches(window, of: image)
                let out = patches.matmul(w).addingToEachRow(b)
                return (out, Cache(x: x, patches: patches))
            }

            public func backward(_ dout: Matrix, cache: Cache) -> Gradients {
                yourCodeHere("patch-embedding.backward")
            }

            public var parameters: [Parameter<PatchEmbedding>] {
                [Parameter("w", \.w, \.dw), Parameter("b", \.b, \.db)]
            }
        }

        """#,
    "Sources/Assignments/Assignment3/PositionalEncoding.swift": #"""
        // Yours to fill in: replace each `yourCodeHere(...)` line with code.
        // Written by `swift run course stubs`; `swift run grade reset` brings a hole back.
        import Layers

        import Foundation

        // N = sequences, T = steps, D = features.

        /// Tells attention which step a row is: a fixed pattern for every step is added to it.
        ///
        /// Concretely, for step t and every even feature d:
        ///
        ///     table[t, d]     = sin(t / 10000^(d / D))
        ///     table[t, d + 1] = cos(t / 10000^(d / D))
        ///     out[n T + t] = x[n T + t] + table[t]
        ///
        /// | name   | shape    | meaning                            |
        /// |--------|----------|------------------------------------|
        /// | x, out | (N T, D) | in the order of `SequenceShape`    |
        /// | table  | (T, D)   | fixed; the longest waves come last |
        ///
        /// Source: Vaswani and others, "Attention is all you need", 2017, section 3.5; CS231n, assignment 3.
        public struct PositionalEncoding: Layer {
            public let steps: Int

            public init(steps: Int) { self.steps = steps }

            public struct Cache: Sendable {
                public let x: Matrix  // (N T, D)
            }

            public typealias Gradients = InputGradient

            /// The pattern of all steps, (steps, features).
            public static func table(steps: Int, features: Int) -> Matrix {
                yourCodeHere("positional-encoding.table")
            }

            public func forward(_ x: Matrix) -> (out: Matrix, cache: Cache) {
                let shape = SequenceShape(rows: x.rows, steps: steps)
                let table = Self.table(steps: steps, features: x.columns)
                let tables = Matrix.joiningRows(Array(repeating: table, count: shape.examples))
                return (x + tables, Cache(x: x))
            }

            /// What is added does not depend on x, so the gradient passes unchanged.
            public func backward(_ dout: Matrix, cache: Cache) -> Gradients { Gradients(dx: dout) }
        }

        """#,
    "Sources/Assignments/Assignment3/RNN.swift": #"""
        // Yours to fill in: replace each `yourCodeHere(...)` line with code.
        // Written by `swift run course stubs`; `swift run grade reset` brings a hole back.
        import Layers

        // N = sequences, T = steps, D = inputs of one step, H = hidden units.

        /// A recurrent network over whole sequences: one `RNNStep` after the other, all with the same
        /// weights.
        ///
        /// Concretely, with h[0] given:
        ///
        ///     h[t + 1] = step(x[t], h[t])
        ///
        /// | name      | shape    | meaning                                       |
        /// |-----------|----------|-----------------------------------------------|
        /// | x         | (N T, D) | the inputs, in the order of `SequenceShape`   |
        /// | h         | (N, H)   | the states before the first step              |
        /// | out, dout | (N T, H) | the state after every step, in the same order |
        ///
        /// Source: CS231n, assignment 3; "backpropagation through time".
        public struct RNN: Layer {
            public var step: RNNStep

            public init(step: RNNStep) { self.step = step }

            /// The input, and what each step remembers.
            public struct Cache: Sendable {
                public let input: RecurrentInput
                public let steps: [RNNStep.Cache]
            }

            public typealias Gradients = RNNStep.Gradients

            public var inputs: [Variable<RecurrentInput, Gradients>] {
                [Variable("x", \.x, \.dx), Variable("h", \.h, \.dh)]
            }

            public func forward(_ input: RecurrentInput) -> (out: Matrix, cache: Cache) {
                let shape = input.shape
                var h = input.h
                var out = Matrix(rows: input.x.rows, columns: h.columns)
                var caches: [RNNStep.Cache] = []
                for t in 0..<shape.steps {
                    let x = input.x.rows(at: shape.rows(at: t))
                    let (next, cache) = step.forward(RecurrentInput(x: x, h: h))
                    h = stage("h", next)
                    out.setRows(h, at: shape.rows(at: t))
                    caches.append(cache)
                }
                return (out, Cache(input: input, steps: caches))
            }

            public func backward(_ dout: Matrix, cache: Cache) -> Gradients {
                // forward names its steps: h.
                // With stageGradient("NAME", dNAME) here the grader says which is the first wrong one.
                yourCodeHere("rnn.backward")
            }

            public var parameters: [Parameter<RNN>] {
                [
                    Parameter("wx", \.step.wx, \.dwx), Parameter("wh", \.step.wh, \.dwh),
                    Parameter("b", \.step.b, \.db),
                ]
            }
        }

        """#,
    "Sources/Assignments/Assignment3/RNNStep.swift": #"""
        // Yours to fill in: replace each `yourCodeHere(...)` line with code.
        // Written by `swift run course stubs`; `swift run grade reset` brings a hole back.
        import Layers

        import Foundation

        // N = sequences, D = inputs of one step, H = hidden units.

        /// One step of a recurrent network: the next state from the input and the state before.
        ///
        /// Concretely:
        ///
        ///     next = tanh(x·wx + h·wh + b)
        ///
        /// | name      | shape                  | meaning                 |
        /// |-----------|------------------------|-------------------------|
        /// | x         | (N, D)                 | the inputs of this step |
        /// | h         | (N, H)                 | the state before it     |
        /// | wx, wh, b | (D, H), (H, H), (1, H) | what is learned         |
        /// | out       | (N, H)                 | the state after it      |
        ///
        /// Source: CS231n, lecture on recurrent neural networks, and assignment 3.
        public struct RNNStep: Layer {
            public var wx: Matrix  // (D, H)
            public var wh: Matrix  // (H, H)
            public var b: Matrix  // (1, H)

            public init(wx: Matrix, wh: Matrix, b: Matrix) {
                let hidden = wx.columns
                require(
                    wh.shape == Shape(rows: hidden, columns: hidden)
                        && b.shape == Shape(rows: 1, columns: hidden),
                    "RNNStep: wx is \(wx.shape); wh \(wh.shape) and b \(b.shape) must fit \(hidden) units.")
                self.wx = wx
                self.wh = wh
                self.b = b
            }

            public struct Cache: Sendable {
                public let input: RecurrentInput
                public let next: Matrix  // (N, H)
            }

            public struct Gradients: Sendable {
                public let dx: Matrix  // (N, D)
                public let dh: Matrix  // (N, H)
                public let dwx: Matrix  // (D, H)
                public let dwh: Matrix  // (H, H)
                public let db: Matrix  // (1, H)
            }

            public var inputs: [Variable<RecurrentInput, Gradients>] {
                [Variable("x", \.x, \.dx), Variable("h", \.h, \.dh)]
            }

            public func forward(_ input: RecurrentInput) -> (out: Matrix, cache: Cache) {
                let a = input.x.matmul(wx) + input.h.matmul(wh)
                let next = stage("a", a.addingToEachRow(b)).tanh()
                return (next, Cache(input: input, next: next))
            }

            public func backward(_ dnext: Matrix, cache: Cache) -> Gradients {
                // forward names its steps: a.
                // With stageGradient("NAME", dNAME) here the grader says which is the first wrong one.
                yourCodeHere("rnn-step.backward")
            }

            public var parameters: [Parameter<RNNStep>] {
                [
                    Parameter("wx", \.wx, \.dwx), Parameter("wh", \.wh, \.dwh), Parameter("b", \.b, \.db),
                ]
            }
        }

        """#,
    "Sources/Assignments/Assignment3/TemporalAffine.swift": #"""
        // Yours to fill in: replace each `yourCodeHere(...)` line with code.
        // Written by `swift run course stubs`; `swift run grade reset` brings a hole back.
        import Layers

        // N = sequences, T = steps, D = inputs of one step, M = outputs of one step.

        /// One affine layer for every step of a sequence: the same weights each time.
        ///
        /// Concretely, for every step t, with x[t] of shape (N, D):
        ///
        ///     out[t] = x[t]·w + b
        ///
        /// | name      | shape          | meaning                                     |
        /// |-----------|----------------|---------------------------------------------|
        /// | x, dx     | (N T, D)       | the inputs, in the order of `SequenceShape` |
        /// | w, b      | (D, M), (1, M) | what is learned                             |
        /// | out, dout | (N T, M)       | the outputs, in the same order              |
        ///
        /// Source: CS231n, assignment 3, temporal affine.
        public struct TemporalAffine: Layer {
            public var w: Matrix  // (D, M)
            public var b: Matrix  // (1, M)

            public init(w: Matrix, b: Matrix) {
                require(
                    b.shape == Shape(rows: 1, columns: w.columns),
                    "TemporalAffine: b is \(b.shape), and w \(w.shape) needs (1, \(w.columns)).")
                self.w = w
                self.b = b
            }

            public struct Cache: Sendable {
                public let x: Matrix  // (N T, D)
            }

            public struct Gradients: GradientOfInput {
                public let dx: Matrix  // (N T, D)
                public let dw: Matrix  // (D, M)
                public let db: Matrix  // (1, M)
            }

            public func forward(_ x: Matrix) -> (out: Matrix, cache: Cache) {
                // A step of a sequence is treated like an example, so one product does all of them.
                (x.matmul(w).addingToEachRow(b), Cache(x: x))
            }

            public func backward(_ dout: Matrix, cache: Cache) -> Gradients {
                yourCodeHere("temporal-affine.backward")
            }

            public var parameters: [Parameter<TemporalAffine>] {
                [Parameter("w", \.w, \.dw), Parameter("b", \.b, \.db)]
            }
        }

        """#,
    "Sources/Assignments/Assignment3/TemporalSoftmaxLoss.swift": #"""
        // Yours to fill in: replace each `yourCodeHere(...)` line with code.
        // Written by `swift run course stubs`; `swift run grade reset` brings a hole back.
        import Layers

        import Foundation

        // N = sequences, T = steps, V = words in the vocabulary.

        /// Softmax with cross-entropy at every step of a sequence, for those steps that count.
        ///
        /// Concretely, over all N T rows whose label is not the ignored one:
        ///
        ///     loss = sum of -log(probability of the label) / N
        ///
        /// It is the mean over sequences of their sums over steps, as in CS231n: not divided by T.
        ///
        /// | name    | shape    | meaning                             |
        /// |---------|----------|-------------------------------------|
        /// | scores  | (N T, V) | in the order of `SequenceShape`     |
        /// | labels  | N T      | the right word of each row, 0 ..< V |
        /// | dscores | (N T, V) | what `backward` returns             |
        ///
        /// Source: CS231n, assignment 3, temporal softmax loss; its mask is "the label is not <NULL>".
        public struct TemporalSoftmaxLoss: ClassificationLoss {
            /// T.
            public let steps: Int

            /// Rows with this label do not count: the padding after the end of a sentence.
            public let ignoredLabel: Int?

            public init(steps: Int, ignoredLabel: Int? = nil) {
                self.steps = steps
                self.ignoredLabel = ignoredLabel
            }

            public struct Cache: Sendable {
                public let scores: Matrix
                public let labels: [Int]
                public let probabilities: Matrix  // (N T, V), every row adds up to 1
            }

            public func forward(_ scores: Matrix, labels: [Int]) -> (loss: Double, cache: Cache) {
                requireLabels(labels, for: scores, classes: scores.columns)
                let shape = SequenceShape(rows: scores.rows, steps: steps)
                let shifted = scores.addingToEachColumn(-scores.rowMaxima())
                let sums = shifted.mapped(exp).rowSums()
                var loss = 0.0
                for (row, label) in labels.enumerated() where label != ignoredLabel {
                    loss += log(sums[row, 0]) - shifted[row, label]
                }
                let probabilities = shifted.mapped(exp).multiplyingEachColumn(by: 1 / sums)
                let cache = Cache(scores: scores, labels: labels, probabilities: probabilities)
                return (loss / Double(shape.examples), cache)
            }

            public func backward(_ dloss: Double, cache: Cache) -> Matrix {
                yourCodeHere("temporal-softmax-loss.backward")
            }
        }

        """#,
    "Sources/Assignments/Assignment3/TransformerBlock.swift": #"""
        // Yours to fill in: replace each `yourCodeHere(...)` line with code.
        // Written by `swift run course stubs`; `swift run grade reset` brings a hole back.
        import Layers

        // N = sequences, T = steps, D = features, F = hidden units of the two affine layers.

        /// One block of a transformer, with the normalization first: attention over the steps, then two
        /// affine layers at each step, and around both a road that changes nothing.
        ///
        /// Concretely:
        ///
        ///     y = x + attention(norm1(x))
        ///     out = y + affine2(gelu(affine1(norm2(y))))
        ///
        /// | name      | shape    | meaning                         |
        /// |-----------|----------|---------------------------------|
        /// | x, out    | (N T, D) | in the order of `SequenceShape` |
        /// | affine1.w | (D, F)   | and affine2.w is (F, D)         |
        ///
        /// The sums let gradients pass every block unchanged, however deep the network ("residual").
        ///
        /// Source: Xiong and others, "On layer normalization in the transformer architecture", 2020,
        /// arXiv:2002.04745 (pre-norm); Vaswani and others, 2017.
        public struct TransformerBlock: Layer {
            public var norm1: LayerNorm
            public var attention: MultiHeadAttention
            public var norm2: LayerNorm
            public var affine1: Affine
            public var affine2: Affine

            private let gelu = GELU()

            public init(
                norm1: LayerNorm, attention: MultiHeadAttention, norm2: LayerNorm, affine1: Affine,
                affine2: Affine
            ) {
                self.norm1 = norm1
                self.attention = attention
                self.norm2 = norm2
                self.affine1 = affine1
                self.affine2 = affine2
            }

            public struct Cache: Sendable {
                public let x: Matrix  // (N T, D)
                public let norm1: LayerNorm.Cache
                public let attention: MultiHeadAttention.Cache
                public let norm2: LayerNorm.Cache
                public let affine1: Affine.Cache
                public let gelu: GELU.Cache
                public let affine2: Affine.Cache
            }

            public struct Gradients: GradientOfInput {
                public let dx: Matrix  // (N T, D)
                public let norm1: LayerNorm.Gradients
                public let attention: MultiHeadAttention.Gradients
                public let norm2: LayerNorm.Gradients
                public let affine1: Affine.Gradients
                public let affine2: Affine.Gradients
            }

            public func forward(_ x: Matrix) -> (out: Matrix, cache: Cache) {
                let (a, norm1Cache) = norm1.forward(x)
                let (attended, attentionCache) = attention.forward(AttentionInput(q: a, k: a, v: a))
                let y = stage("y", x + attended)
                let (m, norm2Cache) = norm2.forward(y)
                let (hidden, affine1Cache) = affine1.forward(m)
                let (bent, geluCache) = gelu.forward(hidden)
                let (mixed, affine2Cache) = affine2.forward(bent)
                let cache = Cache(
                    x: x, norm1: norm1Cache, attention: attentionCache, norm2: norm2Cache,
                    affine1: affine1Cache, gelu: geluCache, affine2: affine2Cache)
                return (y + mixed, cache)
            }

            public func backward(_ dout: Matrix, cache: Cache) -> Gradients {
                // forward names its steps: y.
                // With stageGradient("NAME", dNAME) here the grader says which is the first wrong one.
                yourCodeHere("transformer-block.backward")
            }

            public var parameters: [Parameter<TransformerBlock>] {
                parameters(of: \.norm1, \.norm1, as: "norm1")
                    + parameters(of: \.attention, \.attention, as: "attention")
                    + parameters(of: \.norm2, \.norm2, as: "norm2")
                    + parameters(of: \.affine1, \.affine1, as: "affine1")
                    + parameters(of: \.affine2, \.affine2, as: "affine2")
            }
        }

        """#,
    "Sources/Assignments/Assignment4/BumpApproximator.swift": #"""
        // Yours to fill in: replace each `yourCodeHere(...)` line with code.
        // Written by `swift run course stubs`; `swift run grade reset` brings a hole back.
        import Layers

        // B = bumps, N = points.

        /// One hidden layer of sigmoid units that draws any function of one number as a row of bumps.
        ///
        /// A steep sigmoid is nearly a step: sigmoid(k (x - a)) is 0 left of a and 1 right of it. A step up
        /// at a minus a step up at b is a bump between them. Two hidden units make one bump, and the sum of
        /// many bumps is as near to any function as one likes: neural nets are universal approximators. (It
        /// says nothing about how to find the weights, and much about why it is a bad idea in practice.)
        ///
        /// Concretely, with x of shape (N, 1):
        ///
        ///     hidden = sigmoid(x·w1 + b1)          (N, 2B)
        ///     out = hidden·w2                      (N, 1)
        ///
        /// Source: CS231n notes, "Neural Networks Part 1", representational power.
        public struct BumpApproximator: Sendable {
            public let w1: Matrix  // (1, 2B)
            public let b1: Matrix  // (1, 2B)
            public let w2: Matrix  // (2B, 1)

            public init(w1: Matrix, b1: Matrix, w2: Matrix) {
                self.w1 = w1
                self.b1 = b1
                self.w2 = w2
            }

            /// The weights whose bumps have these heights.
            /// - Parameters:
            ///   - edges: where the bumps begin and end, B + 1 ascending numbers; bump i is between edges i
            ///     and i + 1.
            ///   - heights: B numbers.
            ///   - steepness: k above, the same for all units.
            /// - Returns: a net whose out is the sum of all bumps.
            public static func weights(
                edges: [Double], heights: [Double], steepness: Double
            ) -> BumpApproximator {
                yourCodeHere("bump-approximator.weights")
            }

            /// The value at N points, (N, 1) gives (N, 1).
            public func callAsFunction(_ x: Matrix) -> Matrix {
                x.matmul(w1).addingToEachRow(b1).mapped(sigmoid).matmul(w2)
            }
        }

        """#,
    "Sources/Assignments/Assignment4/ClippedTDError.swift": #"""
        // Yours to fill in: replace each `yourCodeHere(...)` line with code.
        // Written by `swift run course stubs`; `swift run grade reset` brings a hole back.
        import Layers

        // N = examples; predictions and targets are (N, 1).

        /// A loss as it was found in the wild, and as it should not be: the error of a prediction is clipped,
        /// and then squared.
        ///
        /// Concretely, with delta = target - prediction:
        ///
        ///     clipped = delta, moved into minDelta ... maxDelta
        ///     loss = mean of clipped^2
        ///
        /// It was meant to tame large errors. But outside the limits the clipped error does not change with
        /// the prediction, so its gradient is 0 there: the worse the prediction, the less is learned. The
        /// gradient check passes, because the gradient is right; it is the loss that is wrong.
        ///
        /// `repairedLoss` does what was meant: it clips the gradient, not the error.
        ///
        /// Source: Karpathy, "Yes you should understand backprop", 2016, on an implementation of deep
        /// Q-learning.
        public struct ClippedTDError: RegressionLoss {
            public let minDelta: Double
            public let maxDelta: Double

            public init(minDelta: Double = -1, maxDelta: Double = 1) {
                require(
                    minDelta < 0 && maxDelta > 0,
                    "ClippedTDError: 0 must lie between \(minDelta) and \(maxDelta).")
                self.minDelta = minDelta
                self.maxDelta = maxDelta
            }

            public struct Cache: Sendable {
                public let predictions: Matrix
                public let targets: Matrix
                public let clipped: Matrix
            }

            public func forward(_ predictions: Matrix, targets: Matrix) -> (loss: Double, cache: Cache) {
                let delta = targets - predictions
                let clipped = delta.mapped { min(max($0, minDelta), maxDelta) }
                let cache = Cache(predictions: predictions, targets: targets, clipped: clipped)
                return ((clipped * clipped).mean(), cache)
            }

            public func backward(_ dloss: Double, cache: Cache) -> Matrix {
                yourCodeHere("clipped-td-error.backward")
            }

            /// Where nothing is learned although the error is large: 1 where the gradient is 0 and the error
            /// is outside the limits, 0 elsewhere.
            public func deadZone(_ predictions: Matrix, targets: Matrix) -> Matrix {
                yourCodeHere("clipped-td-error.dead")
            }

            /// What was meant: the square of the error within the limits, and outside the straight line that
            /// continues it with the same value and the same slope; the mean of that.
            ///
            /// Its gradient with respect to the error is 2 clipped / N everywhere.
            public func repairedLoss(_ predictions: Matrix, targets: Matrix) -> Double {
                yourCodeHere("clipped-td-error.repaired")
            }
        }

        """#,
    "Sources/Assignments/Assignment4/ContentLoss.swift": #"""
        // Yours to fill in: replace each `yourCodeHere(...)` line with code.
        // Written by `swift run course stubs`; `swift run grade reset` brings a hole back.
        import Layers

        // N = images, D = features of one.

        /// How far the features of images are from those of others, each at its own place.
        ///
        /// Concretely:
        ///
        ///     loss = weight * sum of (prediction - target)^2
        ///
        /// Shapes: predictions, targets and dpredictions are all (N, D).
        ///
        /// Source: Gatys, Ecker, Bethge, 2016; CS231n, assignment 3, style transfer.
        public struct ContentLoss: RegressionLoss {
            public let weight: Double

            public init(weight: Double) { self.weight = weight }

            public struct Cache: Sendable {
                public let predictions: Matrix
                public let targets: Matrix
            }

            public func forward(_ predictions: Matrix, targets: Matrix) -> (loss: Double, cache: Cache) {
                let loss = weight * (predictions - targets).sumOfSquares()
                return (loss, Cache(predictions: predictions, targets: targets))
            }

            public func backward(_ dloss: Double, cache: Cache) -> Matrix {
                yourCodeHere("content-loss.backward")
            }
        }

        """#,
    "Sources/Assignments/Assignment4/ContrastiveLoss.swift": #"""
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

        """#,
    "Sources/Assignments/Assignment4/DeadUnits.swift": #"""
        // Yours to fill in: replace each `yourCodeHere(...)` line with code.
        // Written by `swift run course stubs`; `swift run grade reset` brings a hole back.
        import Layers

        // N = examples, H = units.

        /// How many ReLU units never fire on a data set.
        ///
        /// A unit that is 0 for one example may be open for the next. One that is 0 for all of them receives
        /// no gradient from any, so its weights never change again: it is dead.
        ///
        /// Source: CS231n notes, "Neural Networks Part 1", commonly used activation functions; Karpathy, "Yes
        /// you should understand backprop", 2016.
        public struct DeadUnits: Sendable {
            public init() {}

            /// The share of units that are 0 for every example.
            /// - Parameter out: what the ReLU gave for the whole data set, (N, H).
            /// - Returns: the share; stops if there are no units.
            public func fraction(_ out: Matrix) -> Double {
                yourCodeHere("dead-units.fraction")
            }
        }

        """#,
    "Sources/Assignments/Assignment4/DiffusionLoss.swift": #"""
        // Yours to fill in: replace each `yourCodeHere(...)` line with code.
        // Written by `swift run course stubs`; `swift run grade reset` brings a hole back.
        import Layers

        // N = examples, D = numbers of one example.

        /// The loss of a diffusion model: how well the noise can be told from the noisy example.
        ///
        /// The network that tells it is one affine layer here.
        ///
        /// Concretely:
        ///
        ///     noisy = QSample of x and noise
        ///     predicted = denoiser(noisy)
        ///     loss = mean of (predicted - noise)^2
        ///
        /// | name     | shape          | meaning                        |
        /// |----------|----------------|--------------------------------|
        /// | x, noise | (N, D)         | examples, and standard noise   |
        /// | denoiser | (D, D), (1, D) | what is learned, named w and b |
        /// | out      | (1, 1)         | the loss                       |
        ///
        /// Source: Ho, Jain, Abbeel, "Denoising diffusion probabilistic models", 2020, arXiv:2006.11239,
        /// equation 14; CS231n, assignment 3.
        public struct DiffusionLoss: Layer {
            public var denoiser: Affine
            public let sampler: QSample

            public init(denoiser: Affine, kept: Matrix) {
                self.denoiser = denoiser
                sampler = QSample(kept: kept)
            }

            public struct Cache: Sendable {
                public let input: NoisyInput
                public let sampler: QSample.Cache
                public let denoiser: Affine.Cache
                public let error: Matrix  // (N, D): predicted - noise
            }

            public struct Gradients: Sendable {
                public let dx: Matrix  // (N, D)
                public let dnoise: Matrix  // (N, D)
                public let dw: Matrix  // (D, D)
                public let db: Matrix  // (1, D)
            }

            public var inputs: [Variable<NoisyInput, Gradients>] {
                [Variable("x", \.x, \.dx), Variable("noise", \.noise, \.dnoise)]
            }

            public func forward(_ input: NoisyInput) -> (out: Matrix, cache: Cache) {
                let (noisy, samplerCache) = sampler.forward(input)
                let (predicted, denoiserCache) = denoiser.forward(stage("noisy", noisy))
                let error = stage("predicted", predicted) - input.noise
                let cache = Cache(
                    input: input, sampler: samplerCache, denoiser: denoiserCache, error: error)
                return (Matrix((error * error).mean()), cache)
            }

            public func backward(_ dout: Matrix, cache: Cache) -> Gradients {
                // forward names its steps: noisy, predicted.
                // With stageGradient("NAME", dNAME) here the grader says which is the first wrong one.
                yourCodeHere("diffusion-loss.backward")
            }

            public var parameters: [Parameter<DiffusionLoss>] {
                [Parameter("w", \.denoiser.w, \.dw), Parameter("b", \.denoiser.b, \.db)]
            }
        }

        """#,
    "Sources/Assignments/Assignment4/GANLoss.swift": #"""
        // Yours to fill in: replace each `yourCodeHere(...)` line with code.
        // Written by `swift run course stubs`; `swift run grade reset` brings a hole back.
        import Layers

        // N = real examples, and as many made-up ones.

        /// The losses of a generative adversarial network, from the discriminator's scores.
        ///
        /// x are the scores of real examples, y those of made-up ones; a score is large for what is taken to
        /// be real.
        ///
        /// Concretely, with softplus(s) = log(1 + e^s):
        ///
        ///     discriminator = mean of softplus(-x) + mean of softplus(y)
        ///     generator     = mean of softplus(-y)
        ///
        /// These are -log(sigmoid(x)) - log(1 - sigmoid(y)), and -log(sigmoid(y)), written so that nothing
        /// overflows. The generator wants the made-up ones to be taken for real; it does not minimize
        /// log(1 - sigmoid(y)), whose gradient dies out just when the generator is bad.
        ///
        /// | name | shape        | meaning                             |
        /// |------|--------------|-------------------------------------|
        /// | x, y | (N, 1)       | scores of real, of made-up examples |
        /// | out  | (1, 1) twice | both losses, `GANLosses`            |
        ///
        /// Source: Goodfellow and others, "Generative adversarial networks", 2014, arXiv:1406.2661; CS231n,
        /// assignment 3.
        public struct GANLoss: Layer {
            public init() {}

            public struct Cache: Sendable {
                public let input: Pair
            }

            public typealias Gradients = PairGradient

            public func forward(_ input: Pair) -> (out: GANLosses, cache: Cache) {
                let onReal = input.x.mapped { softplus(-$0) }.mean()
                let onFake = input.y.mapped { softplus($0) }.mean()
                let generator = input.y.mapped { softplus(-$0) }.mean()
                let out = GANLosses(
                    discriminator: Matrix(onReal + onFake), generator: Matrix(generator))
                return (out, Cache(input: input))
            }

            public func backward(_ dout: GANLosses, cache: Cache) -> Gradients {
                yourCodeHere("gan-loss.backward")
            }
        }

        """#,
    "Sources/Assignments/Assignment4/GramMatrix.swift": #"""
        // Yours to fill in: replace each `yourCodeHere(...)` line with code.
        // Written by `swift run course stubs`; `swift run grade reset` brings a hole back.
        import Layers

        // N = images, C = channels, P = pixels of one channel.

        /// How much every two channels of an image fire together, wherever in the image: its style.
        ///
        /// Concretely, with the features F of one image as (C, P):
        ///
        ///     gram = F·F^T / (C P)
        ///
        /// | name | shape    | meaning                     |
        /// |------|----------|-----------------------------|
        /// | x    | (N, C P) | features, one image per row |
        /// | out  | (N, C C) | one gram matrix per row     |
        ///
        /// Source: Gatys, Ecker, Bethge, "Image style transfer using convolutional neural networks", 2016;
        /// CS231n, assignment 3, style transfer.
        public struct GramMatrix: Layer {
            public let channels: Int

            public init(channels: Int) { self.channels = channels }

            public struct Cache: Sendable {
                public let x: Matrix  // (N, C P)
            }

            public typealias Gradients = InputGradient

            /// The features of image n, (C, P).
            private func features(_ x: Matrix, _ n: Int) -> Matrix {
                x.rows(n..<n + 1).reshaped(rows: channels, columns: x.columns / channels)
            }

            public func forward(_ x: Matrix) -> (out: Matrix, cache: Cache) {
                require(
                    channels > 0 && x.columns % channels == 0,
                    "GramMatrix: rows of \(x.columns) numbers are not \(channels) channels.")
                let grams = (0..<x.rows).map { n in
                    let f = features(x, n)
                    let gram = f.matmulTransposed(f) / Double(x.columns)
                    return gram.reshaped(rows: 1, columns: channels * channels)
                }
                return (.joiningRows(grams), Cache(x: x))
            }

            public func backward(_ dout: Matrix, cache: Cache) -> Gradients {
                yourCodeHere("gram-matrix.backward")
            }
        }

        """#,
    "Sources/Assignments/Assignment4/HuberLoss.swift": #"""
        // Yours to fill in: replace each `yourCodeHere(...)` line with code.
        // Written by `swift run course stubs`; `swift run grade reset` brings a hole back.
        import Layers

        // N = examples, D = numbers predicted for one example.

        /// Quadratic for small errors, linear for large ones, and the mean of that over all N D numbers.
        ///
        /// Concretely, for an error e = prediction - target:
        ///
        ///     loss = e^2 / 2                       where |e| <= delta
        ///     loss = delta (|e| - delta / 2)       elsewhere
        ///
        /// Both pieces meet at |e| = delta with the same value and the same slope.
        ///
        /// Shapes: predictions, targets and dpredictions are all (N, D).
        ///
        /// Source: Huber, "Robust estimation of a location parameter", 1964.
        public struct HuberLoss: RegressionLoss {
            public let delta: Double

            public init(delta: Double = 1) { self.delta = delta }

            public struct Cache: Sendable {
                public let predictions: Matrix
                public let targets: Matrix
            }

            public func forward(_ predictions: Matrix, targets: Matrix) -> (loss: Double, cache: Cache) {
                let losses = (predictions - targets).mapped { error in
                    abs(error) <= delta ? error * error / 2 : delta * (abs(error) - delta / 2)
                }
                return (losses.mean(), Cache(predictions: predictions, targets: targets))
            }

            public func backward(_ dloss: Double, cache: Cache) -> Matrix {
                yourCodeHere("huber-loss.backward")
            }
        }

        """#,
    "Sources/Assignments/Assignment4/LeastSquaresGANLoss.swift": #"""
        // Yours to fill in: replace each `yourCodeHere(...)` line with code.
        // Written by `swift run course stubs`; `swift run grade reset` brings a hole back.
        import Layers

        // N = real examples, and as many made-up ones.

        /// The losses of a least-squares GAN, from the discriminator's scores.
        ///
        /// x are the scores of real examples, which should be 1; y those of made-up ones, which should be 0.
        ///
        /// Concretely:
        ///
        ///     discriminator = (mean of (x - 1)^2 + mean of y^2) / 2
        ///     generator     = mean of (y - 1)^2 / 2
        ///
        /// Shapes as in `GANLoss`. The scores do not go through a sigmoid, so nothing saturates.
        ///
        /// Source: Mao and others, "Least squares generative adversarial networks", 2016,
        /// arXiv:1611.04076; CS231n, assignment 3.
        public struct LeastSquaresGANLoss: Layer {
            public init() {}

            public struct Cache: Sendable {
                public let input: Pair
            }

            public typealias Gradients = PairGradient

            public func forward(_ input: Pair) -> (out: GANLosses, cache: Cache) {
                let onReal = input.x.mapped { ($0 - 1) * ($0 - 1) }.mean()
                let onFake = input.y.mapped { $0 * $0 }.mean()
                let generator = input.y.mapped { ($0 - 1) * ($0 - 1) }.mean() / 2
                let out = GANLosses(
                    discriminator: Matrix((onReal + onFake) / 2), generator: Matrix(generator))
                return (out, Cache(input: input))
            }

            public func backward(_ dout: GANLosses, cache: Cache) -> Gradients {
                yourCodeHere("least-squares-gan-loss.backward")
            }
        }

        """#,
    "Sources/Assignments/Assignment4/NearestNeighbour.swift": #"""
        // Yours to fill in: replace each `yourCodeHere(...)` line with code.
        // Written by `swift run course stubs`; `swift run grade reset` brings a hole back.
        import Layers

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
                yourCodeHere("nearest-neighbour.distances")
            }

            /// The label that is most frequent among the k nearest examples of every row of x.
            ///
            /// Where two labels are equally frequent the smaller one wins; where two examples are equally
            /// near, the one that comes first in the training set counts as nearer.
            public func predict(_ x: Matrix, k: Int) -> [Int] {
                require(
                    k > 0 && k <= labels.count,
                    "NearestNeighbour: k is \(k), and must be in 1 ... \(labels.count).")
                yourCodeHere("nearest-neighbour.predict")
            }
        }

        """#,
    "Sources/Assignments/Assignment4/QGather.swift": #"""
        // Yours to fill in: replace each `yourCodeHere(...)` line with code.
        // Written by `swift run course stubs`; `swift run grade reset` brings a hole back.
        import Layers

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
                var out = Matrix(rows: input.q.rows, columns: 1)
                for (n, action) in input.actions.enumerated() {
                    out[n, 0] = input.q[n, action]
                }
                return (out, Cache(input: input))
            }

            public func backward(_ dout: Matrix, cache: Cache) -> Gradients {
                yourCodeHere("q-gather.backward")
            }

            /// The same as `forward`, (N, 1), without an index: every row is multiplied by 1 at its action
            /// and 0 elsewhere, and added up.
            ///
            /// So it is done where all numbers of a batch have to be treated alike.
            public func oneHot(_ input: QGatherInput) -> Matrix {
                yourCodeHere("q-gather.one-hot")
            }
        }

        """#,
    "Sources/Assignments/Assignment4/QSample.swift": #"""
        // Yours to fill in: replace each `yourCodeHere(...)` line with code.
        // Written by `swift run course stubs`; `swift run grade reset` brings a hole back.
        import Layers

        // N = examples, D = numbers of one example.

        /// An example and the noise that is mixed into it.
        public struct NoisyInput: Sendable {
            public var x: Matrix  // (N, D)
            public var noise: Matrix  // (N, D)

            public init(x: Matrix, noise: Matrix) {
                self.x = x
                self.noise = noise
            }
        }

        /// The forward half of a diffusion model: examples on their way to becoming pure noise.
        ///
        /// Concretely, with `kept` telling how much of each example is left, 1 at the beginning and almost 0
        /// in the end (the cumulative product of the alphas):
        ///
        ///     out = sqrt(kept) x + sqrt(1 - kept) noise
        ///
        /// | name     | shape  | meaning                      |
        /// |----------|--------|------------------------------|
        /// | x, noise | (N, D) | examples, and standard noise |
        /// | kept     | (N, 1) | one number for each example  |
        /// | out      | (N, D) | noisy examples               |
        ///
        /// The roots keep the variance at 1 if that of x is 1.
        ///
        /// Source: Ho, Jain, Abbeel, "Denoising diffusion probabilistic models", 2020, arXiv:2006.11239,
        /// equation 4; CS231n, assignment 3.
        public struct QSample: Layer {
            public let kept: Matrix  // (N, 1)

            public init(kept: Matrix) {
                require(
                    kept.columns == 1 && kept.elements.allSatisfy { $0 >= 0 && $0 <= 1 },
                    "QSample: kept is \(kept.shape), and must be (N, 1) of numbers in 0 ... 1.")
                self.kept = kept
            }

            public struct Cache: Sendable {
                public let input: NoisyInput
            }

            public struct Gradients: Sendable {
                public let dx: Matrix  // (N, D)
                public let dnoise: Matrix  // (N, D)
            }

            public var inputs: [Variable<NoisyInput, Gradients>] {
                [Variable("x", \.x, \.dx), Variable("noise", \.noise, \.dnoise)]
            }

            public func forward(_ input: NoisyInput) -> (out: Matrix, cache: Cache) {
                let signal = input.x.multiplyingEachColumn(by: kept.mapped { $0.squareRoot() })
                let noise = input.noise.multiplyingEachColumn(by: kept.mapped { (1 - $0).squareRoot() })
                return (signal + noise, Cache(input: input))
            }

            public func backward(_ dout: Matrix, cache: Cache) -> Gradients {
                yourCodeHere("q-sample.backward")
            }
        }

        """#,
    "Sources/Assignments/Assignment4/Saliency.swift": #"""
        // Yours to fill in: replace each `yourCodeHere(...)` line with code.
        // Written by `swift run course stubs`; `swift run grade reset` brings a hole back.
        import Layers

        // N = images, C = channels, H and W = height and width, K = classes.

        /// Which pixels a network's score depends on: the gradient with respect to the image, not to the
        /// weights.
        ///
        /// Source: Simonyan, Vedaldi, Zisserman, "Deep inside convolutional networks", 2013,
        /// arXiv:1312.6034; CS231n, assignment 3, network visualization.
        public struct Saliency: Sendable {
            /// The size of the images in the rows.
            public let image: ImageShape

            public init(image: ImageShape) { self.image = image }

            /// For every pixel, by how much the score of the right class would change.
            /// - Parameters:
            ///   - net: gives scores, (N, K), for images, (N, C H W).
            ///   - x: the images.
            ///   - labels: whose scores are asked about.
            /// - Returns: (N, H W): the gradient's absolute value, and of the channels the largest.
            public func map<Net: Layer>(_ net: Net, _ x: Matrix, labels: [Int]) -> Matrix
            where Net.Input == Matrix, Net.Output == Matrix, Net.Gradients: GradientOfInput {
                x.requireImages(image)
                yourCodeHere("saliency.map")
            }
        }

        """#,
    "Sources/Assignments/Assignment4/Saturation.swift": #"""
        // Yours to fill in: replace each `yourCodeHere(...)` line with code.
        // Written by `swift run course stubs`; `swift run grade reset` brings a hole back.
        import Layers

        /// How many units of a sigmoid or tanh layer are saturated: so near an end of their range that their
        /// slope, and so every gradient through them, is almost 0.
        ///
        /// Source: Karpathy, "Yes you should understand backprop", 2016; Glorot, Bengio, "Understanding the
        /// difficulty of training deep feedforward neural networks", 2010.
        public struct Saturation: Sendable {
            /// The ends of the range: 0 and 1 for a sigmoid, -1 and 1 for tanh.
            public let low: Double
            public let high: Double

            /// How near an end counts as saturated, as a share of the range.
            public let margin: Double

            public static let sigmoid = Saturation(low: 0, high: 1)
            public static let tanh = Saturation(low: -1, high: 1)

            public init(low: Double, high: Double, margin: Double = 0.01) {
                require(
                    low < high && margin > 0 && margin < 0.5,
                    "Saturation: \(low) ... \(high) with a margin of \(margin) is no range.")
                self.low = low
                self.high = high
                self.margin = margin
            }

            /// The share of entries of `out` that are nearer than the margin to either end.
            /// - Parameter out: what the layer gave for any number of examples, (N, H).
            /// - Returns: the share; stops if there are no entries.
            public func fraction(_ out: Matrix) -> Double {
                yourCodeHere("saturation.fraction")
            }
        }

        """#,
    "Sources/Assignments/Assignment4/Standardizer.swift": #"""
        // Yours to fill in: replace each `yourCodeHere(...)` line with code.
        // Written by `swift run course stubs`; `swift run grade reset` brings a hole back.
        import Layers

        // N = examples, D = features.

        /// Gives every feature mean 0 and standard deviation 1, as measured once on the training set.
        ///
        /// The same two numbers per feature are used for the training set and for everything that comes
        /// later: a test set must not have a say in what is done to it.
        ///
        /// Inputs that are 1000 times too large make gradients of w 1000 times too large, and a learning rate
        /// that was right then blows up.
        ///
        /// Source: CS231n notes, "Neural Networks Part 2", data preprocessing.
        public struct Standardizer: Sendable {
            public let mean: Matrix  // (1, D)
            public let deviation: Matrix  // (1, D), never 0

            public init(mean: Matrix, deviation: Matrix) {
                self.mean = mean
                self.deviation = deviation
            }

            /// Mean and standard deviation of every column of the training set, (N, D); the deviation is
            /// that of all N (not N - 1), and 1 for a column that is constant.
            public static func fit(_ training: Matrix) -> Standardizer {
                yourCodeHere("standardize.fit")
            }

            /// Any examples, (N, D), with the training set's mean and deviation taken out.
            public func apply(_ x: Matrix) -> Matrix {
                x.addingToEachRow(-mean).multiplyingEachRow(by: 1 / deviation)
            }
        }

        """#,
    "Sources/Assignments/Assignment4/StyleLoss.swift": #"""
        // Yours to fill in: replace each `yourCodeHere(...)` line with code.
        // Written by `swift run course stubs`; `swift run grade reset` brings a hole back.
        import Layers

        // N = images, C = channels, P = pixels of one channel.

        /// How far the style of images is from that of others: the squared differences of their gram
        /// matrices.
        ///
        /// Concretely:
        ///
        ///     loss = weight * sum of (gram(x) - target)^2
        ///
        /// | name   | shape    | meaning                                        |
        /// |--------|----------|------------------------------------------------|
        /// | x      | (N, C P) | features of the images that are changed        |
        /// | target | (N, C C) | gram matrices of the images whose style counts |
        /// | out    | (1, 1)   | the loss                                       |
        ///
        /// Source: Gatys, Ecker, Bethge, 2016; CS231n, assignment 3, style transfer.
        public struct StyleLoss: Layer {
            public let target: Matrix  // (N, C C)
            public let weight: Double
            private let gram: GramMatrix

            public init(target: Matrix, channels: Int, weight: Double) {
                self.target = target
                self.weight = weight
                gram = GramMatrix(channels: channels)
            }

            public struct Cache: Sendable {
                public let x: Matrix  // (N, C P)
                public let gram: GramMatrix.Cache
                public let difference: Matrix  // (N, C C): gram(x) - target
            }

            public typealias Gradients = InputGradient

            public func forward(_ x: Matrix) -> (out: Matrix, cache: Cache) {
                let (style, gramCache) = gram.forward(x)
                let difference = style - target
                let loss = Matrix(weight * difference.sumOfSquares())
                return (loss, Cache(x: x, gram: gramCache, difference: difference))
            }

            public func backward(_ dout: Matrix, cache: Cache) -> Gradients {
                yourCodeHere("style-loss.backward")
            }
        }

        """#,
    "Sources/Assignments/Assignment4/TotalVariationLoss.swift": #"""
        // Yours to fill in: replace each `yourCodeHere(...)` line with code.
        // Written by `swift run course stubs`; `swift run grade reset` brings a hole back.
        import Layers

        // N = images, C = channels, H and W = height and width.

        /// How rough images are: the squared differences of all neighbouring pixels.
        ///
        /// Concretely, over all channels:
        ///
        ///     loss = weight * (sum of (x[y, x+1] - x[y, x])^2 + sum of (x[y+1, x] - x[y, x])^2)
        ///
        /// | name | shape      | meaning                                  |
        /// |------|------------|------------------------------------------|
        /// | x    | (N, C H W) | one image per row, channel after channel |
        /// | out  | (1, 1)     | the loss                                 |
        ///
        /// Source: CS231n, assignment 3, style transfer, total variation regularization.
        public struct TotalVariationLoss: Layer {
            public let image: ImageShape
            public let weight: Double

            public init(image: ImageShape, weight: Double) {
                self.image = image
                self.weight = weight
            }

            public struct Cache: Sendable {
                public let x: Matrix  // (N, C H W)
            }

            public typealias Gradients = InputGradient

            /// Every two neighbours, side by side and one above the other, as columns of one image.
            private var neighbours: [(first: Int, second: Int)] {
                var pairs: [(Int, Int)] = []
                for line in 0..<image.channels * image.height {
                    for x in 0..<image.width {
                        let pixel = line * image.width + x
                        if x + 1 < image.width { pairs.append((pixel, pixel + 1)) }
                        // The last line of a channel has no neighbour in the next one.
                        if (line + 1) % image.height != 0 { pairs.append((pixel, pixel + image.width)) }
                    }
                }
                return pairs
            }

            public func forward(_ x: Matrix) -> (out: Matrix, cache: Cache) {
                x.requireImages(image)
                var sum = 0.0
                for (first, second) in neighbours {
                    for n in 0..<x.rows {
                        let difference = x[n, second] - x[n, first]
                        sum += difference * difference
                    }
                }
                return (Matrix(weight * sum), Cache(x: x))
            }

            public func backward(_ dout: Matrix, cache: Cache) -> Gradients {
                yourCodeHere("total-variation-loss.backward")
            }
        }

        """#,
    "Sources/Assignments/Assignment4/UnrolledRNN.swift": #"""
        // Yours to fill in: replace each `yourCodeHere(...)` line with code.
        // Written by `swift run course stubs`; `swift run grade reset` brings a hole back.
        import Layers

        // N = examples, H = hidden units.

        /// A recurrent network without inputs: the same matrix again and again, with or without a ReLU.
        ///
        /// Concretely, for `steps` steps:
        ///
        ///     s = h·w
        ///     h = max(0, s)              or h = s, without the ReLU
        ///
        /// Back through it goes the transposed matrix, again and again. If its largest eigenvalue is above 1
        /// the gradient explodes, if it is below 1 it dies out.
        ///
        /// | name | shape  | meaning                          |
        /// |------|--------|----------------------------------|
        /// | x    | (N, H) | the states before the first step |
        /// | w    | (H, H) | what is learned                  |
        /// | out  | (N, H) | the states after the last step   |
        ///
        /// Source: Karpathy, "Yes you should understand backprop", 2016 (H = 5, T = 50).
        public struct UnrolledRNN: Layer {
            public var w: Matrix  // (H, H)
            public let steps: Int
            public let usesReLU: Bool

            public init(w: Matrix, steps: Int, usesReLU: Bool = true) {
                require(
                    w.rows == w.columns && steps > 0,
                    "UnrolledRNN: w is \(w.shape) for \(steps) steps; it must be square, and one step at least."
                )
                self.w = w
                self.steps = steps
                self.usesReLU = usesReLU
            }

            /// The states before the first step and after each.
            public struct Cache: Sendable {
                public let x: Matrix  // (N, H)
                public let states: [Matrix]  // steps + 1 of (N, H)
            }

            public struct Gradients: GradientOfInput {
                public let dx: Matrix  // (N, H)
                public let dw: Matrix  // (H, H)
            }

            public func forward(_ x: Matrix) -> (out: Matrix, cache: Cache) {
                var states = [x]
                for t in 0..<steps {
                    let s = states[t].matmul(w)
                    states.append(stage("h", usesReLU ? s.mapped { max($0, 0) } : s))
                }
                return (states[steps], Cache(x: x, states: states))
            }

            public func backward(_ dout: Matrix, cache: Cache) -> Gradients {
                // forward names its steps: h.
                // With stageGradient("NAME", dNAME) here the grader says which is the first wrong one.
                yourCodeHere("unrolled-rnn.backward")
            }

            public var parameters: [Parameter<UnrolledRNN>] { [Parameter("w", \.w, \.dw)] }
        }

        """#,
]
